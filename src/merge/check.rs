//! Whether a page with new targets is read as that, with no other difference.

use std::cell::OnceCell;
use std::ops::Range;

use super::blocks::Structure;
use super::inert::InertTargets;
use super::new_target::NewTarget;
use super::outcome::Verdict;
use super::target_blocks::{self, ViewChange};
use crate::document::Document;
use crate::markup::Markup;
use crate::part::TranslationUnit;
use crate::place::FileKind;

/// The most that is read around one target, in bytes.
const NEAR: usize = 16 << 10;

/// The page with these targets, which are in the order of their units.
pub(super) fn rebuilt(document: &Document<'_>, targets: &[NewTarget]) -> String {
    let old = document.text();
    let mut text = String::with_capacity(old.len());
    let mut at = 0;
    for target in targets {
        let range = document.units()[target.unit].target_span().range();
        text.push_str(&old[at..range.start]);
        text.push_str(&target.text);
        at = range.end;
    }
    text.push_str(&old[at..]);
    text
}

/// Compares a page with what becomes of it.
pub(super) struct PageCheck<'d, 'a> {
    document: &'d Document<'a>,
    inert: InertTargets<'d, 'a>,
    /// The blocks of the page as it was; nothing if it is not Markdown.
    structure: OnceCell<Option<Structure>>,
    /// The blocks of the part of the page, as it was, that was compared last.
    near: Option<(Range<usize>, Structure)>,
}

impl<'d, 'a> PageCheck<'d, 'a> {
    pub(super) fn new(document: &'d Document<'a>) -> Self {
        Self { document, inert: InertTargets::new(document), structure: OnceCell::new(), near: None }
    }

    /// Whether the page with these targets has the same units but for them, the same skeleton, the same facts in its front
    /// matter, and the same blocks.
    pub(super) fn of(&self, targets: &[NewTarget]) -> Result<(), Verdict> {
        let text = rebuilt(self.document, targets);
        #[cfg(test)]
        crate::work::count(|work| work.searched += text.len());
        let rebuilt = Document::with_settings(&text, self.document.settings());
        if !self.has_same_units(&rebuilt, targets) {
            return Err(Verdict::DoesNotParseBack);
        }
        if !self.has_same_facts(&rebuilt)
            || !self.has_same_blocks(&rebuilt, targets)
            || !self.has_same_blocks_in_view(targets)
        {
            return Err(Verdict::PlaceCannotHold);
        }
        Ok(())
    }

    /// Finds out what is seen of a target without reading the page.
    pub(super) fn classify(&mut self, target: &mut NewTarget) {
        let unit = &self.document.units()[target.unit];
        target.is_inert = self.inert.has(target.unit, &target.text);
        target.is_at_risk = !unit.in_front_matter
            && self.document.settings().markup == Markup::Markdown
            && target_blocks::is_at_risk(self.document.text(), unit, &target.text);
    }

    /// What a target does to the blocks around it where only targets are shown.
    pub(super) fn view_change_near(&self, target: &NewTarget) -> ViewChange {
        if !target.is_at_risk {
            return ViewChange::Same;
        }
        let Some(structure) = self.structure() else { return ViewChange::Same };
        let (page, unit) = (self.document.text(), self.document.units()[target.unit].span.range());
        let near = structure.surroundings(unit.start, page.len());
        let target = NewTarget { is_free: true, ..target.clone() };
        let targets = std::slice::from_ref(&target);
        if near.len() + target.text.len() <= NEAR && near.start <= unit.start && unit.end <= near.end {
            return target_blocks::change(self.document, &near, targets);
        }
        // Of its own block its line is enough; the others are for the whole page to tell.
        let start = memchr::memrchr(b'\n', &page.as_bytes()[..unit.start]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &page.as_bytes()[unit.end..]).map_or(page.len(), |end| unit.end + end);
        if end - start + target.text.len() > NEAR {
            return ViewChange::Same;
        }
        let change = target_blocks::change(self.document, &(start..end), targets);
        if change == ViewChange::OtherBlock { ViewChange::Same } else { change }
    }

