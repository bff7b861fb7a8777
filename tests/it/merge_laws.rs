//! The laws of merge, as plain functions (DESIGN: laws 5 and 6), for tests and fuzz targets alike.

use std::collections::BTreeMap;

use bitext::edit::Edits;
use bitext::format::{Limits, read_json_lines};
use bitext::merge::{Merged, Note, Outcome, Verdict};
use bitext::{Document, Part};

/// Law 5: without edits merge is the identity.
#[track_caller]
pub(crate) fn merge_without_edits_is_the_identity(page: &str) {
    let document = Document::parse(page);
    let merged = Edits::new().merge("a.md", &document);
    assert!(merged.outcomes().is_empty());
    assert!(merged.text() == page && !merged.is_changed(), "merge without edits has changed the page");
}

/// The units of a page whose ids are their own.
pub(crate) fn own_units(document: &Document<'_>) -> Vec<usize> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in document.units() {
        *count.entry(unit.id.as_str()).or_default() += 1;
    }
    (0..document.units().len()).filter(|&number| count[document.units()[number].id.as_str()] == 1).collect()
}

/// An edit of one unit: its number, and the new target.
pub(crate) type Wanted = (usize, String);

/// The edits as JSON Lines.
pub(crate) fn json_lines(page: &Document<'_>, wanted: &[Wanted]) -> String {
    let line = |(number, target): &Wanted| {
        let unit = &page.units()[*number];
        serde_json::json!({"path": "a.md", "id": unit.id.as_str(), "source": unit.source, "target": target}).to_string()
    };
    wanted.iter().map(|edit| line(edit) + "\n").collect()
}

/// Merges `wanted`, in the order of the units and one for each at most, and holds the result to law 6: it is read back
/// as the page with the edits that were taken; all else is untouched.
#[track_caller]
pub(crate) fn merge_gives_the_edits(page: &str, wanted: &[Wanted]) -> (String, Vec<Outcome>) {
    let document = Document::parse(page);
    let edits = read_json_lines(json_lines(&document, wanted).as_bytes(), Limits::default()).unwrap();
    let merged = edits.merge("a.md", &document);
    holds_the_edits(&document, wanted, &merged);
    (merged.text().to_owned(), merged.outcomes().to_vec())
}

/// Law 6.
#[track_caller]
pub(crate) fn holds_the_edits(before: &Document<'_>, wanted: &[Wanted], merged: &Merged<'_>) {
    let after = Document::parse(merged.text());
    assert_eq!((merged.outcomes().len(), merged.unmatched()), (wanted.len(), 0), "each edit has one outcome");
    assert_eq!(skeleton(before), skeleton(&after), "the skeleton is untouched");
    assert_eq!(before.units().len(), after.units().len());
    let mut wanted = wanted.iter().zip(merged.outcomes()).peekable();
    for (number, (old, new)) in before.units().iter().zip(after.units()).enumerate() {
        assert_eq!((old.id, old.source, old.quoting), (new.id, new.source, new.quoting));
        let Some(((_, text), outcome)) = wanted.next_if(|((of, _), _)| *of == number) else {
            assert_eq!(old.target, new.target, "a unit without edit is untouched");
            continue;
        };
        assert_eq!(&*outcome.id, old.id.as_str());
        match outcome.verdict {
            Verdict::Changed if is_verbatim(outcome) => assert_eq!(new.target, text, "{outcome}"),
            Verdict::Changed => assert_ne!(new.target, old.target, "{outcome}"),
            _ => assert_eq!(new.target, old.target, "{outcome}"),
        }
    }
    assert!(wanted.next().is_none());
}

/// Whether nothing was added to an edit, nor taken from it.
fn is_verbatim(outcome: &Outcome) -> bool {
    outcome.notes.iter().all(|note| matches!(note, Note::CodesReordered | Note::CodesAdded | Note::CodesMissing))
}

/// Everything but the units, with a mark for each.
pub(crate) fn skeleton(document: &Document<'_>) -> String {
    let text = |part: Part<'_>| match part {
        Part::Unit(_) => "\0".to_owned(),
        other => other.raw().to_owned(),
    };
    document.parts().map(text).collect()
}
