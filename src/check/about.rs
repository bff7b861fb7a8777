//! What is told about a rule: a paragraph, an example that it fires on, and one that it must not fire on.

/// An example for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// The target locale.
    pub locale: &'static str,
    /// The source.
    pub source: &'static str,
    /// The target.
    pub target: &'static str,
}

impl Example {
    pub(super) const fn new(locale: &'static str, source: &'static str, target: &'static str) -> Self {
        Self { locale, source, target }
    }
}

/// The documentation of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct About {
    /// What it looks for and what it leaves alone; sentences.
    pub text: &'static str,
    /// A unit that it fires on.
    pub fires: Example,
    /// A unit like it that is right.
    pub quiet: Example,
}
