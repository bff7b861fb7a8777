//! Names, values and numbers as they are shown: control characters escaped, and long ones cut.
//!
//! What an input holds must neither drive the terminal nor fill it. So no name, value or message of an input is printed but
//! through [`shown`] or [`escaped`].

use std::borrow::Cow;
use std::path::Path;

/// The longest name or value that is shown, in characters.
const LONGEST: usize = 200;

/// A name or a value, at most 200 characters of it.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    escaped(text, LONGEST)
}

/// A path, as [`shown`].
pub(crate) fn shown_path(path: &Path) -> String {
    shown(&path.to_string_lossy()).into_owned()
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A text of at most `longest` characters, then `…`; control characters are `\n`, `\t`, `\u{1b}`.
pub(crate) fn escaped(text: &str, longest: usize) -> Cow<'_, str> {
    let is_short = text.len() <= longest || text.chars().nth(longest).is_none();
    if is_short && !(may_be_unsafe(text) && text.contains(is_unsafe)) {
        return text.into();
    }
    let mut safe = String::new();
    for char in text.chars().take(longest) {
        if is_unsafe(char) { safe.extend(char.escape_default()) } else { safe.push(char) }
    }
    if !is_short {
        safe.push('…');
    }
    safe.into()
}

/// Whether a text has a byte with which such a character begins. All bytes are looked at at once.
fn may_be_unsafe(text: &str) -> bool {
    let is_suspect = |byte: u8| matches!(byte, 0..=0x1F | 0x7F | 0xC2 | 0xE2);
    text.bytes().fold(false, |found, byte| found | is_suspect(byte))
}

/// Whether a character would act on a terminal: controls, and those that change the direction of what follows.
fn is_unsafe(char: char) -> bool {
    char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_and_long_texts_cut() {
        assert_eq!(shown("docs/ā.md"), "docs/ā.md");
        assert_eq!(shown("a\u{1B}[2J\r\n\u{7F}\u{9B}\u{202E}b"), "a\\u{1b}[2J\\r\\n\\u{7f}\\u{9b}\\u{202e}b");
        assert_eq!(escaped("āāāā", 4), "āāāā");
        assert_eq!(escaped("āāāāā", 4), "āāāā…");
        assert_eq!(escaped("\n\n\n", 2), "\\n\\n…");
    }
}
