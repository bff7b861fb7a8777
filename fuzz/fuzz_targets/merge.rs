//! Any edits of any page (laws 5 and 6, and 13 as far as the front matter goes). The input is a page and, after bytes of zero, new targets for its units in turn;
//! a page without these is edited with stretches of itself.
#![no_main]
#![allow(dead_code, reason = "the tests use more of what is shared")]

mod draw;
#[path = "../../tests/it/merge_laws.rs"]
mod merge_laws;

use bitext::Document;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (bytes, tail) = draw::split(data);
    let text = draw::valid(bytes);
    let mut stretches = text.split('\0');
    let page = stretches.next().unwrap_or_default();
    let targets: Vec<&str> = stretches.collect();
    merge_laws::merge_without_edits_is_the_identity(page);
    let target = |number: usize| match targets.get(number % targets.len().max(1)) {
        Some(target) => (*target).to_owned(),
        None => page.chars().skip(usize::from(tail[0]) * (1 + number)).take(usize::from(tail[1])).collect(),
    };
    let units = merge_laws::own_units(&Document::parse(page));
    let wanted: Vec<_> = units.into_iter().map(|number| (number, target(number))).collect();
    let (merged, _) = merge_laws::merge_gives_the_edits(page, &wanted);
    // What the page says about itself is the same, and so is what it is (laws 6 and 13).
    let (before, after) = (Document::parse(page), Document::parse(&merged));
    assert_eq!(before.locale(), after.locale());
    let facts = |document: &Document<'_>| {
        let front_matter = document.front_matter()?;
        Some((front_matter.translation_type().map(|kind| kind.as_str().to_owned()), front_matter.get("title").map(String::from)))
    };
    if before.units().iter().all(|unit| !unit.in_front_matter) {
        assert_eq!(facts(&before), facts(&after));
    }
    let numbers = |document: &Document<'_>| document.located_units().map(|unit| unit.place.index()).collect::<Vec<_>>();
    assert_eq!(numbers(&before), numbers(&after));
});
