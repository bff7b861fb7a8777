//! Where units begin and end: the one place that decides it.
//!
//! [`part`](crate::part) makes units and skeleton of the bounds, [`front_matter`](crate::front_matter) keeps the lines of a
//! unit together by them, and whoever looks at raw text around a unit steps over other units with [`unit_ranges`].
//! [`scan::lex`](crate::scan) spells the markup; nothing else searches for it.

mod fast_path;
mod finder;
mod open_unit;
mod ranges;
mod unit_bounds;

pub(crate) use finder::{Step, UnitFinder};
pub(crate) use ranges::unit_ranges;
pub(crate) use unit_bounds::UnitBounds;
