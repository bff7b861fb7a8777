//! Classes of characters, and the characters around a place.

/// The character before a place.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at a place.
pub(super) fn at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// A letter, a digit or `_`.
pub(super) fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// The value of a decimal digit of any script in use on pages.
pub(super) fn digit(char: char) -> Option<u8> {
    if char.is_ascii() {
        return char.is_ascii_digit().then(|| char as u8 - b'0');
    }
    let code = u32::from(char);
    let zero = ZEROS.iter().rev().find(|&&zero| zero <= code)?;
    u8::try_from(code - zero).ok().filter(|&value| value < 10)
}

/// The digits zero: Arabic, Persian, Devanagari, Bengali, Thai, Lao, Burmese, Khmer and full-width.
const ZEROS: [u32; 9] = [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10];

/// A table of the bytes for which something holds.
macro_rules! byte_table {
    (|$byte:ident| $holds:expr) => {{
        let mut table = [false; 256];
        let mut place = 0;
        while place < 256 {
            #[allow(clippy::cast_possible_truncation, reason = "it is below 256")]
            let $byte = place as u8;
            table[place] = $holds;
            place += 1;
        }
        table
    }};
}
pub(super) use byte_table;
