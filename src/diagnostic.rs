//! What is odd about a page: one kind of report for all damage, with a stable code and a place.
//!
//! Whoever asks for diagnostics gives a [`DiagnosticSink`]: `()` ignores them, an `Option` keeps the first, a `Vec` keeps
//! all, a closure takes each.
//!
//! ```
//! use bitext::{Code, Document, Severity};
//!
//! let document = Document::parse("<span data-ttu-id=\"407fb-102\">Sveiki</span>\n");
//! let [finding] = document.diagnostics() else { panic!() };
//! assert_eq!((finding.code, finding.severity()), (Code::NoSource, Severity::Damage));
//! assert_eq!(finding.to_string(), "unit 407fb-102 has no source; kept with the target alone");
//! assert_eq!("no-source".parse(), Ok(finding.code));
//! ```

use std::fmt;
use std::str::FromStr;

use crate::position::{Position, Span};

/// Something odd that was found, where it is, and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Diagnostic {
    /// What it is.
    pub code: Code,
    /// The bytes that it is about.
    pub span: Span,
    /// The id of the unit that it is about, where there is one.
    pub unit: Option<Box<str>>,
}

impl Diagnostic {
    /// A finding about these bytes, and about the unit with this id.
    ///
    /// ```
    /// # use bitext::{Code, Diagnostic, Span};
    /// let finding = Diagnostic::new(Code::EmptySource, Span::new(12, 40), Some("407fb-102"));
    /// assert_eq!(finding.to_string(), "unit 407fb-102 has an empty source");
    /// ```
    #[must_use]
    pub fn new(code: Code, span: Span, unit: Option<&str>) -> Self {
        Self { code, span, unit: unit.map(Box::from) }
    }

    /// How bad it is; all reports of one code are equally bad.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(unit) = &self.unit {
            write!(f, "unit {unit} ")?;
        }
        f.write_str(self.code.message())
    }
}

/// Takes diagnostics as they are made.
///
/// Every closure `FnMut(&Diagnostic, Position)` is one, so is a mutable reference to it. A sink of your own implements the
/// one method.
///
/// ```
/// use bitext::{Diagnostic, DiagnosticSink, Document, Position};
///
/// fn check(page: &str, sink: &mut impl DiagnosticSink) {
///     let document = Document::parse(page);
///     for finding in document.diagnostics() {
///         sink.report(finding, document.position(finding.span.start));
///     }
/// }
///
/// let page = "x\n<span class=\"sxs-lookup\">";
/// let mut all = Vec::new();
/// check(page, &mut all);
/// let mut lines = Vec::new();
/// check(page, &mut |finding: &Diagnostic, at: Position| lines.push(format!("page.md:{at}: {finding}")));
/// assert_eq!(all.len(), 1);
/// assert_eq!(lines, ["page.md:2:1: a lookup span that belongs to no unit; left in place"]);
/// ```
pub trait DiagnosticSink {
    /// Takes one diagnostic and the line and column at which its span starts.
    fn report(&mut self, diagnostic: &Diagnostic, position: Position);
}

/// Ignores all diagnostics.
impl DiagnosticSink for () {
    fn report(&mut self, _: &Diagnostic, _: Position) {}
}

/// Keeps the first diagnostic.
impl DiagnosticSink for Option<(Diagnostic, Position)> {
    fn report(&mut self, diagnostic: &Diagnostic, position: Position) {
        if self.is_none() {
            *self = Some((diagnostic.clone(), position));
        }
    }
}

/// Keeps all diagnostics.
impl DiagnosticSink for Vec<(Diagnostic, Position)> {
    fn report(&mut self, diagnostic: &Diagnostic, position: Position) {
        self.push((diagnostic.clone(), position));
    }
}

/// Calls the closure with each diagnostic.
impl<F: FnMut(&Diagnostic, Position) + ?Sized> DiagnosticSink for F {
    fn report(&mut self, diagnostic: &Diagnostic, position: Position) {
        self(diagnostic, position);
    }
}

/// A word that is no [`Code`] or no [`Severity`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is no {kind} of a diagnostic")]
pub struct UnknownWord {
    word: Box<str>,
    kind: &'static str,
}

impl UnknownWord {
    /// The word as it was given.
    #[must_use]
    pub const fn word(&self) -> &str {
        &self.word
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Severity {
    /// Real pages hold it, nothing is broken, and yet it is worth knowing.
    Note,
    /// The markup is broken; the text is kept as it is.
    Damage,
}

impl Severity {
    /// `note` or `damage`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Damage => "damage",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Severity {
    type Err = UnknownWord;

    /// Reads what [`as_str`](Self::as_str) gives.
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let known = [Self::Note, Self::Damage].into_iter().find(|severity| severity.as_str() == word);
        known.ok_or_else(|| UnknownWord { word: word.into(), kind: "severity" })
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $severity:ident $word:literal $message:literal;)*) => {
        /// The kinds of findings. Their words are stable: they are only ever added.
        ///
        /// | code | severity | message |
        /// |---|---|---|
        $(#[doc = concat!("| `", $word, "` | ", stringify!($severity), " | ", $message, " |")])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable word in kebab-case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// How bad a finding of this kind is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            const fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* }
            }
        }
    };
}

