//! A new target that is good for its unit, and what is seen of it without reading the page.

/// A new target for a unit, by the unit's place in the document.
#[derive(Debug, Clone)]
pub(super) struct NewTarget {
    pub(super) unit: usize,
    pub(super) text: String,
    /// Whether it is seen without reading the page that its blocks stay.
    pub(super) is_inert: bool,
    /// Whether it may change the blocks where only targets are shown.
    pub(super) is_at_risk: bool,
    /// Whether its own block may become another one there.
    pub(super) is_free: bool,
}

impl NewTarget {
    pub(super) const fn new(unit: usize, text: String) -> Self {
        Self { unit, text, is_inert: false, is_at_risk: true, is_free: false }
    }
}
