//! The tokens of a document. Tokens *tile* the input: their raw texts, joined, are the input. Nothing is decoded, and no
//! input is an error.
//!
//! A token says what a tag looks like, not whether it belongs to a unit: [`Parts`](crate::Parts) decides that. What is in the
//! front matter is read by [`front_matter`](crate::front_matter).
//!
//! ```
//! use bitext::scan::{Scanner, TokenKind};
//!
//! let page = "# <span data-ttu-id=\"407fb-102\">Sveiki</span>\n";
//! assert_eq!(Scanner::new(page).nth(1).map(|token| token.kind), Some(TokenKind::TargetOpen));
//! assert_eq!(Scanner::new(page).map(|token| token.raw).collect::<String>(), page);
//! ```
//!
//! The positions at which a tag may begin are found by vector instructions where the processor has them. A build with
//! `RUSTFLAGS="--cfg bitext_portable"` uses the portable search everywhere; the tokens are the same.

pub(crate) mod candidates;
mod fill;
pub(crate) mod front;
pub(crate) mod lex;
mod simd;

pub use lex::Quoting;

use std::fmt;

use candidates::Candidates;
use lex::SpanTag;

/// Whether a file of which `start` is the beginning looks like bilingual text: it holds the beginning of a target
/// opening, in any quoting, and no NUL.
///
/// ```
/// # use bitext::scan::is_bilingual;
/// assert!(is_bilingual(b"# <span data-ttu-id=\"407fb-102\">Sveiki"));
/// assert!(!is_bilingual(b"# Sveiki"));
/// ```
#[must_use]
pub fn is_bilingual(start: &[u8]) -> bool {
    let mut markers = memchr::memmem::find_iter(start, lex::TARGET);
    markers.any(|at| lex::quote(&start[at + lex::TARGET.len()..]).is_some()) && memchr::memchr(0, start).is_none()
}

/// A piece of the input and what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token<'a> {
    /// What it looks like.
    pub kind: TokenKind,
    /// Its text as it is in the input.
    pub raw: &'a str,
    /// The 0-based offset of its first byte.
    pub offset: u64,
}

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// Text between the tags in the front matter, its `---` lines included.
    FrontMatter,
    /// Anything between the tags of the body.
    Text,
    /// `<span data-ttu-id="…">`: a target begins.
    TargetOpen,
    /// `<span class="sxs-lookup">`: it encloses a source.
    LookupOpen,
    /// `<span data-stu-id="…">`: a source begins.
    SourceOpen,
    /// Any other `<span …>`, in either letter case. It ends before the next `<` if there is no `>` up to there.
    SpanOpen,
    /// `</span>`, in either letter case.
    SpanClose,
}

/// The tokens of a text, in order: a lexer that never fails.
///
/// ```
/// # use bitext::scan::{Scanner, TokenKind};
/// let kinds: Vec<_> = Scanner::new("a <span>b</span>").map(|token| (token.kind, token.raw)).collect();
/// assert_eq!(
///     kinds,
///     [
///         (TokenKind::Text, "a "),
///         (TokenKind::SpanOpen, "<span>"),
///         (TokenKind::Text, "b"),
///         (TokenKind::SpanClose, "</span>"),
///     ]
/// );
/// ```
pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
    front_matter_end: usize,
    candidates: Candidates,
    /// The next tag, where text goes before it.
    tag: Option<(usize, TokenKind, usize)>,
}

impl<'a> Scanner<'a> {
    /// Scans a whole text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let front_matter_end = front::end(text.as_bytes());
        Self { text, at: 0, front_matter_end, candidates: Candidates::new(), tag: None }
    }

    /// The first tag from `self.at` on: its place, kind and length.
    fn next_tag(&mut self) -> Option<(usize, TokenKind, usize)> {
        let input = self.text.as_bytes();
        let mut from = self.at;
        loop {
            let at = self.candidates.next(input, from, input.len())?;
            #[cfg(test)]
            crate::work::count(|work| work.candidates += 1);
            let Some(tag) = lex::tag(input, at) else {
                from = at + 1;
                continue;
            };
            return Some(match tag {
                SpanTag::TargetOpen(marker) => (at, TokenKind::TargetOpen, marker.len),
                SpanTag::LookupOpen(marker) => (at, TokenKind::LookupOpen, marker.len),
                SpanTag::SourceOpen(marker) => (at, TokenKind::SourceOpen, marker.len),
                SpanTag::SpanOpen => (at, TokenKind::SpanOpen, lex::span_open_len(&input[at..])),
                SpanTag::SpanClose => (at, TokenKind::SpanClose, lex::CLOSE.len()),
            });
        }
    }

    fn token(&mut self, kind: TokenKind, end: usize) -> Token<'a> {
        let token = Token { kind, raw: &self.text[self.at..end], offset: self.at as u64 };
        self.at = end;
        token
    }
}

impl fmt::Debug for Scanner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scanner").field("at", &self.at).field("len", &self.text.len()).finish_non_exhaustive()
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn size_hint(&self) -> (usize, Option<usize>) {
        // No token is empty.
        let rest = self.text.len() - self.at;
        (rest.min(1), Some(rest))
    }

    fn next(&mut self) -> Option<Token<'a>> {
        if self.at == self.text.len() {
            return None;
        }
        let (at, kind, len) = match self.tag.take() {
            Some(tag) => tag,
            None => self.next_tag().unwrap_or((self.text.len(), TokenKind::Text, 0)),
        };
        if at == self.at {
            return Some(self.token(kind, at + len));
        }
        self.tag = Some((at, kind, len));
        if self.at < self.front_matter_end {
            return Some(self.token(TokenKind::FrontMatter, at.min(self.front_matter_end)));
        }
        Some(self.token(TokenKind::Text, at))
    }
}

impl std::iter::FusedIterator for Scanner<'_> {}
