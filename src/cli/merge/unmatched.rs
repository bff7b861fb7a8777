//! Edits of pages that were not given: a line for each such page, with the nearest page that was, and how to mend it.

use std::collections::HashMap;

use bitext::edit::Edit;

use super::edits::GivenPages;
use crate::cli::inputs::normal;
use crate::cli::report::Report;
use crate::cli::shown::{count, shown};

/// The edits of a page that was not given.
struct Missing<'e> {
    path: &'e str,
    edits: u64,
    first: &'e Edit,
}

/// Reports the pages that were not given, in the order of their first edits.
pub(super) fn report(edits: &[&Edit], pages: &GivenPages, report: &mut Report) {
    let mut at: HashMap<&str, usize> = HashMap::new();
    let mut missing: Vec<Missing<'_>> = Vec::new();
    for edit in edits {
        let Some(path) = edit.path() else { continue };
        let place = *at.entry(path).or_insert_with(|| {
            missing.push(Missing { path, edits: 0, first: edit });
            missing.len() - 1
        });
        missing[place].edits += 1;
    }
    let mut by_file: HashMap<&str, Vec<&str>> = HashMap::new();
    if !missing.is_empty() {
        pages.names().for_each(|name| by_file.entry(file_name(name)).or_default().push(name));
    }
    // A page that was given and could not be read is reported as that.
    for missing in missing.iter().filter(|missing| !pages.has(missing.path)) {
        let place = match (missing.first.origin(), missing.first.position()) {
            (Some(origin), Some(position)) => format!("{}:{position}", shown(origin)),
            (Some(origin), None) => shown(origin).into_owned(),
            (None, _) => shown(missing.path).into_owned(),
        };
        let path = normal(missing.path);
        let given = by_file.get(file_name(&path)).and_then(|names| nearest(&path, names));
        let edits = count(missing.edits, "edit is", "edits are");
        let advice =
            given.map_or_else(|| "no page of that file name was given".to_owned(), |given| advice(&path, given));
        report.edit(
            &place,
            true,
            &format!("unknown-path: {edits} for {}, which was not given; {advice}", shown(missing.path)),
        );
    }
}

/// The page that has the most parts at its end in common; the first of several.
fn nearest<'n>(path: &str, names: &[&'n str]) -> Option<&'n str> {
    let common = |name: &str| name.rsplit('/').zip(path.rsplit('/')).take_while(|(a, b)| a == b).count();
    names.iter().rev().max_by_key(|name| common(name)).copied()
}

/// How the two names can become one.
fn advice(path: &str, given: &str) -> String {
    let nearest = format!("the nearest page is {}", shown(given));
    if let Some(folder) = given.strip_suffix(path).and_then(|folder| folder.strip_suffix('/')) {
        let folder = if folder.is_empty() { "/" } else { folder };
        return format!("{nearest}: --base {} names it so", shown(folder));
    }
    if let Some(folder) = path.strip_suffix(given).and_then(|folder| folder.strip_suffix('/')) {
        return format!("{nearest}: give it as {}, from the folder above {}", shown(path), shown(folder));
    }
    nearest
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
