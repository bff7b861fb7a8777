//! The entries of a front matter, line by line.
//!
//! ```text
//! entry = key line, then every line that is indented, or blank with such a line after it;
//!         list items at column 0 too, if the key line has no value
//! key line = key ':' ( blank value | end of line )          ; at column 0; key = quoted, or anything up to that colon
//!          | word ':' value                                 ; no blank after any colon;  word = [A-Za-z0-9_.-]+
//! ```
//! New lines inside a unit do not end a line. The units are those that [`bounds`](crate::bounds) finds in the front matter
//! read by itself: one that goes on after the closing line is not closed. Comments (`#` at the start of a
//! line) and lines that are neither key nor continuation are passed over.

use std::borrow::Cow;
use std::iter::FusedIterator;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

use super::value::{self, ValueKind};
use crate::bounds::unit_ranges;
use crate::position::Span;
use crate::scan::lex;

/// One key with its value, both as they are in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry<'a> {
    /// The key, without the quotes around it if there are any.
    pub key: &'a str,
    /// The raw value, without the blanks and line ends around it; several lines for lists, blocks and nested values.
    pub value: &'a str,
    /// What the value looks like.
    pub kind: ValueKind,
    /// Where the entry is in the page: from its key to the end of its value's last line, without the line's end.
    pub span: Span,
    /// Where [`value`](Self::value) is in the page.
    pub value_span: Span,
}

impl<'a> Entry<'a> {
    /// The text of the value: quotes taken off, escapes resolved, lines folded; `None` for a list or a nested value.
    ///
    /// It is borrowed unless an escape, a doubled quote or a fold changes it.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'a, str>> {
        value::text(self.value, self.kind)
    }
}

/// The entries of a front matter in order; made by [`FrontMatter::entries`](super::FrontMatter::entries).
#[derive(Debug, Clone)]
pub struct Entries<'a> {
    raw: &'a str,
    /// The start of the next line.
    at: usize,
    /// The start of the closing line.
    end: usize,
    /// The ranges of the units, in order.
    units: Vec<Range<usize>>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        let at = memchr(b'\n', raw.as_bytes()).map_or(raw.len(), |eol| eol + 1);
        let closing = memrchr(b'\n', raw.trim_end_matches(['\n', '\r', ' ', '\t']).as_bytes());
        let end = closing.map_or(raw.len(), |eol| eol + 1).max(at);
        let units = if lex::may_hold_unit(raw.as_bytes()) { unit_ranges(raw.as_bytes()).collect() } else { Vec::new() };
        Self { raw, at, end, units }
    }

    /// The last entry with this key.
    pub(super) fn last(raw: &'a str, key: &str) -> Option<Entry<'a>> {
        let mut entries = Self::new(raw);
        if !entries.units.is_empty() {
            return entries.filter(|entry| entry.key == key).last();
        }
        // Without units no line depends on those before it, so they can be read from the last to the first: the keys of
        // the pipeline, which are asked for most, come last.
        let mut line_end = entries.end;
        while line_end > entries.at {
            let start = memrchr(b'\n', &raw.as_bytes()[..line_end - 1]).map_or(0, |eol| eol + 1);
            if key_line(line(raw, start, line_end)).is_some_and(|found| found.key == key) {
                entries.at = start;
                return entries.next();
            }
            line_end = start;
        }
        None
    }

    /// The end of the line at `start`, its line end included. A unit that begins in the line belongs to it whole.
    fn line_end(&self, start: usize) -> usize {
        let body = &self.raw.as_bytes()[..self.end];
        let eol = |at: usize| memchr(b'\n', &body[at..]).map_or(body.len(), |eol| at + eol + 1);
        let mut end = eol(start);
        let first = self.units.partition_point(|unit| unit.end <= start);
        for unit in self.units[first..].iter().take_while(|unit| unit.start < self.end) {
            if unit.start >= end {
                break;
            }
            if unit.end > end {
                end = eol(unit.end.min(self.end));
            }
        }
        end
    }

    /// The end of the entry whose key line ends at `end`. List items at column 0 belong to it if it has no value yet.
    fn continuation(&self, mut end: usize, takes_items: bool) -> usize {
        let mut at = end;
        while at < self.end {
            let line_end = self.line_end(at);
            let text = line(self.raw, at, line_end);
            if takes_items && is_item(text) || text.starts_with(BLANKS) && !blank(text) {
                end = line_end;
            } else if !blank(text) {
                break;
            }
            at = line_end;
        }
        end
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn size_hint(&self) -> (usize, Option<usize>) {
        // An entry takes at least one line.
        (0, Some(self.end.saturating_sub(self.at)))
    }

    fn next(&mut self) -> Option<Entry<'a>> {
        while self.at < self.end {
            let start = self.at;
            let first_end = self.line_end(start);
            self.at = first_end;
            let Some(found) = key_line(line(self.raw, start, first_end)) else { continue };
            let first = line(self.raw, start + found.value, first_end).trim_matches(BLANKS);
            let end = self.continuation(first_end, first.is_empty());
            self.at = end;
            let whole = line(self.raw, start, end);
            let value = whole[found.value..].trim_matches(SPACE);
            let kind = kind_of(first, value);
            let base = start as u64;
            let value_start = base + (value.as_ptr().addr() - whole.as_ptr().addr()) as u64;
            return Some(Entry {
                key: found.key,
                value,
                kind,
                span: Span::new(base, base + whole.trim_end_matches(SPACE).len() as u64),
                value_span: Span::new(value_start, value_start + value.len() as u64),
            });
        }
        None
    }
}

