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

pub mod annotate;
pub mod context;
pub mod diagnostic;
pub mod document;
pub mod error;
pub mod export;
mod file_kind;
pub mod front_matter;
#[cfg(feature = "html")]
pub mod html;
pub mod import;
pub mod inline;
pub mod locale;
mod markup;
pub mod merge;
pub mod part;
pub mod position;
#[cfg(feature = "review")]
pub mod review;
pub mod scan;
mod tag;
pub mod view;
#[cfg(test)]
mod work;

pub use context::{ContextKind, Contexts};
pub use diagnostic::{Code, Diagnostic, Severity};
pub use document::Document;
pub use error::{Error, Result};
pub use file_kind::FileKind;
pub use front_matter::FrontMatter;
pub use locale::Locale;
pub use markup::Markup;
pub use part::{Part, PartReader, Parts, Settings, TranslationUnit, UnitId};
pub use position::{Position, Span};
pub use scan::{Quoting, Scanner, Token, TokenKind};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
