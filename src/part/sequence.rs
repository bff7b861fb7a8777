//! Units and skeleton in order: a pure step over text, which the drivers for slices and streams share.

use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::part::pair::{Found, Pairer, Step};
use crate::part::{Part, TranslationUnit, UnitId};
use crate::position::Span;
use crate::scan::Quoting;

/// What a step gives: a part by its place in the input, or why there is none.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Next {
    FrontMatter(usize, usize),
    Skeleton(usize, usize),
    /// The unit that [`Sequence::found`] tells of. It stays where it is: moving it about costs more than finding it.
    Unit,
    NeedMore,
    End,
}

/// The state between two steps. Offsets are relative to the input.
pub(crate) struct Sequence {
    pairer: Pairer,
    /// Everything before has been given.
    at: usize,
    front_matter_end: usize,
    /// The unit found last.
    found: Found,
    /// Whether it is still to be given, behind skeleton that goes first.
    is_pending: bool,
    /// The findings about the part given last.
    current: Vec<Diagnostic>,
    gone: u64,
}

impl Sequence {
    pub(crate) fn new(unit_limit: usize, front_matter_end: usize) -> Self {
        let found = Found { start: 0, end: 0, id: (0, 0), target: (0, 0), source: None, quoting: Quoting::Plain };
        let pairer = Pairer::new(unit_limit);
        Self { pairer, at: 0, front_matter_end, found, is_pending: false, current: Vec::new(), gone: 0 }
    }

    /// The next part. `text` is what it was at the last step, less what was shifted out, plus what follows.
    #[inline]
    pub(crate) fn step(&mut self, text: &str, is_last: bool) -> Next {
        let to = if self.is_pending {
            self.found.start
        } else if let Some(found) = self.pairer.flat_step(text.as_bytes(), is_last) {
            self.found = found;
            self.is_pending = true;
            self.found.start
        } else {
            match self.pairer.step(text.as_bytes(), is_last) {
                Step::Unit(found) => {
                    self.found = found;
                    self.is_pending = true;
                    self.found.start
                }
                Step::NeedMore(to) => boundary_before(text, to),
                Step::End => text.len(),
            }
        };
        if self.at < to {
            return self.skeleton(to);
        }
        if self.is_pending {
            self.is_pending = false;
            self.give(self.found.end);
            return Next::Unit;
        }
        if is_last { Next::End } else { Next::NeedMore }
    }

    /// What lies before `to`, or as much of it as is of one kind.
    fn skeleton(&mut self, to: usize) -> Next {
        let start = self.at;
        if start < self.front_matter_end {
            self.give(to.min(self.front_matter_end));
            return Next::FrontMatter(start, self.at);
        }
        self.give(to);
        Next::Skeleton(start, to)
    }

    /// Goes on to `end`, with the findings that begin before it.
    #[inline]
    fn give(&mut self, end: usize) {
        self.at = end;
        if !self.current.is_empty() || !self.pairer.diagnostics.is_empty() {
            self.findings_before(self.gone + end as u64);
        }
    }

    #[cold]
    fn findings_before(&mut self, end: u64) {
        let all = std::mem::take(&mut self.pairer.diagnostics);
        #[cfg(test)]
        crate::work::count(|work| work.moved += all.len());
        let (current, later) = all.into_iter().partition(|finding| finding.span.start < end);
        self.current = current;
        self.pairer.diagnostics = later;
    }

    /// The findings that begin in the part given last.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        &self.current
    }

    /// Everything before this byte has been given.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The input's first `n` bytes go; all of them have been given.
    pub(crate) fn shift(&mut self, n: usize) {
        self.pairer.shift(n);
        if self.is_pending {
            self.found.shift(n);
        }
        self.at -= n;
        self.front_matter_end = self.front_matter_end.saturating_sub(n);
        self.gone += n as u64;
    }

    /// The part that the last step gave, in the same `text`, whose first byte stands at `base` in the file.
    #[inline]
    pub(crate) fn part<'t>(
        &self,
        text: &'t str,
        base: u64,
        locale: Option<Locale<'t>>,
        last: Next,
    ) -> Option<Part<'t>> {
        Some(match last {
            Next::FrontMatter(start, end) => Part::FrontMatter(&text[start..end]),
            Next::Skeleton(start, end) => Part::Skeleton(&text[start..end]),
            Next::Unit => {
                let found = &self.found;
                Part::Unit(TranslationUnit {
                    id: UnitId::lexed(&text[found.id.0..found.id.1]),
                    target: &text[found.target.0..found.target.1],
                    source: found.source.map(|(start, end)| &text[start..end]),
                    locale,
                    raw: &text[found.start..found.end],
                    span: Span::new(base + found.start as u64, base + found.end as u64),
                    quoting: found.quoting,
                    in_front_matter: found.start < self.front_matter_end,
                })
            }
            Next::NeedMore | Next::End => return None,
        })
    }
}

fn boundary_before(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
