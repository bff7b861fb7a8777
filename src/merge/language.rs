//! Whether the language of an edit is that of its page.

/// Whether two language tags mean one language: the same primary language, and no script or region that differ. A tag without
/// a region matches every region. Chinese without a script has that of its region. `_` is taken for `-`, case does not matter.
pub(super) fn is_same_language(one: &str, other: &str) -> bool {
    let (one, other) = (Parsed::of(one), Parsed::of(other));
    let differ = |one: &Option<String>, other: &Option<String>| one.is_some() && other.is_some() && one != other;
    one.language == other.language && !differ(&one.script, &other.script) && !differ(&one.region, &other.region)
}

struct Parsed {
    language: String,
    script: Option<String>,
    region: Option<String>,
}

impl Parsed {
    fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let mut subtags = tag.split(['-', '_']);
        let language = match subtags.next().unwrap_or_default() {
            // Norwegian without more is Bokmål (CLDR).
            "no" => "nb",
            language => language,
        };
        let (mut script, mut region) = (None, None);
        for subtag in subtags.take_while(|subtag| subtag.len() > 1) {
            let is_alphabetic = subtag.bytes().all(|b| b.is_ascii_alphabetic());
            match subtag.len() {
                4 if is_alphabetic => script = Some(subtag.to_owned()),
                2 if is_alphabetic => region = Some(subtag.to_owned()),
                3 if subtag.bytes().all(|b| b.is_ascii_digit()) => region = Some(subtag.to_owned()),
                _ => {}
            }
        }
        if language == "zh" && script.is_none() {
            script = match region.as_deref() {
                Some("tw" | "hk" | "mo") => Some("hant".to_owned()),
                Some("cn" | "sg") => Some("hans".to_owned()),
                _ => None,
            };
        }
        Self { language: language.to_owned(), script, region }
    }
}

#[cfg(test)]
mod tests {
    use super::is_same_language;

    #[test]
    fn tags_are_compared_as_languages() {
        for (one, other) in [
            ("lv-LV", "lv-lv"),
            ("lv", "lv-LV"),
            ("pt-BR", "pt"),
            ("zh-Hans", "zh-CN"),
            ("zh-Hant", "zh-TW"),
            ("zh_CN", "zh-cn"),
            ("sr-Latn-RS", "sr-Latn"),
            ("no", "nb-NO"),
            ("es-419", "es"),
            ("de-DE-1996", "de-DE"),
        ] {
            assert!(is_same_language(one, other) && is_same_language(other, one), "{one} {other}");
        }
        for (one, other) in
            [("de", "ja-JP"), ("pt-BR", "pt-PT"), ("zh-CN", "zh-TW"), ("zh-Hant", "zh-CN"), ("sr-Cyrl", "sr-Latn-RS")]
        {
            assert!(!is_same_language(one, other) && !is_same_language(other, one), "{one} {other}");
        }
    }
}
