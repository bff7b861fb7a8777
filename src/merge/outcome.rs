//! What became of an edit.

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "serde")]
use serde::{Serialize, Serializer};

use crate::edit::Edit;
use crate::part::TranslationUnit;
use crate::position::{Position, Span};

macro_rules! words {
    ($(#[$head:meta])* $type:ident; $($(#[$doc:meta])* $name:ident $word:literal $message:literal;)*) => {
        $(#[$head])*
        ///
        /// The words are stable: they are only ever added.
        ///
        /// | word | message |
        /// |---|---|
        $(#[doc = concat!("| `", $word, "` | ", $message, " |")])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$doc])* $name,)*
        }

        impl $type {
            /// All of them, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable word in kebab-case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            const fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

words! {
    /// Whether an edit was taken, and if not, why. All but the first five are refusals: the old target stays.
    Verdict;
    /// The unit has a new target.
    Changed "changed" "has a new target";
    /// The edit is what the unit has already.
    Unchanged "unchanged" "has this target already";
    /// Another edit gives the unit the same new target.
    Agreeing "agreeing" "has this new target from another edit already";
    /// The edit's file says that it is not translated yet.
    Untranslated "untranslated" "is not translated in the edit; the old target is kept";
    /// The edit's file does not say that it is approved, and only approved edits are wanted.
    NotApproved "not-approved" "is not approved in the edit; the old target is kept";
    /// No unit of the page has the id.
    UnknownId "unknown-id" "is not in the page";
    /// The edit is for a page that was not given.
    UnknownPath "unknown-path" "belongs to a page that was not given, or could not be read";
    /// Several edits that differ, or several units, have the id.
    RepeatedId "repeated-id" "has several edits that differ, or is not the only one with its id; the old target is kept";
    /// The source is not the one for which the edit was made.
    StaleSource "stale-source" "has another source than when the edit was made; the old target is kept";
    /// The edit is in another language than the page.
    OtherLanguage "other-language" "is in another language than the page; the old target is kept";
    /// The edit has no text, or nothing but blanks and markup where the old target has text.
    EmptyEdit "empty-edit" "has no text in the edit; the old target is kept";
    /// Codes without content, of which the unit has none.
    LostCode "lost-code" "has a code in the edit whose content is lost; the old target is kept";
    /// The edit's text holds an element that its format does not have in texts.
    UnknownElement "unknown-element" "has an element in the edit that its format does not have in a text; the old target is kept";
    /// The text is very much longer than the edit.
    TooLong "too-long" "is far longer than its edit, whose codes refer to one content again and again; the old target is kept";
    /// A character that text must not hold, and that is new.
    ForbiddenCharacter "forbidden-character" "has a control character in the edit that no XML or Markdown should hold; the old target is kept";
    /// A character that XML cannot hold was lost on the way.
    LostCharacter "lost-character" "holds a character that was lost on the way; the old target is kept";
    /// A pair of codes lacks one of its halves.
    UnbalancedCodes "unbalanced-codes" "has half a pair of codes in the edit; the old target is kept";
    /// The old target is there again after the new text.
    DoubledTarget "doubled-target" "has the end of the old target again after the new text; the old target is kept";
    /// A new line where the place takes none.
    LineBreak "line-break" "has a new line in the edit, which its place does not take; the old target is kept";
    /// The text would end its place, or change the blocks of the page around it.
    PlaceCannotHold "place-cannot-hold" "has a text in the edit that its place cannot hold; the old target is kept";
    /// The markup would be read otherwise.
    DoesNotParseBack "does-not-parse-back" "would not be read back as it was edited; the old target is kept";
}

words! {
    /// What is worth knowing about an edit: what was repaired, added, or is different with its codes.
    Note;
    /// New lines and blanks that a tool had put around the text or its codes were removed.
    WhiteSpaceRepaired "white-space-repaired" "had new lines and blanks around its text or its codes; removed";
    /// Line ends were made those of the page.
    LineEndsRestored "line-ends-restored" "lacked the carriage returns of its page's line ends; added";
    /// The codes are in another order than before.
    CodesReordered "codes-reordered" "has its codes in another order";
    /// There are codes that neither source nor old target have.
    CodesAdded "codes-added" "has codes that are new";
    /// Codes of source and old target are missing, or footnote references, placeholders, template tags, bare addresses, or
    /// lines that open or close a block with `:::`.
    CodesMissing "codes-missing" "has lost codes that its source has";
    /// Where only targets are shown, the text begins another block than before: a list, a heading, a quote, HTML.
    OtherBlock "other-block" "begins another block than before where only targets are shown";
    /// The edit's file says that the unit is not to be translated.
    Locked "locked" "is not to be translated, as the edit's file says";
    /// An escape was added that a YAML or JSON scalar needs, or that a backslash at the end of the text needs.
    EscapeAdded "escape-added" "lacked an escape that its place needs; added";
    /// A bar in a table cell was escaped.
    BarEscaped "bar-escaped" "is in a table cell; its bars were escaped";
    /// The mark of a block quote was added to a new line.
    QuoteMarkAdded "quote-mark-added" "is in a block quote; its new lines were given the mark of the quote";
    /// The indentation of a block scalar was added to a new line.
    IndentAdded "indent-added" "is in a block scalar; its new lines were given the indentation of the scalar";
}

impl Verdict {
    /// Whether the edit was refused.
    #[must_use]
    pub const fn is_refused(self) -> bool {
        !matches!(self, Self::Changed | Self::Unchanged | Self::Agreeing | Self::Untranslated | Self::NotApproved)
    }
}

/// What became of an edit, and the places of both.
///
/// It holds the new target alone. The old target and the source are in the document:
///
/// ```
/// # use bitext::{Document, edit::{Edit, Edits}};
/// # let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
/// #             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// # let document = Document::parse(page);
/// # let edits = Edits::from_iter([Edit::new("407fb-102", "Labdien")]);
/// for outcome in edits.merge("a.md", &document).outcomes() {
///     let Some(unit) = outcome.unit_index.map(|index| document.units()[index]) else { continue };
///     assert_eq!((unit.target, unit.source), ("Sveiki", Some("Hello")));
///     assert_eq!(outcome.target.as_deref(), Some("Labdien"));
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// Whether the edit was taken, and why not.
    pub verdict: Verdict,
    /// What else is worth knowing.
    pub notes: Vec<Note>,
    /// The path of the page that the edit names, if it names one.
    pub path: Option<Arc<str>>,
    /// The id that the edit names.
    pub id: Box<str>,
    /// The number of the unit among those of the page, 0-based, if the page has it.
    pub unit_index: Option<usize>,
    /// The new target, if the unit has one.
    pub target: Option<Box<str>>,
    /// What [`Edit::target`] gives for an edit that is refused; `None` for all others.
    pub wanted: Option<Box<str>>,
    /// The bytes of the unit in the page, if the page has it.
    pub span: Option<Span>,
    /// The line and column of the unit in the page.
    pub position: Option<Position>,
    /// The name of the file of edits, if it was given one.
    pub origin: Option<Arc<str>>,
    /// The line and column of the edit in that file, if it comes from one.
    pub edit_position: Option<Position>,
}

impl Outcome {
    /// What became of an edit that belongs to no page that was given.
    #[must_use]
    pub fn unknown_path(edit: &Edit) -> Self {
        let mut outcome = Self::new(edit, Verdict::UnknownPath);
        outcome.keep_wanted(edit);
        outcome
    }

    pub(super) fn new(edit: &Edit, verdict: Verdict) -> Self {
        Self {
            verdict,
            notes: Vec::new(),
            path: edit.shared_path().cloned(),
            id: edit.id().into(),
            unit_index: None,
            target: None,
            wanted: None,
            span: None,
            position: None,
            origin: edit.origin().map(Arc::from),
            edit_position: edit.position(),
        }
    }

    /// Adds the place of the unit.
    pub(super) fn at(mut self, unit: &TranslationUnit<'_>, index: usize, position: Position) -> Self {
        self.unit_index = Some(index);
        self.span = Some(unit.span);
        self.position = Some(position);
        self
    }

    /// Keeps what its edit wants, if that is refused.
    pub(super) fn keep_wanted(&mut self, edit: &Edit) {
        self.wanted = if self.verdict.is_refused() { edit.target().map(Box::from) } else { None };
    }

    /// The messages of the verdict and of each note, with their words.
    pub fn messages(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let notes = self.notes.iter().map(|note| (note.as_str(), note.message()));
        std::iter::once((self.verdict.as_str(), self.verdict.message())).chain(notes)
    }
}

/// `unit 407fb-104 has a new target`; if the page was not given, its path follows in brackets.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unit {} {}", self.id, self.verdict.message())?;
        match &self.path {
            Some(path) if self.verdict == Verdict::UnknownPath => write!(f, " ({path})"),
            _ => Ok(()),
        }
    }
}

/// A flat object: `path id outcome notes message line column byte_start byte_end edits edits_line edits_column`.
#[cfg(feature = "serde")]
impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Flat<'o> {
            path: Option<&'o str>,
            id: &'o str,
            outcome: Verdict,
            notes: &'o [Note],
            message: &'o str,
            line: Option<u64>,
            column: Option<u64>,
            byte_start: Option<u64>,
            byte_end: Option<u64>,
            edits: Option<&'o str>,
            edits_line: Option<u64>,
            edits_column: Option<u64>,
        }
        let flat = Flat {
            path: self.path.as_deref(),
            id: &self.id,
            outcome: self.verdict,
            notes: &self.notes,
            message: self.verdict.message(),
            line: self.position.map(|position| position.line),
            column: self.position.map(|position| position.column),
            byte_start: self.span.map(|span| span.start),
            byte_end: self.span.map(|span| span.end),
            edits: self.origin.as_deref(),
            edits_line: self.edit_position.map(|position| position.line),
            edits_column: self.edit_position.map(|position| position.column),
        };
        flat.serialize(serializer)
    }
}
