//! The JSON Schema of JSON Lines against what is written: the keys, their order, their types, and what may be null. The few
//! keywords that it uses are looked at here; a whole validator of JSON Schema is asked in `tests/clients`.

use bitext::format::{ErrorRecord, RECORD_SCHEMA};
use serde_json::Value;

use crate::json_laws::json_lines;

fn schema() -> Value {
    serde_json::from_str(RECORD_SCHEMA).unwrap()
}

/// Whether a value is what a schema of one key asks for.
#[track_caller]
fn check_value(key: &str, value: &Value, schema: &Value) {
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) => {
            assert!(number.as_u64().unwrap() >= schema["minimum"].as_u64().unwrap(), "{key}");
            "integer"
        }
        Value::String(text) => {
            if let Some(pattern) = schema["pattern"].as_str() {
                assert!(regex::Regex::new(pattern).unwrap().is_match(text), "{key}: {text}");
            }
            "string"
        }
        Value::Array(items) => {
            for item in items {
                check_value(key, item, &schema["items"]);
            }
            "array"
        }
        Value::Object(_) => "object",
    };
    let types = &schema["type"];
    let is_right = types == name || types.as_array().is_some_and(|types| types.iter().any(|other| other == name));
    assert!(is_right, "{key} is {name}, not {types}");
}

#[track_caller]
fn check(line: &str, definition: &str) {
    let schema = &schema()["$defs"][definition];
    let value: Value = serde_json::from_str(line).unwrap();
    let required: Vec<&str> = schema["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    let optional: &[&str] = if definition == "unit" { &OPTIONAL } else { &[] };
    let place = |key: &&str| line.find(&format!("\"{key}\":"));
    let places: Vec<usize> = required.iter().map(|key| place(key).expect(key)).collect();
    let places: Vec<usize> = places.into_iter().chain(optional.iter().filter_map(place)).collect();
    assert!(places.is_sorted(), "the keys are in the order of the schema: {line}");
    let properties = schema["properties"].as_object().unwrap();
    for (key, value) in value.as_object().unwrap() {
        check_value(key, value, properties.get(key).expect(key));
    }
    assert_eq!(places.len(), value.as_object().unwrap().len());
    assert_eq!(required.len() + optional.len(), properties.len());
}

/// The keys that are not in every line, in their order.
const OPTIONAL: [&str; 3] = ["segment", "source_hash", "pair_hash"];

#[test]
#[cfg(feature = "corpus")]
fn sentences_and_hashes_are_as_the_schema_says() {
    use bitext::filter::Sentences;
    use bitext::format::{JsonLinesWriter, UnitWriter as _};

    let page = "<span data-ttu-id=\"0a1b2-101\">Viens. Divi.</span><span class=\"sxs-lookup\">\
                <span data-stu-id=\"0a1b2-101\">One. Two.</span></span>\n\
                <span data-ttu-id=\"0a1b2-102\">Viens</span> and no source";
    for with_hashes in [false, true] {
        let mut writer = JsonLinesWriter::new(Vec::new());
        if with_hashes {
            writer = writer.with_hashes();
        }
        let summary = crate::json_laws::export("a.md").text(page, &mut Sentences::new(&mut writer), &mut ()).unwrap();
        writer.close().unwrap();
        let lines = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert_eq!((summary.units, lines.lines().count()), (2, 3));
        for (line, segment) in lines.lines().zip([Some(1), Some(2), None]) {
            check(line, "unit");
            let record: bitext::format::Record = serde_json::from_str(line).unwrap();
            assert_eq!(record.segment, segment, "{line}");
            let again = serde_json::to_string(&record).unwrap();
            let (start, hashes) = line.split_at(line.find(",\"source_hash\"").unwrap_or(line.len() - 1));
            assert_eq!(again, format!("{start}}}"));
            assert_eq!(hashes.contains("\":null"), with_hashes && record.source.is_none(), "{line}");
        }
    }
}

#[test]
fn every_line_of_the_example_pages_is_as_the_schema_says() {
    let (mut lines, mut contexts) = (0, std::collections::BTreeSet::new());
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data")).unwrap() {
        let path = file.unwrap().path();
        for line in json_lines(path.to_str().unwrap(), &std::fs::read_to_string(&path).unwrap()).lines() {
            check(line, "unit");
            lines += 1;
            let value: Value = serde_json::from_str(line).unwrap();
            contexts.insert(value["context"].as_str().unwrap().to_owned());
        }
    }
    assert!(lines > 30, "{lines}");
    let schema = schema();
    let known = schema["$defs"]["unit"]["properties"]["context"]["examples"].as_array().unwrap();
    assert!(contexts.iter().all(|context| known.iter().any(|other| other == context)), "{contexts:?}");
    assert!(contexts.len() > 5, "{contexts:?}");
}

#[test]
fn an_error_is_as_the_schema_says() {
    check(&serde_json::to_string(&ErrorRecord::new("a.md", "gone")).unwrap(), "error");
}
