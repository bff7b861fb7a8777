//! Which units are wanted: by who translated, what the texts are like, where they are, and whether they were met before.
//!
//! A [`Filter`] says of a unit which of its rules takes it away, if one does; [`Seen`] knows the hashes of the pairs that were
//! met before. Rules are asked in the order of [`FilterRule::ALL`], the cheap ones first, and a unit is counted for the first rule
//! that takes it away. So a repeated pair is one whose first occurrence passed all other rules.
//!
//! [`FilteredWriter`] puts a filter before any writer of units; [`PlainTexts`] and [`Sentences`] give a writer other texts than
//! those of the page; [`WithOriginal`] adds what the English original of a page tells.
//!
//! Rules look at the texts that they are given: verbatim, or plain if plain text is asked for. Only [`words`] are counted
//! without markup in any case. No rule changes a text.
//!
//! ```
//! use bitext::filter::{Candidate, Filter, FilterRule, Skip};
//!
//! let filter = Filter::new().with_skipped(Skip::Unchanged).with_min_words(2);
//! let rule = |source, target| filter.rule_against(&Candidate::new(Some(source), target), || None);
//! assert_eq!(rule("Microsoft Azure", "Microsoft Azure"), Some(FilterRule::Unchanged));
//! assert_eq!(rule("Hello", "Sveiki"), Some(FilterRule::MinWords));
//! assert_eq!(rule("Good day", "Labdien"), None);
//! ```

mod hidden;
mod rule;
mod seen;
mod texts;
mod words;
mod writer;

pub use hidden::WithOriginal;
pub use rule::{FilterRule, Removed};
pub use seen::Seen;
pub use texts::{PlainTexts, Sentences};
pub use words::words;
pub use writer::{FilteredWriter, Repeats};

use crate::front_matter::Translator;
use crate::hash::TextHash;
use crate::locale::Locale;
use crate::markup::Markup;
use crate::place::ContextKind;
use words::words_in;

/// Units that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Skip {
    /// The target is the source, byte for byte.
    Unchanged,
    /// The unit holds several source sentences (a `-p` id).
    Merged,
    /// One side is missing or holds nothing but white space.
    Empty,
}

/// What makes two units the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dedup {
    /// The same source and target locale: the first translation stays.
    Source,
    /// The same source, target and target locale.
    Pair,
}

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Candidate<'a> {
    /// The source, if the unit has one.
    pub source: Option<&'a str>,
    /// The target.
    pub target: &'a str,
    /// Whether the unit holds several source sentences.
    pub is_merged: bool,
    /// Who translated the page, if it says so.
    pub translator: Option<Translator>,
    /// The target locale of the page, if it is known.
    pub locale: Option<Locale<'a>>,
    /// The markup language of the texts.
    pub markup: Markup,
}

impl<'a> Candidate<'a> {
    /// A unit of a Markdown page that says nothing about itself.
    #[must_use]
    pub const fn new(source: Option<&'a str>, target: &'a str) -> Self {
        Self { source, target, is_merged: false, translator: None, locale: None, markup: Markup::Markdown }
    }
}

/// Which units are wanted; all of them unless said otherwise.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    locale: Option<String>,
    only: Option<Translator>,
    skipped: Vec<Skip>,
    contexts: Vec<ContextKind>,
    min_words: u64,
    max_words: Option<u64>,
    max_ratio: Option<f64>,
    dedup: Option<Dedup>,
}

impl Filter {
    /// A filter that takes nothing away.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps the units of pages with this target locale. Letter case does not count; `sr` is not `sr-Latn-RS`.
    #[must_use]
    pub fn with_locale(mut self, locale: Locale<'_>) -> Self {
        self.locale = Some(locale.to_string());
        self
    }

    /// Keeps the units of pages that say that they were translated so.
    #[must_use]
    pub const fn with_only(mut self, translator: Translator) -> Self {
        self.only = Some(translator);
        self
    }

    /// Leaves these units out too.
    #[must_use]
    pub fn with_skipped(mut self, skipped: Skip) -> Self {
        self.skipped.push(skipped);
        self
    }

    /// Keeps the units at this kind of place too; all kinds if this is never called. The
    /// levels of headings are one kind.
    #[must_use]
    pub fn with_context(mut self, context: ContextKind) -> Self {
        self.contexts.push(context);
        self
    }

    /// Keeps units whose source has at least so many [`words`].
    #[must_use]
    pub const fn with_min_words(mut self, words: u64) -> Self {
        self.min_words = words;
        self
    }

