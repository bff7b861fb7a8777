//! What is told about each rule.

use super::about::{About, Example};
use super::find::{
    brackets, codes, debris, doubled, ends, joints, length, markup, names, numbers, placeholder, script, unchanged,
};
use super::rule::Rule;

const UNCHANGED_ELSEWHERE: About = About {
    text: "A unit of ordinary English words is left as it is, while other units with the same source in the same language, all \
           over the pages, mostly have one other target: at least three of them and twice as many (five and three times as \
           many in languages with Latin letters). It needs all pages.",
    fires: Example::new("ja-JP", "Description", "Description"),
    quiet: Example::new("ja-JP", "Description", "説明"),
};

const INCONSISTENT: About = About {
    text: "The same source has another target in most other units of the language: at least three times as often. Other words \
           may be right, too: it is a list for a terminologist, and off unless asked for. It needs all pages.",
    fires: Example::new("lv-LV", "Next step", "Nākošais solis"),
    quiet: Example::new("lv-LV", "Next step", "Nākamā darbība"),
};

impl Rule {
    /// What it looks for, with examples.
    #[must_use]
    pub const fn about(self) -> About {
        match self {
            Self::MissingCode => codes::MISSING,
            Self::CodeSpanChanged => codes::CODE_SPAN,
            Self::LinkTargetChanged => codes::LINK_TARGET,
            Self::BrokenMarkup => markup::BROKEN,
            Self::EmptyLinkText => markup::EMPTY_LINK,
            Self::PlaceholderChanged => placeholder::ABOUT,
            Self::MtDebris => debris::DEBRIS,
            Self::LostCharacters => debris::LOST,
            Self::MissingTarget => ends::MISSING_TARGET,
            Self::ExtraCode => codes::EXTRA,
            Self::MissingEmphasis => markup::EMPHASIS,
            Self::IdentifierChanged => names::IDENTIFIER,
            Self::ProductNameChanged => names::PRODUCT,
            Self::GluedMarkup => joints::GLUED,
            Self::SplitWord => joints::SPLIT,
            Self::Unchanged => unchanged::ABOUT,
            Self::UnchangedElsewhere => UNCHANGED_ELSEWHERE,
            Self::NumberMismatch => numbers::ABOUT,
            Self::BracketMismatch => brackets::ABOUT,
            Self::DoubledWord => doubled::ABOUT,
            Self::TargetScript => script::ABOUT,
            Self::EndPunctuation => ends::PUNCTUATION,
            Self::LengthRatio => length::ABOUT,
            Self::UntranslatedPart => unchanged::PART,
            Self::MissingSource => ends::MISSING_SOURCE,
            Self::InconsistentTarget => INCONSISTENT,
        }
    }
}
