//! Whether a new target can be seen, without reading the page, to leave its blocks and links as they are.
//!
//! It is so if the texts differ only in characters that mean nothing to CommonMark, their codes are the same in the same
//! order, and no construct around the unit is open whose end letters may decide: then every line begins as before, brackets,
//! backticks and tags follow one another as before, and the cells of a row are as many. What is not seen to be so may still
//! be so: then the page is read.
//!
//! Left to the reading of the page are pages that may define links (`]:`), as a definition depends on the letters of
//! its label, and codes next to which letters count: a parenthesis after a bracket, or an exclamation mark before one.

use std::ops::Range;

use super::reach::{Constructs, is_open_at_end};
use crate::document::Document;
use crate::inline::{Piece, PieceKind, StandaloneKind};
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

/// Whether two texts have the same codes and marks in the same order.
fn has_same_marks(markup: Markup, old: &str, new: &str) -> bool {
    if !has_mark(old) && !has_mark(new) {
        return true;
    }
    let mut olds = Marks { text: old, pieces: markup.pieces(old), rest: 0..0 };
    let mut news = Marks { text: new, pieces: markup.pieces(new), rest: 0..0 };
    loop {
        match (olds.next(), news.next()) {
            (None, None) => return true,
            (Some(Some(one)), Some(Some(other))) if one == other => {}
            _ => return false,
        }
    }
}

const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | b'|' | b'[' | b']' | b'`' | b'<' | b'>' | b'~' | b'\\')
}

/// Whether a text has a mark. All bytes are looked at at once.
fn has_mark(text: &str) -> bool {
    text.bytes().fold(false, |found, byte| found | is_mark(byte))
}

/// The codes of a text and the marks in what is no code, in order; `None` for one that the text next to it, or the line it
/// is in, may make another one.
struct Marks<'t, P> {
    text: &'t str,
    pieces: P,
    /// What is left of a piece that is no code.
    rest: Range<usize>,
}

impl<'t, P: Iterator<Item = Piece<'t>>> Iterator for Marks<'t, P> {
    type Item = Option<&'t str>;

    fn next(&mut self) -> Option<Option<&'t str>> {
        loop {
            let rest = &self.text.as_bytes()[self.rest.clone()];
            if let Some(place) = rest.iter().position(|&byte| is_mark(byte)) {
                let at = self.rest.start + place;
                self.rest.start = at + 1;
                return Some(self.mark(at));
            }
            let piece = self.pieces.next()?;
            self.rest = match piece.kind {
                PieceKind::Text => piece.range(),
                _ => return Some(self.code(&piece)),
            };
        }
    }
}

impl<'t, P> Marks<'t, P> {
    fn mark(&self, at: usize) -> Option<&'t str> {
        let is_known = match self.text.as_bytes()[at] {
            b'[' | b']' | b'|' | b'~' => true,
            // What is before it may make it the end of a comment or the like.
            b'>' => !self.text[..at].ends_with(['-', '?', ']']),
            _ => false,
        };
        self.unless_bound(at..at + 1).filter(|_| is_known)
    }

    fn code(&self, piece: &Piece<'t>) -> Option<&'t str> {
        let is_known = piece.kind == PieceKind::Standalone(StandaloneKind::Escape)
            || !piece.raw.contains(['\n', '\r']) && !is_open_at_end(piece.raw);
        self.unless_bound(piece.range()).filter(|_| is_known)
    }

    /// A code or mark, unless a parenthesis or colon is after its last bracket, or an exclamation mark before its first.
    fn unless_bound(&self, range: Range<usize>) -> Option<&'t str> {
        let raw = &self.text[range.clone()];
        let is_bound = raw.ends_with(']') && self.text[range.end..].starts_with(['(', ':'])
            || raw.starts_with('[') && self.text[..range.start].ends_with('!');
        (!is_bound).then_some(raw)
    }
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
        check("| UNIT |\n", "a | [b] > c", "d | e [f] > g", true);
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
        check("UNIT", "a [b] c > d", "a [b](c > d", false);
        check("UNIT", "a [b] c > d", "a ![b] c > d", false);
        check("<!-- a\n\nUNIT\n\n-->", "a > b", "a --> b", false);
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
