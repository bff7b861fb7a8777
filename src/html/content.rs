//! What is wrong with the inner HTML of a unit, as far as its tags show it.
//!
//! A unit is inline: its spans are in a paragraph, a cell or a heading. A tag that it does not close goes on after it,
//! an end tag that closes nothing in it may close something around it, and a block ends the paragraph that the unit is
//! in. Void elements have no end tag; `/>` closes nothing in HTML (HTML standard, 13.1.2.1).

use std::ops::Range;

use crate::diagnostic::Code;
use crate::inline::{PieceKind, StandaloneKind};
use crate::markup::Markup;

/// The first odd tag of each kind in a text, with its bytes.
pub(super) fn odd_tags(text: &str) -> impl Iterator<Item = (Code, Range<usize>)> {
    let mut found = [const { None }; 3];
    if memchr::memchr(b'<', text.as_bytes()).is_some() {
        for piece in Markup::Html.pieces(text) {
            let Some(name) = piece.tag_name() else { continue };
            let is_single = piece.kind == PieceKind::Standalone(StandaloneKind::Html);
            let is_end = piece.raw.starts_with("</");
            let code = if is(name, BLOCKS) {
                (0, Code::BlockInUnit)
            } else if is_single && is_end {
                (1, Code::StrayEndTag)
            } else if is_single && !is(name, VOID) {
                (2, Code::UnclosedTag)
            } else {
                continue;
            };
            found[code.0].get_or_insert((code.1, piece.range()));
        }
    }
    found.into_iter().flatten()
}

fn is(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// HTML standard, "Void elements".
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The elements whose start tag ends an open paragraph (HTML standard, 13.2.6.4.7), and the parts of lists and tables.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[(Code, &str)]) {
        let got: Vec<_> = odd_tags(text).map(|(code, range)| (code, &text[range])).collect();
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn tags_that_reach_out_of_a_unit_are_found() {
        check("a <b>b</b><br><img src=x><br/> <!-- c --> 1 < 2", &[]);
        check("<b>a", &[(Code::UnclosedTag, "<b>")]);
        check("<a name=\"x\"/>a", &[(Code::UnclosedTag, "<a name=\"x\"/>")]);
        check("a</b> <i>x</i></I>", &[(Code::StrayEndTag, "</b>")]);
        check("<P>a</P>", &[(Code::BlockInUnit, "<P>")]);
        check("<li>a</b><i>", &[(Code::BlockInUnit, "<li>"), (Code::StrayEndTag, "</b>"), (Code::UnclosedTag, "<i>")]);
    }
}
