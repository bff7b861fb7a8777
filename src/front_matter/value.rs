//! The text of a value: quotes taken off, escapes resolved, lines folded.
//!
//! The rules are those of YAML 1.2.2 (5.7 escapes, 7.3 flow scalars, 8.1 block scalars), but nothing fails: what is not
//! well-formed is given as it is. Left out: `#` comments after a plain value are part of it (titles hold `C #`),
//! and a block scalar never ends with a new line.

use std::borrow::Cow;

/// What the value of an entry looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum ValueKind {
    /// Text without quotes, or with broken ones; also nothing at all.
    Plain,
    /// `'…'`.
    SingleQuoted,
    /// `"…"`.
    DoubleQuoted,
    /// A block scalar: `|` or `>`, and indented lines.
    Block,
    /// List items, each on its own line after `-`, or `[…]`.
    List,
    /// Indented lines after a key without a value of its own, or `{…}`.
    Nested,
}

/// The text of a value; `None` for a list or a nested value, whose text is not one.
pub(super) fn text(raw: &str, kind: ValueKind) -> Option<Cow<'_, str>> {
    match kind {
        ValueKind::Plain => Some(folded(Cow::Borrowed(raw))),
        ValueKind::SingleQuoted => Some(folded(single(&raw[1..raw.len() - 1]))),
        ValueKind::DoubleQuoted => Some(double(&raw[1..raw.len() - 1])),
        ValueKind::Block => Some(Cow::Owned(block(raw))),
        ValueKind::List | ValueKind::Nested => None,
    }
}

/// Whether `raw` is one scalar between two single quotes, in which quotes are doubled.
pub(super) fn is_single_quoted(raw: &str) -> bool {
    let Some(inner) = raw.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) else { return false };
    inner.split("''").all(|piece| !piece.contains('\''))
}

/// Whether `raw` is one scalar between two double quotes, in which quotes are escaped.
pub(super) fn is_double_quoted(raw: &str) -> bool {
    let Some(inner) = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    let mut bytes = inner.bytes();
    while let Some(byte) = bytes.next() {
        let sound = match byte {
            b'\\' => bytes.next().is_some(),
            byte => byte != b'"',
        };
        if !sound {
            return false;
        }
    }
    true
}

fn single(inner: &str) -> Cow<'_, str> {
    if inner.contains('\'') { Cow::Owned(inner.replace("''", "'")) } else { Cow::Borrowed(inner) }
}

/// Folds the lines of a scalar into one (YAML 1.2.2, 6.5, but for empty lines, which fold too).
fn folded(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return text;
    }
    let lines: Vec<_> = text.lines().map(blanks_trimmed).filter(|line| !line.is_empty()).collect();
    Cow::Owned(lines.join(" "))
}

/// Resolves the escapes of a double-quoted scalar, and folds its lines before that.
fn double(inner: &str) -> Cow<'_, str> {
    let folded = folded(Cow::Borrowed(inner));
    if memchr::memchr(b'\\', folded.as_bytes()).is_none() {
        return folded;
    }
    let mut text = String::with_capacity(folded.len());
    let mut rest = &folded[..];
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = &rest[at..];
        let (character, len) = escaped(&escape[1..]).unwrap_or(('\\', 0));
        text.push(character);
        rest = &escape[1 + len..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character that an escape stands for, and the number of bytes that it takes after the backslash.
fn escaped(text: &str) -> Option<(char, usize)> {
    let (character, digits) = match text.as_bytes().first()? {
        b'0' => ('\0', 0),
        b'a' => ('\x07', 0),
        b'b' => ('\x08', 0),
        b't' | b'\t' => ('\t', 0),
        b'n' => ('\n', 0),
        b'v' => ('\x0B', 0),
        b'f' => ('\x0C', 0),
        b'r' => ('\r', 0),
        b'e' => ('\x1B', 0),
        b' ' => (' ', 0),
        b'"' => ('"', 0),
        b'/' => ('/', 0),
        b'\\' => ('\\', 0),
        b'N' => ('\u{85}', 0),
        b'_' => ('\u{A0}', 0),
        b'L' => ('\u{2028}', 0),
        b'P' => ('\u{2029}', 0),
        b'x' => hex(text.get(1..3)?)?,
        b'u' => hex(text.get(1..5)?)?,
        b'U' => hex(text.get(1..9)?)?,
        _ => return None,
    };
    Some((character, 1 + digits))
}

fn hex(digits: &str) -> Option<(char, usize)> {
    let code = digits.bytes().try_fold(0u32, |code, b| Some(code << 4 | char::from(b).to_digit(16)?))?;
    Some((char::from_u32(code)?, digits.len()))
}

/// The lines of a block scalar without the indentation of the first; a folded one (`>`) is joined with blanks.
fn block(raw: &str) -> String {
    let (header, body) = raw.split_once('\n').unwrap_or((raw, ""));
    let first = body.lines().find(|line| !blanks_trimmed(line).is_empty()).unwrap_or("");
    let indent = first.len() - first.trim_start_matches([' ', '\t']).len();
    let line = |line: &'_ str| {
        let taken = line.bytes().take(indent).take_while(|b| matches!(b, b' ' | b'\t')).count();
        line[taken..].to_owned()
    };
    if header.starts_with('>') {
        return folded(Cow::Borrowed(body)).trim_matches([' ', '\t', '\r']).to_owned();
    }
    body.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Without the blanks and line ends around it; other white space, such as a no-break space, is text.
fn blanks_trimmed(line: &str) -> &str {
    line.trim_matches([' ', '\t', '\r', '\n'])
}
