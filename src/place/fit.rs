//! What a place asks of the text in it, and what is added to a new text for that.
//!
//! A text is verbatim for its place: `\"` in a double-quoted scalar, `> ` after a new line in a block quote. What is missing
//! is added, and said. A new line is refused where the old target has none and the place takes none: in a heading, a table
//! row, the front matter, and on YAML and JSON pages. HTML
//! takes any text.

use std::borrow::Cow;

use super::kind::FileKind;
use super::located::{LocatedUnit, Place};
use crate::context::ContextKind;
use crate::scan::Quoting;

/// A text as its place takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fitted<'t> {
    /// The text; borrowed if nothing was added.
    pub text: Cow<'t, str>,
    /// What was added.
    pub adjustments: Vec<Adjustment>,
}

/// What was added to a text for its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Adjustment {
    /// An escape that the YAML or JSON scalar needs.
    EscapeAdded,
    /// A backslash before a bar in a table cell.
    BarEscaped,
    /// The mark of a block quote at the start of a new line.
    QuoteMarkAdded,
}

/// Why a place cannot hold a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Misfit {
    /// The text has a new line, and the place takes none.
    LineBreak,
}

impl LocatedUnit<'_> {
    /// `target` as a new target of this unit, with what the place needs: escapes of a scalar, marks of a block quote, `\|` in
    /// a table.
    ///
    /// # Errors
    /// A [`Misfit`] if the place cannot hold the text.
    pub fn fit<'t>(&self, target: &'t str) -> Result<Fitted<'t>, Misfit> {
        let mut adjustments = Vec::new();
        let text = fit(target, self, &mut adjustments)?;
        Ok(Fitted { text, adjustments })
    }
}

fn fit<'t>(text: &'t str, unit: &LocatedUnit<'_>, notes: &mut Vec<Adjustment>) -> Result<Cow<'t, str>, Misfit> {
    let (place, kind) = (&unit.place, unit.place.file_kind());
    if kind == FileKind::Html {
        return Ok(Cow::Borrowed(text));
    }
    if unit.quoting == Quoting::Backslash {
        return Ok(noted(escaped(text, kind), Adjustment::EscapeAdded, notes));
    }
    let mut text = Cow::Borrowed(text);
    if unit.quoting == Quoting::Entity && is_data(kind) && text.contains('"') {
        notes.push(Adjustment::EscapeAdded);
        text = Cow::Owned(text.replace('"', "&quot;"));
    }
    if text.contains('\n') && !unit.target.contains('\n') && takes_one_line(unit) {
        return Err(Misfit::LineBreak);
    }
    let depth = quote_depth(place.line_start());
    if depth > 0 && text.contains('\n') {
        text = chained(text, |text| noted(quoted(text, depth), Adjustment::QuoteMarkAdded, notes));
    }
    if is_in_table(place) && bare_bars(&text).next().is_some() && bare_bars(unit.target).next().is_none() {
        notes.push(Adjustment::BarEscaped);
        text = Cow::Owned(with_bars_escaped(&text));
    }
    Ok(text)
}

/// `change` of a text that may be owned already.
fn chained(text: Cow<'_, str>, change: impl FnOnce(&str) -> Cow<'_, str>) -> Cow<'_, str> {
    match change(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(changed) => Cow::Owned(changed),
    }
}

fn noted<'t>(text: Cow<'t, str>, note: Adjustment, notes: &mut Vec<Adjustment>) -> Cow<'t, str> {
    if matches!(text, Cow::Owned(_)) {
        notes.push(note);
    }
    text
}

const fn is_data(kind: FileKind) -> bool {
    matches!(kind, FileKind::Yaml | FileKind::Json)
}

fn takes_one_line(unit: &LocatedUnit<'_>) -> bool {
    let (place, kind) = (&unit.place, unit.place.file_kind());
    unit.in_front_matter
        || is_data(kind)
        || matches!(place.context(), ContextKind::Heading(_))
        || unquoted(place.line_start()).trim_start_matches(['-', '*', '+', ' ']).starts_with('#')
        || is_in_table(place)
}

fn is_in_table(place: &Place<'_>) -> bool {
    place.context() == ContextKind::TableCell || unquoted(place.line_start()).starts_with('|')
}

