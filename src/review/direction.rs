//! The direction in which a language is written.

use crate::locale::Locale;

/// The value of `dir` for texts in a language: by the script that its tag names, else by the usual script of the
/// language; `auto` where the language is not known.
pub(super) fn direction(locale: Option<Locale<'_>>) -> &'static str {
    let Some(locale) = locale else { return "auto" };
    let script = locale
        .as_written()
        .split('-')
        .skip(1)
        .find(|subtag| subtag.len() == 4 && subtag.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let is_one_of = |word: &str, words: &[&str]| words.iter().any(|other| other.eq_ignore_ascii_case(word));
    let is_from_right = match script {
        Some(script) => is_one_of(script, &["Arab", "Aran", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand"]),
        // The languages whose suppressed or usual script is one of these (IANA registry, CLDR likely subtags).
        None => is_one_of(
            locale.language(),
            &["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi"],
        ),
    };
    if is_from_right { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_decides_and_then_the_language() {
        let of = |tag: &str| direction(Some(Locale::parse(tag).unwrap()));
        for tag in ["ar-SA", "he-il", "AR", "uz-Arab-AF", "fa"] {
            assert_eq!(of(tag), "rtl", "{tag}");
        }
        for tag in ["lv-LV", "ar-Latn", "zh-Hant-TW", "sr-Latn-RS", "en"] {
            assert_eq!(of(tag), "ltr", "{tag}");
        }
        assert_eq!(direction(None), "auto");
    }
}
