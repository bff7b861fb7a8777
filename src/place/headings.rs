//! The path of headings above a place, as texts.

use std::ops::Deref;
use std::sync::Arc;

use memchr::{memchr_iter, memchr2};

/// The longest text of a heading, in characters. A page whose headings are very long must not grow with each unit below
/// them.
const LIMIT: usize = 256;

/// So many bytes hold one character more than the limit.
const KEPT: usize = 4 * (LIMIT + 1);

/// The source texts of the headings above a unit, the outermost first; a unit in a heading has those above that heading.
///
/// A text is the sources in the heading with the skeleton between them, empty anchors (`<a name="…"></a>`) left out; a unit
/// without a source counts with its target. Blanks around it are trimmed. After 256 characters it is cut, and ends with `…`.
/// The list is shared by all units below one heading, and cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headings(Arc<[String]>);

impl Headings {
    /// Whether both are the same list in memory, as those of two units below one heading are. It is quicker to find than
    /// equality, and says nothing if it is `false`.
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl From<Vec<String>> for Headings {
    /// The headings with these texts, the outermost first.
    fn from(texts: Vec<String>) -> Self {
        Self(texts.into())
    }
}

impl Default for Headings {
    fn default() -> Self {
        Self(Arc::new([]))
    }
}

impl Deref for Headings {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl<'h> IntoIterator for &'h Headings {
    type Item = &'h String;
    type IntoIter = std::slice::Iter<'h, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[derive(Debug, Default)]
pub(super) struct HeadingPath {
    /// The texts of the open headings, outermost first.
    path: Vec<String>,
    levels: Vec<u8>,
    /// The path as it was last asked for, if it has not changed since.
    shared: Option<Headings>,
    /// The text of the heading in hand.
    text: Vec<u8>,
}

impl HeadingPath {
    pub(super) fn path(&mut self) -> Headings {
        self.shared.get_or_insert_with(|| Headings(self.path.as_slice().into())).clone()
    }

    /// A heading of this level begins: it ends those of its level and below.
    pub(super) fn begin(&mut self, level: u8) {
        let above = self.levels.iter().take_while(|&&other| other < level).count();
        self.shared = None;
        self.path.truncate(above);
        self.levels.truncate(above);
        self.text.clear();
    }

    /// A unit's text in the heading, verbatim.
    pub(super) fn push_text(&mut self, text: &[u8]) {
        let room = KEPT - self.text.len();
        self.text.extend_from_slice(&text[..text.len().min(room)]);
    }

    /// Skeleton in the heading; anchors are left out.
    pub(super) fn push_skeleton(&mut self, skeleton: &[u8]) {
        let mut rest = skeleton;
        while let Some((start, end)) = anchor(rest) {
            self.push_text(&rest[..start]);
            rest = &rest[end..];
        }
        self.push_text(rest);
    }

    /// The heading ends with its line.
    pub(super) fn end(&mut self, level: u8) {
        // Cut in the midst of a character, the text is valid but for its end.
        let text = self.text.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        self.path.push(cut(text.trim()));
        self.shared = None;
        self.levels.push(level);
        self.text.clear();
    }
}

/// A text with at most so many characters, and `…` for the rest.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

/// The start and the end of the first empty anchor: `<a name="..."></a>`, `<a id="..." class="..."></a>`.
fn anchor(text: &[u8]) -> Option<(usize, usize)> {
    memchr_iter(b'<', text).find_map(|start| {
        let tag = text[start..].strip_prefix(b"<a ")?;
        // Up to the next `<`, so that no byte is looked at twice.
        let found = memchr2(b'>', b'<', tag);
        #[cfg(test)]
        crate::work::count(|work| work.searched += found.unwrap_or(tag.len()));
        let len = found.filter(|&len| tag[len] == b'>')?;
        let is_link = tag[..len].windows(4).any(|name| name.eq_ignore_ascii_case(b"href"));
        let end = start + 3 + len + 1;
        (!is_link && text[end..].starts_with(b"</a>")).then_some((start, end + 4))
    })
}

/// A heading's last skeleton without the closing sequence (CommonMark 4.2): `#`s after a blank.
pub(super) fn without_closing(tail: &[u8]) -> &[u8] {
    let text = tail.trim_ascii_end();
    let marks = text.iter().rev().take_while(|&&b| b == b'#').count();
    let before = &text[..text.len() - marks];
    let closes = marks > 0 && matches!(before, [.., b' ' | b'\t']);
    if closes { before } else { tail }
}
