//! Typed translation units out of bilingual ("side by side") Markdown.

pub mod annotate;
pub mod context;
pub mod diagnostic;
pub mod document;
pub mod error;
pub mod export;
mod file_kind;
pub mod front_matter;
pub mod import;
pub mod inline;
pub mod locale;
pub mod merge;
pub mod part;
pub mod position;
pub mod scan;
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
pub use part::{Part, PartReader, Parts, Settings, TranslationUnit, UnitId};
pub use position::{Position, Span};
pub use scan::{Quoting, Scanner, Token, TokenKind};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
