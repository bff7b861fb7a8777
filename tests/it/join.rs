//! What several writers write of pages, joined, is what one writes of all.

use bitext::export::Export;
use bitext::format::{
    CsvWriter, HfWriter, Joiner, JsonLinesWriter, JsonWriter, TmxWriter, TsvWriter, UnitWriter, XliffVersion,
    XliffWriter,
};
use bitext::{CannotHold, Locale, Settings};
use proptest::prelude::*;

type Writer<'w> = Box<dyn UnitWriter + 'w>;
type Make = for<'w> fn(&'w mut Vec<u8>) -> Writer<'w>;
type Join = fn(Vec<u8>) -> Joiner<Vec<u8>>;

const FORMATS: [(&str, Make, Join); 8] = [
    ("jsonl", |out| Box::new(JsonLinesWriter::new(out)), Joiner::lines),
    ("tsv", |out| Box::new(TsvWriter::new(out)), Joiner::lines),
    ("hf", |out| Box::new(HfWriter::new(out)), Joiner::lines),
    ("csv", |out| Box::new(CsvWriter::new(out)), Joiner::csv),
    ("json", |out| Box::new(JsonWriter::new(out)), Joiner::json),
    ("xliff 1.2", |out| Box::new(XliffWriter::new(out).with_version(XliffVersion::V12)), Joiner::xliff),
    ("xliff 2.1", |out| Box::new(XliffWriter::new(out).with_version(XliffVersion::V21)), Joiner::xliff),
    ("tmx", |out| Box::new(TmxWriter::new(out)), Joiner::tmx),
];

fn page(units: usize, source: &str) -> String {
    let unit = |id| {
        format!(
            "<span data-ttu-id=\"0a1b2-{id}\">T {source}</span>\
             <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{id}\">{source}</span></span>\n"
        )
    };
    (101..101 + units).map(unit).collect()
}

fn export(make: Make, pages: &[(String, String)], locale: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = make(&mut out);
    let settings = Settings::default().with_locale(Some(Locale::parse(locale).unwrap()));
    for (name, page) in pages {
        let export = Export::new(name, Locale::parse("en-US").unwrap()).with_settings(settings);
        let _ = export.text(page, &mut *writer, &mut ()).unwrap();
    }
    writer.close().unwrap();
    drop(writer);
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn joined_parts_are_what_one_writer_writes(
        sizes in prop::collection::vec((1_usize..4, "[a-z<>&\"\\[\\]* ]{1,30}"), 1..8),
        cut in any::<prop::sample::Index>(),
        chunk in 1_usize..400,
    ) {
        let pages: Vec<_> =
            sizes.iter().enumerate().map(|(at, (units, source))| (format!("p{at}<file id=\"f7.md"), page(*units, source))).collect();
        let (one, other) = pages.split_at(cut.index(pages.len()));
        for (name, make, join) in FORMATS {
            let mut joiner = join(Vec::new());
            for part in [one, other] {
                if !part.is_empty() {
                    let mut open = joiner.part();
                    for bytes in export(make, part, "lv-LV").chunks(chunk) {
                        std::io::Write::write_all(&mut open, bytes).unwrap();
                    }
                    open.finish().unwrap();
                }
            }
            let (joined, whole) = (joiner.finish().unwrap(), export(make, &pages, "lv-LV"));
            prop_assert_eq!(String::from_utf8(joined).unwrap(), String::from_utf8(whole).unwrap(), "{}", name);
        }
    }
}

#[test]
fn many_files_are_numbered_through() {
    let pages: Vec<_> = (0..25).map(|at| (format!("{at}.md"), page(1, "x"))).collect();
    for (name, make, join) in FORMATS {
        let mut joiner = join(Vec::new());
        pages.chunks(2).for_each(|part| joiner.append(&export(make, part, "lv-LV")).unwrap());
        assert_eq!(joiner.finish().unwrap(), export(make, &pages, "lv-LV"), "{name}");
    }
}

#[test]
fn another_language_cannot_be_joined_to_xliff_2() {
    let pages = [("a.md".to_owned(), page(1, "x"))];
    let (_, make, join) = FORMATS[6];
    let mut joiner = join(Vec::new());
    joiner.append(&export(make, &pages, "lv-LV")).unwrap();
    let error = joiner.append(&export(make, &pages, "de-DE")).unwrap_err();
    let reason = error.get_ref().unwrap().downcast_ref::<CannotHold>().unwrap();
    let message = "one output of this format has one source and one target language, but de-DE comes after lv-LV";
    assert_eq!(reason.to_string(), message);
}

#[test]
fn what_is_no_output_is_refused() {
    for (name, _, join) in FORMATS.iter().skip(3) {
        for part in ["", "x", "[", "<file "] {
            let done = join(Vec::new()).append(part.as_bytes());
            assert!(done.is_err(), "{name} {part:?}");
        }
    }
}

#[test]
fn nothing_appended_is_the_empty_output() {
    for (name, make, join) in FORMATS {
        let empty = export(make, &[], "lv-LV");
        assert_eq!(join(Vec::new()).finish_or(&empty).unwrap(), empty, "{name}");
    }
}

#[test]
fn a_part_without_pages_changes_nothing() {
    let pages: Vec<_> = (0..3).map(|at| (format!("{at}.md"), page(1, "x"))).collect();
    for (name, make, join) in FORMATS.iter().filter(|(name, ..)| !(name.starts_with("xliff") || *name == "tmx")) {
        let mut joiner = join(Vec::new());
        for part in [&[][..], &pages[..1], &[], &pages[1..], &[]] {
            joiner.append(&export(*make, part, "lv-LV")).unwrap();
        }
        assert_eq!(joiner.finish().unwrap(), export(*make, &pages, "lv-LV"), "{name}");
        let mut joiner = join(Vec::new());
        let empty = export(*make, &[], "lv-LV");
        joiner.append(&empty).unwrap();
        assert_eq!(joiner.finish_or(&empty).unwrap(), empty, "{name}");
    }
}

#[test]
fn another_form_of_the_format_is_refused() {
    let pages = [("a.md".to_owned(), page(1, "x"))];
    for (one, other) in [(5, 6), (6, 5)] {
        let mut joiner = Joiner::xliff(Vec::new());
        joiner.append(&export(FORMATS[one].1, &pages, "lv-LV")).unwrap();
        let error = joiner.append(&export(FORMATS[other].1, &pages, "lv-LV")).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
    }
}
