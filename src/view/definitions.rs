//! The twin definitions of reference links.
//!
//! A target `[网站][]` and its source `[site][]` refer to two definitions, `[网站]: URL` and `[site]: URL`, and the page
//! holds both. The clean localized page has only the first, the English one only the second. So in the view of one
//! language a definition goes if only the texts of the other language refer to its label, and if there is another
//! definition with the same address to whose label only this language refers. Labels are compared as `CommonMark` does:
//! without regard to case and to the width of blanks. A title on the next line goes with its definition. What is in code or
//! in a comment is no definition.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;

use crate::document::Document;
use crate::place::are_verbatim;
use crate::view::{Side, is_skeleton, line_around, range_of};

/// A definition: where it begins, its lines, its label as it is compared, and its address.
struct Definition<'t> {
    start: usize,
    lines: Range<usize>,
    label: String,
    address: &'t str,
}

/// Where a label is referred to.
#[derive(Debug, Clone, Copy, Default)]
struct Used {
    in_source: bool,
    in_target: bool,
}

impl Used {
    /// The side of the units that alone refers to it.
    fn only_side(self) -> Option<Side> {
        match self {
            Self { in_source: true, in_target: false } => Some(Side::Source),
            Self { in_source: false, in_target: true } => Some(Side::Target),
            _ => None,
        }
    }
}

/// Adds the lines of the definitions that the view of `side` leaves out.
pub(super) fn find(document: &Document<'_>, side: Side, dropped: &mut Vec<Range<usize>>) {
    let mut definitions = definitions(document);
    if definitions.len() < 2 {
        return;
    }
    let starts: Vec<usize> = definitions.iter().map(|one| one.start).collect();
    let mut are_verbatim = are_verbatim(document, &starts).into_iter();
    definitions.retain(|_| !are_verbatim.next().unwrap_or_default());
    let used = uses(document, &definitions);
    let only_side = |definition: &Definition<'_>| used.get(&definition.label).and_then(|used| used.only_side());
    let mut kept: Vec<&str> = Vec::new();
    kept.extend(definitions.iter().filter(|one| only_side(one) == Some(side)).map(|one| one.address));
    kept.sort_unstable();
    let is_twin = |one: &&Definition<'_>| {
        only_side(one).is_some_and(|only| only != side) && kept.binary_search(&one.address).is_ok()
    };
    dropped.extend(definitions.iter().filter(is_twin).map(|one| one.lines.clone()));
}

/// The definitions in the skeleton, in order.
fn definitions<'a>(document: &Document<'a>) -> Vec<Definition<'a>> {
    let text = document.text();
    let mut definitions = Vec::new();
    let mut at = 0;
    for middle in memmem::find_iter(text.as_bytes(), "]:") {
        if middle < at {
            continue;
        }
        let line = line_around(text, middle);
        at = line.end;
        if !is_skeleton(document, line.start) || !is_skeleton(document, middle) {
            continue;
        }
        let label = text[line.start..middle].trim_start_matches([' ', '\t', '>']);
        let Some(label) = label.strip_prefix('[').filter(|label| !label.contains(['[', ']'])) else { continue };
        let start = middle - label.len() - "[".len();
        let mut words = text[middle + "]:".len()..line.end].split_whitespace();
        let Some(address) = words.next() else { continue };
        let mut lines = line;
        if words.next().is_none() {
            lines.end = end_of_title(document, lines.end);
        }
        definitions.push(Definition { start, lines, label: folded(label), address });
    }
    definitions
}

/// The end of the line at `start` if it is the title of a definition in the line before (CommonMark 4.7), else `start`.
fn end_of_title(document: &Document<'_>, start: usize) -> usize {
    let text = document.text();
    if start == text.len() || !is_skeleton(document, start) {
        return start;
    }
    let line = line_around(text, start);
    let title = text[line.clone()].trim_start_matches([' ', '\t', '>']).trim_end();
    let is_title = [('"', '"'), ('\'', '\''), ('(', ')')].iter().any(|(open, close)| {
        let inside = title.strip_prefix(*open).and_then(|title| title.strip_suffix(*close));
        inside.is_some_and(|inside| !inside.contains([*open, *close]))
    });
    if is_title { line.end } else { start }
}

/// Where the labels of `definitions` are referred to.
fn uses(document: &Document<'_>, definitions: &[Definition<'_>]) -> HashMap<String, Used> {
    let mut used: HashMap<String, Used> = definitions.iter().map(|one| (one.label.clone(), Used::default())).collect();
    let mut at = 0;
    for unit in document.units() {
        let (start, end) = range_of(unit);
        mark(&document.text()[at..start], &mut used, |used| *used = Used { in_source: true, in_target: true });
        mark(unit.target, &mut used, |used| used.in_target = true);
        mark(unit.source.unwrap_or_default(), &mut used, |used| used.in_source = true);
        at = end;
    }
    mark(&document.text()[at..], &mut used, |used| *used = Used { in_source: true, in_target: true });
    used
}

/// Marks the labels that `text` refers to; the definitions themselves do not.
fn mark(text: &str, used: &mut HashMap<String, Used>, how: impl Fn(&mut Used)) {
    let mut open = None;
    for at in memchr::memchr2_iter(b'[', b']', text.as_bytes()) {
        if text.as_bytes()[at] == b'[' {
            open = Some(at + 1);
            continue;
        }
        let Some(start) = open.take().filter(|_| !matches!(text.as_bytes().get(at + 1), Some(b':' | b'('))) else {
            continue;
        };
        if let Some(used) = used.get_mut(&folded(&text[start..at])) {
            how(used);
        }
    }
}

fn folded(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}
