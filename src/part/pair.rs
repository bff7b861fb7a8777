//! Pairs tags to units: a pure step over bytes, for slice and stream alike.
//!
//! A unit opens at a `TargetOpen`. Its target ends at the first `</span>` directly followed by the lookup and the source
//! opening (the joint); its source at the first `</span></span>` at which as many foreign spans are open as at the end of
//! the target (the net rule), else at the first `</span></span>`. Units do not nest: any other marker of ours inside one
//! is damage, the unit is closed as far as it goes, and pairing resumes at that marker. So no byte is looked at twice,
//! and what is not a unit is skeleton.

use crate::diagnostic::{Code, Diagnostic};
use crate::markup::Markup;
use crate::part::flat::Flat;
use crate::position::Span;
use crate::scan::Quoting;
use crate::scan::candidates::Candidates;
use crate::scan::lex::{self, LOOKAHEAD, Marker, Tag};

/// Where a unit and its pieces stand in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) id: (usize, usize),
    pub(crate) target: (usize, usize),
    pub(crate) source: Option<(usize, usize)>,
    pub(crate) quoting: Quoting,
}

impl Found {
    /// Before anything was found.
    pub(crate) const NOTHING: Self =
        Self { start: 0, end: 0, id: (0, 0), target: (0, 0), source: None, quoting: Quoting::Plain };

    /// Follows the input when its first `n` bytes go.
    pub(crate) fn shift(&mut self, n: usize) {
        let moved = |(start, end): (usize, usize)| (start - n, end - n);
        (self.start, self.end) = moved((self.start, self.end));
        self.id = moved(self.id);
        self.target = moved(self.target);
        self.source = self.source.map(moved);
    }
}

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

/// The state of pairing between two steps. Offsets are relative to the input, see [`Pairer::shift`].
#[derive(Debug)]
pub(crate) struct Pairer {
    candidates: Candidates,
    flat: Flat,
    limit: usize,
    markup: Markup,
    open: Option<Open>,
    /// Everything before has been read.
    at: usize,
    /// Added to offsets in diagnostics: what has been shifted out of the input.
    gone: u64,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// A unit that is not closed yet.
#[derive(Debug, Clone, Copy)]
struct Open {
    start: usize,
    marker: Marker,
    /// Foreign spans opened less those closed, in the target and then in the source.
    net: i64,
    /// The first `</span>` that balances the target's opening.
    balanced: Option<usize>,
    joint: Option<Joint>,
}

/// A target's end and the beginning of its source.
#[derive(Debug, Clone, Copy)]
struct Joint {
    target_end: usize,
    source_start: usize,
    /// The net of the target, to be met at the source's end.
    wanted: i64,
    first_pair: Option<usize>,
    quoting: Quoting,
    ids_differ: bool,
    has_lookup: bool,
}

impl Pairer {
    pub(crate) fn new(limit: usize, markup: Markup) -> Self {
        Self {
            candidates: Candidates::new(),
            flat: Flat::default(),
            limit,
            markup,
            open: None,
            at: 0,
            gone: 0,
            diagnostics: Vec::new(),
        }
    }