/// A line without the marks of block quotes and the blanks before its text.
fn unquoted(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// How many block quotes the line is in.
fn quote_depth(line: &str) -> usize {
    line[..line.len() - unquoted(line).len()].matches('>').count()
}

/// `text` with the marks of so many block quotes at the start of each line that has none, but the first.
fn quoted(text: &str, depth: usize) -> Cow<'_, str> {
    let has_mark = |line: &str| line.trim_start_matches([' ', '\t']).starts_with('>');
    if text.split('\n').skip(1).all(has_mark) {
        return Cow::Borrowed(text);
    }
    let mut quoted = String::with_capacity(text.len() + 2 * depth);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number > 0 && !has_mark(line) {
            quoted.push_str(&"> ".repeat(depth));
        }
        quoted.push_str(line);
    }
    if text.ends_with('\n') {
        quoted.push_str(&"> ".repeat(depth));
    }
    Cow::Owned(quoted)
}

/// The places of bars without a backslash before them.
fn bare_bars(text: &str) -> impl Iterator<Item = usize> {
    let mut escapes = false;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let is_bare = byte == b'|' && !escapes;
        escapes = byte == b'\\' && !escapes;
        is_bare.then_some(at)
    })
}

fn with_bars_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut at = 0;
    for bar in bare_bars(text) {
        escaped.push_str(&text[at..bar]);
        escaped.push('\\');
        at = bar;
    }
    escaped.push_str(&text[at..]);
    escaped
}

/// `text` as a double-quoted scalar takes it: JSON (RFC 8259, section 7), or YAML (1.2.2, section 5.7). Escapes that are
/// there already stay.
fn escaped(text: &str, kind: FileKind) -> Cow<'_, str> {
    let mut escaped = String::new();
    let mut at = 0;
    let mut chars = text.char_indices();
    while let Some((place, char)) = chars.next() {
        if char == '\\' && is_escape(&text[place..], kind) {
            chars.next();
            continue;
        }
        let escape = match char {
            '"' => "\\\"".into(),
            '\\' => "\\\\".into(),
            '\n' => "\\n".into(),
            '\r' => "\\r".into(),
            '\t' => "\\t".into(),
            '\0'..='\x1F' => Cow::Owned(format!("\\u{:04x}", u32::from(char))),
            _ => continue,
        };
        escaped.push_str(&text[at..place]);
        escaped.push_str(&escape);
        at = place + char.len_utf8();
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    escaped.push_str(&text[at..]);
    Cow::Owned(escaped)
}

/// Whether there is an escape at the start of `text`.
fn is_escape(text: &str, kind: FileKind) -> bool {
    let hex = |digits: usize| {
        let value = text.as_bytes().get(2..2 + digits);
        value.is_some_and(|value| value.iter().all(u8::is_ascii_hexdigit))
    };
    let is_json = kind == FileKind::Json;
    match text.as_bytes().get(1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => true,
        Some(b'u') => hex(4),
        Some(b'x') => !is_json && hex(2),
        Some(b'U') => !is_json && hex(8),
        Some(b'0' | b'a' | b'e' | b'v' | b' ' | b'N' | b'_' | b'L' | b'P') => !is_json,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(escaped(text, FileKind::Json), expect, "{text}");
        }
        assert_eq!(escaped("\\x41 \\e", FileKind::Yaml), "\\x41 \\e");
        assert_eq!(escaped("\\x41 \\e", FileKind::Json), "\\\\x41 \\\\e");
    }

    #[test]
    fn new_lines_get_the_marks_of_the_quote() {
        for (text, depth, expect) in
            [("a\nb", 1, "a\n> b"), ("a\n> b\nc", 2, "a\n> b\n> > c"), ("a\n", 1, "a\n> "), ("a\n> b", 1, "a\n> b")]
        {
            assert_eq!(quoted(text, depth), expect);
        }
        assert_eq!((quote_depth("> > - x"), quote_depth("a > b"), quote_depth(">")), (2, 0, 1));
    }

    #[test]
    fn bare_bars_are_escaped() {
        assert_eq!(with_bars_escaped("a|b \\| c\\\\|d"), "a\\|b \\| c\\\\\\|d");
    }
}
