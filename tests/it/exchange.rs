//! XLIFF and TMX exports of example pages, of all real ones and of made-up ones against their laws, and what is said about
//! units that a format cannot hold.

use bitext::export::Export;
use bitext::format::InlineMode;
use bitext::{CannotHold, Code, Error, Settings};
use proptest::prelude::*;

use crate::exchange_laws::{Exchange, FORMATS, export, laws_hold, locale, page};
use crate::reread::reread;
use crate::shared::{corpora, sxs_files};

#[test]
fn every_example_page_comes_back() {
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data")).unwrap() {
        let path = file.unwrap().path();
        laws_hold(path.to_str().unwrap(), &std::fs::read_to_string(&path).unwrap());
    }
}

#[test]
fn every_real_page_comes_back() {
    let Some(corpora) = corpora() else { return };
    let mut units = 0;
    for folder in ["dev", "cases"] {
        for file in sxs_files(&corpora.join(folder)) {
            units += laws_hold(&file, &std::fs::read_to_string(&file).unwrap());
        }
    }
    println!("{units} units in four formats, with codes and flat");
    assert_eq!(units, 419_168 + 5_868 - LEFT_OUT_OF_CASES);
}

/// The units of `cases` with an empty source.
const LEFT_OUT_OF_CASES: usize = 3;

#[test]
fn a_stream_is_exported_as_the_page_in_memory() {
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data")).unwrap() {
        let path = file.unwrap().path();
        let (path, text) = (path.to_str().unwrap(), std::fs::read_to_string(&path).unwrap());
        for format in FORMATS {
            let mut out = Vec::new();
            let mut writer = format.writer(&mut out, InlineMode::Codes);
            let settings = Settings::default().with_locale(Some(locale("lv-LV"))).with_buffer(33);
            let export_of = Export::new(path, locale("en-US")).with_settings(settings);
            let _ = export_of.stream(text.as_bytes(), &mut *writer, &mut ()).unwrap();
            writer.close().unwrap();
            drop(writer);
            assert_eq!(String::from_utf8(out).unwrap(), export(path, &text, format, InlineMode::Codes).0);
        }
    }
}

#[test]
fn what_a_format_cannot_hold_is_counted_and_said_with_its_place() {
    let text = page(&[("a", "b"), ("", "."), ("a\u{1B}b", "\u{FFFE}c\n\u{0}")]) + &page(&[("again", "again")]);
    for format in FORMATS {
        let (xml, summary, findings) = export("a.md", &text, format, InlineMode::Codes);
        let left_out = ["2:1: empty-source", "2:1: left-out-no-source"];
        let repeated = ["5:1: repeated-id", "5:1: left-out-repeated-id"];
        let replaced = ["3:31: illegal-character", "4:1: illegal-character", "4:65: illegal-character"];
        let holds_all = matches!(format, Exchange::Xliff20 | Exchange::Xliff21);
        let replaced = if holds_all { &[][..] } else { &replaced };
        let expect: Vec<_> = left_out.iter().chain(replaced).chain(&repeated).map(ToString::to_string).collect();
        assert_eq!(findings, expect, "{format:?}");
        assert_eq!((summary.units, summary.left_out, summary.replaced), (2, 2, replaced.len() as u64));
        let units = reread(&xml);
        assert_eq!(units.len(), 2);
        let expect = if holds_all { ("a\u{1B}b", "\u{FFFE}c\n\0") } else { ("a\u{FFFD}b", "\u{FFFD}c\n\u{FFFD}") };
        assert_eq!((&*units[1].source.text, &*units[1].target.text), expect);
    }
}

#[test]
fn a_page_without_locale_is_refused_and_one_without_units_is_not() {
    for format in FORMATS {
        let mut out = Vec::new();
        let mut writer = format.writer(&mut out, InlineMode::Codes);
        let mut export = |page: &str| Export::new("a.md", locale("en-US")).text(page, &mut *writer, &mut ());
        let refused = export(&page(&[("a", "b"), ("c", "d")])).unwrap_err();
        let is_it =
            matches!(refused, Error::CannotHold { reason: CannotHold::NoTargetLocale, units: 2, damaged: 0, .. });
        assert!(is_it, "{refused}");
        let damaged = export(&format!("{}<span class=\"sxs-lookup\">\n", page(&[("a", "b")]))).unwrap_err();
        assert!(matches!(damaged, Error::CannotHold { units: 1, damaged: 1, .. }), "{damaged}");
        let empty = export("no unit\n").unwrap();
        assert!(empty.lacks_locale && empty.units == 0);
        writer.close().unwrap();
        drop(writer);
        assert_eq!(reread(&String::from_utf8(out).unwrap()), []);
    }
}

#[test]
fn a_target_locale_that_is_no_tag_is_said() {
    for (stated, expect) in [
        ("zh_CN", "states the target locale `zh_CN`, which is no language tag (`zh-CN` would be one)"),
        ("pt_br.UTF-8", "states the target locale `pt_br.UTF-8`, which is no language tag (`pt-BR` would be one)"),
        ("??", "states the target locale `??`, which is no language tag"),
        ("''", "states no target locale"),
    ] {
        let text = format!("---\nms.contentlocale: {stated}\n---\n{}", page(&[("a", "b")]));
        let mut out = Vec::new();
        let mut writer = Exchange::Tmx.writer(&mut out, InlineMode::Codes);
        let error = Export::new("a.md", locale("en-US")).text(&text, &mut *writer, &mut ()).unwrap_err();
        assert_eq!(error.to_string(), expect);
    }
    let error = |tag: &str| bitext::Locale::parse(tag).unwrap_err().to_string();
    assert_eq!(error("zh_CN"), "`zh_CN` is not a language tag: `zh-CN` would be one");
    assert!(error("??").starts_with("`??` is not a language tag: "));
}

#[test]
fn the_codes_of_what_is_lost_are_stable() {
    let words = [Code::LeftOutNoSource, Code::LeftOutNoTarget, Code::LeftOutRepeatedId, Code::IllegalCharacter];
    let words = words.map(Code::as_str);
    assert_eq!(words, ["left-out-no-source", "left-out-no-target", "left-out-repeated-id", "illegal-character"]);
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z ]{1,12}".prop_map(String::from),
        prop::sample::select(vec![
            "**",
            "*",
            "_",
            "~~",
            "[",
            "](a.md)",
            "][]",
            "`",
            "``",
            "\\*",
            "&amp;",
            "&#1;",
            "&",
            "<b>",
            "</b>",
            "<br/>",
            "<i>",
            "</I>",
            "<!-- x -->",
            "<xref:a>",
            "![",
            "<https://a.b>",
            "[!INCLUDE[x](y)]",
            ":::image a=\"b\":::",
            "\"",
            "'",
            ">",
            "]]>",
            "\n",
            "\r\n",
            "\r",
            "\t",
            "\n> ",
            "\u{1}",
            "\u{FFFE}",
            "，",
            "é",
            "\u{85}",
            "\u{2028}",
            "<span>",
            "</span>",
        ])
        .prop_map(String::from),
        "(?s:.){1,3}",
    ];
    prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_unit_comes_back(source in text(), target in text(), path in "[a-z/&\"'<\\t#. ]{1,8}") {
        laws_hold(&path, &page(&[(&source, &target)]));
    }
}
