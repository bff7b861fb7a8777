//! The marks of an HTML text: tags, comments and character references. Everything else is text, `*` and `_` too.
//!
//! ```text
//! comment   = '<!--' … '-->' | '<!' … '>' | '<?' … '>'          ; also '<!-->' and '<!--->'
//! reference = '&' name ';' | '&#' digits ';' | '&#x' hex ';'     ; a name that HTML5 has
//! code      = '<code' attributes '>' no tag '</code>'            ; one code, like a code span of Markdown
//! ```
//! Kinds are those of Markdown where one element means one: `<strong>` and `<b>`, `<em>` and `<i>`, `<del>` and
//! `<s>`, `<a href>`, `<img>`. A tag that the text does not close is text, and so is all that follows it: a browser reads
//! on after the unit for its end.

use memchr::{memchr, memchr2, memmem};

use super::entity::reference_len;
use super::kind::{PairKind, PieceKind, StandaloneKind};
use super::mark::Mark;
use super::steps::step;
use super::tags::OpenTags;
use crate::tag::HtmlTag;

/// Puts the marks of `text` into `marks`, which has to be empty.
pub(super) fn read(text: &str, tags: &mut OpenTags, marks: &mut Vec<Mark>) {
    tags.clear();
    let bytes = text.as_bytes();
    let (mut at, mut ids) = (0, 0);
    while let Some(start) = memchr2(b'<', b'&', &bytes[at..]).map(|found| at + found) {
        step(1);
        let Some((kind, end)) = markup(text, start) else {
            if is_unclosed(bytes, start) {
                return;
            }
            at = start + 1;
            continue;
        };
        at = end;
        let opener = match kind {
            StandaloneKind::Html => tags.take(&text[start..end], text, marks),
            _ => None,
        };
        if let Some(place) = opener {
            let open = marks[place];
            let pair = pair_kind(&text[open.start..open.end]);
            marks[place].kind = PieceKind::Open(pair);
            marks.push(Mark { kind: PieceKind::Close(pair), start, end, id: open.id });
        } else {
            ids += 1;
            marks.push(Mark { kind: PieceKind::Standalone(kind), start, end, id: ids });
        }
    }
}

/// The code at `start`, where a `<` or `&` is, and its end.
fn markup(text: &str, start: usize) -> Option<(StandaloneKind, usize)> {
    let rest = &text[start..];
    if rest.starts_with('&') {
        return reference_len(rest).map(|len| (StandaloneKind::Entity, start + len));
    }
    if let Some(len) = comment_len(rest.as_bytes()) {
        return Some((StandaloneKind::Html, start + len));
    }
    let tag = HtmlTag::at(rest.as_bytes())?;
    let is = |name: &[u8]| !tag.is_end() && tag.name().eq_ignore_ascii_case(name);
    if is(b"img") {
        return Some((StandaloneKind::Image, start + tag.len()));
    }
    let code = if is(b"code") { code_len(rest.as_bytes(), tag.len()) } else { None };
    Some(match code {
        Some(len) => (StandaloneKind::CodeSpan, start + len),
        None => (StandaloneKind::Html, start + tag.len()),
    })
}

/// The length of `<code>…</code>` whose start tag is `tag_len` long, if no other tag is in it.
fn code_len(rest: &[u8], tag_len: usize) -> Option<usize> {
    let close = tag_len + memchr(b'<', &rest[tag_len..])?;
    let tag = HtmlTag::at(&rest[close..])?;
    (tag.is_end() && tag.name().eq_ignore_ascii_case(b"code")).then_some(close + tag.len())
}

/// The length of a comment, a declaration or an instruction (HTML standard, 13.2.5.41 to 13.2.5.53).
fn comment_len(rest: &[u8]) -> Option<usize> {
    match rest {
        [b'<', b'!', b'-', b'-', b'>', ..] => Some(5),
        [b'<', b'!', b'-', b'-', b'-', b'>', ..] => Some(6),
        [b'<', b'!', b'-', b'-', body @ ..] => memmem::find(body, b"-->").map(|len| 4 + len + 3),
        [b'<', b'!' | b'?', body @ ..] => memchr(b'>', body).map(|len| 2 + len + 1),
        [b'<', b'/', next, ..] if !next.is_ascii_alphabetic() => memchr(b'>', &rest[2..]).map(|len| 2 + len + 1),
        _ => None,
    }
}

/// Whether the `<` at `start`, which begins no markup, begins markup without an end.
fn is_unclosed(bytes: &[u8], start: usize) -> bool {
    match bytes[start..] {
        [b'<', b'/' | b'!' | b'?', _, ..] => true,
        [b'<', next, ..] => next.is_ascii_alphabetic(),
        _ => false,
    }
}

/// What the pair whose start tag is `raw` is.
fn pair_kind(raw: &str) -> PairKind {
    let Some(tag) = HtmlTag::at(raw.as_bytes()) else { return PairKind::Html };
    match tag.name().to_ascii_lowercase().as_slice() {
        b"strong" | b"b" => PairKind::Strong,
        b"em" | b"i" => PairKind::Emphasis,
        b"del" | b"s" | b"strike" => PairKind::Strikethrough,
        b"a" if tag.value(b"href").is_some() => PairKind::Link,
        _ => PairKind::Html,
    }
}
