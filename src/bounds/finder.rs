//! Finds units among tags: a pure step over bytes, for slice and stream alike.
//!
//! A unit opens at a `TargetOpen`. Its target ends at the first `</span>` directly followed by the lookup and the source
//! opening (the boundary); its source at the first `</span></span>` at which as many foreign spans are open as at the end
//! of the target (the net rule), else at the first `</span></span>`. Units do not nest: any other marker of ours inside one
//! is damage, the unit is closed as far as it goes, and the search resumes at that marker. So no byte is looked at twice,
//! and what is not a unit is skeleton.

#![allow(
    clippy::inline_always,
    reason = "as a call, the step costs 4 % of the instructions that reading a page takes (callgrind)"
)]

use super::fast_path::FastPath;
use super::open_unit::{Boundary, OpenUnit, id_of, text_of};
use super::unit_bounds::{Bounds, UnitBounds};
use crate::diagnostic::{Code, Diagnostic};
use crate::markup::Markup;
use crate::position::Span;
use crate::scan::candidates::Candidates;
use crate::scan::lex::{self, LOOKAHEAD, SpanTag, Spoilt};

/// What a step gives.
#[derive(Debug)]
pub(crate) enum Step {
    /// A unit, which has been written where the caller said; everything between the last one and it is skeleton.
    Unit,
    /// No further unit begins before this byte. The input has to go on.
    NeedMore(usize),
    /// No further unit.
    End,
}

/// The state between two steps. Offsets are relative to the input, see [`UnitFinder::shift`].
#[derive(Debug)]
pub(crate) struct UnitFinder {
    candidates: Candidates,
    fast_path: FastPath,
    limit: usize,
    markup: Markup,
    open: Option<OpenUnit>,
    /// Everything before has been read.
    at: usize,
    /// Added to offsets in diagnostics: what has been shifted out of the input.
    gone: u64,
    has_reports: bool,
    /// What was found to be odd and is not taken yet, in the order in which it was found.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl UnitFinder {
    /// A finder of units of at most `limit` bytes in this markup language.
    pub(crate) fn new(limit: usize, markup: Markup) -> Self {
        Self {
            candidates: Candidates::new(),
            fast_path: FastPath::default(),
            limit,
            markup,
            open: None,
            at: 0,
            gone: 0,
            has_reports: true,
            diagnostics: Vec::new(),
        }
    }

    /// A finder of units of any length in Markdown that makes no diagnostics.
    pub(crate) fn without_reports() -> Self {
        Self { has_reports: false, ..Self::new(usize::MAX, Markup::Markdown) }
    }

    /// Goes on to the next unit. `input` is what it was at the last step, less what was shifted out, plus what follows;
    /// `is_last` says that nothing will follow.
    #[inline(always)]
    pub(crate) fn step(&mut self, input: &[u8], is_last: bool, found: &mut UnitBounds) -> Step {
        let to = known(input, is_last);
        loop {
            let Some(at) = self.candidates.next(input, self.at, to) else {
                self.at = self.at.max(to);
                return self.at_end(input, to, is_last, found);
            };
            #[cfg(test)]
            crate::work::count(|work| work.candidates += 1);
            self.at = at;
            let unit = match &self.open {
                None => {
                    // Outside of units only opening span tags matter.
                    if !lex::may_open(input, at) {
                        self.at = at + 1;
                        continue;
                    }
                    // Without this the units of 64 MB come at 0.25 of the speed (0.49 from a stream).
                    if self.fast_path.unit(&mut self.candidates, input, at, self.limit, found) {
                        self.at = found.end;
                        Candidates::walked_to(input, found.end);
                        return Step::Unit;
                    }
                    self.candidate(input, at)
                }
                Some(open) if at - open.start > self.limit => self.break_off(input, true),
                Some(_) => self.candidate(input, at),
            };
            if let Some(unit) = unit {
                *found = unit;
                return Step::Unit;
            }
        }
    }

    /// Removes the first `n` bytes of the input; they must be before everything that is still to be handed out.
    pub(crate) fn shift(&mut self, n: usize) {
        self.candidates.shift(n);
        self.gone += n as u64;
        self.at = self.at.saturating_sub(n);
        if let Some(open) = &mut self.open {
            open.shift(n);
        }
    }

    /// No candidate is left before `to`.
    fn at_end(&mut self, input: &[u8], to: usize, is_last: bool, found: &mut UnitBounds) -> Step {
        let Some(open) = self.open else {
            return if is_last { Step::End } else { Step::NeedMore(to.max(self.at)) };
        };
        let too_long = to.saturating_sub(open.start) > self.limit;
        if !too_long && !is_last {
            return Step::NeedMore(open.start);
        }
        match self.break_off(input, too_long) {
            Some(unit) => {
                *found = unit;
                Step::Unit
            }
            None => self.at_end(input, to, is_last, found),
        }
    }

    /// Takes the candidate at `at`, or leaves it for the next turn where it breaks off a unit.
    fn candidate(&mut self, input: &[u8], at: usize) -> Option<UnitBounds> {
        let Some(tag) = lex::tag_in(self.markup, input, at) else {
            self.at = at + 1;
            return None;
        };
        let Some(open) = &mut self.open else {
            self.at = at + 1;
            self.outside(input, at, tag);
            return None;
        };
        match tag {
            SpanTag::TargetOpen(_) | SpanTag::LookupOpen(_) | SpanTag::SourceOpen(_) => {
                return self.break_off(input, false);
            }
            SpanTag::SpanOpen => {
                open.net += 1;
                self.at = at + 1;
                self.report_spoilt(input, at);
            }
            SpanTag::SpanClose => {
                self.at = at + 1;
                return self.close(input, at);
            }
        }
        None
    }

