//! Laws 7 and 10: an XLIFF or TMX export, re-read by an independent reader, gives the same (path, id, source, target), byte
//! for byte, and a code has one id on both sides.

use std::collections::{HashMap, HashSet};

use bitext::export::{Export, Inline, Interchange, InterchangeFormat, Tally, UnitWriter};
use bitext::{Code, Document, Locale, Settings};
use proptest::prelude::*;

use crate::reread::{Reread, Side, reread};
use crate::shared::{corpora, sxs_files};

pub(crate) const FORMATS: [InterchangeFormat; 4] =
    [InterchangeFormat::Xliff12, InterchangeFormat::Xliff20, InterchangeFormat::Xliff21, InterchangeFormat::Tmx];

pub(crate) fn locale(tag: &str) -> Locale<'_> {
    Locale::parse(tag).unwrap()
}

/// The export of one page, with Latvian for a page that does not state its locale.
pub(crate) fn export(
    path: &str,
    page: &str,
    format: InterchangeFormat,
    inline: Inline,
) -> (String, Tally, Vec<String>) {
    let mut out = Vec::new();
    let mut findings = Vec::new();
    let mut writer = Interchange::new(&mut out, format).with_inline(inline);
    let settings = Settings::default().with_locale(Some(locale("lv-LV")));
    let tally = Export::new(path, locale("en-US"))
        .with_settings(settings)
        .text(page, &mut writer, &mut |finding, at| findings.push(format!("{at}: {}", finding.code)))
        .unwrap();
    writer.finish().unwrap();
    drop(writer);
    (String::from_utf8(out).unwrap(), tally, findings)
}

/// A page with these units, numbered from 101.
pub(crate) fn page(units: &[(&str, &str)]) -> String {
    let unit = |(number, (source, target)): (usize, &(&str, &str))| {
        let id = format!("0a1b2-{}", 101 + number);
        format!(
            "<span data-ttu-id=\"{id}\">{target}</span>\
             <span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">{source}</span></span>\n"
        )
    };
    units.iter().enumerate().map(unit).collect()
}

/// What an export of the page should give.
fn expected(page: &str, format: InterchangeFormat) -> Vec<(String, String, String)> {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    let holds_all = matches!(format, InterchangeFormat::Xliff20 | InterchangeFormat::Xliff21);
    let held = |text: &str| -> String {
        text.chars().map(|c| if holds_all || is_legal(c) { c } else { '\u{FFFD}' }).collect()
    };
    let document = Document::parse(page);
    let mut ids = HashSet::new();
    let units = document.units().iter().filter(|unit| unit.source.is_some_and(|source| !source.is_empty()));
    units
        .filter(|unit| ids.insert(unit.id.as_str()))
        .map(|unit| (unit.id.as_str().to_owned(), held(unit.source.unwrap()), held(unit.target)))
        .collect()
}

/// The laws, for one page in all formats, with codes and flat. Gives the number of units.
#[track_caller]
pub(crate) fn laws_hold(path: &str, page: &str) -> usize {
    let mut units = 0;
    for format in FORMATS {
        let expect = expected(page, format);
        units = expect.len();
        for inline in [Inline::Codes, Inline::Text] {
            let (xml, tally, _) = export(path, page, format, inline);
            let reread = reread(&xml);
            assert_eq!(tally.units as usize, expect.len(), "{path} {format:?}");
            assert_eq!(reread.len(), expect.len(), "{path} {format:?}");
            for (unit, expect) in reread.iter().zip(&expect) {
                assert_eq!((&unit.path, &unit.id), (&path.to_owned(), &expect.0), "{format:?}");
                assert_eq!((&unit.source.text, &unit.target.text), (&expect.1, &expect.2), "{path} {format:?}");
                if inline == Inline::Text {
                    assert!(unit.source.codes.is_empty() && unit.target.codes.is_empty());
                }
                codes_pair_up(unit);
            }
        }
    }
    units
}

/// On each side every opening has one closing; a code that is on both sides is one kind of element on both.
#[track_caller]
fn codes_pair_up(unit: &Reread) {
    let kinds = |side: &Side| -> HashMap<String, Vec<String>> {
        let mut kinds = HashMap::<_, Vec<_>>::new();
        for (name, id) in &side.ids {
            kinds.entry(id.clone()).or_default().push(name.clone());
        }
        for names in kinds.values() {
            let is_code = matches!(
                names.iter().map(String::as_str).collect::<Vec<_>>()[..],
                ["bpt", "ept"] | ["sc", "ec"] | ["pc"] | ["ph"]
            );
            assert!(is_code, "{names:?} in {unit:?}");
        }
        kinds
    };
    let (source, target) = (kinds(&unit.source), kinds(&unit.target));
    for (id, names) in &source {
        assert!(target.get(id).is_none_or(|other| other == names), "{id} is {names:?}, then other: {unit:?}");
    }
}

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
            let mut writer = Interchange::new(&mut out, format);
            let settings = Settings::default().with_locale(Some(locale("lv-LV"))).with_buffer(33);
            let export_of = Export::new(path, locale("en-US")).with_settings(settings);
            export_of.stream(text.as_bytes(), &mut writer, &mut |_, _| ()).unwrap();
            writer.finish().unwrap();
            drop(writer);
            assert_eq!(String::from_utf8(out).unwrap(), export(path, &text, format, Inline::Codes).0);
        }
    }
}

#[test]
fn what_a_format_cannot_hold_is_counted_and_said_with_its_place() {
    let text = page(&[("a", "b"), ("", "."), ("a\u{1B}b", "\u{FFFE}c\n\u{0}")]) + &page(&[("again", "again")]);
    for format in FORMATS {
        let (xml, tally, findings) = export("a.md", &text, format, Inline::Codes);
        let left_out = ["2:1: empty-source", "2:1: left-out-no-source"];
        let repeated = ["5:1: repeated-id", "5:1: left-out-repeated-id"];
        let replaced = ["3:31: illegal-character", "4:1: illegal-character", "4:65: illegal-character"];
        let holds_all = matches!(format, InterchangeFormat::Xliff20 | InterchangeFormat::Xliff21);
        let replaced = if holds_all { &[][..] } else { &replaced };
        let expect: Vec<_> = left_out.iter().chain(replaced).chain(&repeated).map(ToString::to_string).collect();
        assert_eq!(findings, expect, "{format:?}");
        assert_eq!((tally.units, tally.left_out, tally.replaced), (2, 2, replaced.len() as u64));
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
        let mut writer = Interchange::new(&mut out, format);
        let mut tally =
            |page: &str| Export::new("a.md", locale("en-US")).text(page, &mut writer, &mut |_, _| ()).unwrap();
        let refused = tally(&page(&[("a", "b"), ("c", "d")]));
        assert!(refused.needs_locale && refused.lacks_locale);
        assert_eq!((refused.units, refused.left_out), (0, 2));
        assert!(!tally("no unit\n").needs_locale);
        writer.finish().unwrap();
        drop(writer);
        assert_eq!(reread(&String::from_utf8(out).unwrap()), []);
    }
}

#[test]
fn the_codes_of_what_is_lost_are_stable() {
    let words = [Code::LeftOutNoSource, Code::LeftOutRepeatedId, Code::IllegalCharacter].map(Code::as_str);
    assert_eq!(words, ["left-out-no-source", "left-out-repeated-id", "illegal-character"]);
}

fn text() -> impl Strategy<Value = String> {
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
