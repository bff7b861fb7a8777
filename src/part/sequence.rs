//! Units and skeleton in order: a pure step over text, which the drivers for slices and streams share.

use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::part::pair::{Found, Pairer, Step};
use crate::part::{Part, TranslationUnit, UnitId};
use crate::position::Span;

/// A part by its place in the input.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece {
    FrontMatter(usize, usize),
    Skeleton(usize, usize),
    Unit(Found),
}

/// What a step gives.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Next {
    Piece(Piece),
    NeedMore,
    End,
}

/// The state between two steps. Offsets are relative to the input.
pub(crate) struct Sequence {
    pairer: Pairer,
    /// Everything before has been given.
    at: usize,
    front_matter_end: usize,
    /// A unit behind skeleton that goes first.
    pending: Option<Found>,
    /// The findings about the part given last.
    current: Vec<Diagnostic>,
    gone: u64,
}

impl Sequence {
    pub(crate) fn new(unit_limit: usize, front_matter_end: usize) -> Self {
        Self { pairer: Pairer::new(unit_limit), at: 0, front_matter_end, pending: None, current: Vec::new(), gone: 0 }
    }

    /// The next part. `text` is what it was at the last step, less what was shifted out, plus what follows.
    #[inline]
    pub(crate) fn step(&mut self, text: &str, is_last: bool) -> Next {
        let to = if let Some(found) = &self.pending {
            found.start
        } else if let Some(found) = self.pairer.flat_step(text.as_bytes(), is_last) {
            let start = found.start;
            self.pending = Some(found);
            start
        } else {
            match self.pairer.step(text.as_bytes(), is_last) {
                Step::Unit(found) => {
                    self.pending = Some(found);
                    found.start
                }
                Step::NeedMore(to) => boundary_before(text, to),
                Step::End => text.len(),
            }
        };
        if self.at < to {
            return Next::Piece(self.skeleton(to));
        }
        if let Some(found) = self.pending.take() {
            self.give(found.end);
            return Next::Piece(Piece::Unit(found));
        }
        if is_last { Next::End } else { Next::NeedMore }
    }

    /// What lies before `to`, or as much of it as is of one kind.
    fn skeleton(&mut self, to: usize) -> Piece {
        let start = self.at;
        if start < self.front_matter_end {
            self.give(to.min(self.front_matter_end));
            return Piece::FrontMatter(start, self.at);
        }
        self.give(to);
        Piece::Skeleton(start, to)
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

    pub(crate) fn front_matter_end(&self) -> usize {
        self.front_matter_end
    }

    /// The input's first `n` bytes go; all of them have been given.
    pub(crate) fn shift(&mut self, n: usize) {
        self.pairer.shift(n);
        self.at -= n;
        self.front_matter_end = self.front_matter_end.saturating_sub(n);
        self.gone += n as u64;
    }
}

/// The part at `piece` of `text`, whose first byte stands at `base` in the file.
#[inline]
pub(crate) fn part<'t>(
    text: &'t str,
    base: u64,
    front_matter_end: usize,
    locale: Option<Locale<'t>>,
    piece: Piece,
) -> Part<'t> {
    match piece {
        Piece::FrontMatter(start, end) => Part::FrontMatter(&text[start..end]),
        Piece::Skeleton(start, end) => Part::Skeleton(&text[start..end]),
        Piece::Unit(found) => Part::Unit(TranslationUnit {
            id: UnitId::lexed(&text[found.id.0..found.id.1]),
            target: &text[found.target.0..found.target.1],
            source: found.source.map(|(start, end)| &text[start..end]),
            locale,
            raw: &text[found.start..found.end],
            span: Span::new(base + found.start as u64, base + found.end as u64),
            quoting: found.quoting,
            in_front_matter: found.start < front_matter_end,
        }),
    }
}

fn boundary_before(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
