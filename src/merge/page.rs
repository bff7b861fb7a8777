//! The edits of one page: each is judged by itself, then those that are good for their units are put together.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::check::{PageCheck, rebuilt};
use super::judge::{Judged, Site, judge};
use super::new_target::NewTarget;
use super::options::MergeOptions;
use super::outcome::{Note, Outcome, Verdict};
use super::target_blocks::ViewChange;
use crate::document::Document;
use crate::edit::{Edit, Edits};
use crate::locale::Locale;
use crate::part::TranslationUnit;
use crate::place::Locator;

/// How often the whole page is read again at most to find the edits that do not go together with the rest, and how many
/// bytes may be read for that in a page for which this is more. What is not known to be good by then is refused.
const CHECKS: usize = 256;
const CHECKED_BYTES: usize = 64 << 20;

/// How many different edits of one unit are judged; more than that are refused, and make all of them repeated.
const DIFFERENT: usize = 256;

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
        self.merge_with(path, document, MergeOptions::new())
    }

    /// Gives the page with those of its edits that `options` let through; see [`merge`](Self::merge).
    pub fn merge_with<'d>(&self, path: &str, document: &'d Document<'_>, options: MergeOptions) -> Merged<'d> {
        let edits: Vec<&Edit> = self.of_page(path).collect();
        let unmatched = self.len() - edits.len();
        let mut merge = PageMerge::new(&edits, document, options);
        if !edits.is_empty() {
            merge.judge_all();
            merge.report_unknown(&edits);
            merge.settle();
            merge.keep_wanted();
        }
        let text = if merge.targets.is_empty() {
            Cow::Borrowed(document.text())
        } else {
            Cow::Owned(rebuilt(document, &merge.targets))
        };
        Merged { text, outcomes: merge.outcomes, unmatched }
    }
}

/// The state of a merge.
struct PageMerge<'e, 'd, 'a> {
    document: &'d Document<'a>,
    /// The edits of each id, until its unit comes.
    waiting: HashMap<&'e str, Vec<&'e Edit>>,
    /// The ids that several units have, with the targets of these.
    repeated: HashMap<&'a str, HashSet<&'a str>>,
    /// In the order of their units.
    targets: Vec<NewTarget>,
    outcomes: Vec<Outcome>,
    /// The edit of each outcome.
    judged: Vec<&'e Edit>,
    options: MergeOptions,
}

