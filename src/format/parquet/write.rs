//! Rows into row groups.

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use parquet::errors::ParquetError;
use parquet::file::writer::SerializedFileWriter;

use super::rows::{Hashes, ParquetBatch, ParquetRows, Rows};
use super::schema::{properties, schema};
use crate::format::writer::{Page, UnitWriter, Written};
use crate::place::LocatedUnit;

/// A row group holds at most so many rows, but for those that are appended at once.
const ROWS: usize = 128 << 10;

/// A row group is written when its texts take so many bytes.
const BYTES: usize = 64 << 20;

/// Writes Parquet: a row per unit, and one per page that could not be read. The columns are those of
/// [`Record`](crate::format::Record), the hashes if they are asked for, and `error`:
///
/// | column | type | null |
/// |---|---|---|
/// | `path` | string | never |
/// | `id`, `target`, `source_locale`, `context` | string | in an error row |
/// | `source`, `target_locale`, `translation_type` | string | as in JSON |
/// | `index`, `line`, `column`, `byte_start`, `byte_end` | int64 | in an error row; `index` also of a string that the page hides |
/// | `heading` | list of strings | in an error row |
/// | `merged` | boolean | in an error row |
/// | `segment` | int64 | but for a sentence |
/// | `source_hash`, `pair_hash` | string | without a source |
/// | `error` | string | but in an error row, which has `path` and `error` alone |
///
/// Types do not depend on what the first rows hold. Columns whose values repeat are dictionary-encoded, data pages are zstd. A
/// row group ends at 131,072 rows or 64 MiB of texts, whichever comes first, so memory does not grow with the corpus.
///
/// An output without units is a file with columns and no rows. A file that was neither [closed](UnitWriter::close) nor
/// [finished](Self::finish) has no footer, so no reader takes it.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::format::{Hashes, ParquetWriter};
/// # use bitext::Locale;
/// let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let mut writer = ParquetWriter::new(Vec::new(), Hashes::None)?;
/// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
/// let file = writer.finish()?;
/// assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
/// # Ok::<(), bitext::Error>(())
/// ```
#[must_use]
pub struct ParquetWriter<W: Write + Send> {
    out: SerializedFileWriter<InnerOutput<W>>,
    rows: ParquetRows,
    is_closed: bool,
}

/// The output until it is given back: the writer of the library can only be closed or taken apart, not both.
struct InnerOutput<W>(Option<W>);

impl<W: Write> Write for InnerOutput<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.as_mut().map_or(Ok(bytes.len()), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl<W: Write + Send> fmt::Debug for ParquetWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParquetWriter").field("waiting", &self.rows.len()).finish_non_exhaustive()
    }
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Writes to `out`, a row group at a time.
    ///
    /// # Errors
    /// Those of the output.
    pub fn new(out: W, hashes: Hashes) -> io::Result<Self> {
        let schema = schema(hashes == Hashes::Included).map_err(into_io)?;
        let out = SerializedFileWriter::new(InnerOutput(Some(out)), schema, Arc::new(properties())).map_err(into_io)?;
        Ok(Self { out, rows: ParquetRows::new(hashes), is_closed: false })
    }

    /// The output.
    #[allow(clippy::missing_panics_doc, reason = "the output is there as long as the writer is")]
    pub fn get_ref(&self) -> &W {
        self.out.inner().0.as_ref().expect("only `finish` takes the output, and takes the writer with it")
    }

    /// Appends rows that were made on another thread.
    ///
    /// # Errors
    /// Those of the output, and [`io::ErrorKind::InvalidInput`] for rows with hashes where this writer has none, or without where
    /// it has some.
    pub fn append(&mut self, batch: &ParquetBatch) -> io::Result<()> {
        let waiting = self.rows.rows_mut();
        if batch.0.hashes() != waiting.hashes() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the rows have other columns than the output"));
        }
        let (rows, bytes) = (waiting.len() + batch.len(), waiting.bytes() + batch.0.bytes());
        if rows > ROWS || bytes > BYTES {
            self.write_group()?;
        }
        self.rows.rows_mut().append(&batch.0);
        self.write_group_if_full()
    }

    /// Writes the last rows and the footer, and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.close()?;
        self.out.inner_mut().0.take().ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    fn write_group_if_full(&mut self) -> io::Result<()> {
        if self.rows.len() < ROWS && self.rows.bytes() < BYTES { Ok(()) } else { self.write_group() }
    }

    fn write_group(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        write_columns(&mut self.out, self.rows.rows_mut()).map_err(into_io)
    }
}

fn write_columns<W: Write + Send>(
    out: &mut SerializedFileWriter<InnerOutput<W>>,
    rows: &mut Rows,
) -> Result<(), ParquetError> {
    let mut group = out.next_row_group()?;
    for column in rows.columns_mut() {
        let missing = || ParquetError::General("the schema has fewer columns than a row".to_owned());
        let mut writer = group.next_column()?.ok_or_else(missing)?;
        column.write(&mut writer)?;
        writer.close()?;
    }
    group.close()?;
    rows.begin_again();
    Ok(())
}

impl<W: Write + Send> UnitWriter for ParquetWriter<W> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.rows.begin(page)
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let written = self.rows.unit(unit)?;
        self.write_group_if_full()?;
        Ok(written)
    }

    fn end(&mut self, error: Option<&str>) -> io::Result<()> {
        self.rows.end(error)?;
        self.write_group_if_full()
    }

    fn unreadable(&mut self, path: &str, error: &str) -> io::Result<()> {
        self.rows.unreadable(path, error)?;
        self.write_group_if_full()
    }

    fn close(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.is_closed, true) {
            return Ok(());
        }
        self.write_group()?;
        self.out.finish().map(drop).map_err(into_io)
    }
}

fn into_io(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}
