//! Typed translation units out of bilingual ("side by side") Markdown, and back, without touching any other byte.
//!
//! A page in this form is a localized page in which every translated string carries its source in `<span>` markup. What is
//! read is verbatim, parts joined are the page, and no text is an error: what is odd is a [`Diagnostic`]. Offsets are 0-based
//! bytes; lines and columns, for those who ask, are 1-based, and columns count characters.
//!
//! # What do you want to do?
//!
//! **List the units of a page.** [`Document`] reads a page in memory; [`Document::located_units`] says where each unit is.
//!
//! ```
//! use bitext::Document;
//!
//! let page = "# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
//!             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
//! let document = Document::parse(page);
//! for unit in document.located_units() {
//!     assert_eq!((unit.id.as_str(), unit.target, unit.source), ("407fb-102", "Sveiki", Some("Hello")));
//!     assert_eq!(unit.place.context().as_str(), "heading");
//! }
//! ```
//!
//! **Read a stream** of any length in bounded memory: [`PartReader`], and [`PartReader::located`] with places.
//!
//! **Export units** as JSON Lines, JSON, XLIFF or TMX: [`export::Export`] gives a page to a writer of [`mod@format`], or to your
//! own [`format::UnitWriter`].
//!
//! ```
//! # #[cfg(feature = "xliff")] {
//! use bitext::Locale;
//! use bitext::export::Export;
//! use bitext::format::XliffWriter;
//!
//! # let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
//! #             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
//! let settings = bitext::Settings::default().with_locale(Some(Locale::parse("lv-LV")?));
//! let mut writer = XliffWriter::new(Vec::new());
//! Export::new("docs/a.md", Locale::parse("en-US")?).with_settings(settings).text(page, &mut writer, &mut ())?;
//! let xliff: Vec<u8> = writer.finish()?;
//! # assert!(xliff.starts_with(b"<?xml"));
//! # }
//! # Ok::<(), bitext::Error>(())
//! ```
//!
//! **Merge new targets**, computed or edited: make [`edit::Edits`], or read them from a file ([`format::read_edits`]), and merge
//! them ([`edit::Edits::merge`]). Every other byte of the page stays; what would change more is refused, with a reason.
//!
//! ```
//! # #[cfg(feature = "merge")] {
//! use bitext::Document;
//! use bitext::edit::{Edit, Edits};
//!
//! # let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
//! #             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
//! let document = Document::parse(page);
//! let edits: Edits =
//!     document.units().iter().map(|unit| Edit::new(unit.id.as_str(), unit.target.to_uppercase())).collect();
//! let merged = edits.merge("docs/a.md", &document);
//! assert!(merged.text().contains("SVEIKI"));
//! # }
//! ```
//!
//! **Get the page in one language**: [`Document::target_view`], [`Document::source_view`].
//!
//! **Find bad translations, and count**: [`check::Checker`], [`stats::Counter`].
//!
//! **See what is inside a text** (links, code, emphasis, tags): [`inline`].
//!
//! Programs that do these things are in the repository's `examples`: `units`, `stream`, and more.
//!
//! # Features
//!
//! | feature | what it adds | default |
//! |---|---|---|
//! | `inline` | [`inline`]: the codes inside a text | yes |
//! | `json` | JSON Lines and JSON, and `serde` | yes |
//! | `xliff` | XLIFF 1.2, 2.0, 2.1 and TMX 1.4b, and `inline` | yes |
//! | `merge` | [`merge`]: edits into pages, and `inline` | yes |
//! | `serde` | `Serialize`, and mostly `Deserialize`, for diagnostics, places, codes, outcomes and counts | with `json` |
//! | `check` | [`check`]: faults in translations, [`stats`]: counts of words, [`hash`], and `inline` | no |
//! | `corpus` | [`sentence`], [`filter`], [`english`], [`hash`]: what makes a corpus of pages, and `inline`, `json` | no |
//! | `parquet` | Parquet files, and `corpus` | no |
//! | `html` | published pages, and `inline` | no |
//! | `review` | the page for people, and `merge` | no |
//! | `cli` | the command `bitext` | no |
//!
//! Without any of them the crate scans, pairs, reads front matter, finds places, gives views and makes edits; it then needs
//! memchr, simdutf8, oxilangtag and thiserror.
//!
//! # Minimum Rust version
//!
//! 1.88.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(all(feature = "cli", feature = "parquet")),
    allow(rustdoc::broken_intra_doc_links, reason = "what a feature adds is not there to be linked to without it")
)]

mod bounds;
#[cfg(feature = "check")]
pub mod check;
mod context;
mod diagnostic;
mod document;
pub mod edit;
#[cfg(feature = "corpus")]
pub mod english;
mod error;
pub mod export;
#[cfg(feature = "corpus")]
pub mod filter;
pub mod format;
pub mod front_matter;
#[cfg(any(feature = "check", feature = "corpus"))]
pub mod hash;
#[cfg(feature = "html")]
pub mod html;
#[cfg(feature = "inline")]
pub mod inline;
#[cfg(all(test, feature = "check", feature = "json", feature = "merge", feature = "xliff"))]
mod linear;
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
#[cfg(feature = "corpus")]
pub mod sentence;
#[cfg(feature = "check")]
pub mod stats;
mod tag;
pub mod view;
#[cfg(any(feature = "inline", feature = "json", feature = "xliff"))]
mod window;
#[cfg(test)]
mod work;
mod xml_char;

pub use diagnostic::{Code, Diagnostic, DiagnosticSink, Severity, UnknownWord};
pub use document::{Document, text_of};
pub use error::{CannotHold, Error, Result};
pub use locale::Locale;
pub use markup::Markup;
pub use part::{InvalidUnitId, Part, PartReader, Parts, Settings, TranslationUnit, UnitId};
pub use position::{Cursor, Position, Span};

#[cfg(all(doctest, feature = "xliff", feature = "json", feature = "merge"))]
#[doc = include_str!("../README.md")]
struct Readme;
