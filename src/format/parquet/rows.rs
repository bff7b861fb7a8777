//! Rows in memory: made of units, joined, and given to a writer.

use std::io;

use super::column::Column;
use crate::format::text::{PageFacts, Row};
use crate::format::writer::{Page, UnitWriter, Written};
use crate::place::LocatedUnit;

/// Whether rows have hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Hashes {
    /// No hashes.
    #[default]
    None,
    /// The columns `source_hash` and `pair_hash`; see [`hash`](crate::hash).
    Included,
}

/// Rows of all columns.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    columns: Vec<Column>,
    hashes: Hashes,
    len: usize,
    bytes: usize,
}

impl Rows {
    pub(super) fn new(hashes: Hashes) -> Self {
        let (text, number) = (Column::texts, Column::numbers);
        let mut columns = vec![
            Column::required(), // path
            text(),             // id
            number(),           // index
            text(),             // source
            text(),             // target
            text(),             // source_locale
            text(),             // target_locale
            text(),             // translation_type
            text(),             // context
            text(),             // heading
            number(),           // line
            number(),           // column
            number(),           // byte_start
            number(),           // byte_end
            Column::truths(),   // merged
            number(),           // segment
        ];
        if hashes == Hashes::Included {
            columns.extend([text(), text()]);
        }
        columns.push(text()); // error
        Self { columns, hashes, len: 0, bytes: 0 }
    }

    /// The number of rows.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// The bytes of the texts.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) const fn hashes(&self) -> Hashes {
        self.hashes
    }

    pub(super) fn columns_mut(&mut self) -> &mut [Column] {
        &mut self.columns
    }

    /// Says that the columns were emptied.
    pub(super) const fn begin_again(&mut self) {
        (self.len, self.bytes) = (0, 0);
    }

    /// Adds rows with the same columns.
    pub(super) fn append(&mut self, other: &Self) {
        for (column, other) in self.columns.iter_mut().zip(&other.columns) {
            column.append(other);
        }
        self.len += other.len;
        self.bytes += other.bytes;
    }

    fn push(&mut self, row: Row<'_>) {
        let Row { page, unit } = row;
        let (position, headings) = (unit.place.position(), unit.place.headings());
        let mut cells = Cells::new(self);
        cells.text(Some(&page.path));
        cells.text(Some(unit.id.as_str()));
        cells.number(row.index());
        cells.text(unit.source);
        cells.text(Some(unit.target));
        cells.text(Some(&page.source_locale));
        cells.text(page.target_locale.as_deref());
        cells.text(page.translation_type.as_deref());
        cells.text(Some(unit.place.context().as_str()));
        cells.list(Some(&headings));
        for number in [position.line, position.column, unit.span.start, unit.span.end] {
            cells.number(Some(number));
        }
        cells.truth(Some(unit.id.is_merged()));
        cells.number(row.segment().map(u64::from));
        cells.hashes(row);
        cells.text(None);
    }

    fn push_error(&mut self, path: &str, error: &str) {
        let mut cells = Cells::new(self);
        cells.text(Some(path));
        cells.text(None);
        cells.number(None);
        for _ in ["source", "target", "source_locale", "target_locale", "translation_type", "context"] {
            cells.text(None);
        }
        cells.list(None);
        for _ in ["line", "column", "byte_start", "byte_end"] {
            cells.number(None);
        }
        cells.truth(None);
        cells.number(None);
        cells.no_hashes();
        cells.text(Some(error));
    }
}

/// The cells of one new row, from the first to the last.
struct Cells<'c> {
    columns: std::slice::IterMut<'c, Column>,
    bytes: &'c mut usize,
    has_hashes: bool,
}

impl<'c> Cells<'c> {
    fn new(rows: &'c mut Rows) -> Self {
        rows.len += 1;
        let has_hashes = rows.hashes == Hashes::Included;
        Self { columns: rows.columns.iter_mut(), bytes: &mut rows.bytes, has_hashes }
    }

    fn next(&mut self) -> &mut Column {
        self.columns.next().expect("a row has as many cells as there are columns")
    }

    fn text(&mut self, text: Option<&str>) {
        *self.bytes += text.map_or(0, str::len);
        self.next().push_text(text);
    }

    fn number(&mut self, number: Option<u64>) {
        self.next().push_number(number);
    }

    fn truth(&mut self, truth: Option<bool>) {
        self.next().push_truth(truth);
    }

    fn list(&mut self, texts: Option<&[String]>) {
        *self.bytes += texts.unwrap_or_default().iter().map(String::len).sum::<usize>();
        self.next().push_list(texts);
    }

    fn hashes(&mut self, row: Row<'_>) {
        if !self.has_hashes {
            return;
        }
        let hashes = row.hashes().map(|hashes| hashes.map(|hash| hash.to_string()));
        let Some(hashes) = hashes else { return self.no_hashes() };
        for hash in &hashes {
            self.text(Some(hash));
        }
    }

    fn no_hashes(&mut self) {
        if self.has_hashes {
            self.text(None);
            self.text(None);
        }
    }
}

/// Rows that wait to be appended to a [`ParquetWriter`](super::ParquetWriter), so that threads can make them. They are all kept.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::format::{Hashes, ParquetRows, ParquetWriter};
/// # use bitext::Locale;
/// let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let mut rows = ParquetRows::new(Hashes::None);
/// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut rows, &mut ())?;
/// let batch = rows.take();
/// assert!(rows.is_empty() && batch.len() == 1);
/// let mut writer = ParquetWriter::new(Vec::new(), Hashes::None)?;
/// writer.append(&batch)?;
/// assert!(writer.finish()?.starts_with(b"PAR1"));
/// # Ok::<(), bitext::Error>(())
/// ```
#[derive(Debug)]
pub struct ParquetRows {
    rows: Rows,
    page: PageFacts,
}

/// Rows with their columns; see [`ParquetRows`].
#[derive(Debug, Clone)]
pub struct ParquetBatch(pub(super) Rows);

impl ParquetBatch {
    /// The number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl ParquetRows {
    /// No rows yet.
    #[must_use]
    pub fn new(hashes: Hashes) -> Self {
        Self { rows: Rows::new(hashes), page: PageFacts::default() }
    }

    /// The number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of the texts of all rows.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.rows.bytes()
    }

    /// The rows so far; then there are none again.
    #[must_use]
    pub fn take(&mut self) -> ParquetBatch {
        let none = Rows::new(self.rows.hashes());
        ParquetBatch(std::mem::replace(&mut self.rows, none))
    }

    pub(super) const fn rows_mut(&mut self) -> &mut Rows {
        &mut self.rows
    }
}

impl UnitWriter for ParquetRows {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.page = PageFacts::of(page);
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        self.rows.push(Row::new(&self.page, unit));
        Ok(Written::Whole)
    }

    fn end(&mut self, error: Option<&str>) -> io::Result<()> {
        if let Some(error) = error {
            self.rows.push_error(&self.page.path, error);
        }
        Ok(())
    }

    fn unreadable(&mut self, path: &str, error: &str) -> io::Result<()> {
        self.rows.push_error(path, error);
        Ok(())
    }
}
