//! What became of the edits of a run: counted, and in words.

use std::fmt;

use bitext::edit::Edit;
use bitext::merge::{Outcome, Verdict};

/// What became of an edit.
pub(super) struct EditOutcome {
    pub(super) outcome: Outcome,
    pub(super) fate: Fate,
    /// The target before, the new target, and the source; kept only where they are shown.
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) source: Option<String>,
}

/// What became of an edit in the end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// What the merge of its page says.
    Judged,
    /// It was taken, but its page could not be written.
    NotWritten,
}

impl EditOutcome {
    /// The outcome of an edit that comes to no page.
    pub(super) fn without_page(edit: &Edit, verdict: Verdict) -> Self {
        let mut outcome = Outcome::unknown_path(edit);
        outcome.verdict = verdict;
        Self { outcome, fate: Fate::Judged, old: None, new: None, source: None }
    }

    /// A page could not be written, so what was to change has not.
    pub(super) fn fail(&mut self) {
        if matches!(self.outcome.verdict, Verdict::Changed | Verdict::Agreeing) {
            self.fate = Fate::NotWritten;
        }
    }

    /// Whether it was refused, by the merge or by what was asked for.
    pub(super) fn is_refused(&self) -> bool {
        self.fate == Fate::Judged && self.outcome.verdict.is_refused()
    }

    /// Whether the page has its new target now.
    pub(super) fn is_changed(&self) -> bool {
        self.fate == Fate::Judged && self.outcome.verdict == Verdict::Changed
    }

    /// The stable word, and what it says.
    pub(super) fn words(&self) -> (&'static str, &'static str) {
        match self.fate {
            Fate::Judged => self.outcome.messages().next().unwrap_or_default(),
            Fate::NotWritten => ("not-written", "is in a page that could not be written; the old target is kept"),
        }
    }
}

/// How many edits have come to what.
#[derive(Default)]
pub(super) struct OutcomeCounts {
    changed: u64,
    agreeing: u64,
    unchanged: u64,
    untranslated: u64,
    not_approved: u64,
    refused: u64,
    not_written: u64,
    unmatched: u64,
}

impl OutcomeCounts {
    pub(super) fn add(&mut self, judged: &EditOutcome) {
        let count = match (judged.fate, judged.outcome.verdict) {
            (Fate::NotWritten, _) => &mut self.not_written,
            (_, Verdict::NotApproved) => &mut self.not_approved,
            (_, Verdict::Changed) => &mut self.changed,
            (_, Verdict::Agreeing) => &mut self.agreeing,
            (_, Verdict::Unchanged) => &mut self.unchanged,
            (_, Verdict::Untranslated) => &mut self.untranslated,
            (_, Verdict::UnknownPath) => &mut self.unmatched,
            _ => &mut self.refused,
        };
        *count += 1;
    }

    pub(super) fn has_refused(&self) -> bool {
        self.refused + self.unmatched > 0
    }

    /// All of them.
    pub(super) fn total(&self) -> u64 {
        self.changed
            + self.agreeing
            + self.unchanged
            + self.untranslated
            + self.not_approved
            + self.refused
            + self.not_written
            + self.unmatched
    }
}

/// `3 edits: 1 changed, 1 refused, 1 unmatched`; what there is none of is left out, but for the changed and the refused.
impl fmt::Display for OutcomeCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        write!(f, "{total} {}: {} changed", if total == 1 { "edit" } else { "edits" }, self.changed)?;
        let others = [
            (self.agreeing, "agreeing"),
            (self.unchanged, "unchanged"),
            (self.untranslated, "untranslated"),
            (self.not_approved, "not approved"),
            (self.not_written, "not written"),
        ];
        for (number, word) in others.into_iter().filter(|(number, _)| *number > 0) {
            write!(f, ", {number} {word}")?;
        }
        write!(f, ", {} refused", self.refused)?;
        if self.unmatched > 0 { write!(f, ", {} unmatched", self.unmatched) } else { Ok(()) }
    }
}
