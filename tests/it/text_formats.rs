//! TSV, CSV, Moses and the lines for Hugging Face, read back by others.

use std::collections::BTreeMap;

use bitext::export::Export;
use bitext::filter::Sentences;
use bitext::format::{CsvWriter, HfWriter, MosesWriter, TsvWriter, UnitWriter};
use bitext::{CannotHold, Error, Locale, Settings};
use proptest::prelude::*;

/// Where Python's `str.splitlines` ends a line.
const LINE_ENDS: [char; 10] =
    ['\n', '\r', '\u{B}', '\u{C}', '\u{1C}', '\u{1D}', '\u{1E}', '\u{85}', '\u{2028}', '\u{2029}'];

fn page(pairs: &[(impl AsRef<str>, impl AsRef<str>)]) -> String {
    let unit = |(number, (source, target)): (usize, &(_, _))| {
        let (source, target): (&str, &str) = (AsRef::as_ref(source), AsRef::as_ref(target));
        format!(
            "<span data-ttu-id=\"0a1b2-{number}\">{target}</span>\
             <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{number}\">{source}</span></span>\n\n"
        )
    };
    (101..).zip(pairs).map(unit).collect()
}

fn export<'a>(path: &'a str, locale: &'a str) -> Export<'a> {
    let settings = Settings::default().with_locale(Locale::parse(locale).ok());
    Export::new(path, Locale::parse("en-US").unwrap()).with_settings(settings)
}

/// A text without spans, so that units do not end in it; what ends lines and fields is in it often.
fn any_text() -> impl Strategy<Value = String> {
    "([a-z\"',;ē]{1,6}|[\\n\\r\\t\u{B}\u{C}\u{1C}-\u{1E}\u{85}\u{2028}\u{2029} ]){0,8}"
}

const COLUMNS: [&str; 18] = [
    "source",
    "target",
    "path",
    "id",
    "index",
    "source_locale",
    "target_locale",
    "translation_type",
    "context",
    "heading",
    "line",
    "column",
    "byte_start",
    "byte_end",
    "merged",
    "segment",
    "source_hash",
    "pair_hash",
];

