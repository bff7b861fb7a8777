//! Parquet: parts that are joined as rows, since a file of it cannot be made of others.

use std::io::{self, Write};

use bitext::format::{Hashes, ParquetBatch, ParquetRows, ParquetWriter, UnitWriter};

use crate::cli::outputs::Output;

const fn hashes(has_hashes: bool) -> Hashes {
    if has_hashes { Hashes::Included } else { Hashes::None }
}

/// The rows of a page.
pub(super) struct RowBatch {
    rows: ParquetBatch,
    bytes: usize,
    has_hashes: bool,
}

impl RowBatch {
    /// Runs `export` with a writer that makes rows.
    #[allow(clippy::unnecessary_wraps, reason = "a build without Parquet has an error here")]
    pub(super) fn made_by<T>(
        has_hashes: bool,
        export: impl FnOnce(&mut dyn UnitWriter) -> T,
    ) -> io::Result<(T, Option<Self>)> {
        let mut rows = ParquetRows::new(hashes(has_hashes));
        let done = export(&mut rows);
        let bytes = rows.bytes();
        let rows = Some(rows.take()).filter(|rows| !rows.is_empty());
        Ok((done, rows.map(|rows| Self { rows, bytes, has_hashes })))
    }

    /// The bytes of the texts.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Writes a file of these rows alone.
    pub(super) fn write(&self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let mut writer = ParquetWriter::new(out, hashes(self.has_hashes))?;
        writer.append(&self.rows)?;
        writer.finish().map(drop)
    }
}

/// A file of the rows of many pages.
pub(super) struct RowOutput(ParquetWriter<Output>);

impl RowOutput {
    pub(super) fn new(out: Output, has_hashes: bool) -> io::Result<Self> {
        ParquetWriter::new(out, hashes(has_hashes)).map(Self)
    }

    pub(super) fn append(&mut self, batch: &RowBatch) -> io::Result<()> {
        self.0.append(&batch.rows)
    }

    /// What writes a page to it while that is read.
    pub(super) fn writer(&mut self) -> &mut dyn UnitWriter {
        &mut self.0
    }

    pub(super) fn finish(self) -> io::Result<Output> {
        self.0.finish()
    }
}

/// A writer of a file.
pub(super) fn row_writer<'w>(
    out: &'w mut (dyn Write + Send),
    has_hashes: bool,
) -> io::Result<Box<dyn UnitWriter + 'w>> {
    Ok(Box::new(ParquetWriter::new(out, hashes(has_hashes))?))
}