codes! {
    /// A target opening and its `</span>`, with neither a lookup nor a source opening after it.
    NoSource Damage "no-source" "has no source; kept with the target alone";
    /// A source opening that follows no target.
    NoTarget Damage "no-target" "has a source but no target; its markup is left in place";
    /// A lookup opening that belongs to no unit.
    StrayLookup Damage "stray-lookup" "a lookup span that belongs to no unit; left in place";
    /// The source opening follows the target directly, without the lookup span around it.
    NoLookup Damage "no-lookup" "has no lookup span around its source; read all the same";
    /// The source opening names another id than the target opening.
    IdsDiffer Damage "ids-differ" "has another id at its source; the target's id is used";
    /// A target opening that nothing closes.
    TargetNotClosed Damage "target-not-closed" "has a target that is never closed; its markup is left in place";
    /// A source opening that nothing closes.
    SourceNotClosed Damage "source-not-closed" "has a source that is never closed; kept with the target alone";
    /// No end of the source balances the spans of the target.
    UnevenSpans Note "uneven-spans" "has other spans in its source than in its target; the source ends at the first `</span></span>`";
    /// A unit that is longer than the limit.
    TooLong Damage "too-long" "is longer than the limit for a unit; it is closed where that is possible, else its markup is left in place";
    /// A marker whose id is not of the form of an id.
    BadId Damage "bad-id" "a marker whose id is not 5 hex digits, `-`, and 3 to 9 digits; left in place";
    /// A marker whose id is in single quotes, in none, or in two that do not belong together.
    BadQuotes Damage "bad-quotes" "a marker whose id is not in a pair of double quotes; left in place";
    /// A marker with another attribute, letter case or white space than a marker has.
    BadTag Damage "bad-tag" "a marker with another attribute or spelled in another way; left in place";
    /// The source is empty.
    EmptySource Note "empty-source" "has an empty source";
    /// The target is empty.
    EmptyTarget Note "empty-target" "has an empty target";
    /// An id that an earlier unit of the document has.
    RepeatedId Damage "repeated-id" "has the id of an earlier unit of the page; both are kept";
    /// An id with another hex prefix than the document's first.
    SecondPrefix Damage "second-prefix" "has another hex prefix than the units before; kept";
    /// A tag in a unit of an HTML page that the unit does not close.
    UnclosedTag Damage "unclosed-tag" "opens a tag that it does not close; a browser reads on after it";
    /// An end tag in a unit of an HTML page that closes nothing in it.
    StrayEndTag Damage "stray-end-tag" "has an end tag that closes nothing in it";
    /// A block in a unit of an HTML page.
    BlockInUnit Damage "block-in-unit" "holds a block, which a browser takes out of its paragraph";
    /// A unit of an HTML page whose text is another one in a browser's tree.
    SeenDifferently Damage "seen-differently" "has another text, or none, in a browser";
    /// The rest of an HTML page from which no tree is built.
    TooDeep Note "too-deep" "the page is nested too deep from here on; the blocks around its units are not told";
    /// A unit without a source, in an export that cannot hold it.
    LeftOutNoSource Note "left-out-no-source" "is left out of the output: its source is empty or missing";
    /// A unit without a target, in an export that cannot use it.
    LeftOutNoTarget Note "left-out-no-target" "is left out of the output: its target is empty";
    /// A unit with the id of an earlier one, in an export that cannot hold it.
    LeftOutRepeatedId Note "left-out-repeated-id" "is left out of the output: an earlier unit of the page has its id";
    /// A unit whose source is not in the English original that it is compared with.
    OlderSource Note "older-source" "has a source that the English original does not hold";
    /// A character that an export cannot hold.
    IllegalCharacter Note "illegal-character" "holds a character that XML cannot hold; written as U+FFFD";
    /// A quote that a mass edit had turned into `&quot;`.
    QuoteRestored Note "quote-restored" "`&quot;` where a mass edit had replaced a quote; restored";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Code {
    type Err = UnknownWord;

    /// Reads what [`as_str`](Self::as_str) gives.
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let known = Self::ALL.iter().copied().find(|code| code.as_str() == word);
        known.ok_or_else(|| UnknownWord { word: word.into(), kind: "code" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back() {
        for &code in Code::ALL {
            assert_eq!(code.to_string().parse(), Ok(code));
            // What serde writes.
            let name = format!("{code:?}");
            let words = name.split_inclusive(|c: char| c.is_lowercase());
            let kebab = words.fold(String::new(), |kebab, word| {
                let dash = if kebab.is_empty() || !word.starts_with(char::is_uppercase) { "" } else { "-" };
                format!("{kebab}{dash}{}", word.to_lowercase())
            });
            assert_eq!(code.as_str(), kebab);
        }
        assert_eq!("damage".parse(), Ok(Severity::Damage));
        let error = "No-Source".parse::<Code>().unwrap_err();
        assert_eq!((error.to_string(), error.word()), ("`No-Source` is no code of a diagnostic".into(), "No-Source"));
        assert_eq!("".parse::<Severity>().unwrap_err().to_string(), "`` is no severity of a diagnostic");
    }

    #[test]
    #[cfg(feature = "serde")]
    fn serde_reads_the_stable_words() {
        use serde::de::value::{Error, StrDeserializer};
        use serde::de::{Deserialize, IntoDeserializer};
        for &code in Code::ALL {
            let words: StrDeserializer<'_, Error> = code.as_str().into_deserializer();
            assert_eq!(Code::deserialize(words), Ok(code));
        }
    }

    #[test]
    fn sinks_keep_what_they_promise() {
        let finding = |start| Diagnostic::new(Code::NoSource, Span::new(start, start + 1), None);
        let at = |line| Position { line, column: 1 };
        let report = |sink: &mut dyn DiagnosticSink| {
            for n in 1..4 {
                sink.report(&finding(n), at(n));
            }
        };
        let (mut first, mut all, mut count) = (None, Vec::new(), 0);
        report(&mut ());
        report(&mut first);
        report(&mut all);
        report(&mut |_: &Diagnostic, position: Position| count += position.line);
        assert_eq!(first, Some((finding(1), at(1))));
        assert_eq!(all.iter().map(|(_, position)| position.line).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(count, 6);
    }
}
