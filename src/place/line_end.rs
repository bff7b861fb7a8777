//! The line end that a page has at a place.

use memchr::{memchr, memrchr};

/// How far after a unit a line end is looked for, in bytes: units on one endless line must not cost more than others.
const REACH: usize = 4096;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum LineEnd {
    /// `\n`.
    #[default]
    Lf,
    /// `\r\n`.
    CrLf,
}

impl LineEnd {
    /// The line end as text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }

    /// The line end at a place, of which this is known: the last line end before, and the text after.
    pub(super) fn at(before: Option<Self>, following: &str) -> Self {
        Self::first_of(following).or(before).unwrap_or_default()
    }

    /// The first line end that is near the start of `text`.
    pub(super) fn first_of(text: &str) -> Option<Self> {
        let text = &text.as_bytes()[..text.len().min(REACH)];
        memchr(b'\n', text).map(|end| Self::of(text, end))
    }

    /// The last line end of `text`.
    pub(super) fn last_of(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        memrchr(b'\n', text).map(|end| Self::of(text, end))
    }

    fn of(text: &[u8], end: usize) -> Self {
        if end > 0 && text[end - 1] == b'\r' { Self::CrLf } else { Self::Lf }
    }
}

/// The last line end of texts that follow one another: a `\r\n` may be cut between two of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LastLineEnd {
    last: Option<LineEnd>,
    ends_in_cr: bool,
}

impl LastLineEnd {
    pub(super) const fn get(self) -> Option<LineEnd> {
        self.last
    }

    pub(super) fn pass(&mut self, text: &str) {
        let Some(&byte) = text.as_bytes().last() else { return };
        let is_cut = self.ends_in_cr && memrchr(b'\n', text.as_bytes()) == Some(0);
        let last = if is_cut { Some(LineEnd::CrLf) } else { LineEnd::last_of(text) };
        *self = Self { last: last.or(self.last), ends_in_cr: byte == b'\r' };
    }
}
