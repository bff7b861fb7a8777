//! The blocks of a page in the view of its targets, before and after edits: where only targets are shown, a target at the
//! start of a line may begin a block, which it does not where its markup is around it.
//!
//! A target that begins a list, a heading, a quote or HTML there makes its own block another one; that is told. One that
//! changes other blocks is refused: an HTML block without its end (CommonMark 4.6, types 1 to 5) and a code fence take all
//! that follows, HTML of the types 6 and 7 what follows up to a blank line, and an underline makes a heading of the line
//! before.

use std::iter::Peekable;
use std::ops::Range;

use super::blocks::Structure;
use super::new_target::NewTarget;
use crate::document::Document;
use crate::part::TranslationUnit;

/// What new targets do to the blocks of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ViewChange {
    /// Nothing.
    Same,
    /// The block of an edited unit is another one.
    OwnBlock,
    /// A block without an edited unit is another one.
    OtherBlock,
}

/// Whether a new target may change the blocks of the view: it or the old one has several lines, or is at the start of a line
/// and begins as blocks do.
pub(super) fn is_at_risk(page: &str, unit: &TranslationUnit<'_>, new: &str) -> bool {
    let texts = [unit.target, new];
    if texts.iter().any(|text| memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some()) {
        return true;
    }
    texts.iter().any(|text| may_begin_block(text)) && line_start(page, unit.span.range().start).is_some()
}

/// The start of the line of which `at` is the first text: before it are only blanks and the marks of quotes and lists.
fn line_start(page: &str, at: usize) -> Option<usize> {
    let is_mark = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'*' | b'+' | b'-' | b'.' | b')' | b'0'..=b'9');
    let marks = page.as_bytes()[..at].iter().rev().take_while(|byte| is_mark(byte)).count();
    let start = at - marks;
    (start == 0 || matches!(page.as_bytes()[start - 1], b'\n' | b'\r')).then_some(start)
}

/// Whether a line that begins so may be another block than a paragraph (CommonMark, sections 4.1 to 4.7 and 5), or a row of
/// a table.
fn may_begin_block(text: &str) -> bool {
    let line = text.trim_start_matches([' ', '\t']);
    if text.len() - line.len() >= 4 || text.starts_with('\t') {
        return true;
    }
    let bytes = line.as_bytes();
    let only = |marks: &[u8]| bytes.iter().all(|byte| marks.contains(byte) || matches!(byte, b' ' | b'\t'));
    let is_before_blank = |at: usize| matches!(bytes.get(at), None | Some(b' ' | b'\t'));
    match bytes.first() {
        None | Some(b'>') => true,
        Some(b'<') => matches!(bytes.get(1), Some(b'!' | b'?' | b'/' | b'a'..=b'z' | b'A'..=b'Z')),
        Some(b'`' | b'~') => line.starts_with("```") || line.starts_with("~~~"),
        Some(b'#') => is_before_blank(bytes.iter().take_while(|byte| **byte == b'#').count()),
        Some(mark @ (b'*' | b'+' | b'-')) => is_before_blank(1) || only(&[*mark]) || only(b"-|:"),
        Some(b'_' | b'=') => only(&bytes[..1]),
        Some(b'|' | b':') => only(b"-|:"),
        Some(b'[') => line.contains("]:"),
        Some(b'0'..=b'9') => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            matches!(bytes.get(digits), Some(b'.' | b')')) && is_before_blank(digits + 1)
        }
        _ => false,
    }
}

/// A part of a page in which each unit is its target.
struct TargetView {
    text: String,
    structure: Structure,
    /// The edited targets, those at the start of a line with all of it that is before them.
    edited: Vec<Range<usize>>,
    /// For each of them, whether its own block may be another one.
    free: Vec<bool>,
}

impl TargetView {
    /// The view of `range` of the page; neither of its ends is in a unit. `edited` are those that have other targets in one
    /// of the two views, `new` says whether these are in this one.
    fn of<'t>(
        document: &Document<'_>,
        range: Range<usize>,
        edited: &mut Peekable<impl Iterator<Item = &'t NewTarget>>,
        is_new: bool,
    ) -> Self {
        let (page, units) = (document.text(), document.units());
        let first = units.partition_point(|unit| unit.span.range().end <= range.start);
        let mut text = String::with_capacity(range.len());
        let (mut targets, mut places, mut free) = (Vec::new(), Vec::new(), Vec::new());
        let mut at = range.start;
        for (number, unit) in units.iter().enumerate().skip(first) {
            let span = unit.span.range();
            if span.end > range.end {
                break;
            }
            text.push_str(&page[at..span.start]);
            while edited.next_if(|target| target.unit < number).is_some() {}
            let new = edited.next_if(|target| target.unit == number);
            let start = text.len();
            text.push_str(new.filter(|_| is_new).map_or(unit.target, |new| &new.text));
            targets.push(start..text.len());
            if let Some(new) = new {
                free.push(new.is_free);
                let before = line_start(page, span.start).map_or(0, |line| span.start - line);
                places.push(start - before.min(start)..text.len());
            }
            at = span.end;
        }
        text.push_str(&page[at..range.end]);
        let structure = Structure::of(&text, 0, targets.into_iter());
        Self { text, structure, edited: places, free }
    }
}

/// What the targets, which are in the order of their units, do to the view of `range` of the page. Nothing is known of a
/// range that begins or ends in a unit.
pub(super) fn change(document: &Document<'_>, range: &Range<usize>, targets: &[NewTarget]) -> ViewChange {
    let is_cut = |at: usize| {
        let units = document.units();
        let unit = units.partition_point(|unit| unit.span.range().end <= at);
        units.get(unit).is_some_and(|unit| unit.span.range().start < at)
    };
    if is_cut(range.start) || is_cut(range.end) {
        return ViewChange::Same;
    }
    let [old, new] =
        [false, true].map(|is_new| TargetView::of(document, range.clone(), &mut targets.iter().peekable(), is_new));
    #[cfg(test)]
    crate::work::count(|work| work.searched += old.text.len() + new.text.len());
    if old.text == new.text || old.structure.is_as(&old.edited, &new.structure, &new.edited) {
        ViewChange::Same
    } else if old.structure.is_as_outside(&old.edited, &new.structure, &new.edited, &new.free) {
        ViewChange::OwnBlock
    } else {
        ViewChange::OtherBlock
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_of_blocks_are_known() {
        for text in [
            "<!-- x", "<div>", "</p>", "<?a", "```", "~~~ x", "# x", "##", "> x", "- x", "* x", "+", "***", "- - -",
            "---", "===", "___", "1. x", "2021) x", "|---|", "[a]: b", "    x", "",
        ] {
            assert!(may_begin_block(text), "{text}");
        }
        for text in
            ["x", "**x**", "*x*", "<x", "< x", "`x`", "~~x~~", "#x", "-x", "1.5 x", "_x_", "=x", "[a](b)", "-> x"]
        {
            assert_eq!(may_begin_block(text), text == "<x", "{text}");
        }
    }

    #[test]
    fn lines_begin_after_marks() {
        let at = |before: &str| line_start(before, before.len());
        assert_eq!([at(""), at("a\n> 1. "), at("a "), at("a\n# ")], [Some(0), Some(2), None, None]);
    }
}
