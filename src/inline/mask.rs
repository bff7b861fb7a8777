//! The text as the parser gets it: of the same length, after a guard where it needs one.
//!
//! - A no-break space goes before a text that could begin with a block (`1.`, `#`, `-`, `<div>`). To the rules of
//!   emphasis it is white space, as the start of a line is.
//! - Every end of a line becomes a blank, so that no later line can begin a block.
//! - A tilde that is not one of two becomes a full stop: the parser would read `~a~` as struck through.
//! - What CommonMark does not know (`[!INCLUDE[…](…)]`, `:::name …:::`) becomes letters between two full stops: nothing in it
//!   is markup, and to the rules of emphasis it is punctuation, as it was.

use std::iter::repeat_n;

use memchr::{memchr, memchr_iter, memchr2, memchr3, memmem};

use super::kind::{PieceKind, StandaloneKind};
use super::mark::Mark;
use super::special::find_window;
use super::steps::step;

/// U+00A0.
const GUARD: &str = "\u{A0}";

/// Writes the text for the parser to `prepared` and the codes that were masked there to `masked`. Returns the length of
/// the guard before the text; `None` if the text can be parsed as it is.
pub(super) fn prepare(text: &str, prepared: &mut String, masked: &mut Vec<Mark>) -> Option<usize> {
    let bytes = text.as_bytes();
    masked.clear();
    let hint = find_window(bytes, may_need_a_mask);
    if hint.is_some() {
        find_includes(bytes, masked);
        find_triple_colons(bytes, masked);
        masked.sort_unstable_by_key(|mark| mark.start);
    }
    let is_as_it_is = masked.is_empty() && (hint.is_none() || memchr3(b'\n', b'\r', b'~', bytes).is_none());
    if is_as_it_is && begins_no_block(bytes, hint.is_some()) {
        return None;
    }
    prepared.clear();
    prepared.reserve(GUARD.len() + text.len());
    prepared.push_str(GUARD);
    let mut at = 0;
    masked.retain(|mark| {
        let is_free = at <= mark.start;
        if is_free {
            push_masked(&text[at..mark.start], prepared);
            prepared.push('.');
            prepared.extend(repeat_n('x', mark.end - mark.start - 2));
            prepared.push('.');
            at = mark.end;
        }
        is_free
    });
    push_masked(&text[at..], prepared);
    for mark in masked {
        mark.start += GUARD.len();
        mark.end += GUARD.len();
    }
    Some(GUARD.len())
}

#[allow(clippy::needless_bitwise_bool, reason = "without branches the compiler makes vector instructions of it")]
const fn may_need_a_mask(byte: u8) -> bool {
    (byte == b'!') | (byte == b':') | (byte == b'~') | (byte == b'\n') | (byte == b'\r')
}

/// Whether a line that begins so is a paragraph, whatever follows. A link definition needs a colon.
fn begins_no_block(bytes: &[u8], may_hold_a_colon: bool) -> bool {
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let Some(first) = bytes.first() else { return true };
    match first {
        b'*' | b'_' => is_word(1) || bytes[1..].starts_with(&bytes[..1]) && is_word(2),
        b'`' => is_word(1),
        b'[' => !may_hold_a_colon,
        b'\\' | b'&' | b'(' | b'"' => true,
        _ => first.is_ascii_alphabetic() || !first.is_ascii(),
    }
}

/// Pushes `text` with a blank for every line feed and carriage return, and with full stops for runs of tildes other than
/// two. A tilde after a backslash is not of the run.
fn push_masked(text: &str, prepared: &mut String) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr3(b'\n', b'\r', b'~', &bytes[at..]) {
        let start = at + found;
        prepared.push_str(&text[at..start]);
        at = skip(bytes, start, |byte| byte == b'~');
        if at == start {
            prepared.push(' ');
            at += 1;
            continue;
        }
        let escaped = usize::from(is_escaped(bytes, start));
        prepared.extend(repeat_n('.', escaped));
        let run = if at - start - escaped == 2 { '~' } else { '.' };
        prepared.extend(repeat_n(run, at - start - escaped));
    }
    prepared.push_str(&text[at..]);
}

/// `include = '[!' 1*(ALPHA / '-') *WSP '[' label '](' path ')' *WSP ']'`, without brackets in the label and without
/// parentheses in the path.
fn find_includes(bytes: &[u8], masked: &mut Vec<Mark>) {
    for mark in memchr_iter(b'!', bytes) {
        step(1);
        let Some(start) = mark.checked_sub(1).filter(|&start| bytes[start] == b'[') else { continue };
        if let Some(end) = include_end(bytes, start + 2).filter(|_| !is_escaped(bytes, start)) {
            masked.push(standalone(StandaloneKind::Include, start, end));
        }
    }
}

/// The end of the include whose name starts at `at`. Each search ends at the next bracket or parenthesis, so no byte is
/// passed more than a few times.
fn include_end(bytes: &[u8], at: usize) -> Option<usize> {
    let name_end = skip(bytes, at, |byte| byte.is_ascii_alphabetic() || byte == b'-');
    let label = expect(bytes, skip(bytes, name_end, is_blank), b"[").filter(|_| at < name_end)?;
    let path = expect(bytes, skip(bytes, label, |byte| !b"[]".contains(&byte)), b"](")?;
    let path_end = expect(bytes, skip(bytes, path, |byte| !b"()".contains(&byte)), b")")?;
    expect(bytes, skip(bytes, path_end, is_blank), b"]")
}

/// `triple-colon = ':::' name *WSP [attributes] ':::'` on one line, where `name` is `1*(ALPHA / '-')` in lower case and
/// the attributes hold a `=`.
fn find_triple_colons(bytes: &[u8], masked: &mut Vec<Mark>) {
    let mut at = 0;
    while let Some(found) = memchr(b':', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        if !bytes[at..].starts_with(b"::") {
            continue;
        }
        let name = start + 3;
        let name_end = skip(bytes, name, |byte| byte.is_ascii_lowercase() || byte == b'-');
        at = name_end;
        if name == name_end || is_escaped(bytes, start) {
            continue;
        }
        let Some(length) = memmem::find(&bytes[name_end..], b":::") else { return };
        step(length);
        let attributes = &bytes[name_end..name_end + length];
        at += length;
        if attributes.is_empty() || is_blank(attributes[0]) && is_attributes(attributes) {
            at += 3;
            masked.push(standalone(StandaloneKind::TripleColon, start, at));
        }
    }
}

fn is_attributes(bytes: &[u8]) -> bool {
    memchr2(b'\n', b'\r', bytes).is_none() && (bytes.contains(&b'=') || bytes.iter().copied().all(is_blank))
}

fn standalone(kind: StandaloneKind, start: usize, end: usize) -> Mark {
    Mark { kind: PieceKind::Standalone(kind), start, end, id: 0 }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// The first place from `at` on whose byte is not one of `these`.
fn skip(bytes: &[u8], at: usize, these: impl Fn(u8) -> bool) -> usize {
    let length = bytes[at..].iter().position(|&byte| !these(byte)).unwrap_or(bytes.len() - at);
    step(length);
    at + length
}

/// The place after `expected`, if that is at `at`.
fn expect(bytes: &[u8], at: usize, expected: &[u8]) -> Option<usize> {
    bytes[at..].starts_with(expected).then_some(at + expected.len())
}

/// Whether there is an odd number of backslashes before `at`.
fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}
