//! Any two texts in any of the languages that rules know: findings are in the texts, and the same in every run.
#![no_main]

#[path = "../../tests/it/check_laws.rs"]
mod check_laws;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|unit: (u8, &str, &str)| {
    let (locale, source, target) = unit;
    let locale = check_laws::LOCALES[usize::from(locale) % check_laws::LOCALES.len()];
    check_laws::findings_are_sound(locale, source, target);
});
