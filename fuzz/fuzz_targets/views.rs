//! The views of any page: parts in order, units replaced, some skeleton left out, and nothing else; a page without units is
//! its own view. What is repaired once is not repaired again.
#![no_main]

use bitext::view::{Side, repair};
use bitext::{Document, Part};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let document = Document::parse(text);
    assert_eq!(document.view(Side::Both).to_string(), text);
    for side in [Side::Target, Side::Source] {
        let view = document.view(side).to_string();
        let mut written = Vec::new();
        document.view(side).write_to(&mut written).expect("a vector takes everything");
        assert_eq!(view.as_bytes(), written);
        if document.units().is_empty() {
            assert_eq!(view, text);
        }
        let parts = document.parts().map(|part| match part {
            Part::Unit(unit) if side == Side::Target => unit.target,
            Part::Unit(unit) => unit.source.unwrap_or(unit.target),
            other => other.raw(),
        });
        assert!(is_subsequence(&view, &parts.collect::<String>()));
    }
    let repaired = repair(text);
    let again = repair(&repaired.text);
    assert_eq!(again.text, repaired.text);
});

/// Whether `text` is `whole` with some characters left out.
fn is_subsequence(text: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    text.chars().all(|char| whole.any(|other| other == char))
}
