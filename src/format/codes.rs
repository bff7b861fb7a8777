//! How the exchange formats call the kinds of inline codes, and the kinds of places.
//!
//! The words are those that the specifications list (XLIFF 1.2, section 2.3, `ctype`; TMX 1.4b, `type`; XLIFF 2.1,
//! section 4.3.1, `type` and `subType`), and words of our own (`x-…`, `bitext:…`) for what they do not know.

use std::borrow::Cow;

use crate::inline::{PairKind, Piece, PieceKind, StandaloneKind, plain_text};
use crate::markup::Markup;
use crate::place::ContextKind;

/// The word of XLIFF 1.2 (section 2.3, `datatype`) and TMX for a markup language; the first has none for Markdown.
pub(super) const fn datatype(markup: Markup) -> &'static str {
    match markup {
        Markup::Markdown => "x-markdown",
        Markup::Html => "html",
    }
}

/// Appends the word of XLIFF 1.2 and TMX for a code. It never needs escapes.
pub(super) fn push_ctype(out: &mut Vec<u8>, piece: &Piece<'_>) {
    let word: &[u8] = match piece.kind {
        PieceKind::Open(kind) | PieceKind::Close(kind) => match kind {
            PairKind::Strong => b"bold",
            PairKind::Emphasis => b"italic",
            PairKind::Strikethrough => b"x-strikethrough",
            PairKind::Link => b"link",
            PairKind::Html => return push_tag(out, b"x-html", piece),
        },
        PieceKind::Standalone(kind) => match kind {
            StandaloneKind::CodeSpan => b"x-code",
            StandaloneKind::Escape => b"x-escape",
            StandaloneKind::Entity => b"x-entity",
            StandaloneKind::Autolink => b"x-autolink",
            StandaloneKind::Xref => b"x-xref",
            StandaloneKind::Include => b"x-include",
            StandaloneKind::Image => b"image",
            StandaloneKind::TripleColon => b"x-triple-colon",
            StandaloneKind::Url => b"x-url",
            StandaloneKind::Footnote => b"x-footnote",
            StandaloneKind::Placeholder => b"x-placeholder",
            StandaloneKind::Html if is_tag(piece, &["br"]) => b"lb",
            StandaloneKind::Html => return push_tag(out, b"x-html", piece),
        },
        PieceKind::Text => return,
    };
    out.extend_from_slice(word);
}

/// Appends ` type="…"` of XLIFF 2 for a code, and ` subType="…"` where that says more.
pub(super) fn push_type(out: &mut Vec<u8>, piece: &Piece<'_>) {
    let words: &[u8] = match piece.kind {
        PieceKind::Open(kind) | PieceKind::Close(kind) => match kind {
            PairKind::Strong => BOLD,
            PairKind::Emphasis => ITALIC,
            PairKind::Strikethrough => b" type=\"fmt\" subType=\"bitext:strikethrough\"",
            PairKind::Link => LINK,
            PairKind::Html if is_tag(piece, &["b", "strong"]) => BOLD,
            PairKind::Html if is_tag(piece, &["i", "em"]) => ITALIC,
            PairKind::Html if is_tag(piece, &["a"]) => LINK,
            PairKind::Html => return push_html_type(out, piece),
        },
        PieceKind::Standalone(kind) => match kind {
            StandaloneKind::CodeSpan => b" type=\"other\" subType=\"bitext:code\"",
            StandaloneKind::Escape => b" type=\"other\" subType=\"bitext:escape\"",
            StandaloneKind::Entity => b" type=\"other\" subType=\"bitext:entity\"",
            StandaloneKind::Autolink => b" type=\"link\" subType=\"bitext:autolink\"",
            StandaloneKind::Xref => b" type=\"link\" subType=\"bitext:xref\"",
            StandaloneKind::Include => b" type=\"other\" subType=\"bitext:include\"",
            StandaloneKind::Image => b" type=\"image\"",
            StandaloneKind::TripleColon => b" type=\"other\" subType=\"bitext:triple-colon\"",
            StandaloneKind::Url => b" type=\"link\" subType=\"bitext:url\"",
            StandaloneKind::Footnote => b" type=\"link\" subType=\"bitext:footnote\"",
            StandaloneKind::Placeholder => b" type=\"other\" subType=\"bitext:placeholder\"",
            StandaloneKind::Html if is_tag(piece, &["br"]) => b" type=\"fmt\" subType=\"xlf:lb\"",
            StandaloneKind::Html => return push_html_type(out, piece),
        },
        PieceKind::Text => return,
    };
    out.extend_from_slice(words);
}

