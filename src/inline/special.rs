//! Whether a text can hold a code at all: three quarters of all units hold none.

use memchr::{memmem, memrchr};

use super::steps::step;

/// The bytes that are looked at together; a multiple of what one vector register holds.
const WINDOW: usize = 32;

/// Whether `text` may hold a code; `false` is certain.
#[inline]
pub(super) fn may_hold_codes(text: &str) -> bool {
    has_special(text.as_bytes()) && is_plausible(text)
}

/// Whether `bytes` holds a byte that begins a code, or a colon.
///
/// A window is looked at without an early exit, so that the compiler makes vector instructions of it.
#[inline]
fn has_special(bytes: &[u8]) -> bool {
    let (windows, rest) = bytes.as_chunks::<WINDOW>();
    if windows.iter().any(is_special_window) {
        return true;
    }
    if let Some(last) = bytes.last_chunk::<WINDOW>() {
        return is_special_window(last);
    }
    let mut padded = [b' '; WINDOW];
    padded[..rest.len()].copy_from_slice(rest);
    is_special_window(&padded)
}

#[inline]
fn is_special_window(window: &[u8; WINDOW]) -> bool {
    window.iter().fold(false, |seen, &byte| seen | is_special(byte))
}

/// `*` `:` `&` `<` `~`, and the six from `[` to `` ` ``: `[` `\` `]` `^` `_` `` ` ``.
#[inline]
const fn is_special(byte: u8) -> bool {
    (byte | 0x10 == b':') | (byte == b'&') | (byte == b'<') | (byte == b'~') | (byte.wrapping_sub(b'[') <= b'`' - b'[')
}

/// Whether the special bytes of `text` stand so that one of them may begin a code: `AT&T`, `a < b`, `snake_case` and
/// `note [1]` need no parser.
fn is_plausible(text: &str) -> bool {
    let bytes = text.as_bytes();
    let last = |byte| memrchr(byte, bytes).unwrap_or(0);
    let (semicolon, bracket_close, backtick) = (last(b';'), last(b'>'), last(b'`'));
    let (mut runs, mut in_bracket, mut colons) = (Runs::default(), false, None);
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|&byte| is_special(byte)) {
        let start = at + found;
        step(1);
        let byte = bytes[start];
        at = start + 1;
        let next = bytes.get(at).copied().unwrap_or(b' ');
        let plausible = match byte {
            b'\\' => next.is_ascii_punctuation(),
            b'&' => (next.is_ascii_alphanumeric() || next == b'#') && at < semicolon,
            b'<' => (next.is_ascii_alphabetic() || b"/!?".contains(&next)) && at < bracket_close,
            b'`' => start < backtick,
            b':' => next == b':' && *colons.get_or_insert_with(|| has_two_colon_runs(bytes)),
            b']' => in_bracket && (next == b'(' || next == b'['),
            b'*' | b'_' | b'~' => {
                at = bytes[at..].iter().position(|&other| other != byte).map_or(bytes.len(), |run| at + run);
                runs.is_closed_by(bytes, start, at)
            }
            _ => {
                in_bracket |= byte == b'[';
                false
            }
        };
        if plausible {
            return true;
        }
    }
    false
}

/// Which of `*`, `_`, `~~` has stood where it may open a pair.
#[derive(Default)]
struct Runs {
    opened: [bool; 3],
}

impl Runs {
    /// Whether the run of delimiters at `start..end` may close an earlier one; if not, it may open one itself.
    ///
    /// Only ASCII is looked at: beside other characters everything is possible.
    fn is_closed_by(&mut self, bytes: &[u8], start: usize, end: usize) -> bool {
        let before = if start == 0 { b' ' } else { bytes[start - 1] };
        let after = bytes.get(end).copied().unwrap_or(b' ');
        let in_word = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
        let opened = match bytes[start] {
            b'*' => &mut self.opened[0],
            b'_' if !in_word => &mut self.opened[1],
            b'~' if end - start == 2 => &mut self.opened[2],
            _ => return false,
        };
        let closes = *opened && !before.is_ascii_whitespace();
        *opened |= !after.is_ascii_whitespace();
        closes
    }
}

fn has_two_colon_runs(bytes: &[u8]) -> bool {
    let first = memmem::find(bytes, b":::");
    first.is_some_and(|first| memmem::rfind(bytes, b":::").is_some_and(|last| last >= first + 3))
}
