//! The text without its codes.

use std::borrow::Cow;

use super::entity;
use super::kind::{PieceKind, StandaloneKind};
use super::parse::{Images, html_marks, marks};
use super::tags;
use super::tiles::Tiles;
use crate::markup::Markup;
use crate::tag::HtmlTag;

/// `text` as a reader sees it, without its codes.
///
/// - The text of links and emphasis stays, so does the alternative text of images.
/// - Escapes and HTML5 entities are resolved (`&nbsp;` is U+00A0), code spans lose their backticks, autolinks their
///   brackets. `<br>` becomes a blank.
/// - Other tags go, and so do comments, references to API pages and includes: what a reader sees in their place is not in
///   the text.
///   Of `:::no-loc text="…":::` and `:::image alt-text="…":::` the quoted text stays.
/// - The `> ` that a block quote puts before a later line goes; the new line stays.
///
/// ```
/// # use bitext::inline::plain_text;
/// let text = "See [*A* &amp; B](a.md)<br>![icon](i.png) \\[`x`\\], <xref:System.String>";
/// assert_eq!(plain_text(text), "See A & B icon [x], ");
/// ```
#[doc(alias = "strip")]
#[must_use]
pub fn plain_text(text: &str) -> Cow<'_, str> {
    let marks = marks(text, Images::AsLinks);
    if marks.is_empty() && !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for piece in Tiles::new(text, marks) {
        match piece.kind {
            PieceKind::Text => push_text(piece.raw, &mut plain),
            PieceKind::Open(_) | PieceKind::Close(_) => {}
            PieceKind::Standalone(kind) => push_standalone(kind, piece.raw, &mut plain),
        }
    }
    Cow::Owned(plain)
}

impl Markup {
    /// A text as a reader sees it, without its codes; for Markdown see [`plain_text`].
    ///
    /// In HTML character references are resolved, `<br>` becomes a blank, the alternative text of an image stays, and all
    /// other tags and comments go.
    #[must_use]
    pub fn plain_text(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Markdown => plain_text(text),
            Self::Html => html_text(text),
        }
    }
}

/// An HTML text as a reader sees it.
fn html_text(text: &str) -> Cow<'_, str> {
    let marks = html_marks(text);
    if marks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for piece in Tiles::new(text, marks) {
        match piece.kind {
            PieceKind::Text => plain.push_str(piece.raw),
            PieceKind::Standalone(StandaloneKind::Entity) => entity::push_value(piece.raw, &mut plain),
            PieceKind::Standalone(StandaloneKind::CodeSpan) => push_element_text(piece.raw, &mut plain),
            PieceKind::Standalone(StandaloneKind::Image) => push_alternative(piece.raw, &mut plain),
            PieceKind::Standalone(StandaloneKind::Html) if is_line_break(piece.raw) => plain.push(' '),
            PieceKind::Standalone(_) | PieceKind::Open(_) | PieceKind::Close(_) => {}
        }
    }
    Cow::Owned(plain)
}

/// The text between the two tags of an element that holds no others.
fn push_element_text(raw: &str, plain: &mut String) {
    let inside = HtmlTag::at(raw.as_bytes()).map_or(0, |tag| tag.len());
    let end = raw.rfind("</").unwrap_or(raw.len());
    entity::push_resolved(raw.get(inside..end).unwrap_or_default(), plain);
}

/// The `alt` of an image.
fn push_alternative(raw: &str, plain: &mut String) {
    let value = HtmlTag::at(raw.as_bytes()).and_then(|tag| tag.value(b"alt"));
    if let Some((start, end)) = value {
        entity::push_resolved(&raw[start..end], plain);
    }
}

/// Pushes `text` without the prefixes of block quotes in its later lines.
fn push_text(text: &str, plain: &mut String) {
    let mut lines = text.split_inclusive('\n');
    plain.push_str(lines.next().unwrap_or_default());
    for line in lines {
        plain.push_str(without_quote_marks(line));
    }
}

fn without_quote_marks(line: &str) -> &str {
    let mut rest = line;
    while let Some(inside) = rest.trim_start_matches([' ', '\t']).strip_prefix('>') {
        rest = inside.strip_prefix(' ').unwrap_or(inside);
    }
    rest
}

fn push_standalone(kind: StandaloneKind, raw: &str, plain: &mut String) {
    match kind {
        StandaloneKind::CodeSpan => push_code(raw, plain),
        StandaloneKind::Escape => plain.push_str(&raw[1..]),
        StandaloneKind::Entity => entity::push_value(raw, plain),
        StandaloneKind::Autolink => plain.push_str(&raw[1..raw.len() - 1]),
        StandaloneKind::Html if is_line_break(raw) => plain.push(' '),
        StandaloneKind::TripleColon => push_quoted_text(raw, plain),
        StandaloneKind::Url | StandaloneKind::Footnote | StandaloneKind::Placeholder => plain.push_str(raw),
        StandaloneKind::Html | StandaloneKind::Xref | StandaloneKind::Include | StandaloneKind::Image => {}
    }
}

fn is_line_break(raw: &str) -> bool {
    tags::name(raw).is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

/// `CommonMark` 0.31, section 6.1: line ends are blanks, and one blank goes from either side where both have one and
/// the code is not all blanks.
fn push_code(raw: &str, plain: &mut String) {
    let code = raw.trim_matches('`');
    let is_padded = code.len() > 2 && code.starts_with([' ', '\n']) && code.ends_with([' ', '\n']);
    let code = if is_padded && !code.trim_matches([' ', '\n']).is_empty() { &code[1..code.len() - 1] } else { code };
    plain.extend(code.chars().map(|char| if char == '\n' { ' ' } else { char }));
}

/// `text="…"` or `alt-text="…"`, where `\"` is a quote.
fn push_quoted_text(raw: &str, plain: &mut String) {
    let Some((_, value)) = raw.split_once("text=\"") else { return };
    let mut chars = value.chars();
    while let Some(char) = chars.next().filter(|&char| char != '"') {
        plain.push(if char == '\\' { chars.next().unwrap_or(char) } else { char });
    }
}