const BOLD: &[u8] = b" type=\"fmt\" subType=\"xlf:b\"";
const ITALIC: &[u8] = b" type=\"fmt\" subType=\"xlf:i\"";
const LINK: &[u8] = b" type=\"link\"";

/// The word of XLIFF 1.2 for a kind of place (section 2.3, `restype`); `None` for running text.
pub(super) const fn restype(kind: ContextKind) -> Option<&'static str> {
    Some(match kind {
        ContextKind::Heading(_) => "heading",
        ContextKind::TableCell | ContextKind::HtmlTableCell => "cell",
        ContextKind::BulletItem | ContextKind::OrderedItem => "listitem",
        ContextKind::Quote => "x-quote",
        ContextKind::LinkText => "x-link-text",
        ContextKind::ImageAlt => "x-image-alt",
        ContextKind::Comment => "x-html-comment",
        ContextKind::CodeFence => "x-code-fence",
        ContextKind::FrontMatter => "x-front-matter",
        ContextKind::Paragraph | ContextKind::Other => return None,
    })
}

/// What a standalone code reads as in a sentence (`equiv` of XLIFF 2.1, section 4.3.1.17): the value of an escape or an
/// entity, the code of a code span; empty for what has no text.
pub(super) fn equivalent<'a>(piece: &Piece<'a>) -> Cow<'a, str> {
    let PieceKind::Standalone(kind) = piece.kind else { return Cow::Borrowed("") };
    match kind {
        StandaloneKind::Escape => Cow::Borrowed(&piece.raw[1..]),
        StandaloneKind::Autolink => Cow::Borrowed(&piece.raw[1..piece.raw.len() - 1]),
        StandaloneKind::Url => Cow::Borrowed(piece.raw),
        StandaloneKind::CodeSpan if piece.raw.starts_with('<') => Markup::Html.plain_text(piece.raw),
        StandaloneKind::CodeSpan => Cow::Borrowed(piece.raw.trim_matches('`').trim_ascii()),
        StandaloneKind::Entity => match piece.raw {
            "&amp;" => Cow::Borrowed("&"),
            "&lt;" => Cow::Borrowed("<"),
            "&gt;" => Cow::Borrowed(">"),
            "&quot;" => Cow::Borrowed("\""),
            "&nbsp;" => Cow::Borrowed("\u{A0}"),
            raw => plain_text(raw),
        },
        _ => Cow::Borrowed(""),
    }
}

fn push_html_type(out: &mut Vec<u8>, piece: &Piece<'_>) {
    out.extend_from_slice(b" type=\"other\" subType=\"bitext:");
    push_tag(out, b"html", piece);
    out.push(b'"');
}

/// Appends `x-html-dt` for `<DT>`, and `x-html` for a comment.
fn push_tag(out: &mut Vec<u8>, prefix: &[u8], piece: &Piece<'_>) {
    out.extend_from_slice(prefix);
    let Some(name) = piece.tag_name() else { return };
    out.push(b'-');
    out.extend(name.bytes().map(|byte| byte.to_ascii_lowercase()));
}

fn is_tag(piece: &Piece<'_>, names: &[&str]) -> bool {
    piece.tag_name().is_some_and(|name| names.iter().any(|other| other.eq_ignore_ascii_case(name)))
}