impl FusedIterator for Entries<'_> {}

fn kind_of(first: &str, value: &str) -> ValueKind {
    if matches!(first.as_bytes().first(), Some(b'|' | b'>'))
        && first[1..].bytes().all(|b| matches!(b, b'+' | b'-' | b'0'..=b'9'))
    {
        return ValueKind::Block;
    }
    if first.is_empty() && !value.is_empty() {
        return if is_item(value) { ValueKind::List } else { ValueKind::Nested };
    }
    if value::is_single_quoted(value) {
        return ValueKind::SingleQuoted;
    }
    if value::is_double_quoted(value) {
        return ValueKind::DoubleQuoted;
    }
    match (first.as_bytes().first(), value.as_bytes().last()) {
        (Some(b'['), Some(b']')) => ValueKind::List,
        (Some(b'{'), Some(b'}')) => ValueKind::Nested,
        _ => ValueKind::Plain,
    }
}

struct KeyLine<'a> {
    key: &'a str,
    /// The offset in the line after the colon.
    value: usize,
}

/// Reads a line as the first of an entry.
fn key_line(line: &str) -> Option<KeyLine<'_>> {
    if line.starts_with([' ', '\t', '#', '<', ':']) || is_item(line) {
        return None;
    }
    let colon = key_colon(line)?;
    let key = line[..colon].trim_end_matches(BLANKS);
    let unquoted = ['"', '\''].iter().find_map(|&quote| key.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(key);
    (!key.contains('<')).then_some(KeyLine { key: unquoted, value: colon + 1 })
}

/// The colon that ends the key.
fn key_colon(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let from = match bytes.first()? {
        quote @ (b'"' | b'\'') => memchr(*quote, &bytes[1..]).map_or(0, |end| 1 + end),
        _ => 0,
    };
    let ends_key = |&at: &usize| matches!(bytes.get(at + 1), None | Some(b' ' | b'\t'));
    if let Some(colon) = memchr_iter(b':', &bytes[from..]).map(|at| from + at).find(ends_key) {
        return Some(colon);
    }
    let colon = memchr(b':', bytes)?;
    let word = bytes[..colon].iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
    (word && !bytes[colon + 1..].starts_with(b"//")).then_some(colon)
}