    /// Keeps units whose source has at most so many [`words`].
    #[must_use]
    pub const fn with_max_words(mut self, words: u64) -> Self {
        self.max_words = Some(words);
        self
    }

    /// Keeps units of which neither side has more than so many times the [`words`] of the other. A unit with words on one
    /// side only is taken away.
    #[must_use]
    pub const fn with_max_ratio(mut self, ratio: f64) -> Self {
        self.max_ratio = Some(ratio);
        self
    }

    /// Keeps the first of several units that are the same.
    #[must_use]
    pub const fn with_dedup(mut self, dedup: Dedup) -> Self {
        self.dedup = Some(dedup);
        self
    }

    /// Whether repeated units are taken away.
    #[must_use]
    pub const fn dedups(&self) -> bool {
        self.dedup.is_some()
    }

    /// Whether nothing was asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_open = self.locale.is_none() && self.only.is_none() && self.dedup.is_none();
        let has_bounds = self.min_words > 0 || self.max_words.is_some() || self.max_ratio.is_some();
        is_open && self.skipped.is_empty() && self.contexts.is_empty() && !has_bounds
    }

    /// The first rule that takes a unit away, but for [`FilterRule::Repeated`]. `context` gives the kind of its place; it is asked
    /// once at most, and only if there is a rule about it.
    ///
    /// ```
    /// # use bitext::filter::{Candidate, Filter, FilterRule};
    /// # use bitext::place::ContextKind;
    /// let filter = Filter::new().with_context(ContextKind::TableCell);
    /// let unit = Candidate::new(Some("Good day"), "Labdien");
    /// assert_eq!(filter.rule_against(&unit, || Some(ContextKind::TableCell)), None);
    /// assert_eq!(filter.rule_against(&unit, || Some(ContextKind::Paragraph)), Some(FilterRule::Context));
    /// ```
    #[must_use]
    pub fn rule_against(
        &self,
        unit: &Candidate<'_>,
        context: impl FnOnce() -> Option<ContextKind>,
    ) -> Option<FilterRule> {
        let is_blank = |text: &str| text.trim().is_empty();
        let skips = |skip| self.skipped.contains(&skip);
        if let Some(wanted) = &self.locale
            && !unit.locale.is_some_and(|locale| locale.as_written().eq_ignore_ascii_case(wanted))
        {
            return Some(FilterRule::Locale);
        }
        if self.only.is_some_and(|only| unit.translator != Some(only)) {
            return Some(FilterRule::Only);
        }
        if unit.is_merged && skips(Skip::Merged) {
            return Some(FilterRule::Merged);
        }
        if skips(Skip::Empty) && (unit.source.is_none_or(is_blank) || is_blank(unit.target)) {
            return Some(FilterRule::Empty);
        }
        if skips(Skip::Unchanged) && unit.source == Some(unit.target) {
            return Some(FilterRule::Unchanged);
        }
        if !self.contexts.is_empty() && !context().is_some_and(|context| self.has_context(context)) {
            return Some(FilterRule::Context);
        }
        self.rule_about_length(unit)
    }

    fn has_context(&self, context: ContextKind) -> bool {
        self.contexts.iter().any(|wanted| wanted.as_str() == context.as_str())
    }

    fn rule_about_length(&self, unit: &Candidate<'_>) -> Option<FilterRule> {
        if self.min_words == 0 && self.max_words.is_none() && self.max_ratio.is_none() {
            return None;
        }
        let source = words_in(unit.markup, unit.source.unwrap_or_default());
        if source < self.min_words {
            return Some(FilterRule::MinWords);
        }
        if self.max_words.is_some_and(|most| source > most) {
            return Some(FilterRule::MaxWords);
        }
        let ratio = self.max_ratio?;
        let target = words_in(unit.markup, unit.target);
        let (shorter, longer) = (source.min(target), source.max(target));
        #[allow(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
        let is_uneven = longer as f64 > shorter as f64 * ratio;
        is_uneven.then_some(FilterRule::MaxRatio)
    }

    /// What units that are the same have in common; `None` if repeated units are wanted.
    #[must_use]
    pub fn key(&self, unit: &Candidate<'_>) -> Option<TextHash> {
        let locale = unit.locale.map(|locale| locale.to_string());
        let (source, locale) = (unit.source.unwrap_or_default(), locale.as_deref());
        Some(match self.dedup? {
            Dedup::Source => TextHash::of_fields(&[source, locale.unwrap_or_default()]),
            Dedup::Pair => TextHash::of_pair(source, unit.target, locale),
        })
    }
}

#[cfg(test)]
mod tests;
