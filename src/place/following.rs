//! What the text after a unit shows: the end of its line, the next line, and whether brackets close as a link's do.
//!
//! It is raw text of the page, further units included; they are passed over as [`bounds`](crate::bounds) finds them.

use memchr::{memchr, memchr_iter, memchr2, memchr3, memmem};

use super::line;
use crate::bounds::unit_ranges;
use crate::scan::lex::TARGET;

/// The bytes after a unit that may count.
pub(super) const LIMIT: usize = 64 * 1024;

/// The rest of the line, without its end, and the next line if it is there as a whole and no unit reaches over the end
/// of the line. Nothing after the next line counts, nor anything after [`LIMIT`].
pub(super) fn lines(following: &[u8]) -> (&[u8], Option<&[u8]>) {
    let (rest, next) = lines_if(following, |_| true);
    #[cfg(test)]
    crate::work::count(|work| work.searched += rest.len() + next.map_or(0, <[u8]>::len));
    (rest, next)
}

/// The rest of the line and the next line as [`lines`] gives them, if the next line may be the underline of a heading or the
/// delimiter row of a table. Most are not, and then the rest need not be looked at.
pub(super) fn lines_before_rule(following: &[u8]) -> (&[u8], Option<&[u8]>) {
    let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'>');
    let mark = |b: &u8| matches!(b, b'=' | b'-' | b'|' | b':');
    lines_if(following, |next| {
        let mut bytes = next.iter().skip_while(|b| blank(b));
        bytes.next().is_some_and(mark) && matches!(bytes.find(|b| !blank(b) && !mark(b)), Some(b'\n') | None)
    })
}

fn lines_if(following: &[u8], is_wanted: impl FnOnce(&[u8]) -> bool) -> (&[u8], Option<&[u8]>) {
    let window = &following[..following.len().min(LIMIT)];
    let Some(eol) = memchr(b'\n', window) else { return (window, None) };
    let (rest, next) = (&window[..eol], &window[eol + 1..]);
    if !is_wanted(next) {
        return (rest, None);
    }
    let next = match memchr(b'\n', next) {
        Some(eol) => Some(&next[..eol]),
        None if following.len() >= LIMIT => None,
        None => Some(next),
    };
    // No further than the next line: a stream may know no more.
    let known = next.map_or(window, |next| &window[..eol + 1 + next.len()]);
    (rest, next.filter(|_| !ends_in_unit(known, eol)))
}

/// Whether the last unit that begins before `eol` ends after it.
fn ends_in_unit(window: &[u8], eol: usize) -> bool {
    let Some(at) = memmem::rfind(&window[..eol], TARGET) else { return false };
    unit_at_start(&window[at..]).is_some_and(|len| at + len > eol)
}

/// The length of the unit that begins at the start of `text`.
fn unit_at_start(text: &[u8]) -> Option<usize> {
    let end = unit_ranges(text).next().filter(|range| range.start == 0).map(|range| range.end);
    #[cfg(test)]
    crate::work::count(|work| work.searched += end.unwrap_or(text.len()));
    end
}

/// The number of cells of a line of which this is known: what is before a unit, and what is after it.
pub(super) fn cells(before: &[u8], rest: &[u8]) -> usize {
    #[cfg(test)]
    crate::work::count(|work| work.searched += before.len() + rest.len());
    let mut line = before.to_vec();
    line.push(b'x');
    let mut at = 0;
    for unit in unit_ranges(rest) {
        line.extend_from_slice(&rest[at..unit.start]);
        line.push(b'x');
        at = unit.end;
    }
    // A unit that does not end in the line is the last in it.
    let tail = &rest[at..];
    match memmem::find(tail, TARGET) {
        Some(unit) => {
            line.extend_from_slice(&tail[..unit]);
            line.push(b'x');
        }
        None => line.extend_from_slice(tail),
    }
    line::cells(&line)
}

/// The length of `following` up to the end of the next line: a stream may know no more.
fn known(following: &[u8]) -> usize {
    let mut ends = memchr_iter(b'\n', &following[..following.len().min(LIMIT)]);
    ends.nth(1).unwrap_or(following.len().min(LIMIT))
}

