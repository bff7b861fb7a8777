//! Laws 7 and 10, as plain functions: an XLIFF or TMX export, re-read by an independent reader, gives the same (path, id,
//! source, target), byte for byte, and a code has one id and one form on both sides.

use std::collections::{HashMap, HashSet};

use bitext::export::{Export, Summary};
use bitext::format::{InlineMode, TmxWriter, UnitWriter, XliffVersion, XliffWriter};
use bitext::{Diagnostic, Document, Locale, Position, Settings};

use crate::reread::{Reread, Side, reread};

/// The exchange formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exchange {
    Xliff12,
    Xliff20,
    Xliff21,
    Tmx,
}

pub(crate) const FORMATS: [Exchange; 4] = [Exchange::Xliff12, Exchange::Xliff20, Exchange::Xliff21, Exchange::Tmx];

impl Exchange {
    /// A writer into memory.
    pub(crate) fn writer<'w>(self, out: &'w mut Vec<u8>, inline: InlineMode) -> Box<dyn UnitWriter + 'w> {
        let version = match self {
            Self::Tmx => return Box::new(TmxWriter::new(out).with_inline(inline)),
            Self::Xliff12 => XliffVersion::V12,
            Self::Xliff20 => XliffVersion::V20,
            Self::Xliff21 => XliffVersion::V21,
        };
        Box::new(XliffWriter::new(out).with_version(version).with_inline(inline))
    }
}

pub(crate) fn locale(tag: &str) -> Locale<'_> {
    Locale::parse(tag).unwrap()
}

/// The export of one page, with Latvian for a page that does not state its locale.
pub(crate) fn export(path: &str, page: &str, format: Exchange, inline: InlineMode) -> (String, Summary, Vec<String>) {
    let mut out = Vec::new();
    let mut findings = Vec::new();
    let mut writer = format.writer(&mut out, inline);
    let settings = Settings::default().with_locale(Some(locale("lv-LV")));
    let summary = Export::new(path, locale("en-US"))
        .with_settings(settings)
        .text(page, &mut *writer, &mut |finding: &Diagnostic, at: Position| {
            findings.push(format!("{at}: {}", finding.code));
        })
        .unwrap();
    writer.close().unwrap();
    drop(writer);
    (String::from_utf8(out).unwrap(), summary, findings)
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

/// The text with U+FFFD for what XML cannot hold.
fn replaced(text: &str) -> String {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().map(|c| if is_legal(c) { c } else { '\u{FFFD}' }).collect()
}

/// What an export of the page should give.
fn expected(page: &str, format: Exchange) -> Vec<(String, String, String)> {
    let holds_all = matches!(format, Exchange::Xliff20 | Exchange::Xliff21);
    let held = |text: &str| if holds_all { text.to_owned() } else { replaced(text) };
    let document = Document::parse(page);
    let mut ids = HashSet::new();
    let units = document.units().iter().filter(|unit| unit.source.is_some_and(|source| !source.is_empty()));
    units
        .filter(|unit| ids.insert(unit.id.as_str()))
        .filter(|unit| format != Exchange::Tmx || !unit.target.is_empty())
        .map(|unit| (unit.id.as_str().to_owned(), held(unit.source.unwrap()), held(unit.target)))
        .collect()
}

/// The laws, for one page in all formats, with codes and flat. Gives the number of units.
#[track_caller]
pub(crate) fn laws_hold(path: &str, page: &str) -> usize {
    let mut units = 0;
    for format in FORMATS {
        let expect = expected(page, format);
        units = units.max(expect.len());
        for inline in [InlineMode::Codes, InlineMode::Text] {
            let (xml, summary, _) = export(path, page, format, inline);
            let reread = reread(&xml);
            assert_eq!(summary.units, expect.len() as u64, "{path} {format:?}");
            assert_eq!(reread.len(), expect.len(), "{path} {format:?}");
            for (unit, expect) in reread.iter().zip(&expect) {
                assert_eq!((&unit.path, &unit.id), (&replaced(path), &expect.0), "{format:?}");
                assert_eq!((&unit.source.text, &unit.target.text), (&expect.1, &expect.2), "{path} {format:?}");
                if inline == InlineMode::Text {
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
                ["bpt", "ept"] | ["sc", "ec"] | ["pc" | "ph"]
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
