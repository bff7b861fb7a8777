//! Counts of words beside those of ICU, an independent implementation of UAX 29 with the tailorings of CLDR.

use bitext::inline::plain_text;
use bitext::stats::amount_of;
use bitext::{Document, Locale, Settings};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::shared::{corpora, sxs_files};

/// Locales whose words are not characters, so that both count the same.
const LOCALES: [&str; 4] = ["fr-fr", "he-il", "lv-lv", "tr-tr"];

#[test]
fn words_are_those_of_icu_within_two_in_a_hundred() {
    let Some(folder) = corpora().map(|corpora| corpora.join("dev")) else { return };
    let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let words_of_icu = |text: &str| {
        let text = plain_text(text);
        segmenter.segment_str(&text).iter_with_word_type().filter(|(_, kind)| kind.is_word_like()).count() as u64
    };
    // Ours and ICU's, of sources and of targets by locale.
    let mut sources = [0_u64; 2];
    let mut targets = [[0_u64; 2]; LOCALES.len()];
    for file in sxs_files(&folder) {
        let repository = file.rsplit('/').nth(1).unwrap().to_lowercase();
        let Some(place) = LOCALES.iter().position(|locale| repository.ends_with(locale)) else { continue };
        let page = std::fs::read_to_string(&file).unwrap();
        let settings = Settings::default().with_locale(Locale::parse(LOCALES[place]).ok());
        for unit in Document::with_settings(&page, &settings).units() {
            let source = unit.source.unwrap_or_default();
            for (counts, text) in [(&mut sources, source), (&mut targets[place], unit.target)] {
                counts[0] += amount_of(text).words;
                counts[1] += words_of_icu(text);
            }
        }
    }
    let named = LOCALES.iter().copied().zip(targets);
    for (name, [ours, icu]) in [("en-us", sources)].into_iter().chain(named) {
        let percent = (ours as f64 - icu as f64).abs() * 100.0 / icu as f64;
        println!("{name}: {ours} words, ICU {icu}, {percent:.3} % apart");
        assert!(icu > 100_000, "{name}: only {icu} words");
        assert!(percent < 2.0, "{name}: {ours} words, ICU {icu}");
    }
}
