//! Parquet, read back by the crate parquet: columns, rows, encodings, row groups.

use std::fs::File;
use std::io::Write as _;

use bitext::english::Original;
use bitext::export::Export;
use bitext::filter::{Sentences, WithOriginal};
use bitext::format::{Hashes, JsonLinesWriter, ParquetRows, ParquetWriter, UnitWriter};
use bitext::{Document, Locale, Settings};
use parquet::basic::Encoding;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::{Field, ListAccessor as _};
use parquet::schema::printer::print_schema;
use serde_json::{Map, Value};

fn read(bytes: &[u8]) -> SerializedFileReader<File> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    SerializedFileReader::new(file).unwrap()
}

fn json(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => (*truth).into(),
        Field::Long(number) => (*number).into(),
        Field::Str(text) => text.as_str().into(),
        Field::ListInternal(list) => (0..list.len()).map(|at| list.get_string(at).unwrap().as_str()).collect(),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn rows(bytes: &[u8]) -> Vec<Map<String, Value>> {
    let reader = read(bytes);
    let rows = reader.get_row_iter(None).unwrap();
    let row =
        |row: parquet::record::Row| row.get_column_iter().map(|(name, field)| (name.clone(), json(field))).collect();
    rows.map(|found| row(found.unwrap())).collect()
}

fn unit(id: &str, target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"0a1b2-{id}\">{target}</span>\
         <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{id}\">{source}</span></span>\n"
    )
}

/// Headings, sentences, hidden strings, damage, no locale, and pages that cannot be read.
fn write_all(writer: &mut dyn UnitWriter) {
    let export = |path| Export::new(path, Locale::parse("en-US").unwrap());
    let unknown = [unit("101", "ē", "e"), "<span data-ttu-id=\"0a1b2-102\">no source</span>\n".to_owned()].concat();
    let _ = export("unknown.md").text(&unknown, writer, &mut ()).unwrap();
    let page = [
        "---\ntitle: Sveiki\nms.translationtype: MT\nms.contentlocale: lv-lv\n---\n".to_owned(),
        format!("# {}\n## {}\n", unit("101", "Viens", "One"), unit("102", "Divi", "Two \"2\"")),
        unit("p101", "Trīs. Četri.", "Three. Four."),
    ]
    .concat();
    let document = Document::parse(&page);
    let original = Original::new("---\ntitle: Hello\n---\n");
    let mut sentences = Sentences::new(writer);
    let mut with_original = WithOriginal::new(&mut sentences, &document, &original);
    let summary = export("docs/a.md").document(&document, &mut with_original, &mut ()).unwrap();
    assert_eq!((summary.units, with_original.written()), (3, 1));
    writer.unreadable("gone.md", "no such file").unwrap();
    let summary = export("broken.md").stream(&[&[b'x'; 300][..], b"\xFF"].concat()[..], writer, &mut ()).unwrap();
    assert!(summary.error.is_some());
}

/// What a row lacks in JSON is null.
fn expected(has_hashes: bool) -> Vec<Map<String, Value>> {
    let mut lines = JsonLinesWriter::new(Vec::new());
    if has_hashes {
        lines = lines.with_hashes();
    }
    write_all(&mut lines);
    let lines = String::from_utf8(lines.finish().unwrap()).unwrap();
    let optional: &[&str] = if has_hashes { &["source_hash", "pair_hash"] } else { &[] };
    let mut rows: Vec<Map<String, Value>> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys: Vec<String> = rows[0].keys().cloned().collect();
    for row in &mut rows {
        for key in keys.iter().map(String::as_str).chain(optional.iter().copied()).chain(["segment", "error"]) {
            row.entry(key).or_insert(Value::Null);
        }
    }
    rows
}

#[test]
fn rows_are_those_of_json_lines() {
    for (hashes, has_hashes) in [(Hashes::None, false), (Hashes::Included, true)] {
        let mut writer = ParquetWriter::new(Vec::new(), hashes).unwrap();
        write_all(&mut writer);
        let found = rows(&writer.finish().unwrap());
        assert_eq!(found.len(), 9);
        assert_eq!(found, expected(has_hashes));

        // The same by way of rows that were made elsewhere.
        let mut made = ParquetRows::new(hashes);
        write_all(&mut made);
        let batch = made.take();
        assert!(made.is_empty() && batch.len() == found.len());
        let mut writer = ParquetWriter::new(Vec::new(), hashes).unwrap();
        writer.append(&batch).unwrap();
        write_all(&mut writer);
        writer.append(&batch).unwrap();
        let thrice = rows(&writer.finish().unwrap());
        assert_eq!(thrice, [&found[..], &found, &found].concat());
    }
}

