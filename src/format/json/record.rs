//! The owned form of a unit: what a line of JSON Lines says, to be written and to be read.
//!
//! The keys are in the order of the fields. They are only ever added to; who reads should pass over keys it does not
//! know, as `Deserialize` does here. The writers of this crate do not make records (they write from the page), but what
//! they write is what `serde_json` writes for a record, byte for byte.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::format::writer::Page;
use crate::locale::Locale;
use crate::place::{Extent, LocatedUnit};

/// The [JSON Schema](https://json-schema.org) of a line of JSON Lines, draft 2020-12: keys, types, what may be null.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(bitext::format::RECORD_SCHEMA)?;
/// assert_eq!(schema["$defs"]["unit"]["properties"]["source"]["type"], serde_json::json!(["string", "null"]));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub const RECORD_SCHEMA: &str = include_str!("record.schema.json");

/// A unit with everything that is known about it, owned. The keys of hashes, which a writer adds if asked, are not in it.
///
/// ```
/// # use bitext::format::Record;
/// let line = r#"{"path":"a.md","id":"407fb-102","index":0,"source":"Hello","target":"Sveiki","source_locale":"en-US",
///     "target_locale":"lv-LV","translation_type":"MT","context":"heading","heading":[],"line":1,"column":3,
///     "byte_start":2,"byte_end":134,"merged":false}"#;
/// let record: Record = serde_json::from_str(line)?;
/// assert_eq!((record.source.as_deref(), &*record.target), (Some("Hello"), "Sveiki"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Record {
    /// The name of the page, `/`-separated.
    pub path: String,
    /// The id, such as `407fb-104`; the same id may occur in other pages.
    pub id: String,
    /// The number among the units of the page, 0-based; `None` for a string that the page hides.
    pub index: Option<u64>,
    /// What was translated, verbatim; `None` only in a damaged unit.
    pub source: Option<String>,
    /// The translation, verbatim.
    pub target: String,
    /// The language of the source, in the letter case of RFC 5646.
    pub source_locale: String,
    /// The language of the target, in the letter case of RFC 5646, if it is known.
    pub target_locale: Option<String>,
    /// Who translated the page, in its own word, if it says so.
    pub translation_type: Option<String>,
    /// The kind of place, one word in kebab-case.
    pub context: String,
    /// The source texts of the headings above, the outermost first.
    pub heading: Vec<String>,
    /// The line of the unit's first marker, 1-based.
    pub line: u64,
    /// The column of the unit's first marker in characters, 1-based.
    pub column: u64,
    /// The offset of the unit's first byte in the page, 0-based.
    pub byte_start: u64,
    /// The offset of the byte after its last.
    pub byte_end: u64,
    /// Whether the unit holds several source sentences (a `-p` id).
    pub merged: bool,
    /// The number of the sentence in its unit, 1-based; only of a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<u32>,
}

impl Record {
    /// The record of a unit.
    #[must_use]
    pub fn new(page: &Page<'_>, unit: &LocatedUnit<'_>) -> Self {
        let place = &unit.place;
        let position = place.position();
        Self {
            path: page.path.to_owned(),
            id: unit.id.as_str().to_owned(),
            index: (unit.extent != Extent::Hidden).then(|| place.index()),
            source: unit.source.map(str::to_owned),
            target: unit.target.to_owned(),
            source_locale: page.source_locale.to_string(),
            target_locale: page.target_locale.map(|locale| locale.to_string()),
            translation_type: page.translation_type().map(str::to_owned),
            context: place.context().as_str().to_owned(),
            heading: place.headings().to_vec(),
            line: position.line,
            column: position.column,
            byte_start: unit.span.start,
            byte_end: unit.span.end,
            merged: unit.id.is_merged(),
            segment: unit.extent.sentence(),
        }
    }
}

/// What is in place of records for a page that could not be read, or after those of its readable beginning.
///
/// ```
/// # use bitext::format::ErrorRecord;
/// let line = serde_json::to_string(&ErrorRecord::new("a.md", "2:7: not UTF-8 (byte 31)"))?;
/// assert_eq!(line, r#"{"path":"a.md","error":"2:7: not UTF-8 (byte 31)"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ErrorRecord {
    /// The name of the page, `/`-separated.
    pub path: String,
    /// Why it could not be read.
    pub error: String,
}

impl Document<'_> {
    /// The records of all units of the page, under this name.
    ///
    /// ```
    /// # use bitext::{Document, Locale};
    /// let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
    ///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
    /// let records = Document::parse(page).to_records("docs/a.md", Locale::parse("en-US")?);
    /// assert_eq!((&*records[0].path, &*records[0].context), ("docs/a.md", "paragraph"));
    /// # Ok::<(), bitext::Error>(())
    /// ```
    #[must_use]
    pub fn to_records(&self, path: &str, source_locale: Locale<'_>) -> Vec<Record> {
        let page = Page::new(path, source_locale, self.locale()).with_front_matter(self.front_matter());
        self.located_units().map(|unit| Record::new(&page, &unit)).collect()
    }
}

impl ErrorRecord {
    /// The record of a failure.
    #[must_use]
    pub fn new(path: &str, error: &str) -> Self {
        Self { path: path.to_owned(), error: error.to_owned() }
    }
}
