//! The edits of one page: each is judged by itself, then those that are good for their units are put together.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::judge::{Judged, Site, judge};
use super::outcome::{Outcome, Verdict};
use crate::document::Document;
use crate::edit::{Edit, Edits};
use crate::markup::Markup;
use crate::part::TranslationUnit;
use crate::place::Locator;

/// How often the whole page is read again to find the edits that do not go together with the rest. What is not known to be
/// good by then is refused.
const CHECKS: usize = 256;

/// A page with its edits; made by [`Edits::merge`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Merged<'d> {
    text: Cow<'d, str>,
    outcomes: Vec<Outcome>,
    unmatched: usize,
}

impl Merged<'_> {
    /// The page with its new targets.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the page has a new target.
    #[must_use]
    pub const fn is_changed(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }

    /// What became of each edit of the page: first those of its units in the order of these, then those that no unit has.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// How many edits were not for this page.
    #[must_use]
    pub const fn unmatched(&self) -> usize {
        self.unmatched
    }

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
    /// Gives the page with its edits: those that name the page `path`, and those that name none. A refused edit is no error
    /// but an [`Outcome`].
    pub fn merge<'d>(&self, path: &str, document: &'d Document<'_>) -> Merged<'d> {
        let edits: Vec<&Edit> = self.of_page(path).collect();
        let unmatched = self.len() - edits.len();
        let mut merge = PageMerge::new(&edits, document);
        if !edits.is_empty() {
            merge.judge_all();
            merge.report_unknown(&edits);
            merge.settle();
        }
        let text = if merge.targets.is_empty() {
            Cow::Borrowed(document.text())
        } else {
            Cow::Owned(merge.rebuilt(&merge.targets))
        };
        Merged { text, outcomes: merge.outcomes, unmatched }
    }
}

/// A new target for a unit, by the unit's place in the document.
#[derive(Debug, Clone)]
struct NewTarget {
    unit: usize,
    text: String,
}

/// The state of a merge.
struct PageMerge<'e, 'd, 'a> {
    document: &'d Document<'a>,
    /// The edits of each id, until its unit comes.
    waiting: HashMap<&'e str, Vec<&'e Edit>>,
    /// The ids that several units have.
    repeated: HashSet<&'a str>,
    /// In the order of their units.
    targets: Vec<NewTarget>,
    outcomes: Vec<Outcome>,
}

