//! Units and skeleton.

mod unit;

pub use unit::{Quoting, TranslationUnit, UnitId};
