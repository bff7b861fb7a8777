//! The path of headings above a place, as texts.

use memchr::{memchr, memchr_iter};

/// The longest text of a heading in bytes; what is longer is cut at a character.
const LIMIT: usize = 64 * 1024;

#[derive(Debug, Default)]
pub(super) struct Headings {
    /// The texts of the open headings, outermost first.
    path: Vec<String>,
    levels: Vec<u8>,
    /// The text of the heading in hand.
    text: Vec<u8>,
}

impl Headings {
    pub(super) fn path(&self) -> &[String] {
        &self.path
    }

    /// A heading of this level begins: it ends those of its level and below.
    pub(super) fn begin(&mut self, level: u8) {
        let above = self.levels.iter().take_while(|&&other| other < level).count();
        self.path.truncate(above);
        self.levels.truncate(above);
        self.text.clear();
    }

    /// A unit's text in the heading, verbatim.
    pub(super) fn push_text(&mut self, text: &[u8]) {
        let room = LIMIT - self.text.len();
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
        self.path.push(text.trim().to_owned());
        self.levels.push(level);
        self.text.clear();
    }
}

/// The start and the end of the first empty anchor: `<a name="..."></a>`, `<a id="..." class="..."></a>`.
fn anchor(text: &[u8]) -> Option<(usize, usize)> {
    memchr_iter(b'<', text).find_map(|start| {
        let tag = text[start..].strip_prefix(b"<a ")?;
        let len = memchr(b'>', tag)?;
        let is_link = tag[..len].windows(4).any(|name| name.eq_ignore_ascii_case(b"href"));
        let end = start + 3 + len + 1;
        (!is_link && text[end..].starts_with(b"</a>")).then_some((start, end + 4))
    })
}

/// A heading's last skeleton without the closing sequence (CommonMark 4.2): `#`s behind a blank.
pub(super) fn without_closing(tail: &[u8]) -> &[u8] {
    let text = tail.trim_ascii_end();
    let marks = text.iter().rev().take_while(|&&b| b == b'#').count();
    let before = &text[..text.len() - marks];
    let closes = marks > 0 && matches!(before, [.., b' ' | b'\t']);
    if closes { before } else { tail }
}
