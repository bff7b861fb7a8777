//! What a merge of edits would do, for a review before it is done.

use super::data::{ReviewDocument, ReviewEdit};
use crate::document::Document;
use crate::edit::Edits;
use crate::merge::{Outcome, Verdict};

impl ReviewDocument<'_> {
    /// Adds what a merge of `edits` does to `document`, of which this is the review: to each unit that has a new target,
    /// the target; to each whose edit is refused, the text that was wanted and why not. Edits of no unit are notes of the
    /// document. Edits that change nothing are left out.
    pub fn add_edits(&mut self, edits: &Edits, document: &Document<'_>) {
        let merged = edits.merge(self.path, document);
        for outcome in merged.outcomes() {
            let message = message(outcome);
            let Some(unit) = outcome.unit_index.and_then(|unit| self.units.get_mut(unit)) else {
                self.notes.push(format!("edit of unit {}: {message}", outcome.id));
                continue;
            };
            let wanted = match outcome.verdict {
                Verdict::Changed => outcome.target.as_deref(),
                verdict if verdict.is_refused() => outcome.wanted.as_deref(),
                _ => continue,
            };
            // Of several edits the one that is taken counts.
            let is_taken = outcome.verdict == Verdict::Changed;
            if is_taken || unit.edit.is_none() {
                unit.edit = Some(ReviewEdit::new(wanted.unwrap_or(unit.target).to_owned(), message));
            }
        }
    }
}

/// The verdict and the notes in words: `refused: has another source than when the edit was made`.
fn message(outcome: &Outcome) -> String {
    let mut words = String::from(if outcome.verdict.is_refused() { "refused" } else { "taken" });
    let skipped = usize::from(!outcome.verdict.is_refused());
    for (number, (_, message)) in outcome.messages().skip(skipped).enumerate() {
        words.push_str(if number == 0 { ": " } else { "; " });
        words.push_str(message);
    }
    words
}
