//! The file that `--findings` names: all findings as JSON Lines, as many as there are.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use bitext::{Diagnostic, Position, Severity};
use serde::Serialize;

use crate::cli::outputs::Output;
use crate::cli::stop::Stop;

/// Writes findings.
pub(crate) struct FindingsFile {
    place: PathBuf,
    out: BufWriter<Output>,
    error: Option<io::Error>,
}

/// One line: `path line column byte_start byte_end severity code unit message`.
#[derive(Serialize)]
struct FindingLine<'l> {
    path: &'l str,
    line: u64,
    column: u64,
    byte_start: u64,
    byte_end: u64,
    severity: &'l str,
    code: String,
    unit: Option<&'l str>,
    message: String,
}

impl FindingsFile {
    /// Begins it; `-` is standard output.
    pub(crate) fn create(place: &Path) -> Result<Self, Stop> {
        let output = Output::file_or_stdout(place).map_err(|error| Stop::beginning(place, error))?;
        Ok(Self { place: place.to_owned(), out: BufWriter::new(output), error: None })
    }

    /// Adds a finding. An error is kept until the end, so that all else is done.
    pub(crate) fn write(&mut self, path: &str, finding: &Diagnostic, position: Position) {
        if self.error.is_some() {
            return;
        }
        let line = FindingLine {
            path,
            line: position.line,
            column: position.column,
            byte_start: finding.span.start,
            byte_end: finding.span.end,
            severity: severity(finding),
            code: finding.code.to_string(),
            unit: finding.unit.as_deref(),
            message: finding.to_string(),
        };
        let line = serde_json::to_string(&line).map_err(io::Error::from);
        self.error = line.and_then(|line| writeln!(self.out, "{line}")).err();
    }

    pub(crate) fn finish(self) -> Result<(), Stop> {
        let Self { place, out, error } = self;
        let done = match error {
            Some(error) => Err(error),
            None => out.into_inner().map_err(io::IntoInnerError::into_error).and_then(Output::commit),
        };
        done.map_err(|error| Stop::output(Some(&place), error))
    }
}

/// The severity in a word.
pub(super) fn severity(finding: &Diagnostic) -> &'static str {
    match finding.severity() {
        Severity::Damage => "damage",
        _ => "note",
    }
}
