//! What rules need to know of the language of a target: its name, and its scripts.

use crate::locale::Locale;

/// A script, as far as rules tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Devanagari,
    Thai,
    Lao,
    Khmer,
    Hangul,
    Kana,
    Han,
    Bopomofo,
    /// Any other script, or no letter.
    Other,
}

/// The script of a letter, by the blocks of Unicode.
pub(super) const fn script(letter: char) -> Script {
    match letter as u32 {
        0x41..=0x5A | 0x61..=0x7A | 0xAA | 0xB5 | 0xBA | 0xC0..=0x2AF | 0x2C6..=0x2E4 => Script::Latin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Script::Cyrillic,
        0x590..=0x5FF | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Script::Arabic,
        0x900..=0x97F => Script::Devanagari,
        0xE00..=0xE7F => Script::Thai,
        0xE80..=0xEFF => Script::Lao,
        0x1780..=0x17FF => Script::Khmer,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC => Script::Hangul,
        0x3040..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Script::Kana,
        0x2E80..=0x2FDF
        | 0x3005..=0x3007
        | 0x3021..=0x3029
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF
        | 0x2_0000..=0x3_FFFF => Script::Han,
        0x3100..=0x312F | 0x31A0..=0x31BF => Script::Bopomofo,
        0x1D00..=0x1DBF
        | 0x1E00..=0x1EFF
        | 0x2100..=0x218F
        | 0x2C60..=0x2C7F
        | 0xA720..=0xA7FF
        | 0xFB00..=0xFB06
        | 0xFF21..=0xFF5A => LATIN,
        _ => Script::Other,
    }
}

/// Latin letters in other blocks than the first.
const LATIN: Script = Script::Latin;

/// The language of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Language {
    /// The primary subtag in lower case; blanks where there is none.
    code: [u8; 2],
    /// The script that the tag names, or the region implies.
    variant: Variant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Variant {
    None,
    LatinScript,
    /// Chinese in traditional characters.
    Traditional,
}

impl Language {
    pub(super) fn of(locale: Option<Locale<'_>>) -> Self {
        let Some(locale) = locale else { return Self { code: *b"  ", variant: Variant::None } };
        let language = locale.language().as_bytes();
        let code = match language {
            [a, b] => [a.to_ascii_lowercase(), b.to_ascii_lowercase()],
            _ => *b"  ",
        };
        let has = |tag: &str| locale.as_written().split('-').skip(1).any(|part| part.eq_ignore_ascii_case(tag));
        let variant = match &code {
            b"sr" | b"bs" | b"uz" | b"az" if has("Latn") => Variant::LatinScript,
            b"zh" if has("Hant") || has("TW") || has("HK") || has("MO") => Variant::Traditional,
            _ => Variant::None,
        };
        Self { code, variant }
    }

    /// Whether it is one of these, by their ISO 639-1 codes.
    pub(super) fn is(self, codes: &[&[u8; 2]]) -> bool {
        codes.contains(&&self.code)
    }

    /// The primary subtag, two letters in lower case; two blanks where it is not known.
    pub(super) const fn code(self) -> &'static str {
        // Only what tables ask for.
        match &self.code {
            b"fr" => "fr",
            b"he" => "he",
            b"ja" => "ja",
            b"ko" => "ko",
            b"lv" => "lv",
            b"th" => "th",
            b"tr" => "tr",
            b"zh" => "zh",
            b"ar" => "ar",
            b"el" => "el",
            b"ru" => "ru",
            b"de" => "de",
            b"vi" => "vi",
            b"sr" => "sr",
            _ => "  ",
        }
    }

    /// Whether it is written in traditional Chinese characters, or in simplified ones; `None` if it is not Chinese.
    pub(super) fn is_traditional(self) -> Option<bool> {
        self.is(&[b"zh"]).then_some(self.variant == Variant::Traditional)
    }

    /// Its scripts besides Latin; `None` if that is not known.
    pub(super) fn scripts(self) -> Option<&'static [Script]> {
        if self.variant == Variant::LatinScript {
            return Some(&[]);
        }
        Some(match &self.code {
            b"ja" => &[Script::Han, Script::Kana],
            b"zh" => &[Script::Han, Script::Bopomofo],
            b"ko" => &[Script::Hangul, Script::Han],
            b"th" => &[Script::Thai],
            b"he" => &[Script::Hebrew],
            b"ar" | b"fa" | b"ur" => &[Script::Arabic],
            b"el" => &[Script::Greek],
            b"ru" | b"uk" | b"bg" | b"be" | b"mk" | b"sr" | b"kk" => &[Script::Cyrillic],
            b"hi" | b"mr" | b"ne" => &[Script::Devanagari],
            b"fr" | b"de" | b"es" | b"it" | b"pt" | b"nl" | b"sv" | b"da" | b"nb" | b"no" | b"fi" | b"et" | b"lv"
            | b"lt" | b"pl" | b"cs" | b"sk" | b"sl" | b"hr" | b"hu" | b"ro" | b"tr" | b"vi" | b"id" | b"ms" | b"ca"
            | b"eu" | b"gl" | b"is" => &[],
            _ => return None,
        })
    }

    /// Whether words are written with blanks between them and Latin letters, without endings that join freely to a name.
    pub(super) fn has_spaced_latin_words(self) -> bool {
        let codes: [&[u8; 2]; 21] = [
            b"fr", b"de", b"es", b"it", b"pt", b"nl", b"sv", b"da", b"nb", b"lv", b"lt", b"pl", b"cs", b"sk", b"sl",
            b"hr", b"ro", b"tr", b"vi", b"ca", b"sr",
        ];
        self.is(&codes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_tell_scripts() {
        let scripts = |tag| Language::of(Locale::parse(tag).ok()).scripts();
        assert_eq!(scripts("sr-Latn-RS"), Some(&[][..]));
        assert_eq!(scripts("sr-Cyrl-RS"), Some(&[Script::Cyrillic][..]));
        assert_eq!(scripts("JA-jp"), Some(&[Script::Han, Script::Kana][..]));
        assert_eq!(scripts("tlh"), None);
        let traditional = |tag| Language::of(Locale::parse(tag).ok()).is_traditional();
        assert_eq!((traditional("zh-tw"), traditional("zh-CN"), traditional("fr")), (Some(true), Some(false), None));
    }
}
