//! The tree of a page as a browser builds it, with a mark on the spans of each unit.
//!
//! The tree knows no byte offsets, so the spans are given an attribute that says which unit and side they are. The work
//! is bounded: a browser's tree may be deeper and larger than any page needs (elements that are never closed are opened
//! anew in each paragraph), so building stops where it is [too deep](DEEPEST) or has more nodes than bytes.

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{Html, HtmlTreeSink};

use crate::part::TranslationUnit;

/// The attribute that marks a span. Where it is written in the page itself, it comes second and does not count.
pub(super) const MARK: &str = "data-bitext";

/// What one mark says: the place of the unit in the page's list, and the side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SpanMark {
    pub(super) unit: usize,
    pub(super) side: UnitSide,
}

/// The two sides of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitSide {
    Target,
    Source,
}

impl SpanMark {
    /// Reads the value of a mark.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let (side, number) = value.split_at_checked(1)?;
        let side = match side {
            "t" => UnitSide::Target,
            "s" => UnitSide::Source,
            _ => return None,
        };
        Some(Self { unit: number.parse().ok()?, side })
    }

    /// The marks in a text that is no markup.
    pub(super) fn all_in(text: &str) -> impl Iterator<Item = Self> {
        text.split(MARK).skip(1).filter_map(|rest| {
            let value = rest.strip_prefix("=\"")?;
            Self::parse(&value[..value.find('"')?])
        })
    }
}

/// The tree of a page.
pub(super) struct Tree {
    pub(super) html: Html,
    /// The first byte of the page that is not in the tree, if building stopped.
    pub(super) stopped_at: Option<usize>,
}

/// The most elements around a node. Browsers cut at 512.
const DEEPEST: usize = 512;

/// How many bytes are given to the parser between two looks at the tree.
const STEP: usize = 4096;

/// Builds the tree of `text`, whose units are `units`.
pub(super) fn build(text: &str, units: &[TranslationUnit<'_>]) -> Tree {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = driver::parse_document(sink, ParseOpts::default());
    let (mut at, mut nodes) = (0, 0);
    let mut marks = marks(text, units).peekable();
    while at < text.len() {
        let to = boundary(text, at.saturating_add(STEP));
        while let Some((place, mark)) = marks.next_if(|(place, _)| *place < to) {
            parser.process(StrTendril::from(&text[at..place]));
            let side = if mark.side == UnitSide::Target { 't' } else { 's' };
            parser.process(StrTendril::from(format!(" {MARK}=\"{side}{}\"", mark.unit)));
            at = place;
        }
        parser.process(StrTendril::from(&text[at..to]));
        at = to;
        let html = parser.tokenizer.sink.sink.0.borrow();
        let count = html.tree.nodes().len();
        let is_deep = html.tree.nodes().rev().take(count - nodes).any(|node| node.ancestors().nth(DEEPEST).is_some());
        nodes = count;
        drop(html);
        if is_deep || nodes > at + STEP {
            return Tree { html: parser.finish(), stopped_at: (at < text.len()).then_some(at) };
        }
    }
    Tree { html: parser.finish(), stopped_at: None }
}

/// The places of the marks in order: after the name of each unit's opening tags.
fn marks<'t>(text: &'t str, units: &'t [TranslationUnit<'_>]) -> impl Iterator<Item = (usize, SpanMark)> + 't {
    const NAME: &str = "<span";
    let offset = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    units.iter().enumerate().flat_map(move |(unit, it)| {
        let target = Some((offset(it.span.start) + NAME.len(), SpanMark { unit, side: UnitSide::Target }));
        let source = it.source_span().and_then(|source| {
            let before = &text[..offset(source.start)];
            let name = memchr::memmem::rfind(&before.as_bytes()[offset(it.target_span().end)..], NAME.as_bytes())?;
            let place = offset(it.target_span().end) + name + NAME.len();
            Some((place, SpanMark { unit, side: UnitSide::Source }))
        });
        [target, source].into_iter().flatten()
    })
}

fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
