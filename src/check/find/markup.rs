//! Markup that broke or was lost: the rules `broken-markup`, `missing-emphasis` and `empty-link-text`.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::about::{About, Example};
use crate::check::chars::{at, before};
use crate::check::finding::Finding;
use crate::check::rule::Rule;
use crate::check::side::SideText;
use crate::check::unit::Unit;
use crate::check::visible::Visible;
use crate::inline::{PairKind, Piece, PieceKind, StandaloneKind};

pub(in crate::check) const BROKEN: About = About {
    text: "The target shows markup as characters that the source does not show: asterisks or underscores of emphasis that \
           failed, `](` before an address, a backtick without its partner, `![`. CommonMark lets `**` close only where \
           no letter follows a punctuation mark before it: `**클래스(.NET)**을` shows its asterisks.",
    fires: Example::new("ja-JP", "Click **Next**.", "** 次へ ** をクリックします。"),
    quiet: Example::new("ja-JP", "Click **Next**.", "**次へ** をクリックします。"),
};

pub(in crate::check) const EMPHASIS: About = About {
    text: "The target has less bold or italic text than the source, and no other emphasis and no brackets or quotes in its \
           place, as Japanese, Chinese and Korean pages write the names of buttons.",
    fires: Example::new("lv-LV", "Click **Next**.", "Noklikšķiniet uz Tālāk."),
    quiet: Example::new("ja-JP", "Click **Next**.", "[次へ] をクリックします。"),
};

pub(in crate::check) const EMPTY_LINK: About = About {
    text: "A link of the target has no text, so that nobody can follow it. The source's links have text.",
    fires: Example::new("ko-KR", "See [Help](help.md).", "도움말[](help.md)을 참조하세요."),
    quiet: Example::new("ko-KR", "See [Help](help.md).", "[도움말](help.md)을 참조하세요."),
};

static LINK_MIDDLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\]\s?\([^\s)]*(?:[/#]|\.md|\.png|\.yml|\.html?|https?:|xref:|mailto:)").expect("it is a constant")
});

pub(in crate::check) fn find(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    if !source.has_codes && !target.has_codes && !target.bytes.has_any(b"*_`[") {
        return;
    }
    find_empty_links(source, target, found);
    let lost = Emphasis::of(source).lost(&Emphasis::of(target));
    let broken = if has_loose_marks(target) { find_broken(source, target, &lost) } else { None };
    if let Some(finding) = broken {
        found.push(finding);
    } else if lost.count() > 0 {
        let brackets = |side: &SideText<'_>| side.text.chars().filter(|&char| is_ui_bracket(char)).count();
        if brackets(target).saturating_sub(brackets(source)) < lost.count() {
            let kind = if lost.strong > 0 { "bold" } else { "italic" };
            let message = format!("{kind} text of the source is plain");
            let finding = Finding::at(Rule::MissingEmphasis, target.end(), message);
            found.push(match lost.place {
                Some(place) => finding.with_source(place.start..place.end),
                None => finding,
            });
        }
    }
}

const fn is_ui_bracket(char: char) -> bool {
    matches!(char, '[' | '［' | '「' | '『' | '«' | '“' | '"' | '‘' | '【' | '〔' | '《' | '„' | '”')
}

/// Whether text of the target holds what can be a failed mark.
fn has_loose_marks(target: &SideText<'_>) -> bool {
    if !target.has_codes {
        return target.bytes.has_any(b"*_`[]");
    }
    target.pieces.iter().any(|piece| match piece.kind {
        PieceKind::Text => {
            memchr::memchr3(b'*', b'_', b'`', piece.raw.as_bytes()).is_some() || piece.raw.contains(['[', ']'])
        }
        PieceKind::Standalone(StandaloneKind::Escape) => matches!(&piece.raw[1..], "*" | "_" | "`"),
        PieceKind::Standalone(StandaloneKind::Entity) => true,
        _ => false,
    })
}

/// How much emphasis there is.
#[derive(Debug, Default)]
struct Emphasis {
    strong: usize,
    italic: usize,
    place: Option<std::ops::Range<usize>>,
}

impl Emphasis {
    fn of(side: &SideText<'_>) -> Self {
        let mut all = Self::default();
        for piece in &side.pieces {
            let is_tag = |names: [&str; 2]| {
                let name = piece.tag_name();
                name.is_some_and(|name| names.iter().any(|known| known.eq_ignore_ascii_case(name)))
            };
            let (strong, italic) = match piece.kind {
                PieceKind::Open(PairKind::Strong) => (1, 0),
                PieceKind::Open(PairKind::Emphasis) => (0, 1),
                PieceKind::Open(PairKind::Html) => {
                    (usize::from(is_tag(["b", "strong"])), usize::from(is_tag(["i", "em"])))
                }
                _ => (0, 0),
            };
            if strong + italic > 0 && all.place.is_none() {
                all.place = Some(piece.range());
            }
            all.strong += strong;
            all.italic += italic;
        }
        all
    }