    /// Goes on to the next unit. `input` is what it was at the last step, less what was shifted out, plus what follows;
    /// `is_last` says that nothing will follow.
    pub(crate) fn step(&mut self, input: &[u8], is_last: bool, found: &mut Found) -> Step {
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
                    if self.flat.unit(&mut self.candidates, input, at, self.limit, found) {
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

    /// The input's first `n` bytes go; they must lie before everything that is still to be handed out.
    pub(crate) fn shift(&mut self, n: usize) {
        self.candidates.shift(n);
        self.gone += n as u64;
        self.at = self.at.saturating_sub(n);
        if let Some(open) = &mut self.open {
            open.start -= n;
            open.balanced = open.balanced.map(|at| at - n);
            if let Some(joint) = &mut open.joint {
                joint.target_end -= n;
                joint.source_start -= n;
                joint.first_pair = joint.first_pair.map(|at| at - n);
            }
        }
    }

    /// No candidate is left before `to`.
    fn at_end(&mut self, input: &[u8], to: usize, is_last: bool, found: &mut Found) -> Step {
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
    fn candidate(&mut self, input: &[u8], at: usize) -> Option<Found> {
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
            Tag::TargetOpen(_) | Tag::LookupOpen(_) | Tag::SourceOpen(_) => {
                return self.break_off(input, false);
            }
            Tag::SpanOpen => {
                open.net += 1;
                self.at = at + 1;
                self.report_spoilt(input, at);
            }
            Tag::SpanClose => {
                self.at = at + 1;
                return self.close(input, at);
            }
        }
        None
    }

    /// A tag where no unit is open.
    fn outside(&mut self, input: &[u8], at: usize, tag: Tag) {
        match tag {
            Tag::TargetOpen(marker) => {
                self.open = Some(Open { start: at, marker, net: 0, balanced: None, joint: None });
                self.at = at + marker.len;
            }
            // A lookup opening with its source is reported once, at the source.
            Tag::LookupOpen(marker) => {
                if !matches!(lex::tag_in(self.markup, input, at + marker.len), Some(Tag::SourceOpen(_))) {
                    self.report(Code::StrayLookup, (at, at + marker.len), None);
                }
            }
            Tag::SourceOpen(marker) => {
                let id = text(input, id_of(at, &marker));
                self.report(Code::NoTarget, (at, at + marker.len), Some(id));
            }
            Tag::SpanOpen => self.report_spoilt(input, at),
            Tag::SpanClose => {}
        }
    }

    /// A `</span>` in an open unit.
    fn close(&mut self, input: &[u8], at: usize) -> Option<Found> {
        let open = self.open.as_mut()?;
        let net = open.net;
        if let Some(joint) = &mut open.joint {
            if input[at..].starts_with(lex::CLOSE_PAIR) {
                if net == joint.wanted {
                    let joint = *joint;
                    let open = *open;
                    return Some(self.complete(input, open, &joint, at, None));
                }
                joint.first_pair.get_or_insert(at);
            }
        } else if let Some(joint) = joint(self.markup, input, at, open) {
            self.at = joint.source_start;
            open.joint = Some(joint);
            open.net = 0;
            return None;
        } else if open.net == 0 {
            open.balanced.get_or_insert(at);
        }
        open.net -= 1;
        None
    }

    /// The unit whose source ends at `end`; `code` says what is odd about that end.
    fn complete(&mut self, input: &[u8], open: Open, joint: &Joint, end: usize, code: Option<Code>) -> Found {
        let found = Found {
            start: open.start,
            end: end + lex::CLOSE_PAIR.len(),
            id: open.id(),
            target: (open.target_start(), joint.target_end),
            source: Some((joint.source_start, end)),
            quoting: joint.quoting,
        };
        self.open = None;
        // Behind that already, if the unit is broken off and ends at an earlier pair.
        self.at = self.at.max(found.end);
        let oddities = [
            code,
            joint.ids_differ.then_some(Code::IdsDiffer),
            (!joint.has_lookup).then_some(Code::NoLookup),
            (found.target.0 == found.target.1).then_some(Code::EmptyTarget),
            (joint.source_start == end).then_some(Code::EmptySource),
        ];
        for code in oddities.into_iter().flatten() {
            self.report(code, (found.start, found.end), Some(text(input, found.id)));
        }
        found
    }

    /// Closes the open unit before its time: with the first adjacent pair, or with its target alone, or not at all.
    fn break_off(&mut self, input: &[u8], too_long: bool) -> Option<Found> {
        let open = self.open.take()?;
        if let Some(joint @ Joint { first_pair: Some(end), .. }) = &open.joint {
            let code = if too_long { Code::TooLong } else { Code::UnevenSpans };
            return Some(self.complete(input, open, joint, *end, Some(code)));
        }
        let target_end = open.joint.map_or(open.balanced, |joint| Some(joint.target_end));
        let code = match (open.joint, target_end) {
            _ if too_long => Code::TooLong,
            (Some(_), _) => Code::SourceNotClosed,
            (None, Some(_)) => Code::NoSource,
            (None, None) => Code::TargetNotClosed,
        };
        let id = Some(text(input, open.id()));
        let Some(target_end) = target_end else {
            self.report(code, (open.start, open.target_start()), id);
            return None;
        };
        let found = Found {
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

    fn report(&mut self, code: Code, (start, end): (usize, usize), unit: Option<&str>) {
        let span = Span::new(self.gone + start as u64, self.gone + end as u64);
        self.diagnostics.push(Diagnostic::new(code, span, unit));
    }

    /// Reports an opening span tag that names our attribute without an id of the right form.
    fn report_spoilt(&mut self, input: &[u8], at: usize) {
        if lex::is_spoilt_marker(&input[at..]) {
            self.report(Code::BadId, (at, at + b"<span".len()), None);
        }
    }
}

impl Open {
    fn target_start(&self) -> usize {
        self.start + self.marker.len
    }

    fn id(&self) -> (usize, usize) {
        id_of(self.start, &self.marker)
    }
}

fn id_of(at: usize, marker: &Marker) -> (usize, usize) {
    (at + marker.id_at, at + marker.id_at + marker.id_len)
}

/// Tags that begin before this byte can be recognised.
fn known(input: &[u8], is_last: bool) -> usize {
    if is_last { input.len() } else { input.len().saturating_sub(LOOKAHEAD) }
}

fn bytes(input: &[u8], (start, end): (usize, usize)) -> &[u8] {
    &input[start..end]
}

/// The text of an id, which is ASCII.
fn text(input: &[u8], id: (usize, usize)) -> &str {
    std::str::from_utf8(bytes(input, id)).unwrap_or_default()
}

/// The joint that begins with the `</span>` at `at`, if it is one.
fn joint(markup: Markup, input: &[u8], at: usize, open: &Open) -> Option<Joint> {
    if !input[at..].starts_with(lex::CLOSE) {
        return None;
    }
    let behind = at + lex::CLOSE.len();
    let (lookup, source_at) = match lex::tag_in(markup, input, behind)? {
        Tag::LookupOpen(lookup) => (Some(lookup), behind + lookup.len),
        _ => (None, behind),
    };
    let Some(Tag::SourceOpen(source)) = lex::tag_in(markup, input, source_at) else {
        return None;
    };
    let quotings = [Some(open.marker.quoting), lookup.map(|marker| marker.quoting), Some(source.quoting)];
    let is_damaged = quotings.contains(&Some(Quoting::Entity));
    Some(Joint {
        target_end: at,
        source_start: source_at + source.len,
        wanted: open.net,
        first_pair: None,
        quoting: if is_damaged { Quoting::Entity } else { open.marker.quoting },
        ids_differ: bytes(input, open.id()) != bytes(input, id_of(source_at, &source)),
        has_lookup: lookup.is_some(),
    })
}