impl<'e, 'd, 'a> PageMerge<'e, 'd, 'a> {
    fn new(edits: &[&'e Edit], document: &'d Document<'a>) -> Self {
        let mut waiting: HashMap<&str, Vec<&Edit>> = HashMap::new();
        for edit in edits {
            waiting.entry(edit.id()).or_default().push(edit);
        }
        let mut seen = HashSet::new();
        let ids = document.units().iter().map(|unit| unit.id.as_str());
        let repeated = ids.filter(|id| waiting.contains_key(id) && !seen.insert(*id)).collect();
        Self { document, waiting, repeated, targets: Vec::new(), outcomes: Vec::new() }
    }

    /// Judges the edits of all units.
    fn judge_all(&mut self) {
        let document = self.document;
        let mut locator = Locator::new(document.text(), document.settings().markup);
        for (number, unit) in document.units().iter().enumerate() {
            let located = locator.locate(*unit);
            let Some(edits) = self.waiting.remove(unit.id.as_str()) else { continue };
            let following = self.following(unit, number);
            let site = Site { unit: &located, following, settings: *document.settings() };
            self.judge_unit(&edits, &site, number);
        }
    }

    /// The text after a unit, with the opening of the next one.
    fn following(&self, unit: &TranslationUnit<'_>, number: usize) -> &'a str {
        let text = self.document.text();
        let offset = |at: u64| usize::try_from(at).unwrap_or(text.len()).min(text.len());
        let end = self.document.units().get(number + 1).map_or(text.len(), |next| offset(next.target_span().start));
        &text[offset(unit.span.end)..end]
    }

    /// Judges the edits of a unit. Those that change nothing contradict none; those that give the same target agree.
    fn judge_unit(&mut self, edits: &[&'e Edit], site: &Site<'_>, number: usize) {
        let unit = &site.unit.unit;
        let is_repeated = self.repeated.contains(unit.id.as_str());
        let judged: Vec<Judged> = edits
            .iter()
            .map(|edit| if is_repeated { Judged::refused(Verdict::RepeatedId) } else { judge(edit, site) })
            .collect();
        let mut targets = judged.iter().filter_map(|judged| judged.result.as_ref().ok());
        let first = targets.next().cloned();
        let is_contradicted = targets.any(|target| Some(target) != first.as_ref());
        let position = site.unit.place.position();
        let mut is_first = true;
        for (edit, judged) in edits.iter().zip(judged) {
            let verdict = match judged.result {
                Ok(_) if is_contradicted => Verdict::RepeatedId,
                Ok(_) if std::mem::take(&mut is_first) => Verdict::Changed,
                Ok(_) => Verdict::Agreeing,
                Err(verdict) => verdict,
            };
            let mut outcome = Outcome::new(edit, verdict).at(unit, number, position);
            if !verdict.is_refused() {
                outcome.notes = judged.notes;
            }
            if verdict == Verdict::Changed {
                outcome.target = first.as_deref().map(Box::from);
            }
            self.outcomes.push(outcome);
        }
        if let Some(text) = first.filter(|_| !is_contradicted) {
            self.targets.push(NewTarget { unit: number, text });
        }
    }

    /// Adds the outcomes of the edits that no unit has.
    fn report_unknown(&mut self, edits: &[&'e Edit]) {
        let unknown = edits.iter().filter(|edit| self.waiting.contains_key(edit.id()));
        self.outcomes.extend(unknown.map(|edit| Outcome::new(edit, Verdict::UnknownId)));
    }

    /// Keeps the new targets with which the page is read as it was edited, and refuses the others.
    fn settle(&mut self) {
        let candidates = std::mem::take(&mut self.targets);
        let mut checks = CHECKS;
        let mut kept = Vec::with_capacity(candidates.len());
        self.keep(candidates, &mut kept, &mut checks);
        let is_kept: HashSet<usize> = kept.iter().map(|target| target.unit).collect();
        for outcome in &mut self.outcomes {
            let is_lost = outcome.unit_index.is_some_and(|unit| !is_kept.contains(&unit));
            if is_lost && matches!(outcome.verdict, Verdict::Changed | Verdict::Agreeing) {
                outcome.verdict = Verdict::DoesNotParseBack;
                outcome.target = None;
                outcome.notes.clear();
            }
        }
        self.targets = kept;
    }

    /// Adds those of `candidates` to `kept` that go together with it. All are tried at once, and halves where that fails.
    fn keep(&self, mut candidates: Vec<NewTarget>, kept: &mut Vec<NewTarget>, checks: &mut usize) {
        if candidates.is_empty() || *checks == 0 {
            return;
        }
        *checks -= 1;
        let count = kept.len();
        kept.append(&mut candidates);
        if self.is_as_edited(kept) {
            return;
        }
        let mut candidates = kept.split_off(count);
        if candidates.len() > 1 {
            let later = candidates.split_off(candidates.len() / 2);
            self.keep(candidates, kept, checks);
            self.keep(later, kept, checks);
        }
    }

    fn rebuilt(&self, targets: &[NewTarget]) -> String {
        let old = self.document.text();
        let units = self.document.units();
        let offset = |at: u64| usize::try_from(at).unwrap_or(old.len());
        let mut text = String::with_capacity(old.len());
        let mut at = 0;
        for target in targets {
            let span = units[target.unit].target_span();
            text.push_str(&old[at..offset(span.start)]);
            text.push_str(&target.text);
            at = offset(span.end);
        }
        text.push_str(&old[at..]);
        text
    }

    /// Whether the page with these targets is read as that, with no other difference.
    fn is_as_edited(&self, targets: &[NewTarget]) -> bool {
        let text = self.rebuilt(targets);
        let rebuilt = Document::with_settings(&text, self.document.settings());
        let (old, new) = (self.document.units(), rebuilt.units());
        let mut targets = targets.iter().peekable();
        let mut is_same = |number: usize, old: &TranslationUnit<'_>, new: &TranslationUnit<'_>| {
            let edited = targets.next_if(|target| target.unit == number).map(|target| &*target.text);
            let target = edited.unwrap_or(old.target);
            let length = old.raw.len() - old.target.len() + target.len();
            new.target == target
                && (new.id, new.source, new.in_front_matter) == (old.id, old.source, old.in_front_matter)
                && new.raw.len() == length
        };
        // That of an HTML page is in its head, which no edit reaches.
        let has_front_matter = |document: &Document<'_>| {
            document.settings().markup == Markup::Markdown && document.front_matter().is_some()
        };
        has_front_matter(&rebuilt) == has_front_matter(self.document)
            && old.len() == new.len()
            && old.iter().zip(new).enumerate().all(|(number, (old, new))| is_same(number, old, new))
    }
}
