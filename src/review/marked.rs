//! One text of a unit, with its codes as tokens and with marks on what a reader should look at.
//!
//! The elements do not nest: each piece between two edges (of codes, marks, changed words) is one element or plain text,
//! so that marks may overlap in any way and all is well-formed.

use std::ops::Range;

use maud::{PreEscaped, Render, html};

use super::characters::{Escaped, in_attribute};
use super::data::ReviewFinding;
use crate::inline::{Piece, PieceKind, StandaloneKind};

/// What a range of the text is marked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum TextMark<'a> {
    /// The other side does not have it.
    Differs,
    /// A finding is about it.
    Found(&'a ReviewFinding<'a>),
    /// An edit takes it out.
    Gone,
    /// An edit puts it in.
    Come,
}

/// A text with marks; `pieces` tile it.
pub(super) struct MarkedText<'a, P> {
    pub(super) text: &'a str,
    pub(super) pieces: P,
    pub(super) marks: Vec<(Range<usize>, TextMark<'a>)>,
}

/// The marks that hold at a place.
#[derive(Default)]
struct Active<'a> {
    differs: usize,
    gone: usize,
    come: usize,
    found: Vec<&'a ReviewFinding<'a>>,
}

impl<'a> Active<'a> {
    fn open(&mut self, mark: TextMark<'a>) {
        match mark {
            TextMark::Differs => self.differs += 1,
            TextMark::Gone => self.gone += 1,
            TextMark::Come => self.come += 1,
            TextMark::Found(finding) => self.found.push(finding),
        }
    }

    fn close(&mut self, mark: TextMark<'a>) {
        match mark {
            TextMark::Differs => self.differs -= 1,
            TextMark::Gone => self.gone -= 1,
            TextMark::Come => self.come -= 1,
            TextMark::Found(finding) => {
                if let Some(place) = self.found.iter().position(|other| std::ptr::eq(*other, finding)) {
                    self.found.swap_remove(place);
                }
            }
        }
    }

    fn is_none(&self) -> bool {
        self.differs + self.gone + self.come == 0 && self.found.is_empty()
    }
}

impl<'a, P: Iterator<Item = Piece<'a>>> MarkedText<'a, P> {
    /// Writes the text to `buffer`.
    pub(super) fn write(self, buffer: &mut String) {
        let Self { text, pieces, marks } = self;
        // Closing edges come first, so that marks which touch do not overlap.
        let mut edges: Vec<(usize, bool, TextMark<'a>)> = Vec::with_capacity(2 * marks.len());
        for (range, mark) in marks {
            let (start, end) = (floor(text, range.start), floor(text, range.end));
            if start < end {
                edges.extend([(start, true, mark), (end, false, mark)]);
            }
        }
        edges.sort_by_key(|(at, opens, _)| (*at, *opens));
        let mut edges = edges.into_iter().peekable();
        let mut active = Active::default();
        for piece in pieces {
            let (mut at, end) = (piece.start, piece.range().end);
            while at < end {
                while let Some((_, opens, mark)) = edges.next_if(|(edge, ..)| *edge <= at) {
                    if opens { active.open(mark) } else { active.close(mark) }
                }
                let to = edges.peek().map_or(end, |(edge, ..)| (*edge).min(end));
                write_range(&text[at..to], piece.kind, &active, buffer);
                at = to;
            }
        }
    }
}

/// The next character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn write_range(text: &str, kind: PieceKind, active: &Active<'_>, buffer: &mut String) {
    let code = match kind {
        PieceKind::Text => "",
        PieceKind::Standalone(StandaloneKind::CodeSpan) => "c",
        _ => "k",
    };
    let text = Escaped(text);
    if active.is_none() {
        match code {
            "" => text.render_to(buffer),
            code => html! { code class=(code) { (text) } }.render_to(buffer),
        }
        return;
    }
    element(&text, code, active).render_to(buffer);
}

fn element(text: &Escaped<'_>, code: &str, active: &Active<'_>) -> PreEscaped<String> {
    let worst = active.found.iter().max_by_key(|finding| finding.level);
    let title = worst.map(|finding| in_attribute(&finding.message));
    let difference = if active.differs > 0 { "d" } else { "" };
    let level = worst.map_or("", |finding| finding.level.as_str());
    let classes = [code, difference, level];
    let classes = classes.into_iter().filter(|class| !class.is_empty()).collect::<Vec<_>>().join(" ");
    let class = (!classes.is_empty()).then_some(classes);
    if active.gone > 0 {
        html! { del class=[class] title=[title] { (text) } }
    } else if active.come > 0 {
        html! { ins class=[class] title=[title] { (text) } }
    } else if code.is_empty() {
        html! { mark class=[class] title=[title] { (text) } }
    } else {
        html! { code class=[class] title=[title] { (text) } }
    }
}

#[cfg(test)]
mod tests {
    use super::super::data::FindingLevel;
    use super::*;
    use crate::inline::pieces;

    #[track_caller]
    fn check(text: &str, marks: Vec<(Range<usize>, TextMark<'_>)>, expected: &str) {
        let mut html = String::new();
        MarkedText { text, pieces: pieces(text), marks }.write(&mut html);
        assert_eq!(html, expected);
    }

    #[test]
    fn codes_are_tokens() {
        check(
            "a **b** `c` &lt;",
            vec![],
            "a <code class=\"k\">**</code>b<code class=\"k\">**</code> <code class=\"c\">`c`</code> <code class=\"k\">&amp;lt;</code>",
        );
    }

    #[test]
    fn marks_may_overlap_codes_and_each_other() {
        let finding = ReviewFinding::new("x", FindingLevel::Error, "bad \"x\"");
        check(
            "a **b** é",
            vec![
                (0..3, TextMark::Differs),
                (3..6, TextMark::Found(&finding)),
                (6..usize::MAX, TextMark::Come),
                (9..9, TextMark::Gone),
            ],
            "<mark class=\"d\">a </mark><code class=\"k d\">*</code>\
             <code class=\"k error\" title=\"bad &quot;x&quot;\">*</code>\
             <mark class=\"error\" title=\"bad &quot;x&quot;\">b</mark>\
             <code class=\"k error\" title=\"bad &quot;x&quot;\">*</code><ins class=\"k\">*</ins><ins> é</ins>",
        );
        check("éa", vec![(1..2, TextMark::Gone)], "<del>é</del>a");
    }
}
