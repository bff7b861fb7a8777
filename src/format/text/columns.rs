//! The columns of TSV and CSV: what a JSON line holds, with `segment` and, if asked for, the hashes at the end.

use super::row::Row;
use crate::format::json::string::push_array;

/// Names of columns without the two texts, in order.
pub(super) const FACTS: [&str; 14] = [
    "path",
    "id",
    "index",
    "source_locale",
    "target_locale",
    "translation_type",
    "context",
    "heading",
    "line",
    "column",
    "byte_start",
    "byte_end",
    "merged",
    "segment",
];

/// Names of the columns after [`FACTS`] if hashes are asked for.
pub(super) const HASHES: [&str; 2] = ["source_hash", "pair_hash"];

/// Shows the values of [`FACTS`] in order; what is not known is empty. Headings are a JSON array.
pub(super) fn each_fact(row: Row<'_>, mut show: impl FnMut(&str)) {
    let mut digits = itoa::Buffer::new();
    let Row { page, unit } = row;
    show(&page.path);
    show(unit.id.as_str());
    show(row.index().map_or("", |index| digits.format(index)));
    show(&page.source_locale);
    show(page.target_locale.as_deref().unwrap_or_default());
    show(page.translation_type.as_deref().unwrap_or_default());
    show(unit.place.context().as_str());
    let mut headings = Vec::new();
    push_array(&mut headings, &unit.place.headings());
    show(&String::from_utf8_lossy(&headings));
    let position = unit.place.position();
    for value in [position.line, position.column, unit.span.start, unit.span.end] {
        show(digits.format(value));
    }
    show(if unit.id.is_merged() { "true" } else { "false" });
    show(row.segment().map_or("", |segment| digits.format(segment)));
}

/// Shows the values of [`HASHES`]; empty without a source.
pub(super) fn each_hash(row: Row<'_>, show: impl FnMut(&str)) {
    let hashes = row.hashes().map(|hashes| hashes.map(|hash| hash.to_string()));
    hashes.unwrap_or_default().iter().map(String::as_str).for_each(show);
}
