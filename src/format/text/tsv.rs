//! Tab-separated values: plain lines, nothing quoted, no header.

use std::io::{self, Write};

use super::columns::{each_fact, each_hash};
use super::fold::{Tabs, push_folded};
use super::row::{PageFacts, Row};
use crate::format::buffer::Buffer;
use crate::format::writer::{Page, UnitWriter, Written};
use crate::place::LocatedUnit;

/// Writes TSV: a line per unit with source and target first, then the other columns of a JSON line, `segment`, and, if asked
/// for, `source_hash` and `pair_hash`.
///
/// Line ends and tabs are blanks, so each line splits at its tabs into the same number of fields. What is not known is an
/// empty field; headings are a JSON array.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::format::TsvWriter;
/// # use bitext::Locale;
/// let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let mut writer = TsvWriter::new(Vec::new());
/// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
/// let lines = writer.finish()?;
/// assert!(lines.starts_with(b"Hello\tSveiki\thello.md\t407fb-102\t0\ten-US\t\t\tparagraph\t[]\t1\t1\t"));
/// # Ok::<(), bitext::Error>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct TsvWriter<W: Write> {
    out: Buffer<W>,
    page: PageFacts,
    has_hashes: bool,
}

impl<W: Write> TsvWriter<W> {
    /// Writes to `out`, in large pieces.
    pub fn new(out: W) -> Self {
        Self { out: Buffer::new(out), page: PageFacts::default(), has_hashes: false }
    }

    /// With the columns `source_hash` and `pair_hash`; see [`crate::hash`].
    pub fn with_hashes(mut self) -> Self {
        self.has_hashes = true;
        self
    }

    /// The output.
    pub fn get_ref(&self) -> &W {
        self.out.get_ref()
    }

    /// Writes what ends the output, and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.close()?;
        self.out.into_inner()
    }
}

impl<W: Write> UnitWriter for TsvWriter<W> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.page = PageFacts::of(page);
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let row = Row::new(&self.page, unit);
        let out = &mut self.out.bytes;
        push_folded(out, unit.source.unwrap_or_default(), Tabs::Folded);
        out.push(b'\t');
        push_folded(out, unit.target, Tabs::Folded);
        let mut field = |value: &str| {
            out.push(b'\t');
            push_folded(out, value, Tabs::Folded);
        };
        each_fact(row, &mut field);
        if self.has_hashes {
            each_hash(row, &mut field);
        }
        out.push(b'\n');
        self.out.flush_if_full().map(|()| Written::Whole)
    }

    fn close(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
