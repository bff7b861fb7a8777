//! A unit whose end is not known yet, and the boundary between its target and its source.

use super::unit_bounds::Bounds;
use crate::markup::Markup;
use crate::scan::Quoting;
use crate::scan::lex::{self, Marker, SpanTag};

/// A unit that is not closed yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenUnit {
    pub(super) start: usize,
    /// The target opening.
    pub(super) marker: Marker,
    /// Foreign spans opened less those closed, in the target and then in the source.
    pub(super) net: i64,
    /// The first `</span>` that balances the target's opening.
    pub(super) balanced: Option<usize>,
    pub(super) boundary: Option<Boundary>,
}

/// The end of a target and the beginning of its source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boundary {
    pub(super) target_end: usize,
    pub(super) source_start: usize,
    /// The net of the target; where the source has the same, it may end.
    pub(super) wanted_net: i64,
    /// The first two adjacent closing tags in the source.
    pub(super) first_pair: Option<usize>,
    pub(super) quoting: Quoting,
    pub(super) ids_differ: bool,
    pub(super) has_lookup: bool,
}

impl OpenUnit {
    /// The unit that `marker` opens at `start`.
    pub(super) fn new(start: usize, marker: Marker) -> Self {
        Self { start, marker, net: 0, balanced: None, boundary: None }
    }

    pub(super) fn target_start(&self) -> usize {
        self.start + self.marker.len
    }

    pub(super) fn id(&self) -> Bounds {
        id_of(self.start, &self.marker)
    }

    /// Subtracts `n` from every offset: the first `n` bytes of the input have been removed.
    pub(super) fn shift(&mut self, n: usize) {
        self.start -= n;
        self.balanced = self.balanced.map(|at| at - n);
        if let Some(boundary) = &mut self.boundary {
            boundary.target_end -= n;
            boundary.source_start -= n;
            boundary.first_pair = boundary.first_pair.map(|at| at - n);
        }
    }

    /// The boundary that begins with the `</span>` at `at`, if it is one.
    pub(super) fn boundary_at(&self, markup: Markup, input: &[u8], at: usize) -> Option<Boundary> {
        if !input[at..].starts_with(lex::CLOSE) {
            return None;
        }
        let after = at + lex::CLOSE.len();
        let (lookup, source_at) = match lex::tag_in(markup, input, after)? {
            SpanTag::LookupOpen(lookup) => (Some(lookup), after + lookup.len),
            _ => (None, after),
        };
        let Some(SpanTag::SourceOpen(source)) = lex::tag_in(markup, input, source_at) else {
            return None;
        };
        let quotings = [Some(self.marker.quoting), lookup.map(|marker| marker.quoting), Some(source.quoting)];
        let is_damaged = quotings.contains(&Some(Quoting::Entity));
        Some(Boundary {
            target_end: at,
            source_start: source_at + source.len,
            wanted_net: self.net,
            first_pair: None,
            quoting: if is_damaged { Quoting::Entity } else { self.marker.quoting },
            ids_differ: bytes(input, self.id()) != bytes(input, id_of(source_at, &source)),
            has_lookup: lookup.is_some(),
        })
    }
}

/// Where the id of the marker at `at` is.
pub(super) fn id_of(at: usize, marker: &Marker) -> Bounds {
    (at + marker.id_at, at + marker.id_at + marker.id_len)
}

/// The text of an id, which is ASCII.
pub(super) fn text_of(input: &[u8], id: Bounds) -> &str {
    std::str::from_utf8(bytes(input, id)).unwrap_or_default()
}

fn bytes(input: &[u8], (start, end): Bounds) -> &[u8] {
    &input[start..end]
}
