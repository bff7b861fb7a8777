//! What a YAML or JSON scalar takes of a new text, and how it is escaped.
//!
//! JSON: RFC 8259, section 7. YAML 1.2.2: sections 5.1 (characters), 5.7 (escapes), 7.3 (flow scalars), 8.1 (block scalars).
//! A flaw that the old text has already is not held against a new one: the page has it, and was read with it.

use std::borrow::Cow;

use super::kind::FileKind;
use super::scalar::Scalar;

/// What a plain scalar must not contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "four facts that do not depend on each other")]
pub(super) struct PlainFlaws {
    /// `: `, which makes a key of what is before.
    colon: bool,
    /// ` #`, which begins a comment.
    hash: bool,
    /// An indicator where the scalar begins.
    indicator: bool,
    /// A bracket or a comma in a flow collection.
    flow: bool,
}

impl PlainFlaws {
    /// The flaws of a text at this place.
    pub(super) fn of(text: &str, scalar: Scalar) -> Self {
        let is_blank = |byte: Option<&u8>| matches!(byte, None | Some(b' ' | b'\t' | b'\n' | b'\r'));
        let bytes = text.as_bytes();
        let colons = || memchr::memchr_iter(b':', bytes);
        let hashes = || memchr::memchr_iter(b'#', bytes);
        Self {
            colon: colons().any(|at| is_blank(bytes.get(at + 1))),
            hash: hashes().any(|at| if at == 0 { scalar.is_after_blank } else { is_blank(bytes.get(at - 1)) }),
            indicator: scalar.is_first && begins_with_indicator(bytes),
            flow: scalar.is_in_flow && text.contains([',', '[', ']', '{', '}']),
        }
    }

    /// Whether there is a flaw here that neither of the others has.
    pub(super) fn is_worse_than(self, others: [Self; 2]) -> bool {
        let has = |flaw: fn(Self) -> bool| flaw(self) && !others.iter().any(|other| flaw(*other));
        has(|flaws| flaws.colon) || has(|flaws| flaws.hash) || has(|flaws| flaws.indicator) || has(|flaws| flaws.flow)
    }
}

fn begins_with_indicator(text: &[u8]) -> bool {
    match text {
        [b'-' | b'?' | b':', rest @ ..] => matches!(rest.first(), None | Some(b' ' | b'\t' | b'\n' | b'\r')),
        [first, ..] => b",[]{}#&*!|>'\"%@`".contains(first),
        [] => false,
    }
}

/// The characters that a YAML stream must not contain as they are, even in a comment.
pub(super) fn is_unprintable(char: char) -> bool {
    let is_control =
        matches!(char, '\0'..='\x1F' | '\x7F'..='\u{9F}') && !matches!(char, '\t' | '\n' | '\r' | '\u{85}');
    is_control || matches!(char, '\u{FFFE}' | '\u{FFFF}')
}

/// `text` for single quotes: each lone `'` doubled. Two are one already.
pub(super) fn single_quoted(text: &str) -> Cow<'_, str> {
    let mut quoted = String::new();
    let mut at = 0;
    let mut marks = memchr::memchr_iter(b'\'', text.as_bytes()).peekable();
    while let Some(quote) = marks.next() {
        if marks.next_if_eq(&(quote + 1)).is_none() {
            quoted.push_str(&text[at..=quote]);
            at = quote;
        }
    }
    if quoted.is_empty() {
        return Cow::Borrowed(text);
    }
    quoted.push_str(&text[at..]);
    Cow::Owned(quoted)
}

/// `text` for a block scalar: so many blanks before each line with text that has fewer, but the first.
pub(super) fn indented(text: &str, indent: usize) -> Cow<'_, str> {
    let missing = |line: &str| {
        let rest = line.trim_start_matches(' ');
        if rest.trim_end().is_empty() { 0 } else { indent.saturating_sub(line.len() - rest.len()) }
    };
    if text.split_inclusive('\n').skip(1).all(|line| missing(line) == 0) && !text.ends_with('\n') {
        return Cow::Borrowed(text);
    }
    let mut indented = String::with_capacity(text.len() + indent);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number > 0 {
            indented.extend(std::iter::repeat_n(' ', missing(line)));
        }
        indented.push_str(line);
    }
    // The markup after the text is on the last line.
    if text.ends_with('\n') {
        indented.extend(std::iter::repeat_n(' ', indent));
    }
    Cow::Owned(indented)
}

