//! Which rules run, and how serious their findings are.

use super::rule::{Level, Rule};
use super::terms::{PRODUCTS, Terms};
use crate::front_matter::Translator;

/// The settings of a [`Checker`](super::Checker).
///
/// To make them takes far longer than to clone them, because of the table of names: make them once.
///
/// ```
/// use bitext::check::{Level, Rule, Rules};
///
/// let rules = Rules::default().with_level(Rule::GluedMarkup, Level::Off);
/// assert_eq!(rules.level(Rule::GluedMarkup, None), Level::Off);
/// assert_eq!(rules.level(Rule::MissingCode, None), Level::Error);
/// ```
#[derive(Debug, Clone)]
pub struct Rules {
    levels: [Option<Level>; Rule::ALL.len()],
    terms: Terms,
}

impl Default for Rules {
    /// Every rule at its own level, and the built-in names of products.
    fn default() -> Self {
        Self { levels: [None; Rule::ALL.len()], terms: Terms::new(PRODUCTS) }
    }
}

impl Rules {
    /// A rule at this level, whoever translated.
    #[must_use]
    pub const fn with_level(mut self, rule: Rule, level: Level) -> Self {
        self.levels[rule as usize] = Some(level);
        self
    }

    /// These names stay untranslated, in place of the built-in ones.
    #[must_use]
    pub fn with_terms<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.terms = Terms::new(names);
        self
    }

    /// The built-in names of products.
    #[must_use]
    pub const fn product_names() -> &'static [&'static str] {
        &PRODUCTS
    }

    /// How serious the findings of a rule are.
    #[must_use]
    pub fn level(&self, rule: Rule, translator: Option<Translator>) -> Level {
        self.levels[rule as usize].unwrap_or_else(|| rule.level(translator))
    }

    pub(super) const fn terms(&self) -> &Terms {
        &self.terms
    }
}