const BLANKS: [char; 2] = [' ', '\t'];
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// A line without its end.
fn line(raw: &str, start: usize, end: usize) -> &str {
    let line = &raw[start..end];
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

fn blank(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\r'))
}

/// Whether a list item begins at the first column.
fn is_item(line: &str) -> bool {
    matches!(line.as_bytes(), [b'-'] | [b'-', b' ' | b'\t' | b'\r' | b'\n', ..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front_matter::FrontMatter;

    /// The entries of these lines: key, raw value, kind.
    #[track_caller]
    fn entries(lines: &str) -> Vec<(String, String, ValueKind)> {
        let page = format!("---\n{lines}\n---\nbody: x\n");
        let front = FrontMatter::of(&page).unwrap();
        let entries: Vec<_> = front.entries().collect();
        for entry in &entries {
            let whole = entry.span.of(&page).unwrap();
            assert_eq!(entry.value_span.of(&page), Some(entry.value));
            assert!(whole.contains(entry.key) && whole.ends_with(entry.value));
            let last = entries.iter().rfind(|other| other.key == entry.key);
            assert_eq!(front.get(entry.key), last.and_then(Entry::text), "{}", entry.key);
        }
        entries.iter().map(|entry| (entry.key.to_owned(), entry.value.to_owned(), entry.kind)).collect()
    }

    #[test]
    fn a_key_ends_at_the_first_colon_before_a_blank() {
        for (line, key, value) in [
            ("title: a: b", "title", "a: b"),
            ("title:\ta", "title", "a"),
            ("title :  a \t", "title", "a"),
            ("title:", "title", ""),
            ("external help file: a.xml", "external help file", "a.xml"),
            ("ms:assetid: 90fc", "ms:assetid", "90fc"),
            ("ms,.custom: ''", "ms,.custom", "''"),
            ("'description:': text", "description:", "text"),
            ("\"a: b\": c", "a: b", "c"),
            ("'broken: quote", "'broken", "quote"),
            ("title:no blank", "title", "no blank"),
            ("url: https://a.example/x", "url", "https://a.example/x"),
            ("title: \u{A0}a\u{A0}", "title", "\u{A0}a\u{A0}"),
        ] {
            for end in ["", "\r", "\nnext: 1"] {
                let found = entries(&format!("{line}{end}"));
                assert_eq!((&*found[0].0, &*found[0].1), (key, value), "{line:?}");
            }
        }
    }

    #[test]
    fn other_lines_are_passed_over() {
        for line in
            ["", "# title: a", " # a", "https://a.example", "plain text", ": a", "two words:x", "- a: b", "<b>a: b"]
        {
            assert_eq!(entries(&format!("{line}\nkey: 1")), [("key".into(), "1".into(), ValueKind::Plain)], "{line:?}");
        }
    }

    #[test]
    fn a_value_goes_on_over_indented_lines_and_items() {
        use ValueKind::{Block, DoubleQuoted, List, Nested, Plain, SingleQuoted};
        for (lines, kind, text) in [
            ("k: a\n  b\r\n\tc", Plain, Some("a b c")),
            ("k: 'a''b'", SingleQuoted, Some("a'b")),
            ("k: 'a' b", Plain, Some("'a' b")),
            ("k: 'a", Plain, Some("'a")),
            ("k: \"a\\\"b\\u00e9\\\\n\\q\"", DoubleQuoted, Some("a\"bé\\n\\q")),
            ("k: \"a\n\n  b\"", DoubleQuoted, Some("a b")),
            ("k: \"a\" b\"", Plain, Some("\"a\" b\"")),
            ("k: \"\\ud800\\x4\"", DoubleQuoted, Some("\\ud800\\x4")),
            ("k: |-\n  a\n    b\n\n  c", Block, Some("a\n  b\n\nc")),
            ("k: >2\r\n  a\r\n  b", Block, Some("a b")),
            ("k: |", Block, Some("")),
            ("k: > a", Plain, Some("> a")),
            ("k:\n- a\n-\n- b: c", List, None),
            ("k:\n\n  - a", List, None),
            ("k: [a, b]", List, None),
            ("k: {a: b}", Nested, None),
            ("k:\n  a: b\n\n  c: d", Nested, None),
            ("k: *alias", Plain, Some("*alias")),
            ("k: C #", Plain, Some("C #")),
        ] {
            let found = entries(&format!("{lines}\n\nnext: 1"));
            assert_eq!((found[0].2, found.len()), (kind, 2), "{lines:?}");
            let page = format!("---\n{lines}\n---\n");
            assert_eq!(FrontMatter::of(&page).unwrap().get("k").as_deref(), text, "{lines:?}");
        }
    }

    #[test]
    fn items_belong_to_no_key_that_has_a_value() {
        let found = entries("k: a\n- b\nk: c");
        assert_eq!(found.iter().map(|entry| &*entry.1).collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn a_value_is_borrowed_unless_it_changes() {
        let front = FrontMatter::of("---\na: 'x'\nb: 'x''y'\n---\n").unwrap();
        assert!(matches!(front.get("a"), Some(Cow::Borrowed("x"))));
        assert!(matches!(front.get("b"), Some(Cow::Owned(_))));
    }

    #[test]
    fn units_that_never_close_hide_no_key() {
        for closing in ["", "</span></span>\n"] {
            let page = format!("---\n{}{closing}---\n", "a: <span data-ttu-id=\n".repeat(30_000));
            assert_eq!(FrontMatter::of(&page).unwrap().entries().count(), 30_000);
        }
    }
}
