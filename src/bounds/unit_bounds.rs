//! The byte offsets of a unit and of its pieces.

use crate::scan::Quoting;

/// A first byte and the byte after the last.
pub(crate) type Bounds = (usize, usize);

/// Where a unit and its pieces are in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnitBounds {
    /// The first byte of the unit.
    pub(crate) start: usize,
    /// The byte after its last.
    pub(crate) end: usize,
    pub(crate) id: Bounds,
    pub(crate) target: Bounds,
    pub(crate) source: Option<Bounds>,
    pub(crate) quoting: Quoting,
}

impl UnitBounds {
    /// The value before any unit has been found.
    pub(crate) const NOTHING: Self =
        Self { start: 0, end: 0, id: (0, 0), target: (0, 0), source: None, quoting: Quoting::Plain };

    /// Subtracts `n` from every offset: the first `n` bytes of the input have been removed.
    pub(crate) fn shift(&mut self, n: usize) {
        let moved = |(start, end): Bounds| (start - n, end - n);
        (self.start, self.end) = moved((self.start, self.end));
        self.id = moved(self.id);
        self.target = moved(self.target);
        self.source = self.source.map(moved);
    }
}
