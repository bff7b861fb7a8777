//! Law 13 on YAML and JSON pages: a page that parsed before parses after, and all other values are equal. Another reader of
//! YAML judges.

use std::collections::BTreeMap;
use std::fs;

use bitext::Document;
use bitext::edit::{Edit, Edits};
use bitext::merge::{Note, Verdict};
use bitext::place::FileKind;
use saphyr_parser::{Event, Parser};

use crate::merge::{Random, changed, refused, unit};
use crate::shared::{corpora, sxs_files};

fn yaml(value: &str) -> String {
    format!("### YamlMime:X\nsummary: {value}\nother: x\n")
}

#[test]
fn a_plain_scalar_holds_no_indicators() {
    let page = yaml(&unit("Acqua", "Water"));
    for text in ["Nota: acqua", "Issue #5 and C #", "a:", "- a", "#a", "`a`", "'a", "[a]", "@a", "a\u{7f}b"] {
        refused(&page, text, Verdict::PlaceCannotHold);
    }
    for text in ["a\nb", "a\rb: c"] {
        refused(&page, text, Verdict::LineBreak);
    }
    changed(&page, "l'acqua: no? \"a:b\" c#d".replace(": ", ":").as_str(), "l'acqua:no? \"a:b\" c#d", &[]);
    // Where the page has it already.
    let page = yaml(&unit("Nota: acqua", "Note: water"));
    changed(&page, "Nota: mare", "Nota: mare", &[]);
    let page = yaml(&format!("[{}, b]", unit("Acqua", "Water")));
    refused(&page, "a, b", Verdict::PlaceCannotHold);
}

#[test]
fn quotes_of_a_scalar_are_escaped() {
    let page = yaml(&format!("'{}'", unit("Acqua", "Water")));
    changed(&page, "l'acqua", "l''acqua", &[Note::EscapeAdded]);
    changed(&page, "l''acqua: #", "l''acqua: #", &[]);
    refused(&page, "a\nb", Verdict::LineBreak);
    let page = yaml(&format!("\"{}\"", unit("Acqua", "Water").replace('"', "\\\"")));
    changed(&page, "l'\"acqua\": #", "l'\\\"acqua\\\": #", &[Note::EscapeAdded]);
    changed(&page, "\\ud800 \u{7f}", "\\\\ud800 \\u007f", &[Note::EscapeAdded]);
    refused(&page, "\u{fffe}", Verdict::ForbiddenCharacter);
    changed(&page, "a\r\nb\rc", "a\\r\\nb\\rc", &[Note::EscapeAdded]);
}

#[test]
fn lines_of_a_block_scalar_are_indented() {
    let page = yaml(&format!("|\n  {}", unit("Acqua", "Water")));
    changed(&page, "a: b\nc #d", "a: b\n  c #d", &[Note::IndentAdded]);
    changed(&page, "a\n  b", "a\n  b", &[]);
    refused(&page, "a\rb", Verdict::PlaceCannotHold);
}

/// The events of a page, `None` if it cannot be read. Scalars with a unit are told by their place alone.
fn events(page: &str) -> Option<Vec<String>> {
    let mut events = Vec::new();
    for event in Parser::new_from_str(page) {
        events.push(match event.ok()?.0 {
            Event::Scalar(value, ..) if value.contains("data-ttu-id") => "a scalar with units".to_owned(),
            other => format!("{other:?}"),
        });
    }
    Some(events)
}

const HOSTILE: [&str; 30] = [
    "a: b", "a #b", "#a", "- a", "? a", "'", "it's", "\"", "\\", "\\u12", "\\ud800", "\n", "\r", "\r\n", "a\n  b",
    "a\nb: c", "[a", "{a", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`", "\u{7f}", "\u{fffe}", "a:", "\t#",
];

#[test]
fn yaml_pages_parse_after_hostile_edits() {
    let Some(corpora) = corpora() else { return };
    let mut random = Random(0x0BAD_5EED);
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut pages, mut parsed, mut units) = (0, 0, 0);
    let mut broken = Vec::new();
    for file in [sxs_files(&corpora.join("dev")), sxs_files(&corpora.join("cases"))].concat() {
        let page = fs::read_to_string(&file).unwrap();
        if FileKind::of(&page) != FileKind::Yaml && FileKind::of(&page) != FileKind::Json {
            continue;
        }
        pages += 1;
        let Some(before) = events(&page) else { continue };
        parsed += 1;
        let document = Document::parse(&page);
        for _ in 0..3 {
            let mut text = |old: &str| match random.below(3) {
                0 => HOSTILE[random.below(HOSTILE.len())].to_owned(),
                1 => format!("{old}{}", HOSTILE[random.below(HOSTILE.len())]),
                _ => format!("{}{old}", HOSTILE[random.below(HOSTILE.len())]),
            };
            let edits: Edits =
                document.units().iter().map(|unit| Edit::new(unit.id.as_str(), text(unit.target))).collect();
            units += edits.len();
            let merged = edits.merge("a.yml", &document);
            for outcome in merged.outcomes() {
                *verdicts.entry(outcome.verdict.as_str()).or_default() += 1;
            }
            if events(merged.text()).as_ref() != Some(&before) {
                broken.push(file.clone());
            }
        }
    }
    println!(
        "{parsed} of {pages} pages of YAML or JSON parse; {units} hostile edits: {verdicts:?}; broken: {broken:?}"
    );
    assert!(broken.is_empty());
}
