//! The codes of a unit: on which sides each occurs, and whether it is well nested.

/// On which sides of a unit a code occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum CodeSide {
    /// In the source and in the target.
    Both,
    /// In the source only: the translation lost it.
    SourceOnly,
    /// In the target only: the translation added it.
    TargetOnly,
}

/// What is known of a code beyond its pieces.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodeFacts {
    pub(super) side: CodeSide,
    pub(super) is_nested: bool,
}
