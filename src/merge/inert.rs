//! Whether a new target can be seen, without reading the page, to leave its blocks and links as they are.
//!
//! It is so if the texts differ only in characters that mean nothing to CommonMark, and their codes are the same in the
//! same order: then every line begins as before, brackets, backticks and tags follow one another as before, and the cells
//! of a row are as many. What is not seen to be so may still be so: then the page is read.
//!
//! Left to the reading of the page are pages that may define links (`]:`), as a definition depends on the letters of
//! its label, and units that may be in the title of a link, in a tag or in a comment of the skeleton.

use std::ops::Range;

use crate::document::Document;
use crate::inline::PieceKind;
use crate::markup::Markup;
use crate::part::TranslationUnit;

/// How many ranges of skeleton before a unit are looked at.
const BEFORE: usize = 8;

/// A page in which inert targets are looked for.
pub(super) struct InertTargets<'d, 'a> {
    document: &'d Document<'a>,
    may_define_links: bool,
}

impl<'d, 'a> InertTargets<'d, 'a> {
    pub(super) fn new(document: &'d Document<'a>) -> Self {
        let may_define_links = memchr::memmem::find(document.text().as_bytes(), b"]:").is_some();
        Self { document, may_define_links }
    }

    /// Whether `new` as the target of a unit leaves the blocks and links of the page as they are.
    pub(super) fn has(&self, number: usize, new: &str) -> bool {
        let unit = &self.document.units()[number];
        !self.may_define_links
            && has_same_marks(self.document.settings().markup, unit.target, new)
            && !self.may_be_in_construct(number, unit)
    }

    /// Whether a construct that letters can end may be open at the unit: the skeleton before it, in its line and the one
    /// before that, begins a link's destination, a tag with single quotes, a comment or the like, and does not end it.
    fn may_be_in_construct(&self, number: usize, unit: &TranslationUnit<'_>) -> bool {
        let units = &self.document.units()[..number];
        let mut end = unit.span.range().start;
        let mut lines = 0;
        for place in 0..BEFORE {
            let before = units.len().checked_sub(place + 1).map(|before| units[before].span.range());
            let start = before.as_ref().map_or(0, |before: &Range<usize>| before.end);
            let skeleton = &self.document.text()[start.min(end)..end];
            let mut lines_here = skeleton.rsplit('\n');
            let last = lines_here.by_ref().take(2 - lines);
            for (count, line) in last.enumerate() {
                lines += usize::from(count > 0);
                if line.contains("='") || line.contains("<!") {
                    return true;
                }
                let opens = line.rfind("](");
                if let Some(open) = opens
                    && !line[open..].contains(')')
                {
                    return true;
                }
                if line.contains(')') {
                    return false;
                }
            }
            let (Some(before), false) = (before, lines > 0) else { return false };
            end = before.start;
        }
        true
    }
}

/// Whether two texts have the same codes in the same order, and no other characters with a meaning.
fn has_same_marks(markup: Markup, old: &str, new: &str) -> bool {
    if !old.contains(is_mark) && !new.contains(is_mark) {
        return true;
    }
    let (mut old, mut new) = (marks(markup, old), marks(markup, new));
    loop {
        match (old.next(), new.next()) {
            (None, None) => return true,
            (Some(Some(one)), Some(Some(other))) if one == other => {}
            _ => return false,
        }
    }
}

const fn is_mark(char: char) -> bool {
    matches!(char, '\n' | '\r' | '|' | '[' | ']' | '`' | '<' | '>' | '~' | '\\')
}

/// The codes of a text in order; `None` for a text with a mark, and for a code of several lines.
fn marks(markup: Markup, text: &str) -> impl Iterator<Item = Option<&str>> {
    markup.pieces(text).filter_map(|piece| match piece.kind {
        PieceKind::Text if piece.raw.contains(is_mark) => Some(None),
        PieceKind::Text => None,
        _ if piece.raw.contains(['\n', '\r']) => Some(None),
        _ => Some(Some(piece.raw)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, old: &str, new: &str, expect: bool) {
        let unit = format!(
            "<span data-ttu-id=\"407fb-102\">{old}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"407fb-102\">s</span></span>"
        );
        let page = page.replace("UNIT", &unit);
        assert_eq!(InertTargets::new(&Document::parse(&page)).has(0, new), expect, "{page}");
    }

    #[test]
    fn letters_change_no_block() {
        check("UNIT\n", "Viens", "Divi", true);
        check("| UNIT |\n", "**Viens** `a`", "Divi **tris** `a`", true);
        check("[UNIT](a.md)\n", "a [b](c) d", "e [f](c)", true);
        check("* [a](b) UNIT\n", "Viens", "Divi", true);
    }

    #[test]
    fn what_may_change_a_block_is_read() {
        check("UNIT\n", "Viens", "Divi\n", false);
        check("| UNIT |\n", "Viens", "a|b", false);
        check("UNIT\n", "a [b](c)", "a [b](d)", false);
        check("UNIT\n", "a `b` <c>", "a <c> `b`", false);
        check("UNIT\n", "a", "a\\", false);
        check("[a](b 'UNIT')\n", "Viens", "it's", false);
        check("<a b='UNIT'>\n", "Viens", "it's", false);
        check("UNIT\n\n[a]: b\n", "Viens", "Divi", false);
    }
}
