//! Edits into a page: the way back, with nothing lost.
//!
//! [`Edits::merge`](crate::import::Edits::merge) writes a page with new targets. Laws: without edits it writes the page;
//! with edits, what it writes is read back as the page with those targets that it says have changed, and every other
//! byte stays. So an edit is refused, and the old target kept, if it would change anything else. Each edit has an
//! [`Outcome`].
//!
//! Accepted are reordered codes, new codes, missing codes, and codes that a file holds as plain text. What is refused,
//! and what is repaired and noted, is told by [`Verdict`] and [`Note`].
//!
//! What is left out: front matter (its title and description are no units), and everything that is not in a target.

mod codes;
mod doubled;
mod judge;
mod outcome;
mod place;

use std::collections::{HashMap, HashSet};
use std::io;

pub use outcome::{Note, Outcome, Verdict};

use crate::annotate::Annotator;
use crate::document::Document;
use crate::error::Result;
use crate::file_kind::FileKind;
use crate::import::{Edit, Edits};
use crate::part::{Part, TranslationUnit};
use crate::position::Position;
use judge::{Judged, Site, judge};
use place::{Lines, Place};

/// What a merge has come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Merged {
    /// What became of each edit of the page: first those of its units in the order in which these stand, then those
    /// that no unit has.
    pub outcomes: Vec<Outcome>,
}

impl Merged {
    /// How many edits have this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.verdict == verdict).count()
    }

    /// How many edits were refused.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.verdict.is_refused()).count()
    }
}

impl Edits {
    /// Writes the page with its edits: those whose path is `path`, or all if none has a path.
    ///
    /// # Errors
    /// Those of `out`. A refused edit is no error but an [`Outcome`].
    pub fn merge(&self, path: &str, document: &Document<'_>, mut out: impl io::Write) -> Result<Merged> {
        let mut merge = Merge::new(self.of_page(path).collect(), document);
        if merge.edits.is_empty() {
            out.write_all(document.text().as_bytes())?;
            return Ok(Merged::default());
        }
        merge.judge_all();
        merge.report_unknown();
        let text = merge.checked();
        out.write_all(text.as_deref().unwrap_or(document.text()).as_bytes())?;
        Ok(Merged { outcomes: merge.outcomes })
    }
}

/// The state of a merge.
struct Merge<'e, 'd, 'a> {
    document: &'d Document<'a>,
    edits: Vec<&'e Edit>,
    /// The edits of each id, until its unit comes.
    waiting: HashMap<&'e str, Vec<&'e Edit>>,
    /// The ids that several units have.
    repeated: HashSet<&'a str>,
    /// The new targets, by the places of their units.
    targets: Vec<(usize, String)>,
    outcomes: Vec<Outcome>,
}

impl<'e, 'd, 'a> Merge<'e, 'd, 'a> {
    fn new(edits: Vec<&'e Edit>, document: &'d Document<'a>) -> Self {
        let mut waiting: HashMap<&str, Vec<&Edit>> = HashMap::new();
        for edit in &edits {
            waiting.entry(edit.id()).or_default().push(edit);
        }
        let mut seen = HashSet::new();
        let ids = document.units().iter().map(|unit| unit.id.as_str());
        let repeated = ids.filter(|id| waiting.contains_key(id) && !seen.insert(*id)).collect();
        Self { document, edits, waiting, repeated, targets: Vec::new(), outcomes: Vec::new() }
    }

    /// Judges the edits of all units.
    fn judge_all(&mut self) {
        let (document, text) = (self.document, self.document.text());
        let kind = FileKind::of(text);
        let mut annotator = Annotator::new(kind);
        let mut lines = Lines::default();
        let mut parts = document.parts();
        let mut number = 0;
        while let Some(part) = parts.next() {
            let annotation = annotator.annotate(&part, parts.following());
            if let (Some(annotation), Part::Unit(unit)) = (annotation, part) {
                if let Some(edits) = self.waiting.remove(unit.id.as_str()) {
                    let place = Place { context: annotation.context, kind, line: lines.start() };
                    let following = self.following(&unit, number);
                    let site = Site { unit, place, following, settings: *document.settings() };
                    self.judge_unit(&edits, &site, number, annotation.position);
                }
                number += 1;
            }
            lines.pass(&part);
        }
    }

