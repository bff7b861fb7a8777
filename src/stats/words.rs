//! Words and characters of one text.

use unicode_segmentation::UnicodeSegmentation;

use crate::inline::plain_text;

/// How much text there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Amount {
    /// Words; of scripts without blanks between words, characters.
    pub words: u64,
    /// Words as UAX 29 finds them without a dictionary; each character of Han, Hiragana, Thai, Lao and Khmer is one or part of
    /// one.
    pub segments: u64,
    /// Characters, blanks included.
    pub characters: u64,
    /// Characters without blanks.
    pub letters: u64,
}

impl std::ops::AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.segments += other.segments;
        self.characters += other.characters;
        self.letters += other.letters;
    }
}

/// The amount of a text of Markdown, its codes left out.
///
/// ```
/// use bitext::stats::amount_of;
///
/// let amount = amount_of("Click **OK**, don't `wait`.");
/// assert_eq!((amount.words, amount.characters), (4, 21));
/// assert_eq!(amount_of("ファイルを開く file").words, 8);
/// ```
#[must_use]
pub fn amount_of(text: &str) -> Amount {
    amount_of_plain(&plain_text(text))
}

/// The amount of a text without codes.
pub(super) fn amount_of_plain(text: &str) -> Amount {
    let mut amount = Amount::default();
    if text.is_ascii() {
        let (words, characters) = (ascii_words(text.as_bytes()), text.len() as u64);
        let blanks = text.bytes().filter(u8::is_ascii_whitespace).count() as u64;
        return Amount { words, segments: words, characters, letters: characters - blanks };
    }
    for char in text.chars() {
        amount.characters += 1;
        amount.letters += u64::from(!char.is_whitespace());
    }
    for word in text.unicode_words() {
        amount.segments += 1;
        let single = word.chars().filter(|&char| is_counted_singly(char)).count() as u64;
        let has_rest = word.chars().any(|char| !is_counted_singly(char) && !is_mark(char) && char.is_alphanumeric());
        amount.words += single + u64::from(has_rest);
    }
    amount
}

/// Words of ASCII text as UAX 29 finds them: letters, digits and `_`, with `'`, `.` or `:` between letters and `'`, `.`, `,` or
/// `;` between digits, as far as they hold a letter or a digit.
fn ascii_words(bytes: &[u8]) -> u64 {
    let mut words = 0;
    let mut at = 0;
    while at < bytes.len() {
        if !is_joined(bytes[at]) {
            at += 1;
            continue;
        }
        let mut has_letter = false;
        while at < bytes.len() {
            let byte = bytes[at];
            has_letter |= byte.is_ascii_alphanumeric();
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let before = if at > 0 { bytes[at - 1] } else { b' ' };
            let is_inside = match byte {
                _ if is_joined(byte) => true,
                b'\'' | b'.' => {
                    before.is_ascii_alphabetic() && next.is_ascii_alphabetic()
                        || before.is_ascii_digit() && next.is_ascii_digit()
                }
                b':' => before.is_ascii_alphabetic() && next.is_ascii_alphabetic(),
                b',' | b';' => before.is_ascii_digit() && next.is_ascii_digit(),
                _ => false,
            };
            if !is_inside {
                break;
            }
            at += 1;
        }
        words += u64::from(has_letter);
    }
    words
}

const fn is_joined(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Han, Kana, Bopomofo, Thai, Lao and Khmer letters; marks that combine belong to the letter before.
const fn is_counted_singly(char: char) -> bool {
    matches!(
        char,
        '\u{E01}'..='\u{E30}' | '\u{E32}' | '\u{E33}' | '\u{E40}'..='\u{E46}'
            | '\u{E81}'..='\u{EB0}' | '\u{EB2}' | '\u{EB3}' | '\u{EC0}'..='\u{EC6}'
            | '\u{1780}'..='\u{17B3}'
            | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' | '\u{3105}'..='\u{312F}'
            | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{FF66}'..='\u{FF9D}' | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Vowels and tones of Thai, Lao and Khmer that are written above, below or after a letter.
const fn is_mark(char: char) -> bool {
    matches!(char, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{EB1}' | '\u{EB4}'..='\u{EBC}' | '\u{EC8}'..='\u{ECD}' | '\u{17B4}'..='\u{17D3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_words_are_those_of_unicode() {
        for text in [
            "",
            "a",
            "don't",
            "'a'",
            "a.b",
            "a. b",
            "3.14",
            "1,000",
            "1,a",
            "a,b",
            "a:b",
            "a_b",
            "_",
            "a__b",
            "__ 1",
            "x-y",
            "C#",
            "file.txt:12",
            "3.a",
            "a.3",
            "1'2",
            "a;b",
            "1;2",
            "1:2",
            "A.B.C.",
            "$5.00",
            "e.g., i.e.",
            "\"x\"",
            "a\nb",
            "a.",
            ".a",
            "a..b",
            "a''b",
            "1.2.3",
            "x2.5",
            "2x.y",
            "a_.b",
            "_a",
            "a_",
            "-",
            "a&b",
            "[a](b)",
            "1.",
            "v1.0-beta",
        ] {
            assert_eq!(ascii_words(text.as_bytes()), text.unicode_words().count() as u64, "{text:?}");
        }
    }

    #[test]
    fn characters_of_scripts_without_blanks_are_words() {
        for (text, words) in [
            ("日本語", 3),
            ("カタカナ", 4),
            ("สวัสดี", 4),
            ("한국어 문서", 2),
            ("C# の使用", 4),
            ("2019年", 2),
            ("ភាសា", 2),
        ] {
            assert_eq!(amount_of(text).words, words, "{text}");
        }
    }
}
