//! Annotations of a workflow run on GitHub.
//!
//! ```text
//! ::error file=docs/a.md,line=12,endLine=12,col=7,endColumn=9,title=broken-markup::unit 407fb-104: ...
//! ```
//! Source: "Workflow commands for GitHub Actions", Setting an error message. In values `%`, CR and LF are escaped, in
//! properties also `:` and `,`.

use std::io::{self, Write};

use super::finding::{FindingWriter, PageFinding};
use crate::check::rule::Level;

/// Writes workflow commands.
#[derive(Debug)]
#[must_use]
pub struct GithubReport<W: Write> {
    output: W,
}

impl<W: Write> GithubReport<W> {
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

impl<W: Write> FindingWriter for GithubReport<W> {
    fn finding(&mut self, finding: &PageFinding<'_>) -> io::Result<()> {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            _ => "notice",
        };
        let (start, end) = (finding.position, finding.end);
        write!(self.output, "::{command} file={},line={},endLine={}", property(&finding.path), start.line, end.line)?;
        write!(self.output, ",col={}", start.column)?;
        // Columns at the end are for annotations of one line.
        if start.line == end.line && end.column > start.column {
            write!(self.output, ",endColumn={}", end.column)?;
        }
        let unit = finding.unit.as_deref().filter(|_| finding.sides.is_some());
        let message = unit.map_or_else(|| finding.message.clone(), |unit| format!("unit {unit}: {}", finding.message));
        writeln!(self.output, ",title={}::{}", property(finding.code), value(&message))
    }

    fn close(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

fn value(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    value(text).replace(':', "%3A").replace(',', "%2C")
}
