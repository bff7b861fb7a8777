//! What is counted of a group of units.

use super::words::Amount;

/// What is counted of a group of units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Counts {
    /// Pages with at least one unit in the group.
    pub files: u64,
    /// Units.
    pub units: u64,
    /// Distinct pairs of source and target in one locale.
    pub distinct: u64,
    /// Units in pages that a person translated.
    pub human: u64,
    /// Units in pages that a machine translated.
    pub machine: u64,
    /// Units whose target is their source.
    pub unchanged: u64,
    /// Units without a source in the page: their markup is damaged.
    pub damaged: u64,
    /// The sources.
    pub source: Amount,
    /// The targets.
    pub target: Amount,
    /// What a translator has to do.
    pub effort: Effort,
}

/// The words of the sources by the work that they make, as project managers count: each unit is in one of the classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Effort {
    /// Words of sources that occur for the first time.
    pub new_words: u64,
    /// Units of that kind.
    pub new_units: u64,
    /// Words of sources that occurred before in the same locale.
    pub repeated_words: u64,
    /// Units of that kind.
    pub repeated_units: u64,
    /// Words of sources that are left as they are: names and code, or not translated.
    pub unchanged_words: u64,
    /// Units of that kind.
    pub unchanged_units: u64,
}