/// The length of the unit that begins at the start of `text`, if it ends in the line.
fn unit_in_line(text: &[u8]) -> Option<usize> {
    unit_at_start(text).filter(|&end| memchr(b'\n', &text[..end]).is_none())
}

/// Whether the bracket that is open `depth` brackets outside of the innermost closes in this line as a link's does (an
/// inline or a full reference link, CommonMark 6.3), and how many bytes were looked at.
pub(super) fn closes_link(following: &[u8], depth: usize) -> (bool, usize) {
    let mut depth = depth;
    let mut left = following;
    let mut end = None;
    while let Some(at) = left.iter().position(|b| matches!(b, b'[' | b']' | b'<' | b'\\' | b'`' | b'\n')) {
        let (text, after) = (&left[at..], &left[at + 1..]);
        match text[0] {
            b'\n' => return (false, following.len() - after.len()),
            b'\\' => left = after.get(1..).unwrap_or(&[]),
            b'[' => (depth, left) = (depth + 1, after),
            b']' if depth == 0 => return (is_destination(after), following.len() - after.len()),
            b']' => (depth, left) = (depth - 1, after),
            b'`' => left = after_code(text),
            _ if text.starts_with(TARGET) => {
                let start = following.len() - text.len();
                let end = *end.get_or_insert_with(|| known(following));
                let unit = following.get(start..end).and_then(unit_in_line);
                left = unit.map_or(&[], |len| &text[len..]);
            }
            _ => left = after,
        }
    }
    (false, following.len())
}

/// What follows the code span at the start of `text`, or its backticks if they open none.
fn after_code(text: &[u8]) -> &[u8] {
    let marks = text.iter().take_while(|&&b| b == b'`').count();
    let inner = &text[marks..];
    let mut at = 0;
    while let Some(found) = memchr2(b'`', b'\n', &inner[at..]) {
        let start = at + found;
        if inner[start] == b'\n' {
            break;
        }
        let run = inner[start..].iter().take_while(|&&b| b == b'`').count();
        at = start + run;
        if run == marks {
            return &inner[at..];
        }
    }
    inner
}

/// Whether this is what is after the text of a link: `(destination "title")` or `[label]`.
fn is_destination(after: &[u8]) -> bool {
    match after {
        [b'[', label @ ..] => memchr2(b']', b'\n', label).is_some_and(|end| end > 0 && label[end] == b']'),
        [b'(', inner @ ..] => is_inline_destination(blanks_trimmed(inner)),
        _ => false,
    }
}

fn is_inline_destination(inner: &[u8]) -> bool {
    let after = match inner {
        [b'<', rest @ ..] => match memchr3(b'>', b'<', b'\n', rest) {
            Some(end) if rest[end] == b'>' => &rest[end + 1..],
            _ => return false,
        },
        _ => match destination(inner) {
            Some(len) => &inner[len..],
            None => return false,
        },
    };
    match blanks_trimmed(after) {
        [quote @ (b'"' | b'\''), title @ ..] => closes_title(*quote, title),
        [b'(', title @ ..] => closes_title(b')', title),
        rest => closes(rest),
    }
}

/// Whether this closes a destination; here the line may end before, but nowhere else.
fn closes(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\r").unwrap_or(text);
    blanks_trimmed(text.strip_prefix(b"\n").unwrap_or(text)).first() == Some(&b')')
}

fn closes_title(quote: u8, title: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = memchr3(quote, b'\\', b'\n', &title[at..]) {
        at += found;
        match title[at] {
            b'\\' => at = (at + 2).min(title.len()),
            b'\n' => return false,
            _ => return closes(blanks_trimmed(&title[at + 1..])),
        }
    }
    false
}

/// The length of a destination without angle brackets; `None` if its parentheses are not balanced.
fn destination(text: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, &b) in text.iter().enumerate() {
        match b {
            _ if escaped && b != b'\n' => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            b' ' | b'\t' | b'\r' | b'\n' => return (depth == 0).then_some(at),
            _ => {}
        }
    }
    None
}

/// Without the blanks before it.
fn blanks_trimmed(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    &text[blanks..]
}
