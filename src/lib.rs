//! Typed translation units out of bilingual ("side by side") Markdown, and back, without touching any other byte.
//!
//! A page in this form is a localized page in which every translated string carries its source in `<span>` markup.
//! [`Document`] reads a whole page, [`Parts`] walks over one in memory, [`PartReader`] over a stream; [`export`] writes
//! units as JSON, XLIFF and TMX, [`import`] and [`merge`] bring edited targets back, [`view`] gives the page in one
//! language, and [`inline`] tells what is inside a text.
//!
//! ```
//! use bitext::Document;
//!
//! let page = "# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
//!             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
//! let document = Document::parse(page);
//! let unit = document.units()[0];
//! assert_eq!((unit.target, unit.source), ("Sveiki", Some("Hello")));
//! assert_eq!(document.target_view().to_string(), "# Sveiki\n");
//! ```
//!
//! Texts are verbatim, parts joined are the page, and no text is an error: what is odd is a [`Diagnostic`]. Offsets are
//! 0-based bytes; lines and columns, for those who ask, are 1-based, and columns count characters.

mod context;
mod diagnostic;
mod document;
pub mod edit;
mod error;
pub mod export;
pub mod format;
pub mod front_matter;
#[cfg(feature = "html")]
pub mod html;
#[cfg(feature = "inline")]
pub mod inline;
mod locale;
mod markup;
#[cfg(feature = "merge")]
pub mod merge;
mod part;
pub mod place;
mod position;
#[cfg(feature = "review")]
pub mod review;
pub mod scan;
mod tag;
pub mod view;
#[cfg(test)]
mod work;
mod xml_char;

pub use diagnostic::{Code, Diagnostic, DiagnosticSink, Severity};
pub use document::{Document, text_of};
pub use error::{CannotHold, Error, Result};
pub use locale::Locale;
pub use markup::Markup;
pub use part::{Part, PartReader, Parts, Settings, TranslationUnit, UnitId};
pub use position::{Cursor, Position, Span};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
