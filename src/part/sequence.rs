//! Units and skeleton in order: a pure step over text, which the drivers for slices and streams share.
#![allow(clippy::inline_always, reason = "what a caller does not look at need not be computed: see `cut`")]

use crate::bounds::{Step, UnitBounds, UnitFinder};
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::markup::Markup;
use crate::part::unit::{Part, TranslationUnit, UnitId};
use crate::position::Span;

/// What a step gives: the kind of the part, or why there is none. Its bounds stay in the [`Sequence`]: moving them costs
/// more than finding them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Next {
    FrontMatter,
    Skeleton,
    Unit,
    NeedMore,
    End,
}

/// The state between two steps. Offsets are relative to the input.
#[derive(Debug)]
pub(crate) struct Sequence {
    finder: UnitFinder,
    /// Where the part given last begins.
    from: usize,
    /// Where it ends: everything before has been given.
    at: usize,
    front_matter_end: usize,
    /// The unit found last.
    found: UnitBounds,
    /// Whether it is still to be given, after the skeleton before it.
    is_pending: bool,
    /// The findings about the part given last.
    current: Vec<Diagnostic>,
    gone: u64,
}

impl Sequence {
    pub(crate) fn new(unit_limit: usize, markup: Markup, front_matter_end: usize) -> Self {
        Self {
            finder: UnitFinder::new(unit_limit, markup),
            from: 0,
            at: 0,
            front_matter_end,
            found: UnitBounds::NOTHING,
            is_pending: false,
            current: Vec::new(),
            gone: 0,
        }
    }

    /// The next part. `text` is what it was at the last step, less what was shifted out, plus what follows.
    #[inline(always)]
    pub(crate) fn step(&mut self, text: &str, is_last: bool) -> Next {
        if self.is_pending && self.at == self.found.start {
            self.is_pending = false;
            return self.give(Next::Unit, self.found.end);
        }
        self.search(text, is_last)
    }

    fn search(&mut self, text: &str, is_last: bool) -> Next {
        let to = if self.is_pending {
            self.found.start
        } else {
            match self.finder.step(text.as_bytes(), is_last, &mut self.found) {
                Step::Unit if self.found.start == self.at => return self.give(Next::Unit, self.found.end),
                Step::Unit => {
                    self.is_pending = true;
                    self.found.start
                }
                Step::NeedMore(to) => boundary_before(text, to),
                Step::End => text.len(),
            }
        };
        if self.at < self.front_matter_end.min(to) {
            return self.give(Next::FrontMatter, to.min(self.front_matter_end));
        }
        if self.at < to {
            return self.give(Next::Skeleton, to);
        }
        if is_last { Next::End } else { Next::NeedMore }
    }

    /// Goes on to `end`, with the findings that begin before it.
    #[inline]
    fn give(&mut self, next: Next, end: usize) -> Next {
        self.from = self.at;
        self.at = end;
        if !self.current.is_empty() || !self.finder.diagnostics.is_empty() {
            self.findings_before(self.gone + end as u64);
        }
        next
    }

    /// Takes the findings that begin before `end`. Each waits for two parts at most: for the skeleton before a unit and for
    /// the unit; so the work is linear in their number.
    #[cold]
    fn findings_before(&mut self, end: u64) {
        let waiting = &mut self.finder.diagnostics;
        #[cfg(test)]
        crate::work::count(|work| work.moved += waiting.len());
        self.current.clear();
        self.current.extend(waiting.extract_if(.., |finding| finding.span.start < end));
        self.current.sort_by_key(|finding| finding.span.start);
    }

    /// The findings that begin in the part given last, in the order of their places.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        &self.current
    }

    /// Everything before this byte has been given.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Removes the first `n` bytes of the input; all of them have been given.
    pub(crate) fn shift(&mut self, n: usize) {
        self.finder.shift(n);
        if self.is_pending {
            self.found.shift(n);
        }
        self.from = self.from.saturating_sub(n);
        self.at -= n;
        self.front_matter_end = self.front_matter_end.saturating_sub(n);
        self.gone += n as u64;
    }

    /// The part that the last step gave, in the `text` of that step, whose first byte is the byte `base` of the file.
    #[inline(always)]
    pub(crate) fn part<'t>(
        &self,
        text: &'t str,
        base: u64,
        locale: Option<Locale<'t>>,
        last: Next,
    ) -> Option<Part<'t>> {
        Some(match last {
            Next::FrontMatter => Part::FrontMatter(cut(text, (self.from, self.at))),
            Next::Skeleton => Part::Skeleton(cut(text, (self.from, self.at))),
            Next::Unit => {
                let found = &self.found;
                Part::Unit(TranslationUnit {
                    id: UnitId::lexed(cut(text, found.id)),
                    target: cut(text, found.target),
                    source: found.source.map(|source| cut(text, source)),
                    locale,
                    raw: cut(text, (found.start, found.end)),
                    span: Span::new(base + found.start as u64, base + found.end as u64),
                    quoting: found.quoting,
                    in_front_matter: found.start < self.front_matter_end,
                })
            }
            Next::NeedMore | Next::End => return None,
        })
    }
}

/// `text[start..end]`, which is always there. Written so, it is not computed where the caller does not look at it; an index
/// that might panic would be.
#[inline(always)]
fn cut(text: &str, (start, end): (usize, usize)) -> &str {
    let cut = text.get(start..end);
    debug_assert!(cut.is_some(), "a part begins and ends at a character");
    cut.unwrap_or_default()
}

fn boundary_before(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
