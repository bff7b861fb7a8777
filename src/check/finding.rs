//! What a rule finds.

use std::ops::Range;

use super::rule::{Level, Rule};

/// Something in one unit that a reviewer would want to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// How serious it is.
    pub level: Level,
    /// What is wrong, in lower case and without a full stop: `` the code span `x` is missing ``.
    pub message: String,
    /// The bytes of the target that it is about; empty at the end of the target where something is missing.
    pub target: Range<usize>,
    /// The bytes of the source that it is about, where there are any.
    pub source: Option<Range<usize>>,
    /// The rule whose finding in the same unit explains this one.
    pub consequence_of: Option<Rule>,
}

impl Finding {
    /// A finding at a place of the target, at most as serious as its rule.
    pub(super) fn at(rule: Rule, target: Range<usize>, message: String) -> Self {
        Self { rule, level: Level::Error, message, target, source: None, consequence_of: None }
    }

    /// The place of the source that it is about.
    pub(super) fn with_source(mut self, source: Range<usize>) -> Self {
        self.source = Some(source);
        self
    }

    /// It is no more serious than this.
    pub(super) fn at_most(mut self, level: Level) -> Self {
        self.level = level;
        self
    }
}
