//! A unit as a row: the values of all columns, however a format writes them.

use crate::format::writer::Page;
use crate::hash::TextHash;
use crate::place::{Extent, LocatedUnit};

/// What all rows of a page share.
#[derive(Debug, Default)]
pub(in crate::format) struct PageFacts {
    pub(in crate::format) path: String,
    pub(in crate::format) source_locale: String,
    pub(in crate::format) target_locale: Option<String>,
    pub(in crate::format) translation_type: Option<String>,
}

impl PageFacts {
    pub(in crate::format) fn of(page: &Page<'_>) -> Self {
        Self {
            path: page.path.to_owned(),
            source_locale: page.source_locale.to_string(),
            target_locale: page.target_locale.map(|locale| locale.to_string()),
            translation_type: page.translation_type().map(str::to_owned),
        }
    }
}

/// A unit of a page.
#[derive(Clone, Copy)]
pub(in crate::format) struct Row<'a> {
    pub(in crate::format) page: &'a PageFacts,
    pub(in crate::format) unit: &'a LocatedUnit<'a>,
}

impl<'a> Row<'a> {
    pub(in crate::format) const fn new(page: &'a PageFacts, unit: &'a LocatedUnit<'a>) -> Self {
        Self { page, unit }
    }

    /// The number among the units of the page.
    pub(in crate::format) fn index(self) -> Option<u64> {
        (self.unit.extent != Extent::Hidden).then(|| self.unit.place.index())
    }

    /// The number of the sentence in its unit.
    pub(in crate::format) const fn segment(self) -> Option<u32> {
        self.unit.extent.sentence()
    }

    /// `PATH#ID`, and `PATH#ID/s2` for the second sentence of a unit.
    pub(in crate::format) fn key(self) -> String {
        let (path, id) = (&self.page.path, self.unit.id);
        match self.segment() {
            Some(segment) => format!("{path}#{id}/s{segment}"),
            None => format!("{path}#{id}"),
        }
    }

    /// The hash of the source, and that of the pair; `None` without a source.
    pub(in crate::format) fn hashes(self) -> Option<[TextHash; 2]> {
        let source = self.unit.source?;
        let pair = TextHash::of_pair(source, self.unit.target, self.page.target_locale.as_deref());
        Some([TextHash::of_text(source), pair])
    }
}

/// The first subtags of two languages, or the whole tags if those are equal.
pub(super) fn keys<'a>(source: &'a str, target: &'a str) -> [&'a str; 2] {
    let first = |tag: &'a str| tag.split('-').next().unwrap_or(tag);
    if first(source) == first(target) { [source, target] } else { [first(source), first(target)] }
}