    /// A tag where no unit is open.
    fn outside(&mut self, input: &[u8], at: usize, tag: SpanTag) {
        match tag {
            SpanTag::TargetOpen(marker) => {
                self.open = Some(OpenUnit::new(at, marker));
                self.at = at + marker.len;
            }
            // A lookup opening with its source is reported once, at the source.
            SpanTag::LookupOpen(marker) => {
                if !matches!(lex::tag_in(self.markup, input, at + marker.len), Some(SpanTag::SourceOpen(_))) {
                    self.report(Code::StrayLookup, (at, at + marker.len), None);
                }
            }
            SpanTag::SourceOpen(marker) => {
                let id = text_of(input, id_of(at, &marker));
                self.report(Code::NoTarget, (at, at + marker.len), Some(id));
            }
            SpanTag::SpanOpen => self.report_spoilt(input, at),
            SpanTag::SpanClose => {}
        }
    }

    /// A `</span>` in an open unit.
    fn close(&mut self, input: &[u8], at: usize) -> Option<UnitBounds> {
        let open = self.open.as_mut()?;
        let net = open.net;
        if let Some(boundary) = &mut open.boundary {
            if input[at..].starts_with(lex::CLOSE_PAIR) {
                if net == boundary.wanted_net {
                    let boundary = *boundary;
                    let open = *open;
                    return Some(self.complete(input, open, &boundary, at, None));
                }
                boundary.first_pair.get_or_insert(at);
            }
        } else if let Some(boundary) = open.boundary_at(self.markup, input, at) {
            self.at = boundary.source_start;
            open.boundary = Some(boundary);
            open.net = 0;
            return None;
        } else if open.net == 0 {
            open.balanced.get_or_insert(at);
        }
        open.net -= 1;
        None
    }

    /// The unit whose source ends at `end`; `code` says what is odd about that end.
    fn complete(
        &mut self,
        input: &[u8],
        open: OpenUnit,
        boundary: &Boundary,
        end: usize,
        code: Option<Code>,
    ) -> UnitBounds {
        let found = UnitBounds {
            start: open.start,
            end: end + lex::CLOSE_PAIR.len(),
            id: open.id(),
            target: (open.target_start(), boundary.target_end),
            source: Some((boundary.source_start, end)),
            quoting: boundary.quoting,
        };
        self.open = None;
        // It is after that already, if the unit is broken off and ends at an earlier pair.
        self.at = self.at.max(found.end);
        let oddities = [
            code,
            boundary.ids_differ.then_some(Code::IdsDiffer),
            (!boundary.has_lookup).then_some(Code::NoLookup),
            (found.target.0 == found.target.1).then_some(Code::EmptyTarget),
            (boundary.source_start == end).then_some(Code::EmptySource),
        ];
        for code in oddities.into_iter().flatten() {
            self.report(code, (found.start, found.end), Some(text_of(input, found.id)));
        }
        found
    }

    /// Closes the open unit before its time: with the first adjacent pair, or with its target alone, or not at all.
    fn break_off(&mut self, input: &[u8], too_long: bool) -> Option<UnitBounds> {
        let open = self.open.take()?;
        if let Some(boundary @ Boundary { first_pair: Some(end), .. }) = &open.boundary {
            let code = if too_long { Code::TooLong } else { Code::UnevenSpans };
            return Some(self.complete(input, open, boundary, *end, Some(code)));
        }
        let target_end = open.boundary.map_or(open.balanced, |boundary| Some(boundary.target_end));
        let code = match (open.boundary, target_end) {
            _ if too_long => Code::TooLong,
            (Some(_), _) => Code::SourceNotClosed,
            (None, Some(_)) => Code::NoSource,
            (None, None) => Code::TargetNotClosed,
        };
        let id = Some(text_of(input, open.id()));
        let Some(target_end) = target_end else {
            self.report(code, (open.start, open.target_start()), id);
            return None;
        };
        let found = UnitBounds {
            start: open.start,
            end: target_end + lex::CLOSE.len(),
            id: open.id(),
            target: (open.target_start(), target_end),
            source: None,
            quoting: open.marker.quoting,
        };
        self.report(code, (found.start, found.end), id);
        Some(found)
    }

    fn report(&mut self, code: Code, (start, end): Bounds, unit: Option<&str>) {
        if self.has_reports {
            let span = Span::new(self.gone + start as u64, self.gone + end as u64);
            self.diagnostics.push(Diagnostic::new(code, span, unit));
        }
    }

    /// Reports a foreign opening span tag that was meant as a marker.
    fn report_spoilt(&mut self, input: &[u8], at: usize) {
        let code = match lex::spoilt(&input[at..]) {
            None => return,
            Some(Spoilt::Id) => Code::BadId,
            Some(Spoilt::Quotes) => Code::BadQuotes,
            Some(Spoilt::Tag) => Code::BadTag,
        };
        self.report(code, (at, at + b"<span".len()), None);
    }
}

/// Tags that begin before this byte can be recognised.
fn known(input: &[u8], is_last: bool) -> usize {
    if is_last { input.len() } else { input.len().saturating_sub(LOOKAHEAD) }
}
