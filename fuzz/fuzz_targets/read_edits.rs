//! Any file of edits: reading ends without a panic and in bounded memory, and what is read changes no more of a page than
//! the targets that it says it changes.
#![no_main]
#![allow(dead_code, reason = "the tests use more of what is shared")]

#[path = "../../tests/it/merge_laws.rs"]
mod merge_laws;

use bitext::Document;
use bitext::edit::Edit;
use bitext::format::{Limits, read_edits};
use bitext::merge::Verdict;

/// Its ids are those of the seeds.
const PAGE: &str = "# <span data-ttu-id=\"c5ae5-103\">Viens</span><span class=\"sxs-lookup\">\
    <span data-stu-id=\"c5ae5-103\">One</span></span>\n\n> <span data-ttu-id=\"c5ae5-105\">Divi **a** `b`</span>\
    <span class=\"sxs-lookup\"><span data-stu-id=\"c5ae5-105\">Two **a** `b`</span></span>\n";

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(edits) = read_edits(data, Limits::default()) else { return };
    // Each edit is somewhere in its file, and those of one file are in order.
    let lines = 1 + data.iter().filter(|byte| **byte == b'\n').count() as u64;
    let positions: Vec<_> = edits.iter().filter_map(Edit::position).collect();
    assert!(positions.is_sorted() && positions.len() == edits.len());
    assert!(positions.iter().all(|at| at.line >= 1 && at.line <= lines && at.column <= data.len() as u64 + 1));
    assert!(edits.len() <= data.len() / "{\"id\":\"\",\"target\":\"\"}".len() + 1);
    assert!(edits.iter().all(|edit| edit.target().is_none_or(|target| target.len() <= 4 << 20)));
    let before = Document::parse(PAGE);
    let edits = edits.without_paths();
    let merged = edits.merge("a.md", &before);
    assert_eq!(merged.outcomes().len() + merged.unmatched(), edits.len());
    let after = Document::parse(merged.text());
    assert_eq!(merge_laws::skeleton(&before), merge_laws::skeleton(&after));
    for (old, new) in before.units().iter().zip(after.units()) {
        let is_changed =
            |outcome: &bitext::merge::Outcome| outcome.verdict == Verdict::Changed && *outcome.id == *old.id.as_str();
        assert_eq!(old.target != new.target, merged.outcomes().iter().any(is_changed));
        assert_eq!((old.id, old.source), (new.id, new.source));
    }
});
