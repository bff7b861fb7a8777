//! Where units are: number in the page, line and column, kind of place, headings above, and what a text there may hold.
//!
//! This module alone answers that. [`Document::located_units`](crate::Document::located_units) and
//! [`Parts::located`](crate::Parts::located) give the units of a page in memory with their places,
//! [`PartReader::located`](crate::PartReader::located) those of a stream; all give the same. Only those who ask pay:
//! finding units keeps byte offsets and nothing else.
//!
//! ```
//! use bitext::Document;
//!
//! let page = "# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
//!             <span data-stu-id=\"407fb-102\">Hello</span></span>\n\n\
//!             <span data-ttu-id=\"407fb-103\">Jauns</span><span class=\"sxs-lookup\">\
//!             <span data-stu-id=\"407fb-103\">New</span></span>\n";
//! let document = Document::parse(page);
//! let places: Vec<_> = document
//!     .located_units()
//!     .map(|unit| format!("{} {} below {:?}", unit.place.position(), unit.place.context(), &*unit.place.headings()))
//!     .collect();
//! assert_eq!(places, ["1:3 heading below []", "3:1 paragraph below [\"Hello\"]"]);
//! ```

mod block;
mod fit;
mod follower;
mod following;
mod headings;
mod kind;
mod line;
mod line_end;
#[cfg(test)]
mod linear;
mod located;
mod locator;
mod markup;
mod scalar;
mod scalar_text;
mod stream;
mod surroundings;
mod tracker;
mod verbatim;

pub use crate::context::ContextKind;
pub use fit::{Adjustment, Fitted, Misfit};
pub use headings::Headings;
pub use kind::{FileKind, is_html, is_xliff};
pub use line_end::LineEnd;
pub use located::{Extent, LocatedUnit, Place};
pub use locator::LocatedUnits;
pub use scalar::ScalarKind;
pub use stream::LocatedReader;

pub(crate) use locator::Locator;
pub(crate) use verbatim::are_verbatim;
