//! Law 14, as a plain function: an export, with each of its options, merged back untouched, is no edit.

use bitext::export::Export;
use bitext::format::{
    InlineMode, JsonLinesWriter, JsonWriter, Limits, UnitWriter, XliffVersion, XliffWriter, read_edits,
};
use bitext::inline::Protectable;
use bitext::merge::Verdict;
use bitext::{Document, Settings};

use crate::exchange_laws::locale;

/// Every writer whose output is read back, with each of its options.
fn writers(out: &mut Vec<u8>, choice: usize) -> Option<Box<dyn UnitWriter + '_>> {
    let versions = [XliffVersion::V12, XliffVersion::V20, XliffVersion::V21];
    match choice {
        0 => return Some(Box::new(JsonLinesWriter::new(out))),
        1 => return Some(Box::new(JsonWriter::new(out))),
        _ => {}
    }
    let options = choice - 2;
    let version = *versions.get(options / 32)?;
    let inline = if options & 1 == 0 { InlineMode::Codes } else { InlineMode::Text };
    let mut writer = XliffWriter::new(out).with_version(version).with_inline(inline);
    if options & 2 != 0 {
        writer = writer.with_copied_sources();
    }
    if options & 4 != 0 {
        writer = writer.with_notes();
    }
    if options & 8 != 0 {
        writer = writer.with_protected(Protectable::ALL).without_kinds();
    }
    if options & 16 != 0 {
        writer = writer.with_segments();
    }
    Some(Box::new(writer))
}

/// The law for one page, with one choice of writer; `false` if there is no such writer.
#[track_caller]
pub(crate) fn is_no_edit(path: &str, text: &str, choice: usize) -> bool {
    let mut out = Vec::new();
    let Some(mut writer) = writers(&mut out, choice) else { return false };
    let settings = Settings::default().with_locale(Some(locale("lv-LV")));
    let _ = Export::new(path, locale("en-US")).with_settings(settings).text(text, &mut *writer, &mut ()).unwrap();
    writer.close().unwrap();
    drop(writer);
    let edits = read_edits(&*out, Limits::default()).unwrap();
    let document = Document::with_settings(text, &settings);
    let merged = edits.merge(path, &document);
    let name = |what: &str| format!("{path}, writer {choice}: {what}\n{}", String::from_utf8_lossy(&out));
    assert!(merged.text() == text, "{}", name("changed"));
    assert_eq!(merged.outcomes().len() + merged.unmatched(), edits.len(), "{}", name("lost"));
    assert_eq!(merged.unmatched(), 0, "{}", name("unmatched"));
    for outcome in merged.outcomes() {
        let is_repeated = || document.units().iter().filter(|unit| unit.id.as_str() == &*outcome.id).count() > 1;
        let is_right = match outcome.verdict {
            Verdict::Unchanged | Verdict::Untranslated => outcome.notes.is_empty(),
            Verdict::RepeatedId => is_repeated(),
            _ => false,
        };
        assert!(is_right, "{}", name(&format!("{outcome:?}")));
    }
    true
}

pub(crate) fn all_writers(path: &str, text: &str) {
    let mut choice = 0;
    while is_no_edit(path, text, choice) {
        choice += 1;
    }
    assert_eq!(choice, WRITERS);
}

pub(crate) const WRITERS: usize = 2 + 3 * 32;
