//! Files as real translation tools returned them, merged into the page that they were made from.

use std::collections::BTreeMap;
use std::fs::{self, File};

use bitext::Document;
use bitext::format::{Limits, read_xliff};
use bitext::merge::{Merged, Verdict};

use crate::merge_laws::merge_without_edits_is_the_identity;
use crate::shared::shared;

/// The name of the page in these files.
const PATH: &str = "articles/financials/localizations/emea-edit-invoice-id-sales-orders.md";

struct Case {
    file: &'static str,
    /// The words of the outcomes and how often they occur.
    expect: &'static [(&'static str, usize)],
    /// Edits for other pages.
    elsewhere: usize,
    why: &'static str,
}

/// In all of them `c5ae5-101` and `c5ae5-102` are the title and the description, which are no units: unknown ids.
const CASES: [Case; 6] = [
    Case {
        file: "omegat_all_units.xlf",
        expect: &[("changed", 14), ("unknown-id", 2)],
        elsewhere: 0,
        why: "every target is new, its codes are whole",
    },
    Case {
        file: "omegat_forms.xlf",
        expect: &[],
        elsewhere: 5,
        why: "it is of another page; the forms of its codes are read, see below",
    },
    Case {
        file: "toolkit_plain_set_doubled_target.xlf",
        expect: &[("doubled-target", 1), ("unchanged", 13), ("unknown-id", 2)],
        elsewhere: 0,
        why: "one unit has its old end again after a new text with codes of its own",
    },
    Case {
        file: "toolkit_po2xliff_flattened_codes.xlf",
        expect: &[("unchanged", 14), ("unknown-id", 2)],
        elsewhere: 15,
        why: "the edits stand in a second file, under another path and with ids that are no unit's",
    },
    Case {
        file: "npm_xliff_whitespace_injected.1.2.xlf",
        expect: &[("unchanged", 14), ("unknown-id", 2), ("white-space-repaired", 7)],
        elsewhere: 0,
        why: "what was put around codes is taken away before sources and targets are compared",
    },
    Case {
        file: "npm_xliff_originalData_lost.2.0.xlf",
        expect: &[("unchanged", 14), ("unknown-id", 2), ("white-space-repaired", 7)],
        elsewhere: 0,
        why: "the codes are found anew in the page, and it tells no path",
    },
];

fn words(merged: &Merged<'_>) -> BTreeMap<&'static str, usize> {
    let mut words = BTreeMap::new();
    for (word, _) in merged.outcomes().iter().flat_map(bitext::merge::Outcome::messages) {
        *words.entry(word).or_default() += 1;
    }
    words
}

#[test]
fn each_file_has_the_outcome_of_the_table() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("clients/edited");
    let page = fs::read_to_string(folder.join("page.sxs.md")).unwrap();
    merge_without_edits_is_the_identity(&page);
    let document = Document::parse(&page);
    for Case { file, expect, elsewhere, why } in CASES {
        let edits = read_xliff(File::open(folder.join(file)).unwrap(), Limits::default()).unwrap();
        let merged = edits.merge(PATH, &document);
        assert_eq!(words(&merged), expect.iter().copied().collect(), "{file}: {why}");
        assert_eq!(
            (merged.unmatched(), edits.len() - merged.outcomes().len()),
            (elsewhere, elsewhere),
            "{file}: {why}"
        );
        let is_changed = merged.count(Verdict::Changed) > 0;
        assert_eq!(merged.text() != page, is_changed, "{file}: only what has changed is written anew");
        println!("{file}: {expect:?}, {elsewhere} for other pages: {why}");
    }
}

#[test]
fn the_edits_of_all_units_are_in_the_page() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("clients/edited");
    let page = fs::read_to_string(folder.join("page.sxs.md")).unwrap();
    let edits = read_xliff(File::open(folder.join("omegat_all_units.xlf")).unwrap(), Limits::default()).unwrap();
    let document = Document::parse(&page);
    let out = edits.merge(PATH, &document).text().to_owned();
    // The tool was made to write each source and ` ZZ`, before a code that ends the text.
    for unit in Document::parse(&out).units() {
        assert!(unit.target.contains(" ZZ"), "{}", unit.target);
        assert_eq!(unit.target.replace(" ZZ", ""), unit.source.unwrap());
    }
    assert_eq!(Document::parse(&out).source_view().to_string(), Document::parse(&page).source_view().to_string());
}

/// `omegat_forms` has no page, so one is made of its sources.
#[test]
fn all_forms_of_codes_and_white_space_come_back() {
    let Some(shared) = shared() else { return };
    let file = File::open(shared.join("clients/edited/omegat_forms.xlf")).unwrap();
    let edits = read_xliff(file, Limits::default()).unwrap();
    let targets: Vec<_> = edits.iter().map(|edit| (edit.id(), edit.target())).collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        targets,
        [
            ("101", text("a **b** `c` d ZZ")),
            // `<g>` and `<x/>` hold no content: that is found in the page.
            ("102", None),
            ("103", text("a **b** `c` d <br/> [t](u.md) &nbsp; three ZZ")),
            ("104", text("line one\nline  two  with   spaces ZZ\n")),
            ("105", text("  lead and trail ZZ  ")),
        ]
    );
}
