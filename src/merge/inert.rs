//! Whether a new target can be seen, without reading the page, to leave its blocks and links as they are.
//!
//! It is so if the texts differ only in characters that mean nothing to CommonMark, their codes are the same in the same
//! order, and no construct around the unit is open whose end letters may decide: then every line begins as before, brackets,
//! backticks and tags follow one another as before, and the cells of a row are as many. What is not seen to be so may still
//! be so: then the page is read.
//!
//! Left to the reading of the page are pages that may define links (`]:`), as a definition depends on the letters of
//! its label, and codes next to which letters count: a parenthesis after a bracket, or an exclamation mark before one.

use super::reach::{Constructs, is_open_at_end};
use crate::document::Document;
use crate::inline::{PieceKind, StandaloneKind};
use crate::markup::Markup;

/// A page in which inert targets are looked for.
pub(super) struct InertTargets<'d, 'a> {
    document: &'d Document<'a>,
    may_define_links: bool,
    constructs: Constructs<'a>,
}

impl<'d, 'a> InertTargets<'d, 'a> {
    pub(super) fn new(document: &'d Document<'a>) -> Self {
        let may_define_links = memchr::memmem::find(document.text().as_bytes(), b"]:").is_some();
        Self { document, may_define_links, constructs: Constructs::new(document.text()) }
    }

    /// Whether `new` as the target of a unit leaves the blocks and links of the page as they are. The units have to be asked
    /// for in order.
    pub(super) fn has(&mut self, number: usize, new: &str) -> bool {
        let unit = &self.document.units()[number];
        !self.may_define_links
            && has_same_marks(self.document.settings().markup, unit.target, new)
            && !self.constructs.reach(unit.target_span().range().start)
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

/// The codes of a text in order; `None` for a text with a mark, and for a code that the text next to it, or the line it is
/// in, may make another one.
fn marks(markup: Markup, text: &str) -> impl Iterator<Item = Option<&str>> {
    let mut before = "";
    markup.pieces(text).filter_map(move |piece| {
        let before = std::mem::replace(&mut before, piece.raw);
        let is_bound = before.ends_with(']') && piece.raw.starts_with(['(', ':'])
            || before.ends_with('!') && piece.raw.starts_with('[');
        match piece.kind {
            _ if is_bound => Some(None),
            PieceKind::Text if piece.raw.contains(is_mark) => Some(None),
            PieceKind::Text => None,
            PieceKind::Standalone(StandaloneKind::Escape) => Some(Some(piece.raw)),
            _ if piece.raw.contains(['\n', '\r']) || is_open_at_end(piece.raw) => Some(None),
            _ => Some(Some(piece.raw)),
        }
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

    /// However many lines the title of a link has, and whatever it is put in.
    #[test]
    fn a_title_of_three_lines_is_read() {
        for (open, close) in ["''", "()"].map(|quotes| quotes.split_at(1)) {
            for lines in ["", "b\n", "b\nc\n", "b\nc\nd\ne\n"] {
                let page = format!("[a](b {open}{lines}UNIT{close}) UNIT\n");
                check(&page, "Viens", &format!("x{close}y"), false);
                check(&format!("> {}", page.replace('\n', "\n> ")), "Viens", &format!("x{close}y"), false);
            }
        }
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
        check("[a](b 'c' ) UNIT <a b='c'> UNIT\n", "Viens", "it's", true);
        check("[a](b 'c\n\nUNIT", "Viens", "it's", true);
        check("UNIT(b)", "a [b][c] d", "[b][c](d", false);
        check("UNIT", "a `](b '` d", "`](b '` e", false);
        check("[UNIT](b)", "a! [b](c)", "a \\! [b](c)", false);
        check("UNIT\n\n[a]: b\n", "Viens", "Divi", false);
    }
}
