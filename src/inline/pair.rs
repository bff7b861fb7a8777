//! The pieces of a unit: those of its source and its target, with ids that both sides share.

use std::borrow::Cow;
use std::iter::FusedIterator;

use super::codes::{CodeFacts, CodeSide};
use super::join::CodeJoiner;
use super::mark::Mark;
use super::nest::find_overlaps;
use super::parse::ParseBuffers;
use super::piece::Piece;
use super::protect::{Protectable, Protector};
use super::tiles::Tiles;
use crate::markup::Markup;

/// The pieces of a source and its target; see [`pair`].
///
/// Ids count from 1 without a gap: first the codes of the source in order of appearance, then those that only the target
/// has.
#[derive(Debug, Clone)]
pub struct Paired<'a> {
    source: &'a str,
    target: &'a str,
    source_marks: Cow<'a, [Mark]>,
    target_marks: Cow<'a, [Mark]>,
    codes: Cow<'a, [CodeFacts]>,
}

impl<'a> Paired<'a> {
    /// The pieces of the source, which tile it.
    #[must_use]
    pub fn source(&self) -> impl FusedIterator<Item = Piece<'a>> + Clone {
        Tiles::new(self.source, &*self.source_marks)
    }

    /// The pieces of the target, which tile it.
    #[must_use]
    pub fn target(&self) -> impl FusedIterator<Item = Piece<'a>> + Clone {
        Tiles::new(self.target, &*self.target_marks)
    }

    /// The number of different codes, and so the greatest id.
    #[must_use]
    pub fn codes(&self) -> usize {
        self.codes.len()
    }

    /// On which sides the code `id` occurs; `None` if there is no such code.
    #[must_use]
    pub fn side_of(&self, id: u32) -> Option<CodeSide> {
        self.code(id).map(|code| code.side)
    }

    /// Whether the pair `id` can be an element around its text, as the `<pc>` of XLIFF 2.1 is: all pairs of which this
    /// is true are well nested, on both sides. Of two pairs that overlap it is false for the one that ends last. It is
    /// true for standalone codes.
    ///
    /// ```
    /// # use bitext::inline::pair;
    /// let unit = pair("**a <b>b** c</b>", "**a** <b>b c</b>");
    /// assert_eq!((unit.is_nested(1), unit.is_nested(2)), (true, false));
    /// ```
    #[must_use]
    pub fn is_nested(&self, id: u32) -> bool {
        self.code(id).is_some_and(|code| code.is_nested)
    }

    fn code(&self, id: u32) -> Option<CodeFacts> {
        self.codes.get((id as usize).checked_sub(1)?).copied()
    }
}

/// The pieces of a source and its target. A code that occurs on both sides has one id.
///
/// It is the same code if its raw text is equal (of a pair both halves; a repeated one is paired in order); what is then
/// left over is paired if it is of one kind (of an HTML tag also the name), in order. The rest occurs on one side only.
///
/// ```
/// use bitext::inline::{CodeSide, pair};
///
/// let unit = pair("Click **OK** in [Help](en.md)", "在[帮助](zh.md)中单击 **OK** `x`");
/// let ids = |piece: bitext::inline::Piece<'_>| piece.id.map(|id| (id, piece.raw.to_owned()));
/// let source: Vec<_> = unit.source().filter_map(ids).collect();
/// let target: Vec<_> = unit.target().filter_map(ids).collect();
/// let code = |id, raw: &str| (id, raw.to_owned());
/// assert_eq!(source, [code(1, "**"), code(1, "**"), code(2, "["), code(2, "](en.md)")]);
/// assert_eq!(target, [code(2, "["), code(2, "](zh.md)"), code(1, "**"), code(1, "**"), code(3, "`x`")]);
/// assert_eq!(unit.side_of(3), Some(CodeSide::TargetOnly));
/// ```
#[must_use]
pub fn pair<'a>(source: &'a str, target: &'a str) -> Paired<'a> {
    Markup::Markdown.pair(source, target)
}

impl Markup {
    /// The pieces of a source and its target in this language; a code on both sides has one id, as [`pair`] says.
    #[must_use]
    pub fn pair<'a>(self, source: &'a str, target: &'a str) -> Paired<'a> {
        let mut pairer = Pairer::new();
        pairer.read(self, source, target);
        Paired {
            source,
            target,
            source_marks: Cow::Owned(pairer.source),
            target_marks: Cow::Owned(pairer.target),
            codes: Cow::Owned(pairer.codes),
        }
    }
}

/// Pairs unit after unit and reuses its buffers: faster than [`pair`] for many units.
///
/// ```
/// # use bitext::inline::Pairer;
/// let mut pairer = Pairer::new();
/// for (source, target) in [("*a*", "*b*"), ("`c`", "d")] {
///     let unit = pairer.pair(source, target);
///     assert_eq!(unit.codes(), 1);
/// }
/// ```
#[derive(Debug, Default)]
pub struct Pairer {
    buffers: ParseBuffers,
    source: Vec<Mark>,
    target: Vec<Mark>,
    codes: Vec<CodeFacts>,
    joiner: CodeJoiner,
    open: Vec<u32>,
    protector: Protector,
}

impl Pairer {
    /// A pairer with empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes codes of what is no code of Markdown. Their ids follow those of all codes.
    ///
    /// ```
    /// # use bitext::inline::{Pairer, Protectable};
    /// let mut pairer = Pairer::new().with_protected([Protectable::Placeholder]);
    /// let unit = pairer.pair("Hello, {0}", "Sveiki, {0}");
    /// assert_eq!(unit.codes(), 1);
    /// ```
    #[must_use]
    pub fn with_protected(mut self, kinds: impl IntoIterator<Item = Protectable>) -> Self {
        kinds.into_iter().for_each(|kind| self.protector.add(kind));
        self
    }

    /// What [`pair`] gives; it is lent until the next unit.
    pub fn pair<'a>(&'a mut self, source: &'a str, target: &'a str) -> Paired<'a> {
        self.pair_in(Markup::Markdown, source, target)
    }

    /// The pieces of a unit whose texts are written in `markup`; they are lent until the next unit.
    pub fn pair_in<'a>(&'a mut self, markup: Markup, source: &'a str, target: &'a str) -> Paired<'a> {
        self.read(markup, source, target);
        Paired {
            source,
            target,
            source_marks: Cow::Borrowed(&self.source),
            target_marks: Cow::Borrowed(&self.target),
            codes: Cow::Borrowed(&self.codes),
        }
    }

    fn read(&mut self, markup: Markup, source: &str, target: &str) {
        self.codes.clear();
        self.source.clear();
        self.target.clear();
        self.buffers.read_in(markup, source, &mut self.source);
        self.buffers.read_in(markup, target, &mut self.target);
        if !(self.source.is_empty() && self.target.is_empty()) {
            self.joiner.join((source, &self.source), (target, &mut self.target), &mut self.codes);
            find_overlaps(&self.source, &mut self.codes, &mut self.open);
            find_overlaps(&self.target, &mut self.codes, &mut self.open);
        }
        if self.protector.is_on() {
            let sides = ((source, &mut self.source), (target, &mut self.target));
            self.protector.protect(sides.0, sides.1, &mut self.codes);
        }
    }
}
