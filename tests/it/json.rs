//! JSON out: our bytes against `serde_json`'s, for made-up and for real pages, of slices and of streams.

use bitext::format::{ErrorRecord, JsonLinesWriter, JsonWriter, Record, UnitWriter};
use proptest::prelude::*;

use crate::json_laws::{check, check_stream, export, json, json_lines};
use crate::shared::{corpora, sxs_files};

fn unit(id: &str, target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"{id}\">{target}</span>\
         <span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">{source}</span></span>"
    )
}

proptest! {
    #[test]
    fn any_text_is_written_as_serde_json_does(
        path in "(?s:.){0,12}",
        word in "[^\r\n\"]{0,8}",
        texts in prop::collection::vec(("(?s:[\\x00-\\x7f\u{2028}\u{2029}]|.){0,40}", "(?s:[\\x00-\\x7f]|.){0,40}"), 0..4),
        between in "(?s:[#>|\\-\n ]|.){0,20}",
    ) {
        let mut page = format!("---\ntitle: {word}\nms.translationtype: {word}\nms.contentlocale: lv-lv\n---\n");
        for (index, (target, source)) in texts.iter().enumerate() {
            page += &unit(&format!("0a1b2-{}", 101 + index), target, source);
            page += &between;
        }
        check(&path, &page);
    }
}

#[test]
fn keys_stand_in_the_order_of_the_documentation() {
    let page =
        format!("---\nms.translationtype: HT\nms.contentlocale: LV-lv\n---\n\n# {}\n", unit("0a1b2-p101", "T", "S"));
    assert_eq!(
        json_lines("a/b.md", &page),
        "{\"path\":\"a/b.md\",\"id\":\"0a1b2-p101\",\"index\":0,\"source\":\"S\",\"target\":\"T\",\
         \"source_locale\":\"en-US\",\"target_locale\":\"lv-LV\",\"translation_type\":\"HT\",\"context\":\"heading\",\
         \"heading\":[],\"line\":6,\"column\":3,\"byte_start\":58,\"byte_end\":168,\"merged\":true}\n"
    );
}

#[test]
fn absent_values_are_null() {
    let page = "<span data-ttu-id=\"0a1b2-101\">T</span> and no source";
    let lines = json_lines("a.md", page);
    for pair in ["\"source\":null", "\"target_locale\":null", "\"translation_type\":null"] {
        assert!(lines.contains(pair), "{pair} in {lines}");
    }
}

#[test]
fn a_page_without_units_is_an_object_without_units() {
    assert_eq!(json_lines("a.md", "text"), "");
    assert_eq!(
        json("a.md", "text"),
        "[{\"path\":\"a.md\",\"front_matter\":null,\"source_locale\":\"en-US\",\"target_locale\":null,\"units\":[]}]\n"
    );
}

#[test]
fn front_matter_is_an_object_of_texts_in_order() {
    let page = "---\ntitle: 'L''été'\nms.custom:\n- \"17\"\n- tea\nempty:\ntitle: \"again\\t\"\n---\n";
    let document = json("a.md", page);
    let expect = "\"front_matter\":{\"ms.custom\":\"- \\\"17\\\"\\n- tea\",\"empty\":\"\",\"title\":\"again\\t\"},";
    assert!(document.contains(expect), "{document}");
    assert!(json("a.md", "---\n---\n").contains("\"front_matter\":{},"));
}

#[test]
fn what_cannot_be_read_is_an_error_record() {
    // What stands right before the damage is not certain yet, so some text does.
    let broken = [unit("0a1b2-101", "T", "S").as_bytes(), &[b'x'; 200], b"\nb\xFFd"].concat();
    let error = "2:2: not UTF-8 (byte 310)";
    let (mut lines, mut document) = (Vec::new(), Vec::new());
    {
        let writers: [&mut dyn UnitWriter; 2] =
            [&mut JsonLinesWriter::new(&mut lines), &mut JsonWriter::new(&mut document)];
        for writer in writers {
            writer.unreadable("gone\n.md", "no such \"file\"").unwrap();
            let tally = export("b.md").stream(&*broken, writer, &mut ()).unwrap();
            assert_eq!((tally.units, tally.error.unwrap().to_string()), (1, error.to_owned()));
            writer.close().unwrap();
        }
    }
    let lines = String::from_utf8(lines).unwrap();
    let lines: Vec<_> = lines.lines().collect();
    let errors = [("gone\n.md", "no such \"file\""), ("b.md", error)]
        .map(|(path, error)| serde_json::to_string(&ErrorRecord::new(path, error)).unwrap());
    assert_eq!((lines.len(), lines[0], lines[2]), (3, &*errors[0], &*errors[1]));
    let document: serde_json::Value = serde_json::from_slice(&document).unwrap();
    assert_eq!(document[0], serde_json::from_str::<serde_json::Value>(&errors[0]).unwrap());
    assert_eq!(document[1]["units"][0]["source"], "S");
    assert_eq!(document[1]["error"], error);
}

#[test]
fn a_record_of_a_later_version_can_be_read() {
    let mut value: serde_json::Value = serde_json::from_str(&json_lines("a.md", &unit("0a1b2-101", "T", "S"))).unwrap();
    value["new_key"] = 1.into();
    assert_eq!(serde_json::from_value::<Record>(value).unwrap().target, "T");
}

#[test]
fn all_example_pages_are_written_as_serde_json_does() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data")).unwrap();
    for file in folder {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        check(path.to_str().unwrap(), &text);
        for buffer in [8, 33, 1 << 16] {
            check_stream(path.to_str().unwrap(), &text, buffer);
        }
    }
}

#[test]
fn all_real_pages_are_written_as_serde_json_does() {
    let Some(corpora) = corpora() else { return };
    let mut units = 0;
    for folder in ["dev", "cases"] {
        for file in sxs_files(&corpora.join(folder)) {
            let text = std::fs::read_to_string(&file).unwrap();
            units += check(&file, &text);
            check_stream(&file, &text, 4096);
        }
    }
    assert_eq!(units, 419_285 + 5868);
}