#[test]
fn columns_have_their_types_whatever_the_rows_hold() {
    let bytes = ParquetWriter::new(Vec::new(), Hashes::Included).unwrap().finish().unwrap();
    let reader = read(&bytes);
    let mut schema = Vec::new();
    print_schema(&mut schema, reader.metadata().file_metadata().schema());
    let expect = "message units {\n  \
        REQUIRED BYTE_ARRAY path (STRING);\n  \
        OPTIONAL BYTE_ARRAY id (STRING);\n  \
        OPTIONAL INT64 index;\n  \
        OPTIONAL BYTE_ARRAY source (STRING);\n  \
        OPTIONAL BYTE_ARRAY target (STRING);\n  \
        OPTIONAL BYTE_ARRAY source_locale (STRING);\n  \
        OPTIONAL BYTE_ARRAY target_locale (STRING);\n  \
        OPTIONAL BYTE_ARRAY translation_type (STRING);\n  \
        OPTIONAL BYTE_ARRAY context (STRING);\n  \
        OPTIONAL group heading (LIST) {\n    \
          REPEATED group list {\n      \
            REQUIRED BYTE_ARRAY element (STRING);\n    \
          }\n  \
        }\n  \
        OPTIONAL INT64 line;\n  \
        OPTIONAL INT64 column;\n  \
        OPTIONAL INT64 byte_start;\n  \
        OPTIONAL INT64 byte_end;\n  \
        OPTIONAL BOOLEAN merged;\n  \
        OPTIONAL INT64 segment;\n  \
        OPTIONAL BYTE_ARRAY source_hash (STRING);\n  \
        OPTIONAL BYTE_ARRAY pair_hash (STRING);\n  \
        OPTIONAL BYTE_ARRAY error (STRING);\n\
        }\n";
    assert_eq!(String::from_utf8(schema).unwrap(), expect);
    assert_eq!((reader.num_row_groups(), rows(&bytes).len()), (0, 0));
}

fn has_dictionary(group: &RowGroupMetaData, name: &str) -> bool {
    let column = group.columns().iter().find(|column| column.column_path().parts()[0] == name).expect(name);
    let is_used = column.encodings().any(|encoding| matches!(encoding, Encoding::RLE_DICTIONARY));
    assert_eq!(is_used, column.dictionary_page_offset().is_some(), "{name}");
    is_used
}

#[test]
fn what_repeats_is_in_dictionaries() {
    let mut writer = ParquetWriter::new(Vec::new(), Hashes::Included).unwrap();
    write_all(&mut writer);
    let reader = read(&writer.finish().unwrap());
    let group = reader.metadata().row_group(0);
    for name in ["path", "source_locale", "target_locale", "translation_type", "context", "heading", "source", "target"]
    {
        assert!(has_dictionary(group, name), "{name}");
    }
    for name in ["id", "byte_start", "byte_end", "source_hash", "pair_hash", "error"] {
        assert!(!has_dictionary(group, name), "{name}");
    }
    assert!(group.columns().iter().all(|column| matches!(column.compression(), parquet::basic::Compression::ZSTD(_))));
}

fn group_sizes(bytes: &[u8]) -> Vec<i64> {
    read(bytes).metadata().row_groups().iter().map(RowGroupMetaData::num_rows).collect()
}

#[test]
fn row_groups_are_bounded_by_rows() {
    let settings = Settings::default().with_locale(Locale::parse("lv").ok());
    let page: String = (101..10_101).map(|id| unit(&id.to_string(), "t", "s")).collect();
    let export = Export::new("a.md", Locale::parse("en").unwrap()).with_settings(settings);
    let mut writer = ParquetWriter::new(Vec::new(), Hashes::None).unwrap();
    let mut appended = ParquetWriter::new(Vec::new(), Hashes::None).unwrap();
    let mut rows = ParquetRows::new(Hashes::None);
    for _ in 0..27 {
        let _ = export.text(&page, &mut writer, &mut ()).unwrap();
        let _ = export.text(&page, &mut rows, &mut ()).unwrap();
        appended.append(&rows.take()).unwrap();
    }
    assert_eq!(group_sizes(&writer.finish().unwrap()), [131_072, 131_072, 7856]);
    assert_eq!(group_sizes(&appended.finish().unwrap()), [130_000, 130_000, 10_000]);
}

#[test]
fn row_groups_are_bounded_by_bytes() {
    let text = "x".repeat(1 << 20);
    let page = [unit("101", &text, "s"), unit("102", "t", &text)].concat();
    let mut writer = ParquetWriter::new(Vec::new(), Hashes::None).unwrap();
    for _ in 0..40 {
        let _ = Export::new("a.md", Locale::parse("en").unwrap()).text(&page, &mut writer, &mut ()).unwrap();
    }
    assert_eq!(group_sizes(&writer.finish().unwrap()), [64, 16]);
}

#[test]
fn a_closed_file_is_whole_and_closes_once() {
    let mut writer = ParquetWriter::new(Vec::new(), Hashes::None).unwrap();
    write_all(&mut writer);
    writer.close().unwrap();
    let closed = writer.get_ref().clone();
    writer.close().unwrap();
    assert_eq!(rows(&closed).len(), 9);
    assert_eq!(writer.finish().unwrap(), closed);
}

#[test]
fn rows_with_other_columns_are_refused() {
    let mut writer = ParquetWriter::new(Vec::new(), Hashes::None).unwrap();
    let error = writer.append(&ParquetRows::new(Hashes::Included).take()).unwrap_err();
    assert_eq!(error.to_string(), "the rows have other columns than the output");
}
