//! Law 14 for example pages, made-up pages and all real ones.

use proptest::prelude::*;

use crate::exchange::text;
use crate::exchange_laws::page;
use crate::round_trip_laws::{WRITERS, all_writers, is_no_edit};
use crate::shared::{corpora, sxs_files};

#[test]
fn an_example_page_comes_back_unchanged() {
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data")).unwrap() {
        let path = file.unwrap().path();
        all_writers(path.to_str().unwrap(), &std::fs::read_to_string(&path).unwrap());
    }
}

#[test]
fn what_only_some_formats_hold_comes_back_unchanged() {
    let units = [
        ("a\u{1B}b", "\u{FFFE}c\n\u{0}"),
        ("`a\u{7}`", "\r\n`b\u{8}`\r"),
        ("", "."),
        ("S **x**", ""),
        ("\u{FFFD}\u{1}", "x"),
    ];
    all_writers("a.md", &page(&units));
    all_writers("a.md", &(page(&units) + &page(&[("again", "again")])));
}

/// One writer for each real page in turn: each writer sees hundreds of pages.
#[test]
fn real_pages_come_back_unchanged() {
    let Some(corpora) = corpora() else { return };
    let mut pages = 0;
    for folder in ["dev", "cases"] {
        for (number, file) in sxs_files(&corpora.join(folder)).into_iter().enumerate() {
            let text = std::fs::read_to_string(&file).unwrap();
            assert!(is_no_edit(&file, &text, number % WRITERS));
            pages += 1;
        }
    }
    println!("{pages} pages, {WRITERS} writers in turn");
}

proptest! {
    #[test]
    fn any_unit_comes_back_unchanged(source in text(), target in text(), path in "[a-z/&\"'<\\t#. ]{1,8}") {
        all_writers(&path, &page(&[(&source, &target), (&target, ""), ("", &source)]));
    }
}