/// `text` as a double-quoted scalar or a string of JSON takes it. Escapes that are there already stay.
pub(super) fn escaped(text: &str, kind: FileKind) -> Cow<'_, str> {
    let mut escaped = String::new();
    let (mut at, mut place) = (0, 0);
    while let Some(char) = text[place..].chars().next() {
        let here = place;
        place += char.len_utf8();
        let escape = match char {
            '\\' => {
                let len = escape_len(&text.as_bytes()[here..], kind);
                if len > 0 {
                    place = here + len;
                    continue;
                }
                "\\\\".into()
            }
            '"' => "\\\"".into(),
            '\n' => "\\n".into(),
            '\r' => "\\r".into(),
            '\t' => "\\t".into(),
            _ if is_unprintable(char) => Cow::Owned(format!("\\u{:04x}", u32::from(char))),
            _ => continue,
        };
        escaped.push_str(&text[at..here]);
        escaped.push_str(&escape);
        at = place;
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    escaped.push_str(&text[at..]);
    Cow::Owned(escaped)
}

/// The length of the escape at the start of `text`; 0 if there is none, or one that stands for no character.
fn escape_len(text: &[u8], kind: FileKind) -> usize {
    let hex = |from: usize, digits: usize| {
        let value = std::str::from_utf8(text.get(from..from + digits)?).ok()?;
        value.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(value, 16).ok()).flatten()
    };
    let is_char = |value: Option<u32>| value.is_some_and(|value| char::from_u32(value).is_some());
    let is_json = kind == FileKind::Json;
    let length_if = |is: bool, length: usize| if is { length } else { 0 };
    match text.get(1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
        Some(b'u') => match hex(2, 4) {
            // Two halves of a character in JSON (RFC 8259, section 7).
            Some(0xD800..=0xDBFF) if is_json && text.get(6..8) == Some(b"\\u") => {
                length_if(matches!(hex(8, 4), Some(0xDC00..=0xDFFF)), 12)
            }
            value => length_if(is_char(value), 6),
        },
        Some(b'x') if !is_json => length_if(is_char(hex(2, 2)), 4),
        Some(b'U') if !is_json => length_if(is_char(hex(2, 8)), 10),
        Some(b'0' | b'a' | b'e' | b'v' | b' ' | b'N' | b'_' | b'L' | b'P') if !is_json => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::scalar::ScalarKind;

    #[test]
    fn scalars_get_the_escapes_that_they_lack() {
        for (text, expect) in [
            ("plain", "plain"),
            ("\\\" \\\\ \\n \\u00e9", "\\\" \\\\ \\n \\u00e9"),
            ("a \"b\"", "a \\\"b\\\""),
            ("a\nb\tc", "a\\nb\\tc"),
            ("C:\\dir \\q", "C:\\\\dir \\\\q"),
            ("end\\", "end\\\\"),
            ("\\u12", "\\\\u12"),
            ("\u{1}", "\\u0001"),
            ("\\ud83d\\ude00 \\ud800 \\udc00", "\\ud83d\\ude00 \\\\ud800 \\\\udc00"),
            ("\u{7f}\u{fffe}", "\\u007f\\ufffe"),
        ] {
            assert_eq!(escaped(text, FileKind::Json), expect, "{text}");
        }
        assert_eq!(escaped("\\x41 \\e \\ud83d\\ude00", FileKind::Yaml), "\\x41 \\e \\\\ud83d\\\\ude00");
        assert_eq!(escaped("\\x41 \\e", FileKind::Json), "\\\\x41 \\\\e");
    }

    #[test]
    fn lone_quotes_are_doubled() {
        for (text, expect) in [("it's", "it''s"), ("it''s", "it''s"), ("'''", "''''"), ("a", "a"), ("'", "''")] {
            assert_eq!(single_quoted(text), expect);
        }
    }

    #[test]
    fn lines_of_block_scalars_are_indented() {
        for (text, expect) in [("a\nb\n\n    c", "a\n  b\n\n    c"), ("a\n  b", "a\n  b"), ("a\n", "a\n  ")] {
            assert_eq!(indented(text, 2), expect);
        }
    }

    #[test]
    fn plain_scalars_have_flaws() {
        let inside = Scalar::of(ScalarKind::Plain);
        let first = Scalar { is_first: true, is_after_blank: true, ..inside };
        let flow = Scalar { is_in_flow: true, ..inside };
        let none = PlainFlaws::default();
        for text in ["a:b", "a#b", "#b", "- a", "a, [b]", "http://x"] {
            assert_eq!(PlainFlaws::of(text, inside), none, "{text}");
        }
        for (text, scalar) in [
            ("a: b", inside),
            ("a #b", inside),
            ("a:", inside),
            ("#b", first),
            ("- a", first),
            ("`a`", first),
            ("a, b", flow),
        ] {
            let flaws = PlainFlaws::of(text, scalar);
            assert!(flaws.is_worse_than([none; 2]) && !flaws.is_worse_than([none, flaws]), "{text}");
        }
    }
}
