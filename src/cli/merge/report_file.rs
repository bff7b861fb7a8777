//! The file that `--report` names: a line of JSON for each edit.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use bitext::merge::Note;
use serde::Serialize;

use super::outcomes::EditOutcome;
use crate::cli::outputs::Output;
use crate::cli::stop::Stop;

/// Writes what became of each edit.
pub(super) struct ReportFile {
    place: PathBuf,
    out: BufWriter<Output>,
    error: Option<io::Error>,
}

/// One line.
#[derive(Serialize)]
struct OutcomeLine<'l> {
    path: &'l str,
    id: &'l str,
    outcome: &'l str,
    notes: &'l [Note],
    message: &'l str,
    line: Option<u64>,
    column: Option<u64>,
    byte_start: Option<u64>,
    byte_end: Option<u64>,
    edits: Option<&'l str>,
    edits_line: Option<u64>,
    edits_column: Option<u64>,
    old: Option<&'l str>,
    new: Option<&'l str>,
    source: Option<&'l str>,
}

impl ReportFile {
    /// Begins it; `-` is standard output.
    pub(super) fn create(place: &Path) -> Result<Self, Stop> {
        let output = Output::file_or_stdout(place).map_err(|error| Stop::beginning(place, error))?;
        Ok(Self { place: place.to_owned(), out: BufWriter::new(output), error: None })
    }

    /// Adds a line. An error is kept until the end, so that pages are merged all the same.
    pub(super) fn write(&mut self, path: &str, judged: &EditOutcome) {
        if self.error.is_some() {
            return;
        }
        let (outcome, message) = judged.words();
        let of = &judged.outcome;
        let line = OutcomeLine {
            path,
            id: &of.id,
            outcome,
            notes: &of.notes,
            message,
            line: of.position.map(|position| position.line),
            column: of.position.map(|position| position.column),
            byte_start: of.span.map(|span| span.start),
            byte_end: of.span.map(|span| span.end),
            edits: of.origin.as_deref(),
            edits_line: of.edit_position.map(|position| position.line),
            edits_column: of.edit_position.map(|position| position.column),
            old: judged.old.as_deref(),
            new: judged.new.as_deref(),
            source: judged.source.as_deref(),
        };
        let line = serde_json::to_string(&line).map_err(io::Error::from);
        self.error = line.and_then(|line| writeln!(self.out, "{line}")).err();
    }

    pub(super) fn finish(self) -> Result<(), Stop> {
        let Self { place, out, error } = self;
        let done = match error {
            Some(error) => Err(error),
            None => out.into_inner().map_err(io::IntoInnerError::into_error).and_then(Output::commit),
        };
        done.map_err(|error| Stop::output(Some(&place), error))
    }
}
