//! One JSON object per finding and line.

use std::io::{self, Write};

use serde::Serialize;

use super::finding::{FindingWriter, PageFinding};

/// A finding. Keys are only ever added.
#[derive(Debug, Serialize)]
struct Object<'a> {
    path: &'a str,
    /// 1-based, columns in characters.
    line: u64,
    column: u64,
    end_line: u64,
    end_column: u64,
    /// Bytes of the page.
    start: u64,
    end: u64,
    id: Option<&'a str>,
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    /// The rule that explains it.
    consequence_of: Option<&'a str>,
    source: Option<&'a str>,
    target: Option<&'a str>,
    /// Bytes of the source and of the target.
    source_range: Option<(usize, usize)>,
    target_range: Option<(usize, usize)>,
}

/// Writes JSON Lines.
///
/// The keys of a line, in this order: `path`, `line`, `column`, `end_line`, `end_column`, `start` and `end` (bytes of the
/// page), `id`, `rule`, `level`, `message`, `consequence_of`, `source`, `target`, `source_range`, `target_range` (bytes of the
/// texts). All are there in every line; what is not known is `null`.
#[derive(Debug)]
#[must_use]
pub struct JsonLinesReport<W: Write> {
    output: W,
}

impl<W: Write> JsonLinesReport<W> {
    /// A report to this output.
    pub const fn new(output: W) -> Self {
        Self { output }
    }

    /// The output.
    pub const fn get_ref(&self) -> &W {
        &self.output
    }

    /// Closes the report, and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.close()?;
        Ok(self.output)
    }
}

impl<W: Write> FindingWriter for JsonLinesReport<W> {
    fn finding(&mut self, finding: &PageFinding<'_>) -> io::Result<()> {
        let sides = finding.sides.as_ref();
        let object = Object {
            path: &finding.path,
            line: finding.position.line,
            column: finding.position.column,
            end_line: finding.end.line,
            end_column: finding.end.column,
            start: finding.span.start,
            end: finding.span.end,
            id: finding.unit.as_deref(),
            rule: finding.code,
            level: finding.level.as_str(),
            message: &finding.message,
            consequence_of: finding.consequence_of,
            source: sides.map(|sides| &*sides.source),
            target: sides.map(|sides| &*sides.target),
            source_range: sides.and_then(|sides| sides.source_range.as_ref().map(|range| (range.start, range.end))),
            target_range: sides.map(|sides| (sides.target_range.start, sides.target_range.end)),
        };
        serde_json::to_writer(&mut self.output, &object)?;
        self.output.write_all(b"\n")
    }

    fn close(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}
