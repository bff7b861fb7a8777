//! Edits into pages: the laws on all real files, and the rules one by one.

use std::collections::BTreeMap;
use std::fs;

use bitext::Document;
use bitext::merge::Verdict;

use crate::merge_laws::{Wanted, merge_gives_the_edits, merge_without_edits_is_the_identity};
use crate::shared::{corpora, sxs_files};

#[test]
fn without_edits_all_real_files_stay() {
    let Some(corpora) = corpora() else { return };
    let files = [sxs_files(&corpora.join("dev")), sxs_files(&corpora.join("cases"))].concat();
    for file in &files {
        merge_without_edits_is_the_identity(&fs::read_to_string(file).unwrap());
    }
    println!("{} files", files.len());
    assert_eq!(files.len(), 6255);
}

/// The units of a page whose ids are their own.
fn own_units(document: &Document<'_>) -> Vec<usize> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in document.units() {
        *count.entry(unit.id.as_str()).or_default() += 1;
    }
    (0..document.units().len()).filter(|&number| count[document.units()[number].id.as_str()] == 1).collect()
}

/// Edits every unit of all real files in this way, and counts the verdicts.
fn edit_all(how: impl Fn(&bitext::TranslationUnit<'_>) -> String) -> BTreeMap<&'static str, usize> {
    let mut verdicts = BTreeMap::new();
    let Some(corpora) = corpora() else { return verdicts };
    for file in [sxs_files(&corpora.join("dev")), sxs_files(&corpora.join("cases"))].concat() {
        let page = fs::read_to_string(&file).unwrap();
        let document = Document::parse(&page);
        let wanted: Vec<Wanted> =
            own_units(&document).into_iter().map(|number| (number, how(&document.units()[number]))).collect();
        let (_, merged) = merge_gives_the_edits(&page, &wanted);
        for outcome in &merged.outcomes {
            *verdicts.entry(outcome.verdict.as_str()).or_default() += 1;
            for note in &outcome.notes {
                *verdicts.entry(note.as_str()).or_default() += 1;
            }
            if std::env::var("SHOW").is_ok_and(|word| word == outcome.verdict.as_str()) {
                let unit = document.units().iter().find(|unit| unit.id.as_str() == &*outcome.id).unwrap();
                println!("{file}\n  S {:?}\n  T {:?}", unit.source, unit.target);
            }
        }
    }
    verdicts
}

#[test]
fn words_added_to_all_targets_of_real_files() {
    let verdicts = edit_all(|unit| format!("{} ZZ", unit.target));
    println!("{verdicts:?}");
}

#[test]
fn sources_in_the_place_of_all_targets_of_real_files() {
    let verdicts = edit_all(|unit| unit.source.unwrap_or_default().to_owned());
    println!("{verdicts:?}");
    let _ = Verdict::ALL;
}
