//! A stand-in until contexts are told for good.

use crate::file_kind::FileKind;
use crate::part::TranslationUnit;

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContextKind {
    /// In a heading of this level.
    Heading(u8),
    /// Anywhere else.
    Paragraph,
}

impl ContextKind {
    /// One word in kebab-case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
        }
    }
}

/// Tells contexts.
#[derive(Debug, Default)]
pub struct Contexts {
    headings: Vec<String>,
    line: String,
}

impl Contexts {
    /// For a page of this kind.
    #[must_use]
    pub fn new(_kind: FileKind) -> Self {
        Self::default()
    }

    /// The front matter passes.
    pub fn front_matter(&mut self, _text: &str) {
        self.line.clear();
    }

    /// Skeleton passes.
    pub fn skeleton(&mut self, text: &str) {
        match text.rsplit_once('\n') {
            Some((_, line)) => line.clone_into(&mut self.line),
            None => self.line.push_str(text),
        }
    }

    /// A unit passes.
    pub fn unit(&mut self, _unit: &TranslationUnit<'_>, _following: &str) -> ContextKind {
        if self.line.starts_with('#') { ContextKind::Heading(1) } else { ContextKind::Paragraph }
    }

    /// The headings above.
    #[must_use]
    pub fn headings(&self) -> &[String] {
        &self.headings
    }
}
