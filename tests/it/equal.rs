//! The crate against its naive re-implementation, in memory and streamed: on all real files, on made pages, and on
//! mutations of both (laws 1 to 4 and 8). A build with `--cfg bitext_portable` holds the portable search to
//! the same.

use bitext::Settings;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::laws::{
    entries_agree_with_units, parts_equal_naive, stream_ends_where_utf8_does, stream_equals_slice,
    stream_tells_that_reading_failed, tokens_equal_naive,
};
use crate::pages::{PAGE, changed, changes, page};
use crate::shared::{corpora, sxs_files};

/// So many cases, and no file of past failures: a failure becomes a named test.
fn cases(n: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(n) }
}

/// Settings at which something happens in small pages.
fn settings() -> impl Strategy<Value = Settings<'static>> {
    let limit = prop_oneof![3 => Just(4 << 20), 1 => 0_usize..40, 2 => 40_usize..600];
    let buffer = prop_oneof![8_usize..64, 64_usize..5000];
    (limit, buffer).prop_map(|(limit, buffer)| Settings::default().with_unit_limit(limit).with_buffer(buffer))
}

#[track_caller]
fn check(text: &str, settings: &Settings<'_>, chunk: usize) {
    tokens_equal_naive(text);
    parts_equal_naive(text, settings);
    stream_equals_slice(text, settings, chunk);
    stream_tells_that_reading_failed(text, settings, chunk);
}

fn real_files() -> Vec<String> {
    corpora().map_or_else(Vec::new, |dir| ["dev", "cases"].map(|folder| sxs_files(&dir.join(folder))).concat())
}

#[test]
fn all_real_files_equal_the_naive_reading() {
    let files = real_files();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        tokens_equal_naive(&text);
        parts_equal_naive(&text, &Settings::default());
        entries_agree_with_units(&text);
    }
    println!("{} files", files.len());
}

#[test]
fn mutations_of_real_files_equal_the_naive_reading() {
    let files = real_files();
    if files.is_empty() {
        return;
    }
    proptest!(cases(3000), |(file in any::<Index>(), changes in changes(30), settings in settings(), chunk in 1_usize..5000)| {
        let text = std::fs::read_to_string(file.get(&files)).unwrap();
        check(&changed(&text, &changes), &settings, chunk);
    });
}

proptest! {
    #![proptest_config(cases(12_000))]

    #[test]
    fn made_pages_equal_the_naive_reading(text in page(40), settings in settings(), chunk in 1_usize..400) {
        check(&text, &settings, chunk);
    }

    #[test]
    fn entries_of_made_front_matter_agree_with_its_units(front in page(30), body in page(5)) {
        let front = front.replace("Hello", "\nkey: 1\n");
        entries_agree_with_units(&format!("---\n{front}\n---\n{body}"));
    }

    #[test]
    fn a_stream_ends_where_the_utf8_does(
        text in page(20), bad in prop::collection::vec(any::<u8>(), 0..4), after in page(3),
        settings in settings(), chunk in 1_usize..400,
    ) {
        let bytes = [text.as_bytes(), &bad, after.as_bytes()].concat();
        stream_ends_where_utf8_does(&bytes, &settings, chunk);
    }

    #[test]
    fn mutations_of_a_page_equal_the_naive_reading(changes in changes(6), settings in settings(), chunk in 1_usize..400) {
        check(&changed(PAGE, &changes), &settings, chunk);
    }
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn long_pages_equal_the_naive_reading(text in page(1000), settings in settings(), chunk in 1_usize..5000) {
        check(&text, &settings, chunk);
    }

    #[test]
    fn every_prefix_equals_the_naive_reading(text in page(12), settings in settings(), chunk in 1_usize..100) {
        for (end, _) in text.char_indices() {
            check(&text[..end], &settings, chunk);
        }
    }
}