    /// What is lost in `target`; what it gained of one kind makes up for what it lost of the other.
    fn lost(self, target: &Self) -> Lost {
        let strong = self.strong.saturating_sub(target.strong);
        let italic = self.italic.saturating_sub(target.italic);
        let gained = target.strong.saturating_sub(self.strong) + target.italic.saturating_sub(self.italic);
        Lost { strong, italic, is_made_up: gained >= strong + italic, place: self.place }
    }
}

/// How much emphasis the target lost.
struct Lost {
    strong: usize,
    italic: usize,
    is_made_up: bool,
    place: Option<std::ops::Range<usize>>,
}

impl Lost {
    const fn count(&self) -> usize {
        if self.is_made_up { 0 } else { self.strong + self.italic }
    }
}

fn find_broken(source: &SideText<'_>, target: &SideText<'_>, lost: &Lost) -> Option<Finding> {
    let (source_literal, target_literal) = (source.literal(), target.literal());
    let (before, after) = (source_literal.text(source.raw), target_literal.text(target.raw));
    // The pipeline's own debris breaks markup; its rule reports it.
    if after.contains("no__t") || after.contains("No__t") {
        return None;
    }
    let more = |marks: &dyn Fn(&str) -> Vec<usize>| {
        let (before, after) = (marks(before), marks(after));
        (after.len() > before.len()).then(|| after[after.len() - 1])
    };
    let finding = |what: &str, at: usize, length: usize| {
        let place = raw_place(&target_literal, at..at + length);
        let message = format!("`{what}` shows as text; the markup is broken");
        Some(Finding::at(Rule::BrokenMarkup, place, message))
    };
    if let Some(at) = more(&double_asterisks) {
        return finding("**", at, 2);
    }
    if lost.strong > 0
        && let Some(at) = more(&|text| text.match_indices("__").map(|(at, _)| at).collect())
    {
        return finding("__", at, 2);
    }
    if lost.italic > 0 {
        if let Some(at) = more(&|text| single_marks(text, '*')) {
            return finding("*", at, 1);
        }
        if let Some(at) = more(&|text| single_marks(text, '_')) {
            return finding("_", at, 1);
        }
    }
    if let Some(at) = more(&|text| LINK_MIDDLE.find_iter(text).map(|middle| middle.start()).collect()) {
        return finding("](", at, 1);
    }
    if let Some(at) = more(&|text| text.match_indices('`').map(|(at, _)| at).collect()) {
        return finding("`", at, 1);
    }
    let images = |side: &SideText<'_>| {
        let is_image = |piece: &&Piece<'_>| piece.kind == PieceKind::Standalone(StandaloneKind::Image);
        side.pieces.iter().filter(is_image).count()
    };
    if images(source) > images(target)
        && let Some(at) = more(&|text| text.match_indices("![").map(|(at, _)| at).collect())
    {
        return finding("![", at, 2);
    }
    None
}

fn raw_place(literal: &Visible, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    literal.raw_range(range)
}

/// `**`, also with one blank between.
fn double_asterisks(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut start = 0;
    while let Some(found) = text[start..].find('*') {
        let place = start + found;
        start = place + 1;
        let rest = &text[start..];
        let rest = rest.strip_prefix([' ', '\u{A0}']).unwrap_or(rest);
        if rest.starts_with('*') {
            places.push(place);
            start = text.len() - rest.len() + 1;
        }
    }
    places
}

/// Single marks at the edge of a word: an underscore between ASCII letters is part of a name.
fn single_marks(text: &str, mark: char) -> Vec<usize> {
    let is_single = |&(place, _): &(usize, &str)| {
        let (left, right) = (before(text, place), at(text, place + 1));
        if left == Some(mark) || right == Some(mark) {
            return false;
        }
        let is_letter = |char: Option<char>| {
            char.is_some_and(|char| if mark == '_' { char.is_ascii_alphanumeric() } else { char.is_alphanumeric() })
        };
        !(is_letter(left) && is_letter(right))
    };
    text.match_indices(mark).filter(is_single).map(|(place, _)| place).collect()
}

fn find_empty_links(source: &SideText<'_>, target: &SideText<'_>, found: &mut Vec<Finding>) {
    let empty = empty_links(target);
    if let Some(last) = empty.last()
        && empty.len() > empty_links(source).len()
    {
        found.push(Finding::at(Rule::EmptyLinkText, last.clone(), "the link has no text".to_owned()));
    }
}

/// The links without text.
fn empty_links(side: &SideText<'_>) -> Vec<std::ops::Range<usize>> {
    let mut links = Vec::new();
    let mut opened: Option<usize> = None;
    for piece in &side.pieces {
        match (piece.kind, opened) {
            (PieceKind::Open(PairKind::Link), _) => opened = Some(piece.start),
            (PieceKind::Close(PairKind::Link), Some(start)) => {
                links.push(start..piece.range().end);
                opened = None;
            }
            (PieceKind::Text, _) if piece.raw.trim().is_empty() => {}
            _ => opened = None,
        }
    }
    links
}
