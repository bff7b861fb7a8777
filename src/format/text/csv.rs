//! Comma-separated values (RFC 4180), with a header.

use std::io::{self, Write};

use memchr::memchr3;

use super::columns::{FACTS, HASHES, each_fact, each_hash};
use super::row::{PageFacts, Row};
use crate::format::buffer::Buffer;
use crate::format::writer::{Page, UnitWriter, Written};
use crate::place::LocatedUnit;

/// Writes CSV: a header, then a record per unit with `source` and `target` first, then the other columns of a JSON line,
/// `segment`, and, if asked for, `source_hash` and `pair_hash`.
///
/// A field with a comma, a quote or a line end is quoted, and quotes in it are doubled (RFC 4180, section 2); texts are as they
/// are, line ends included. Records end with `\n` alone, as all outputs of this crate do. What is not known is an empty
/// field; headings are a JSON array. An output without units holds the header.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::format::CsvWriter;
/// # use bitext::Locale;
/// let page = "<span data-ttu-id=\"407fb-102\">Jā, \"labi\"</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Yes</span></span>\n";
/// let mut writer = CsvWriter::new(Vec::new());
/// Export::new("yes.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
/// let records = writer.finish()?;
/// let records = String::from_utf8(records)?;
/// assert!(records.starts_with("source,target,path,id,"));
/// assert!(records.contains("\nYes,\"Jā, \"\"labi\"\"\",yes.md,407fb-102,0,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct CsvWriter<W: Write> {
    out: Buffer<W>,
    page: PageFacts,
    has_hashes: bool,
    /// Until it is written.
    has_header: bool,
}

impl<W: Write> CsvWriter<W> {
    /// Writes to `out`, in large pieces.
    pub fn new(out: W) -> Self {
        Self { out: Buffer::new(out), page: PageFacts::default(), has_hashes: false, has_header: true }
    }

    /// With the columns `source_hash` and `pair_hash`; see [`crate::hash`].
    pub fn with_hashes(mut self) -> Self {
        self.has_hashes = true;
        self
    }

    /// Without a header, for an output that has one already.
    pub fn without_header(mut self) -> Self {
        self.has_header = false;
        self
    }

    fn push_header(&mut self) {
        if std::mem::take(&mut self.has_header) {
            let hashes: &[&str] = if self.has_hashes { &HASHES } else { &[] };
            let out = &mut self.out.bytes;
            out.extend_from_slice(b"source,target");
            for name in FACTS.iter().chain(hashes) {
                out.push(b',');
                out.extend_from_slice(name.as_bytes());
            }
            out.push(b'\n');
        }
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

impl<W: Write> UnitWriter for CsvWriter<W> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.push_header();
        self.page = PageFacts::of(page);
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let row = Row::new(&self.page, unit);
        let out = &mut self.out.bytes;
        push_field(out, unit.source.unwrap_or_default());
        out.push(b',');
        push_field(out, unit.target);
        let mut field = |value: &str| {
            out.push(b',');
            push_field(out, value);
        };
        each_fact(row, &mut field);
        if self.has_hashes {
            each_hash(row, &mut field);
        }
        out.push(b'\n');
        self.out.flush_if_full().map(|()| Written::Whole)
    }

    fn close(&mut self) -> io::Result<()> {
        self.push_header();
        self.out.flush()
    }
}

fn push_field(out: &mut Vec<u8>, field: &str) {
    let bytes = field.as_bytes();
    if memchr3(b'"', b',', b'\n', bytes).is_none() && !bytes.contains(&b'\r') {
        out.extend_from_slice(bytes);
        return;
    }
    out.push(b'"');
    for (index, piece) in field.split('"').enumerate() {
        if index > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(piece.as_bytes());
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        for (field, expect) in [
            ("", ""),
            ("a b", "a b"),
            ("a,b", "\"a,b\""),
            ("a\nb", "\"a\nb\""),
            ("a\rb", "\"a\rb\""),
            ("\"", "\"\"\"\""),
            ("a\"b\"", "\"a\"\"b\"\"\""),
        ] {
            let mut out = Vec::new();
            push_field(&mut out, field);
            assert_eq!(String::from_utf8(out).unwrap(), expect);
        }
    }
}
