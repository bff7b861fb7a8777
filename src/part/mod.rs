//! Units and skeleton. Parts *tile* the input: their raw texts, joined, are the input. Nothing is dropped: what is not a
//! unit is skeleton, and damage is reported with its place.
//!
//! [`Parts`] walks over a text in memory, [`PartReader`] over a stream; both drive the same step, so they agree.
//!
//! ```
//! use bitext::{Part, Parts};
//!
//! let page = "# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
//!             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
//! let shouted: String = Parts::new(page)
//!     .map(|part| match part {
//!         Part::Unit(unit) => unit.target.to_uppercase(),
//!         other => other.raw().to_owned(),
//!     })
//!     .collect();
//! assert_eq!(shouted, "# SVEIKI\n");
//! ```
//!
//! Left out: where a unit is on the page (in a heading, a table cell), and what needs the whole page, such as repeated
//! ids.

mod line_ends;
#[cfg(test)]
mod linear;
mod reader;
mod sequence;
mod settings;
mod slice;
mod unit;

pub use reader::PartReader;
pub use settings::Settings;
pub use slice::Parts;
pub use unit::{InvalidUnitId, Part, TranslationUnit, UnitId};
