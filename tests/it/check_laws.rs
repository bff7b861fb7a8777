//! What holds for the findings in any two texts.

use bitext::Locale;
use bitext::check::{Checker, Finding, Level, Rule, Rules, UnitTexts};

/// A locale for each script and each table.
pub(crate) const LOCALES: [&str; 16] = [
    "fr-FR",
    "ja-JP",
    "zh-TW",
    "ko-KR",
    "th-TH",
    "he-IL",
    "tr-TR",
    "lv-LV",
    "ar-SA",
    "el-GR",
    "ru-RU",
    "de-DE",
    "vi-VN",
    "sr-Latn-RS",
    "zh-CN",
    "tlh",
];

fn all(checker: &mut Checker, locale: &str, source: &str, target: &str) -> Vec<Finding> {
    let texts = UnitTexts::new(source, target).with_locale(Locale::parse(locale).ok());
    let mut all = Vec::new();
    checker.begin_page(None);
    checker.texts(&texts, |finding| all.push(finding));
    all
}

/// Findings are in the texts, the same in every run, and a text that is its own translation has no other fault.
pub(crate) fn findings_are_sound(locale: &str, source: &str, target: &str) {
    let mut checker = Checker::new(Rules::default());
    let found = all(&mut checker, locale, source, target);
    for finding in &found {
        assert!(target.get(finding.target.clone()).is_some(), "{finding:?} in {target:?}");
        if let Some(range) = &finding.source {
            assert!(source.get(range.clone()).is_some(), "{finding:?} in {source:?}");
        }
        assert!(finding.level > Level::Off && !finding.message.is_empty());
    }
    assert_eq!(all(&mut checker, locale, source, target), found, "a second time");
    let own = all(&mut checker, locale, source, source);
    assert!(own.iter().all(|finding| finding.rule == Rule::Unchanged), "{own:?} in {source:?}");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Text of what rules look at.
    fn text() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            "[a-z ]{1,8}",
            "[A-Z][a-z]{1,5}[A-Z][a-z]{1,5}",
            "[a-z]{1,3}_[a-z]{1,3}",
            "[0-9]{1,4}[.,]?[0-9]{0,3}",
            Just("**".to_owned()),
            Just("`x`".to_owned()),
            Just("[a](b.md)".to_owned()),
            Just("](http://a.b/c".to_owned()),
            Just("{0} %s $(x) %A%".to_owned()),
            Just("(（「)]」".to_owned()),
            Just("を設定する設定する".to_owned()),
            Just("에 대 한 文件".to_owned()),
            Just("&amp; &#39; & gt; \u{200E}\n> ".to_owned()),
            Just("le le le, no no no".to_owned()),
            Just("PowerShell Get-Item a.b.C Setup.exe".to_owned()),
            Just("the items that you select are deleted".to_owned()),
            "\\PC{0,6}",
        ];
        prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn findings_of_any_two_texts_are_sound(source in text(), target in text(), locale in 0..LOCALES.len()) {
            findings_are_sound(LOCALES[locale], &source, &target);
        }
    }

    /// Each would take hours if a rule looked at all of a text again for each of its parts.
    #[test]
    fn findings_of_hostile_texts_are_sound() {
        for (source, target) in [
            ("vous vous ", "le **le** "),
            ("1 2 3 ", "4 5 6 "),
            ("1 ", "1 1 "),
            ("a_b_c ", "x "),
            ("{0} {1} ", "{2} "),
            ("[a](b) ", "[a](c) "),
            ("(a ", "a) "),
            ("ああ", "ああ"),
            ("a ", "a a "),
            ("SharePoint ", "x "),
            ("select the item ", "select the item x "),
            ("` ", "* _ "),
            ("a?b ", "a?b http://"),
        ] {
            let (source, target) = (source.repeat(5_000), target.repeat(5_000));
            for locale in ["fr-FR", "ja-JP"] {
                findings_are_sound(locale, &source, &target);
            }
        }
    }
}
