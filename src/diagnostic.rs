//! What is odd about a page: one kind of report for all damage, with a stable code and a place.

use std::fmt;

use crate::position::{Position, Span};

/// Something odd that was found, where it stands, and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub(crate) fn new(code: Code, span: Span, unit: Option<&str>) -> Self {
        Self { code, span, unit: unit.map(Box::from) }
    }

    /// How bad it is; the same for all reports of one code.
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

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Real pages hold it, nothing is broken, and yet it is worth knowing.
    Note,
    /// The markup is broken; the text is kept as it stands.
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

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $severity:ident $word:literal $message:literal;)*) => {
        /// The kinds of findings. Their words are stable: they are only ever added.
        ///
        /// | code | severity | message |
        /// |---|---|---|
        $(#[doc = concat!("| `", $word, "` | ", stringify!($severity), " | ", $message, " |")])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// A target opening and its `</span>`, with neither a lookup nor a source opening behind it.
    NoSource Damage "no-source" "has no source; kept with the target alone";
    /// A source opening that follows no target.
    NoTarget Damage "no-target" "has a source but no target; its markup is left in place";
    /// A lookup opening that belongs to no unit.
    StrayLookup Damage "stray-lookup" "a lookup span that belongs to no unit; left in place";
    /// The source opening stands directly behind the target, without the lookup span around it.
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
    /// A marker whose id has not the form of an id.
    BadId Damage "bad-id" "a marker whose id is not 5 hex digits, `-`, and digits; left in place";
    /// The source is empty.
    EmptySource Note "empty-source" "has an empty source";
    /// The target is empty.
    EmptyTarget Note "empty-target" "has an empty target";
    /// An id that an earlier unit of the document has.
    RepeatedId Damage "repeated-id" "has the id of an earlier unit of the page; both are kept";
    /// An id with another hex prefix than the document's first.
    SecondPrefix Damage "second-prefix" "has another hex prefix than the units before; kept";
    /// A tag in a unit of an HTML page that the unit does not close.
    UnclosedTag Damage "unclosed-tag" "opens a tag that it does not close; a browser reads on behind it";
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
    /// A unit with the id of an earlier one, in an export that cannot hold it.
    LeftOutRepeatedId Note "left-out-repeated-id" "is left out of the output: an earlier unit of the page has its id";
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

/// Takes the findings about a page as they are made.
///
/// `()` ignores them, an `Option` keeps the first, a `Vec` keeps all, and a closure takes each.
///
/// ```
/// # use bitext::{Diagnostic, DiagnosticSink, Position};
/// fn check(sink: &mut dyn DiagnosticSink) {}
///
/// check(&mut ());
/// let mut all: Vec<(Diagnostic, Position)> = Vec::new();
/// check(&mut all);
/// check(&mut |finding: &Diagnostic, position: Position| println!("{position}: {finding}"));
/// ```
pub trait DiagnosticSink {
    /// Takes a finding and the line and column at which it begins.
    fn report(&mut self, diagnostic: &Diagnostic, position: Position);
}

impl DiagnosticSink for () {
    fn report(&mut self, _diagnostic: &Diagnostic, _position: Position) {}
}

impl DiagnosticSink for Option<(Diagnostic, Position)> {
    fn report(&mut self, diagnostic: &Diagnostic, position: Position) {
        self.get_or_insert_with(|| (diagnostic.clone(), position));
    }
}

impl DiagnosticSink for Vec<(Diagnostic, Position)> {
    fn report(&mut self, diagnostic: &Diagnostic, position: Position) {
        self.push((diagnostic.clone(), position));
    }
}

impl<F: FnMut(&Diagnostic, Position)> DiagnosticSink for F {
    fn report(&mut self, diagnostic: &Diagnostic, position: Position) {
        self(diagnostic, position);
    }
}
