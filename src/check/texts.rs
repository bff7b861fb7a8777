//! The plain data that rules look at.

use crate::front_matter::Translator;
use crate::locale::Locale;
use crate::markup::Markup;
use crate::place::{ContextKind, LocatedUnit};

/// One unit for the rules: its texts, and what is known about them.
///
/// ```
/// use bitext::Locale;
/// use bitext::check::{Checker, Rules, UnitTexts};
///
/// let texts = UnitTexts::new("Click **OK**.", "「OK」をクリックします").with_locale(Locale::parse("ja-JP").ok());
/// let mut found = Vec::new();
/// Checker::new(Rules::default()).texts(&texts, |finding| found.push(finding));
/// assert!(found.is_empty(), "Japanese pages often write brackets for bold text");
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct UnitTexts<'a> {
    /// The source, verbatim.
    pub source: &'a str,
    /// The target, verbatim.
    pub target: &'a str,
    /// The language of the target. Rules that need it are silent without it.
    pub locale: Option<Locale<'a>>,
    /// Who translated, where the page states it.
    pub translator: Option<Translator>,
    /// Where the unit is.
    pub context: ContextKind,
    /// The language of markup of both texts.
    pub markup: Markup,
}

impl<'a> UnitTexts<'a> {
    /// The texts of a unit, their languages and markup; `None` if it has no source.
    ///
    /// The translator is not known to a unit, and its kind of place is not looked for, which takes time: a caller that needs it
    /// adds `with_context(unit.place.context())`. [`Checker::unit`](super::Checker::unit) knows both, and
    /// [`Corpus::add`](super::Corpus::add) needs neither.
    #[must_use]
    pub fn of(unit: &LocatedUnit<'a>) -> Option<Self> {
        let texts = Self::new(unit.source?, unit.target);
        Some(texts.with_locale(unit.locale).with_markup(unit.place.file_kind().markup()))
    }

    /// A unit of Markdown in a paragraph, of which nothing else is known.
    #[must_use]
    pub const fn new(source: &'a str, target: &'a str) -> Self {
        Self {
            source,
            target,
            locale: None,
            translator: None,
            context: ContextKind::Paragraph,
            markup: Markup::Markdown,
        }
    }

    /// Sets the language of the target.
    #[must_use]
    pub const fn with_locale(mut self, locale: Option<Locale<'a>>) -> Self {
        self.locale = locale;
        self
    }

    /// Sets who translated, a person or a machine.
    #[must_use]
    pub const fn with_translator(mut self, translator: Option<Translator>) -> Self {
        self.translator = translator;
        self
    }

    /// Sets the language of markup.
    #[must_use]
    pub const fn with_markup(mut self, markup: Markup) -> Self {
        self.markup = markup;
        self
    }

    /// Sets the kind of place.
    #[must_use]
    pub const fn with_context(mut self, context: ContextKind) -> Self {
        self.context = context;
        self
    }
}