    /// The text behind a unit, with the opening of the next one.
    fn following(&self, unit: &TranslationUnit<'_>, number: usize) -> &'a str {
        let text = self.document.text();
        let offset = |at: u64| usize::try_from(at).unwrap_or(text.len()).min(text.len());
        let end = self.document.units().get(number + 1).map_or(text.len(), |next| offset(next.target_span().start));
        &text[offset(unit.span.end)..end]
    }

    /// Judges the edits of a unit: one, or several that are the same.
    fn judge_unit(&mut self, edits: &[&'e Edit], site: &Site<'a>, number: usize, position: Position) {
        let is_alone = edits.iter().all(|edit| edit.target == edits[0].target && edit.source == edits[0].source);
        let judged = if is_alone && !self.repeated.contains(site.unit.id.as_str()) {
            judge(edits[0], site)
        } else {
            Judged { result: Err(Verdict::RepeatedId), notes: Vec::new() }
        };
        let verdict = match judged.result {
            Ok(target) => {
                self.targets.push((number, target));
                Verdict::Changed
            }
            Err(verdict) => verdict,
        };
        let notes = if verdict.is_refused() { Vec::new() } else { judged.notes };
        for edit in edits {
            let mut outcome = Outcome::new(edit, verdict).at(&site.unit, position);
            outcome.notes.clone_from(&notes);
            self.outcomes.push(outcome);
        }
    }

    /// Tells of the edits that no unit has.
    fn report_unknown(&mut self) {
        let unknown = self.edits.iter().filter(|edit| self.waiting.contains_key(edit.id()));
        self.outcomes.extend(unknown.map(|edit| Outcome::new(edit, Verdict::UnknownId)));
    }

    /// The page with its new targets, if there are any. It is read once more: were it not what it should be, all of its
    /// edits would be refused.
    fn checked(&mut self) -> Option<String> {
        if self.targets.is_empty() {
            return None;
        }
        let text = self.rebuilt();
        if self.is_as_edited(&text) {
            return Some(text);
        }
        for outcome in &mut self.outcomes {
            if outcome.verdict == Verdict::Changed {
                outcome.verdict = Verdict::DoesNotParseBack;
                outcome.notes.clear();
            }
        }
        None
    }

    fn rebuilt(&self) -> String {
        let old = self.document.text();
        let units = self.document.units();
        let offset = |at: u64| usize::try_from(at).unwrap_or(old.len());
        let mut text = String::with_capacity(old.len());
        let mut at = 0;
        for (number, target) in &self.targets {
            let span = units[*number].target_span();
            text.push_str(&old[at..offset(span.start)]);
            text.push_str(target);
            at = offset(span.end);
        }
        text.push_str(&old[at..]);
        text
    }

    /// Whether `text` is read as the page with the new targets and no other difference.
    fn is_as_edited(&self, text: &str) -> bool {
        let rebuilt = Document::with_settings(text, self.document.settings());
        let (old, new) = (self.document.units(), rebuilt.units());
        let mut targets = self.targets.iter().peekable();
        let is_same = |number: usize, (old, new): (&TranslationUnit<'_>, &TranslationUnit<'_>)| {
            let edited = targets.next_if(|(of, _)| *of == number).map(|(_, target)| &**target);
            let target = edited.unwrap_or(old.target);
            let length = old.raw.len() - old.target.len() + target.len();
            new.target == target
                && (new.id, new.source, new.in_front_matter) == (old.id, old.source, old.in_front_matter)
                && new.raw.len() == length
        };
        let mut is_same = is_same;
        rebuilt.front_matter().is_some() == self.document.front_matter().is_some()
            && old.len() == new.len()
            && old.iter().zip(new).enumerate().all(|(number, pair)| is_same(number, pair))
    }
}
