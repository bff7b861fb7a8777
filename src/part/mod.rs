//! Units and skeleton. Parts *tile* the input: their raw texts, joined, are the input. Nothing is ever dropped: what is
//! not a unit is skeleton, and damage is reported beside it with its place.
//!
//! [`Parts`] walks over a text in memory, [`PartReader`] over a stream; both drive the same step, so they agree.

mod line_ends;
#[cfg(test)]
mod linear;
mod reader;
mod sequence;
mod settings;
mod slice;
mod unit;

pub use crate::scan::Quoting;
pub use reader::PartReader;
pub use settings::Settings;
pub use slice::Parts;
pub use unit::{Part, TranslationUnit, UnitId};