impl<'e, 'd, 'a> PageMerge<'e, 'd, 'a> {
    fn new(edits: &[&'e Edit], document: &'d Document<'a>, options: MergeOptions) -> Self {
        let mut waiting: HashMap<&str, Vec<&Edit>> = HashMap::new();
        for edit in edits {
            waiting.entry(edit.id()).or_default().push(edit);
        }
        let mut seen = HashSet::new();
        let ids = document.units().iter().map(|unit| unit.id.as_str());
        let again = ids.filter(|id| waiting.contains_key(id) && !seen.insert(*id));
        let mut repeated: HashMap<_, HashSet<_>> = again.map(|id| (id, HashSet::new())).collect();
        if !repeated.is_empty() {
            for unit in document.units() {
                if let Some(targets) = repeated.get_mut(unit.id.as_str()) {
                    targets.insert(unit.target);
                }
            }
        }
        Self { document, waiting, repeated, targets: Vec::new(), outcomes: Vec::new(), judged: Vec::new(), options }
    }

    /// Judges the edits of all units.
    fn judge_all(&mut self) {
        let document = self.document;
        let mut locator = Locator::new(document.text(), document.settings().markup);
        let locale = document.locale().map(Locale::as_written);
        for (number, unit) in document.units().iter().enumerate() {
            let located = locator.locate(*unit);
            let Some(edits) = self.waiting.remove(unit.id.as_str()) else { continue };
            let following = self.following(unit, number);
            let site =
                Site { unit: &located, following, settings: *document.settings(), locale, options: self.options };
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
        let targets = self.repeated.get(unit.id.as_str());
        // What a unit with the id has already changes nothing, whichever it was made for.
        let has = |edit: &Edit| targets.is_some_and(|all| edit.target().is_some_and(|target| all.contains(&*target)));
        let mut judged: Vec<Judged> = Vec::with_capacity(edits.len());
        // The place of the first edit that says the same.
        let mut first_places = HashMap::new();
        for (place, edit) in edits.iter().enumerate() {
            let before = match edits.len() {
                1 => place,
                _ => *first_places.entry(edit.statement()).or_insert(place),
            };
            judged.push(match before {
                _ if has(edit) => Judged::refused(Verdict::Unchanged),
                _ if targets.is_some() || first_places.len() > DIFFERENT => Judged::refused(Verdict::RepeatedId),
                before if before < place => judged[before].clone(),
                _ => judge(edit, site),
            });
        }
        let mut targets = judged.iter().filter_map(|judged| judged.result.as_ref().ok());
        let first = targets.next().cloned();
        let is_contradicted = first_places.len() > DIFFERENT || targets.any(|target| Some(target) != first.as_ref());
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
            self.judged.push(edit);
        }
        if let Some(text) = first.filter(|_| !is_contradicted) {
            self.targets.push(NewTarget::new(number, text));
        }
    }

    /// Adds the outcomes of the edits that no unit has.
    fn report_unknown(&mut self, edits: &[&'e Edit]) {
        for edit in edits.iter().filter(|edit| self.waiting.contains_key(edit.id())) {
            self.outcomes.push(Outcome::new(edit, Verdict::UnknownId));
            self.judged.push(edit);
        }
    }

    /// Adds to the outcomes of refused edits what was wanted.
    fn keep_wanted(&mut self) {
        for (outcome, edit) in self.outcomes.iter_mut().zip(&self.judged) {
            outcome.keep_wanted(edit);
        }
    }

    /// Keeps the new targets with which the page is read as it was edited, and refuses the others.
    fn settle(&mut self) {
        let mut candidates = std::mem::take(&mut self.targets);
        if candidates.is_empty() {
            return;
        }
        let checks = CHECKS.max(CHECKED_BYTES / self.document.text().len().max(1));
        let mut sieve =
            Sieve { check: PageCheck::new(self.document), checks, kept: Vec::new(), refused: HashMap::new() };
        let mut other_blocks = HashSet::new();
        for target in &mut candidates {
            sieve.check.classify(target);
        }
        let is_good = |target: &NewTarget| {
            let change = sieve.check.view_change_near(target);
            if change == ViewChange::OwnBlock {
                other_blocks.insert(target.unit);
            }
            change != ViewChange::OtherBlock && sieve.check.keeps_near_blocks(target)
        };
        let (mut candidates, bad): (Vec<_>, Vec<_>) = candidates.into_iter().partition(is_good);
        for target in &mut candidates {
            target.is_free = other_blocks.contains(&target.unit);
        }
        sieve.refused.extend(bad.iter().map(|target| (target.unit, Verdict::PlaceCannotHold)));
        sieve.take(candidates);
        let Sieve { kept, refused, .. } = sieve;
        for outcome in &mut self.outcomes {
            let verdict = outcome.unit_index.and_then(|unit| refused.get(&unit));
            if let Some(&verdict) = verdict
                && matches!(outcome.verdict, Verdict::Changed | Verdict::Agreeing)
            {
                outcome.verdict = verdict;
                outcome.target = None;
                outcome.notes.clear();
            }
            if outcome.verdict == Verdict::Changed
                && outcome.unit_index.is_some_and(|unit| other_blocks.contains(&unit))
            {
                outcome.notes.push(Note::OtherBlock);
            }
        }
        self.targets = kept;
    }
}

/// Finds the new targets that go together.
struct Sieve<'d, 'a> {
    check: PageCheck<'d, 'a>,
    checks: usize,
    kept: Vec<NewTarget>,
    refused: HashMap<usize, Verdict>,
}

impl Sieve<'_, '_> {
    /// Keeps those of `candidates` that go together with what is kept. All are tried at once, and halves where that fails.
    fn take(&mut self, mut candidates: Vec<NewTarget>) {
        if candidates.is_empty() {
            return;
        }
        let count = self.kept.len();
        self.kept.append(&mut candidates);
        let verdict = match self.checks.checked_sub(1) {
            Some(checks) => {
                self.checks = checks;
                match self.check.of(&self.kept) {
                    Ok(()) => return,
                    Err(verdict) => verdict,
                }
            }
            None => Verdict::DoesNotParseBack,
        };
        let mut candidates = self.kept.split_off(count);
        if candidates.len() == 1 || self.checks == 0 {
            self.refused.extend(candidates.iter().map(|target| (target.unit, verdict)));
            return;
        }
        let later = candidates.split_off(candidates.len() / 2);
        self.take(candidates);
        self.take(later);
    }
}
