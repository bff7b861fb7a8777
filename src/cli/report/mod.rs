//! What goes to standard error: findings, failures, how far it is, and the summary at the end.
//!
//! Findings are `path:line:column: severity: code: message`, failures `path: message`, the first 100 of each, then how
//! many more there were; notes do not use up the places of damage. A standard error that cannot be written to is no error.

mod color;
mod findings;
mod progress;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use bitext::{Cursor, Diagnostic, Position, Severity};

pub(crate) use color::{ColorChoice, Paint, Painter};
use findings::{FindingsFile, severity};
use progress::Progress;

use super::shown::{escaped, shown};
use super::stop::Stop;

/// How many of each kind of line are written out.
const SHOWN: u64 = 100;

/// The longest message, in characters.
const MESSAGE: usize = 1000;

/// How much to report.
#[derive(clap::Args)]
pub(crate) struct ReportArgs {
    /// Report only what could not be read or written: no findings, no summary
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Count also what was left out: hidden folders, files that are no pages, links to folders
    #[arg(short, long)]
    verbose: bool,
    /// When to write colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: ColorChoice,
}

impl ReportArgs {
    /// Whether only failures are reported.
    pub(crate) const fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Paints what goes to standard output.
    pub(crate) fn painter(&self) -> Painter {
        Painter::new(self.color, io::stdout().is_terminal())
    }
}

/// Where all findings go.
#[derive(clap::Args)]
pub(crate) struct FindingsArgs {
    /// Write all findings to this file (`-` for standard output), as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(crate) findings: Option<PathBuf>,
}

/// Writes to standard error.
pub(crate) struct Report {
    is_quiet: bool,
    is_verbose: bool,
    painter: Painter,
    damage: u64,
    notes: u64,
    failures: u64,
    progress: Option<Progress>,
    findings: Option<FindingsFile>,
}

impl Report {
    pub(crate) fn new(args: &ReportArgs) -> Self {
        Self {
            is_quiet: args.quiet,
            is_verbose: args.verbose,
            painter: Painter::new(args.color, io::stderr().is_terminal()),
            damage: 0,
            notes: 0,
            failures: 0,
            progress: None,
            findings: None,
        }
    }

    /// Opens the file of findings, once the arguments are known to fit together.
    pub(crate) fn keep_findings(&mut self, args: &FindingsArgs) -> Result<(), Stop> {
        self.findings = args.findings.as_deref().map(FindingsFile::create).transpose()?;
        Ok(())
    }

    /// Shows how far it is, of so many files, on a terminal.
    pub(crate) fn begin(&mut self, files: usize) {
        if !self.is_quiet && files > 1 && io::stderr().is_terminal() {
            self.progress = Some(Progress::new(files as u64));
        }
    }

    /// A finding in a page.
    pub(crate) fn finding(&mut self, name: &str, finding: &Diagnostic, position: Position) {
        if let Some(file) = &mut self.findings {
            file.write(name, finding, position);
        }
        let is_damage = finding.severity() == Severity::Damage;
        if self.may_show(is_damage) {
            let message = format!("{}: {finding}", finding.code);
            self.located(&format!("{}:{position}", shown(name)), severity(finding), is_damage, &message);
        }
    }

    /// Something about an edit, at `place`: that it was refused, or a note.
    pub(crate) fn edit(&mut self, place: &str, is_refused: bool, message: &str) {
        if self.may_show(is_refused) {
            self.located(place, if is_refused { "refused" } else { "note" }, is_refused, message);
        }
    }

    /// Counts a line of damage or a note; whether it is among those that are shown.
    fn may_show(&mut self, is_damage: bool) -> bool {
        let count = if is_damage { &mut self.damage } else { &mut self.notes };
        *count += 1;
        !self.is_quiet && *count <= SHOWN
    }

    fn located(&mut self, place: &str, kind: &str, is_bad: bool, message: &str) {
        let place = self.painter.paint(Paint::Place, place);
        let kind = self.painter.paint(if is_bad { Paint::Bad } else { Paint::Note }, kind);
        self.line(&format!("{place}: {kind}: {}", escaped(message, MESSAGE)));
    }

    /// Something that could not be read or written. `message` may begin with the line and column.
    pub(crate) fn failure(&mut self, name: &str, message: &str) {
        self.failures += 1;
        if self.failures <= SHOWN {
            let separator = if message.starts_with(|c: char| c.is_ascii_digit()) { ":" } else { ": " };
            let name = self.painter.paint(Paint::Place, &shown(name));
            self.line(&format!("{name}{separator}{}", escaped(message, MESSAGE)));
        }
    }

    /// How many failures there were.
    pub(crate) fn failures(&self) -> u64 {
        self.failures
    }

    /// Something worth knowing about the whole run.
    pub(crate) fn remark(&mut self, message: &str) {
        if !self.is_quiet {
            self.line(message);
        }
    }

    /// Something for `--verbose`.
    pub(crate) fn detail(&mut self, message: &str) {
        if self.is_verbose {
            self.line(message);
        }
    }

    /// A file of so many bytes is done.
    pub(crate) fn progress(&mut self, bytes: usize) {
        if let Some(progress) = &mut self.progress {
            progress.file(bytes as u64);
        }
    }

    /// The last lines: what was not shown, and the summary.
    ///
    /// # Errors
    /// That of the file of findings.
    pub(crate) fn finish(&mut self, summary: &str) -> Result<(), Stop> {
        if let Some(progress) = self.progress.take() {
            progress.finish();
        }
        if self.failures > SHOWN {
            self.line(&format!("and {} more failures", self.failures - SHOWN));
        }
        let left_out = self.damage.saturating_sub(SHOWN) + self.notes.saturating_sub(SHOWN);
        if left_out > 0 {
            self.remark(&format!("and {left_out} more findings"));
        }
        self.remark(summary);
        self.findings.take().map_or(Ok(()), FindingsFile::finish)
    }

    fn line(&mut self, line: &str) {
        let write = || {
            let _ = writeln!(io::stderr(), "{line}");
        };
        match &self.progress {
            Some(progress) => progress.suspend(write),
            None => write(),
        }
    }
}

/// Findings in a text, in the order of their places, with their lines and columns.
pub(crate) fn located(text: &str, findings: &[Diagnostic]) -> Vec<(Diagnostic, Position)> {
    let mut cursor = Cursor::new();
    let locate = |finding: &Diagnostic| {
        let start = usize::try_from(finding.span.start).unwrap_or(usize::MAX).min(text.len());
        let from = usize::try_from(cursor.offset()).unwrap_or(usize::MAX).min(start);
        cursor.pass(&text.as_bytes()[from..start]);
        (finding.clone(), cursor.position())
    };
    findings.iter().map(locate).collect()
}
