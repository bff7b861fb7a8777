//! The rules by name, and how serious what they find is.

use std::fmt;
use std::str::FromStr;

use crate::front_matter::Translator;

/// How serious a finding is; [`Level::Off`] is less than all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// Not looked for.
    Off,
    /// Worth a look; often right as it is.
    Note,
    /// Wrong in at least four of five cases.
    Warning,
    /// Wrong in at least 19 of 20 cases.
    Error,
}

impl Level {
    /// `off`, `note`, `warning` or `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Level {
    type Err = UnknownName;

    fn from_str(word: &str) -> Result<Self, UnknownName> {
        let all = [Self::Off, Self::Note, Self::Warning, Self::Error];
        all.into_iter()
            .find(|level| level.as_str() == word)
            .ok_or_else(|| UnknownName { word: word.to_owned(), expected: "a level: off, note, warning or error" })
    }
}

/// A word that is neither a rule nor a level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not {expected}")]
pub struct UnknownName {
    word: String,
    expected: &'static str,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $word:literal $machine:ident $human:ident $summary:literal;)*) => {
        /// What can be found. The words are stable: they are only ever added.
        ///
        /// | rule | machine or unstated | human |
        /// |---|---|---|
        $(#[doc = concat!("| `", $word, "` | ", stringify!($machine), " | ", stringify!($human), " |")])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable word in kebab-case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What the rule asks, in half a line.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$name => $summary,)* }
            }

            /// How serious its findings are, unless [`Rules`](super::Rules) say otherwise.
            #[must_use]
            pub const fn level(self, translator: Option<Translator>) -> Level {
                let is_human = matches!(translator, Some(Translator::Human));
                match self { $(Self::$name => if is_human { Level::$human } else { Level::$machine },)* }
            }
        }
    };
}

rules! {
    /// A code of the source is nowhere in the target.
    MissingCode "missing-code" Error Error "a link, image, code span, reference or tag of the source is missing";
    /// A code span has another content.
    CodeSpanChanged "code-span-changed" Error Error "a code span has another content than in the source";
    /// A link, image, reference or include leads elsewhere.
    LinkTargetChanged "link-target-changed" Error Error "a link, image, reference or include leads elsewhere";
    /// Markup that the reader sees as characters.
    BrokenMarkup "broken-markup" Error Error "markup of the target is broken and shows as characters";
    /// A link without text.
    EmptyLinkText "empty-link-text" Error Error "a link has no text to click on";
    /// A placeholder was changed or is missing.
    PlaceholderChanged "placeholder-changed" Error Error "a placeholder such as {0} or %s was changed or is missing";
    /// What a translation engine left behind.
    MtDebris "mt-debris" Error Error "debris of a translation engine";
    /// Characters that were lost in a conversion.
    LostCharacters "lost-characters" Error Error "characters were lost in a conversion";
    /// There is no translation.
    MissingTarget "missing-target" Error Error "the target is empty, or holds no word";
    /// A code that the source does not have.
    ExtraCode "extra-code" Warning Warning "a link, image, code span, reference or tag that the source lacks";
    /// Emphasis was lost.
    MissingEmphasis "missing-emphasis" Warning Warning "bold or italic text of the source is plain in the target";
    /// An identifier was changed.
    IdentifierChanged "identifier-changed" Warning Note "an identifier or file name was changed or is missing";
    /// The name of a product is missing.
    ProductNameChanged "product-name-changed" Warning Note "the name of a product is missing";
    /// Text glued to markup.
    GluedMarkup "glued-markup" Warning Warning "a word is glued to bold text, code or a link";
    /// A word split by blanks.
    SplitWord "split-word" Warning Warning "a word is split by blanks";
    /// Not translated.
    Unchanged "unchanged" Warning Note "the target is the source";
    /// Not translated here, but elsewhere.
    UnchangedElsewhere "unchanged-elsewhere" Warning Warning "the target is the source, which other units translate";
    /// Numbers differ.
    NumberMismatch "number-mismatch" Warning Note "a number is missing or added";
    /// Brackets do not match.
    BracketMismatch "bracket-mismatch" Warning Warning "brackets do not match, and those of the source do";
    /// A word twice in a row.
    DoubledWord "doubled-word" Warning Warning "a word or clause stands twice in a row";
    /// Letters of another script.
    TargetScript "target-script" Warning Warning "letters of a script that the language does not use";
    /// The end of the sentence was lost.
    EndPunctuation "end-punctuation" Note Note "the punctuation at the end was lost or added";
    /// Far too long or too short.
    LengthRatio "length-ratio" Note Note "the target is far too long or too short";
    /// A part of the source is left as it was.
    UntranslatedPart "untranslated-part" Note Note "a part of the source stands untranslated in the target";
    /// There is no source.
    MissingSource "missing-source" Note Note "the source is empty";
    /// One source, several translations.
    InconsistentTarget "inconsistent-target" Off Off "other units translate the same source otherwise";
}

impl Rule {
    /// Whether it needs all pages: see [`Corpus`](super::Corpus).
    #[must_use]
    pub const fn needs_corpus(self) -> bool {
        matches!(self, Self::UnchangedElsewhere | Self::InconsistentTarget)
    }

    /// Whether it is reported at its first place in a page only, because it is a habit of the engine that made the page.
    #[must_use]
    pub const fn is_once_a_page(self) -> bool {
        matches!(self, Self::SplitWord)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Rule {
    type Err = UnknownName;

    fn from_str(word: &str) -> Result<Self, UnknownName> {
        let found = Self::ALL.iter().copied().find(|rule| rule.as_str() == word);
        found.ok_or_else(|| UnknownName { word: word.to_owned(), expected: "a rule" })
    }
}