fn csv(path: &str, page: &str) -> Vec<Vec<String>> {
    let mut writer = CsvWriter::new(Vec::new()).with_hashes();
    let _ = export(path, "lv-LV").text(page, &mut writer, &mut ()).unwrap();
    let bytes = writer.finish().unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*bytes);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn tsv(path: &str, page: &str) -> String {
    let mut writer = TsvWriter::new(Vec::new()).with_hashes();
    let _ = export(path, "lv-LV").text(page, &mut writer, &mut ()).unwrap();
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

fn moses(pages: &[(&str, String)]) -> BTreeMap<String, String> {
    let mut writer = MosesWriter::new(|_: &str| Ok(Vec::new()));
    for (locale, page) in pages {
        let _ = export("a.md", locale).text(page, &mut writer, &mut ()).unwrap();
    }
    let files = writer.finish().unwrap().into_iter();
    files.map(|(ending, bytes)| (ending, String::from_utf8(bytes).unwrap())).collect()
}

proptest! {
    #[test]
    fn csv_is_read_back_by_the_crate_csv(
        pairs in prop::collection::vec((any_text(), any_text()), 0..5),
        path in any_text(),
    ) {
        let records = csv(&path, &page(&pairs));
        prop_assert_eq!(&records[0], &COLUMNS);
        prop_assert_eq!(records.len(), pairs.len() + 1);
        for (record, (source, target)) in records[1..].iter().zip(&pairs) {
            prop_assert_eq!((&record[0], &record[1], &record[2]), (source, target, &path));
            prop_assert_eq!((&*record[6], record.len()), ("lv-LV", COLUMNS.len()));
        }
    }

    #[test]
    fn lines_of_tsv_split_into_the_same_fields(
        pairs in prop::collection::vec((any_text(), any_text()), 0..5),
        path in any_text(),
    ) {
        let (lines, records) = (tsv(&path, &page(&pairs)), csv(&path, &page(&pairs)));
        let lines: Vec<_> = lines.split_terminator(LINE_ENDS).collect();
        prop_assert_eq!(lines.len(), pairs.len());
        for (line, record) in lines.iter().zip(&records[1..]) {
            let folded = |field: &String| field.replace("\r\n", " ").replace(LINE_ENDS, " ").replace('\t', " ");
            let fields: Vec<_> = line.split('\t').map(str::to_owned).collect();
            prop_assert_eq!(fields, record.iter().map(folded).collect::<Vec<_>>());
        }
    }

    #[test]
    fn parallel_files_have_the_same_number_of_lines(pairs in prop::collection::vec((any_text(), any_text()), 0..5)) {
        let files = moses(&[("lv-LV", page(&pairs))]);
        let kept = pairs.iter().filter(|(source, target)| !(source.trim().is_empty() || target.trim().is_empty())).count();
        prop_assert_eq!(files.len(), if pairs.is_empty() || files.is_empty() { 0 } else { 3 });
        prop_assert!(!files.is_empty() || kept == 0);
        for text in files.values() {
            prop_assert_eq!(text.split_terminator(LINE_ENDS).count(), kept);
        }
    }
}

#[test]
fn headings_are_json_in_one_field() {
    let page =
        format!("# {}\n{}", page(&[("A \"quoted\", heading", "V")]), page(&[("S", "T")]).replace("-101", "-102"));
    let records = csv("a.md", &page);
    assert_eq!(records[2][9], r#"["A \"quoted\", heading"]"#);
    let lines = tsv("a.md", &page);
    let fields: Vec<_> = lines.lines().nth(1).unwrap().split('\t').collect();
    assert_eq!(fields[9], r#"["A \"quoted\", heading"]"#);
}

#[test]
fn an_output_without_units_has_a_header_or_nothing() {
    assert_eq!(csv("a.md", "text"), [COLUMNS]);
    let empty = CsvWriter::new(Vec::new()).finish().unwrap();
    assert_eq!(String::from_utf8(empty).unwrap(), COLUMNS[..16].join(",") + "\n");
    assert!(CsvWriter::new(Vec::new()).without_header().finish().unwrap().is_empty());
    assert_eq!((tsv("a.md", "text"), moses(&[("lv", "text".to_owned())])), (String::new(), BTreeMap::new()));
}

#[test]
fn each_pair_of_languages_has_files_of_its_own() {
    let pages = [
        ("lv-LV", page(&[("One", "Viens")])),
        ("de", page(&[("One", "Eins"), ("Two", "")])),
        ("en-GB", page(&[("a", "b")])),
    ];
    let files = moses(&pages);
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    let expect = [
        "en-US-en-GB.en-GB",
        "en-US-en-GB.en-US",
        "en-US-en-GB.ids",
        "en-de.de",
        "en-de.en",
        "en-de.ids",
        "en-lv.en",
        "en-lv.ids",
        "en-lv.lv",
    ];
    assert_eq!(names, expect);
    assert_eq!(
        (&*files["en-de.de"], &*files["en-de.en"], &*files["en-de.ids"]),
        ("Eins\n", "One\n", "a.md#0a1b2-101\n")
    );
}

#[test]
fn an_empty_side_is_left_out_with_its_reason() {
    let page = page(&[("", "."), ("One", " "), ("Two", "Divi")]);
    let mut words = Vec::new();
    let mut writer = MosesWriter::new(|_: &str| Ok(Vec::new()));
    let mut sink = |finding: &bitext::Diagnostic, _| words.push(finding.code.as_str());
    let summary = export("a.md", "lv").text(&page, &mut writer, &mut sink).unwrap();
    assert_eq!((summary.units, summary.left_out), (1, 2));
    words.retain(|word| word.starts_with("left-out"));
    assert_eq!(words, ["left-out-no-source", "left-out-no-target"]);
}

fn hf_rows(writer: HfWriter<Vec<u8>>) -> Vec<serde_json::Value> {
    let lines = String::from_utf8(writer.finish().unwrap()).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn rows_of_hf_have_the_same_keys_and_only_strings() {
    let mut writer = HfWriter::new(Vec::new());
    let damaged = page(&[("", ".")]) + "<span data-ttu-id=\"0a1b2-102\">no source</span> and more";
    let summary = export("a.md", "lv-LV").text(&damaged, &mut writer, &mut ()).unwrap();
    assert_eq!((summary.units, summary.left_out), (1, 1));
    let pair = page(&[("One. Two.", "Viens. Divi.")]);
    let _ = export("b.md", "lv").text(&pair, &mut Sentences::new(&mut writer), &mut ()).unwrap();
    let rows = hf_rows(writer);
    let ids: Vec<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a.md#0a1b2-101", "b.md#0a1b2-101/s1", "b.md#0a1b2-101/s2"]);
    for row in &rows {
        let row = row.as_object().unwrap();
        assert_eq!(row.keys().collect::<Vec<_>>(), ["id", "source_lang", "target_lang", "translation"]);
        assert!(row["source_lang"].is_string() && row["target_lang"].is_string());
        let texts = row["translation"].as_object().unwrap();
        assert_eq!(texts.keys().collect::<Vec<_>>(), ["en", "lv"]);
        assert!(texts.values().all(serde_json::Value::is_string));
    }
}

#[track_caller]
fn check_refused(locale: &str, writer: &mut dyn UnitWriter, is_right: impl Fn(&CannotHold) -> bool) {
    let page = page(&[("One", "x"), ("Two", "y")]);
    match export("b.md", locale).text(&page, writer, &mut ()) {
        Err(Error::CannotHold { reason, units: 2, .. }) => assert!(is_right(&reason), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_row_cannot_say_is_an_error_and_the_next_page_goes_on() {
    let pair = page(&[("One", "Viens")]);
    let mut writer = HfWriter::new(Vec::new());
    check_refused("", &mut writer, |reason| matches!(reason, CannotHold::NoTargetLocale));
    let _ = export("a.md", "lv-LV").text(&pair, &mut writer, &mut ()).unwrap();
    check_refused("de-DE", &mut writer, |reason| matches!(reason, CannotHold::SecondLocale { .. }));
    let _ = export("c.md", "lv-LV").text(&pair, &mut writer, &mut ()).unwrap();
    assert_eq!(hf_rows(writer).len(), 2);

    let mut writer = MosesWriter::new(|_: &str| Ok(Vec::new()));
    check_refused("", &mut writer, |reason| matches!(reason, CannotHold::NoTargetLocale));
    let _ = export("a.md", "lv-LV").text(&pair, &mut writer, &mut ()).unwrap();
    assert_eq!(writer.finish().unwrap().len(), 3);
}
