//! Typed translation units out of bilingual ("side by side") Markdown.

pub mod diagnostic;
pub mod error;
pub mod locale;
pub mod part;
pub mod position;
mod scan;

pub use diagnostic::{Code, Diagnostic, Severity};
pub use error::{Error, Result};
pub use locale::Locale;
pub use part::{Quoting, TranslationUnit, UnitId};
pub use position::Span;
