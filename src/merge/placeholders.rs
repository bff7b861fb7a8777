//! What people lose though it is no inline code: footnote references, placeholders, template tags, bare addresses, and lines
//! that open or close a block of the documentation platform (`:::`).

use std::collections::HashMap;

/// The longest placeholder, in bytes.
const LIMIT: usize = 256;

/// Whether `new` has fewer of something than both `source` and `old` have.
pub(super) fn are_missing(source: &str, old: &str, new: &str) -> bool {
    let had = counts(old);
    if had.is_empty() {
        return false;
    }
    let (wanted, has) = (counts(source), counts(new));
    had.iter().any(|(text, &count)| {
        let wanted = wanted.get(text).copied().unwrap_or_default().min(count);
        has.get(text).copied().unwrap_or_default() < wanted
    })
}

fn counts(text: &str) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let len = match bytes[at] {
            b'[' | b'{' | b'%' | b'h' | b':' => placeholder(text, at),
            _ => 0,
        };
        if len > 0 {
            *counts.entry(&text[at..at + len]).or_insert(0) += 1;
        }
        at += len.max(1);
    }
    counts
}

/// The length of what begins at `at`; 0 if it is nothing of the kind.
fn placeholder(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let rest = &bytes[at..bytes.len().min(at + LIMIT)];
    let is_line_start = at == 0 || bytes[at - 1] == b'\n';
    match rest {
        [b'[', b'^', ..] => closed_by(rest, b"]").filter(|&len| !rest[..len].contains(&b' ')).unwrap_or(0),
        [b'{', b'{', ..] => closed_by(rest, b"}}").unwrap_or(0),
        [b'{', b'%', ..] => closed_by(rest, b"%}").unwrap_or(0),
        [b'{', ..] => closed_by(rest, b"}")
            .filter(|&len| len > 2 && rest[1..len - 1].iter().all(|byte| is_name(*byte)))
            .unwrap_or(0),
        [b'%', ..] if at == 0 || !bytes[at - 1].is_ascii_alphanumeric() => conversion(rest),
        [b':', b':', b':', ..] if is_line_start => 3,
        [b'h', ..] if rest.starts_with(b"http://") || rest.starts_with(b"https://") => {
            let is_bare = at == 0 || !matches!(bytes[at - 1], b'(' | b'<' | b'"' | b'\'' | b'=');
            if is_bare { address(rest) } else { 0 }
        }
        _ => 0,
    }
}

/// The length up to the end of `end`, in one line.
fn closed_by(rest: &[u8], end: &[u8]) -> Option<usize> {
    let len = memchr::memmem::find(rest, end)? + end.len();
    (memchr::memchr(b'\n', &rest[..len]).is_none()).then_some(len)
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':' | b'-' | b'$')
}

/// The length of a conversion of `printf`: `%s`, `%1$s`, `%-5.2f`, `%ld`.
fn conversion(rest: &[u8]) -> usize {
    let modifiers =
        rest[1..].iter().take_while(|b| b.is_ascii_digit() || matches!(b, b'$' | b'-' | b'+' | b'.' | b'l')).count();
    let end = 1 + modifiers;
    let is_conversion = rest.get(end).is_some_and(|b| b"sdifuxXcgGeEp@".contains(b));
    if is_conversion && !rest.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) { end + 1 } else { 0 }
}

/// The length of an address, without the punctuation after it.
fn address(rest: &[u8]) -> usize {
    let ends = |b: &u8| !b.is_ascii() || b.is_ascii_whitespace() || b"<>\"'`)]*|".contains(b);
    let len = rest.iter().position(ends).unwrap_or(rest.len());
    len - rest[..len].iter().rev().take_while(|b| b".,;:!?_".contains(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_seen() {
        for text in ["[^1]", "{{<ref \"a\">}}", "{% b %}", "{0}", "{name}", "%s", "%1$s", "https://x.example/a_b"] {
            let old = format!("a {text}. b");
            assert!(are_missing(&old, &old, "a. b"), "{text}");
            assert!(!are_missing(&old, &old, &format!("b {text}")), "{text}");
            assert!(!are_missing("another source", &old, "a. b"), "{text}");
        }
        assert!(are_missing(":::a\nb\n:::", ":::a\nb\n:::", ":::a b :::"));
        for text in ["100 % sure", "5%del", "[a](https://b.example)", "{ a }", "{}", "a [^b c]", "a : b"] {
            assert!(counts(text).is_empty(), "{text}");
        }
    }
}