    /// Whether the blocks around a target stay, as far as that is seen from the blocks next to it. It keeps most bad edits
    /// from being looked for in the whole page.
    pub(super) fn keeps_near_blocks(&mut self, target: &NewTarget) -> bool {
        let unit = &self.document.units()[target.unit];
        let old = unit.target_span().range();
        if target.is_inert || unit.in_front_matter {
            return true;
        }
        let Some(structure) = self.structure() else { return true };
        let near = structure.surroundings(old.start, self.document.text().len());
        if near.len() + target.text.len() > NEAR || !(near.start <= old.start && old.end <= near.end) {
            return true;
        }
        #[cfg(test)]
        crate::work::count(|work| work.searched += near.len() + target.text.len());
        let page = self.document.text();
        let after = [&page[near.start..old.start], &target.text, &page[old.end..near.end]].concat();
        let units = self.document.units();
        let first = units.partition_point(|unit| unit.span.range().end <= near.start);
        if units.get(first).is_some_and(|unit| unit.span.range().start < near.start) {
            // The near blocks begin inside a unit: only the whole page can tell.
            return true;
        }
        let ranges = || {
            let all = units[first..].iter().map(|unit| unit.span.range());
            all.take_while(|unit| unit.end <= near.end).map(|unit| unit.start - near.start..unit.end - near.start)
        };
        let (start, old_len, new_len) = (old.start - near.start, old.len(), target.text.len());
        let moved = |at: usize| if at <= start { at } else { at - old_len + new_len };
        let after = Structure::of(&after, 0, ranges().map(|unit| moved(unit.start)..moved(unit.end)));
        let (old, new) = (start..start + old_len, start..start + new_len);
        let known = self.near.take().filter(|(range, _)| *range == near);
        let (_, before) = self.near.insert(known.unwrap_or_else(|| {
            let before = Structure::of(&page[near.clone()], 0, ranges());
            (near.clone(), before)
        }));
        before.is_as(std::slice::from_ref(&old), &after, std::slice::from_ref(&new))
    }

    fn structure(&self) -> Option<&Structure> {
        let structure = self.structure.get_or_init(|| {
            let is_markdown = self.document.settings().markup == Markup::Markdown
                && FileKind::of(self.document.text()) == FileKind::Markdown;
            is_markdown.then(|| structure(self.document))
        });
        structure.as_ref()
    }

    pub(super) fn has_same_units(&self, rebuilt: &Document<'_>, targets: &[NewTarget]) -> bool {
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
        old.len() == new.len() && old.iter().zip(new).enumerate().all(|(number, (old, new))| is_same(number, old, new))
    }

    /// Whether what the pipeline says about the page is the same.
    fn has_same_facts(&self, rebuilt: &Document<'_>) -> bool {
        // Those of an HTML page are in its head, which no edit reaches.
        if self.document.settings().markup == Markup::Html {
            return true;
        }
        match (self.document.front_matter(), rebuilt.front_matter()) {
            (Some(old), Some(new)) => {
                (old.locale(), old.translation_type(), old.last_handoff(), old.loc_file_id())
                    == (new.locale(), new.translation_type(), new.last_handoff(), new.loc_file_id())
                    && (old.open_loc_file_hash(), old.source_commit())
                        == (new.open_loc_file_hash(), new.source_commit())
                    && old.entries().map(|entry| entry.key).eq(new.entries().map(|entry| entry.key))
            }
            (old, new) => old.is_none() && new.is_none(),
        }
    }

    fn has_same_blocks_in_view(&self, targets: &[NewTarget]) -> bool {
        if !targets.iter().any(|target| target.is_at_risk) || self.structure().is_none() {
            return true;
        }
        let body = self.document.front_matter().map_or(0, |front| front.raw().len());
        let range = body..self.document.text().len();
        target_blocks::change(self.document, &range, targets) != ViewChange::OtherBlock
    }

    fn has_same_blocks(&self, rebuilt: &Document<'_>, targets: &[NewTarget]) -> bool {
        targets.iter().all(|target| target.is_inert) || self.compare_blocks(rebuilt, targets)
    }

    /// Whether the page with these targets has the same blocks, and the same links in its skeleton.
    pub(super) fn compare_blocks(&self, rebuilt: &Document<'_>, targets: &[NewTarget]) -> bool {
        let Some(old) = self.structure() else { return true };
        let edited = |document: &Document<'_>| -> Vec<Range<usize>> {
            targets.iter().map(|target| document.units()[target.unit].target_span().range()).collect()
        };
        old.is_as(&edited(self.document), &structure(rebuilt), &edited(rebuilt))
    }
}

fn structure(document: &Document<'_>) -> Structure {
    let body = document.front_matter().map_or(0, |front| front.raw().len());
    Structure::of(document.text(), body, document.units().iter().map(|unit| unit.span.range()))
}
