//! What goes to standard error: findings, failures, how far it is, and the summary at the end.
//!
//! Findings and failures are `path:line:column: code: message` and `path: message`, the first 100 of each, then how
//! many more there were; notes do not use up the places of damage. A standard error that cannot be written to is no error.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use bitext::merge::Outcome;
use bitext::{Cursor, Diagnostic, Position, Severity};

/// How many of each kind of line are written out.
const SHOWN: u64 = 100;

/// How often the progress line changes.
const PACE: Duration = Duration::from_millis(100);

/// Writes to standard error.
pub(crate) struct Report {
    is_quiet: bool,
    damage: u64,
    notes: u64,
    failures: u64,
    progress: Option<Progress>,
}

struct Progress {
    since: Instant,
    is_shown: bool,
}

impl Report {
    /// A quiet one tells failures and nothing else. Only a terminal is shown progress.
    pub(crate) fn new(is_quiet: bool) -> Self {
        let shows_progress = !is_quiet && io::stderr().is_terminal();
        let progress = shows_progress.then(|| Progress { since: Instant::now(), is_shown: false });
        Self { is_quiet, damage: 0, notes: 0, failures: 0, progress }
    }

    /// Something odd in a page.
    pub(crate) fn finding(&mut self, name: &str, finding: &Diagnostic, position: Position) {
        let count = if finding.severity() == Severity::Damage { &mut self.damage } else { &mut self.notes };
        *count += 1;
        if !self.is_quiet && *count <= SHOWN {
            self.line(&format!("{}:{position}: {}: {finding}", shown(name), finding.code));
        }
    }

    /// Everything odd in a page, in the order of its places.
    pub(crate) fn findings(&mut self, name: &str, text: &str, findings: &[Diagnostic]) {
        let mut cursor = Cursor::new();
        for finding in findings {
            let start = usize::try_from(finding.span.start).unwrap_or(usize::MAX).min(text.len());
            let from = usize::try_from(cursor.offset()).unwrap_or(usize::MAX).min(start);
            cursor.pass(&text.as_bytes()[from..start]);
            self.finding(name, finding, cursor.position());
        }
    }

    /// What became of an edit, unless it was taken as it was: at the place of its unit, or else at its own.
    pub(crate) fn outcome(&mut self, name: &str, outcome: &Outcome) {
        let place = match (outcome.position, &outcome.origin, outcome.edit_position) {
            (Some(position), ..) => format!("{}:{position}", shown(name)),
            (None, Some(origin), Some(position)) => format!("{}:{position}", shown(origin)),
            _ => shown(name).into_owned(),
        };
        let skipped = usize::from(!outcome.verdict.is_refused());
        for (word, message) in outcome.messages().skip(skipped) {
            let count = if outcome.verdict.is_refused() { &mut self.damage } else { &mut self.notes };
            *count += 1;
            if !self.is_quiet && *count <= SHOWN {
                self.line(&format!("{place}: {word}: unit {} {message}", shown(&outcome.id)));
            }
        }
    }

    /// Something that could not be read or written. `message` may begin with the line and column.
    pub(crate) fn failure(&mut self, name: &str, message: &str) {
        self.failures += 1;
        if self.failures <= SHOWN {
            let separator = if message.starts_with(|c: char| c.is_ascii_digit()) { ":" } else { ": " };
            self.line(&format!("{}{separator}{message}", shown(name)));
        }
    }

    /// How many failures there were.
    pub(crate) fn failures(&self) -> u64 {
        self.failures
    }

    /// So many files are done.
    pub(crate) fn progress(&mut self, files: u64) {
        let Some(progress) = &mut self.progress else { return };
        if progress.since.elapsed() >= PACE {
            progress.since = Instant::now();
            progress.is_shown = true;
            let _ = write!(io::stderr(), "\r{files} files");
        }
    }

    /// The last lines: what was not shown, and the summary.
    pub(crate) fn finish(&mut self, summary: &str) {
        if self.failures > SHOWN {
            self.line(&format!("and {} more failures", self.failures - SHOWN));
        }
        if self.is_quiet {
            return;
        }
        let left_out = self.damage.saturating_sub(SHOWN) + self.notes.saturating_sub(SHOWN);
        if left_out > 0 {
            self.line(&format!("and {left_out} more findings"));
        }
        self.line(summary);
    }

    fn line(&mut self, line: &str) {
        let clear = match &mut self.progress {
            Some(progress) if progress.is_shown => {
                progress.is_shown = false;
                "\r\x1B[K"
            }
            _ => "",
        };
        let _ = writeln!(io::stderr(), "{clear}{line}");
    }
}

/// A name as it can be shown in a terminal: without control characters.
pub(crate) fn shown(name: &str) -> Cow<'_, str> {
    if name.contains(char::is_control) { name.replace(char::is_control, "\u{FFFD}").into() } else { name.into() }
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
