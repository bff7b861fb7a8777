//! The text that a reader sees, with the way back to the raw text.
//!
//! Emphasis marks, link brackets and tags are left out, the text of links stays. Escapes and entities are resolved.
//! Code spans, images, autolinks, references and includes become U+FFFC, one character each. `<br>` becomes a line feed.
//! Invisible characters (directional marks, zero width space, byte order mark, soft hyphen) and the `> ` of block quotes
//! before later lines are left out.

use std::ops::Range;

use super::bytes::ByteSet;
use crate::inline::{PairKind, Piece, PieceKind, StandaloneKind, push_entity};

/// What stands for a code.
pub(super) const OBJECT: char = '\u{FFFC}';

/// How codes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a reader sees them.
    Visible,
    /// As U+0001, every one, and escaped brackets as U+0002: what is left of `*`, `[` or `` ` `` is markup that failed.
    Literal,
}

/// A range of the text that was made of a range of the raw text.
#[derive(Debug, Clone, Copy)]
struct Segment {
    start: usize,
    raw_start: usize,
    raw_end: usize,
}

/// A text made of pieces; used again and again.
#[derive(Debug, Default)]
pub(super) struct Visible {
    text: String,
    segments: Vec<Segment>,
    /// Where a link begins or ends.
    link_edges: Vec<usize>,
}

impl Visible {
    pub(super) const fn new() -> Self {
        Self { text: String::new(), segments: Vec::new(), link_edges: Vec::new() }
    }

    /// Reads a text without codes and without anything to leave out: it is its own visible text.
    pub(super) fn read_plain(&mut self) {
        self.text.clear();
        self.segments.clear();
        self.link_edges.clear();
    }

    /// Reads the pieces of a text that holds these bytes.
    pub(super) fn read(&mut self, pieces: &[Piece<'_>], bytes: &ByteSet, shown: Shown) {
        let leaves_out = may_leave_out(bytes);
        self.read_plain();
        let mut is_empty_code = false;
        for piece in pieces {
            match piece.kind {
                PieceKind::Text if leaves_out => self.push_text(piece),
                PieceKind::Text => self.push_verbatim(piece, 0..piece.raw.len()),
                PieceKind::Standalone(StandaloneKind::Escape) => {
                    let char = &piece.raw[1..];
                    let is_bracket = matches!(char, "(" | "[" | "]");
                    self.push(piece, if shown == Shown::Literal && is_bracket { "\u{2}" } else { char });
                }
                PieceKind::Standalone(StandaloneKind::Entity) => {
                    self.push(piece, "");
                    push_entity(piece.raw, &mut self.text);
                }
                _ if shown == Shown::Literal => self.push(piece, "\u{1}"),
                PieceKind::Open(PairKind::Link) | PieceKind::Close(PairKind::Link) => {
                    self.link_edges.push(self.text.len());
                }
                PieceKind::Standalone(StandaloneKind::Html) => {
                    if piece.tag_name().is_some_and(|name| name.eq_ignore_ascii_case("br")) {
                        self.push(piece, "\n");
                    }
                }
                PieceKind::Open(_) | PieceKind::Close(_) => {}
                PieceKind::Standalone(_) => {
                    is_empty_code = true;
                    self.push(piece, "\u{FFFC}");
                }
            }
        }
        // A map without segments means that the text is the raw text.
        if self.segments.is_empty() && !pieces.is_empty() || is_empty_code && self.segments.is_empty() {
            self.segments.push(Segment { start: 0, raw_start: 0, raw_end: 0 });
        }
    }

    fn push(&mut self, piece: &Piece<'_>, text: &str) {
        let range = piece.range();
        self.segments.push(Segment { start: self.text.len(), raw_start: range.start, raw_end: range.end });
        self.text.push_str(text);
    }

    fn push_text(&mut self, piece: &Piece<'_>) {
        let bytes = piece.raw.as_bytes();
        let mut at = 0;
        while let Some(range) = find_left_out(bytes, at) {
            self.push_verbatim(piece, at..range.start);
            at = range.end;
        }
        self.push_verbatim(piece, at..bytes.len());
    }

    fn push_verbatim(&mut self, piece: &Piece<'_>, range: Range<usize>) {
        if !range.is_empty() {
            let (raw_start, raw_end) = (piece.start + range.start, piece.start + range.end);
            self.segments.push(Segment { start: self.text.len(), raw_start, raw_end });
            self.text.push_str(&piece.raw[range]);
        }
    }

    /// The text; `raw` is the raw text.
    pub(super) fn text<'t>(&'t self, raw: &'t str) -> &'t str {
        if self.segments.is_empty() { raw } else { &self.text }
    }

    /// Where links begin and end, as byte offsets of the text, in order.
    pub(super) fn link_edges(&self) -> &[usize] {
        &self.link_edges
    }

    /// The bytes of the raw text that a range of the text was made of.
    pub(super) fn raw_range(&self, range: Range<usize>) -> Range<usize> {
        if self.segments.is_empty() {
            return range;
        }
        let segment = |at: usize| {
            let after = self.segments.partition_point(|segment| segment.start <= at);
            let next = self.segments.get(after).map_or(self.text.len(), |next| next.start);
            (self.segments[after.saturating_sub(1)], next)
        };
        let (first, first_end) = segment(range.start);
        let is_verbatim = |segment: Segment, end: usize| segment.raw_end - segment.raw_start == end - segment.start;
        let start = if is_verbatim(first, first_end) {
            first.raw_start + (range.start - first.start)
        } else if range.start >= first_end {
            first.raw_end
        } else {
            first.raw_start
        };
        if range.is_empty() {
            return start..start;
        }
        let (last, last_end) = segment(range.end - 1);
        let end = if is_verbatim(last, last_end) { last.raw_start + (range.end - last.start) } else { last.raw_end };
        start..end.max(start)
    }
}

/// The next range of invisible characters, or of the marks of a block quote, from `at` on.
pub(super) fn find_left_out(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let mut start = at;
    loop {
        start += bytes[start..].iter().position(|&byte| SUSPECT[byte as usize])?;
        let length = left_out(&bytes[start..]);
        if length > 0 {
            return Some(if bytes[start] == b'\n' { start + 1..start + length } else { start..start + length });
        }
        start += 1;
    }
}

/// Whether a text with these bytes may hold what is left out. Most hold none, and are not searched: with it
/// [`find_left_out`] takes 5 in place of 26 of 1,491 million instructions (callgrind, 1,000 real pages).
pub(super) fn may_leave_out(bytes: &ByteSet) -> bool {
    bytes.has(b'\n') && bytes.has(b'>')
        || bytes.has(0xC2) && bytes.has(0xAD)
        || bytes.has(0xD8) && bytes.has(0x9C)
        || bytes.has(0xE2) && (bytes.has(0x80) || bytes.has(0x81))
        || bytes.has(0xEF) && bytes.has(0xBB)
}

/// The bytes that what is left out begins with.
const BEFORE_LEFT_OUT: [u8; 5] = [b'\n', 0xC2, 0xD8, 0xE2, 0xEF];

static SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut place = 0;
    while place < BEFORE_LEFT_OUT.len() {
        table[BEFORE_LEFT_OUT[place] as usize] = true;
        place += 1;
    }
    table
};

/// The length of what is left out here; with a line feed, which stays, before the marks of a block quote.
fn left_out(bytes: &[u8]) -> usize {
    match bytes {
        // U+200B to U+200F, without the joiners, which have a say in how letters look; U+202A to U+202E.
        // U+2066 to U+2069. U+FEFF.
        [0xE2, 0x80, 0x8B | 0x8E | 0x8F | 0xAA..=0xAE, ..] | [0xE2, 0x81, 0xA6..=0xA9, ..] | [0xEF, 0xBB, 0xBF, ..] => {
            3
        }
        // U+00AD, U+061C.
        [0xC2, 0xAD, ..] | [0xD8, 0x9C, ..] => 2,
        [b'\n', rest @ ..] => {
            let mut length = 0;
            loop {
                let blanks = rest[length..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
                if rest.get(length + blanks) != Some(&b'>') {
                    break;
                }
                length += blanks + 1;
                length += usize::from(rest.get(length) == Some(&b' '));
            }
            if length > 0 { length + 1 } else { 0 }
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::pieces;

    fn read(raw: &str, shown: Shown) -> Visible {
        let pieces: Vec<_> = pieces(raw).collect();
        let mut visible = Visible::new();
        visible.read(&pieces, &ByteSet::of(raw), shown);
        visible
    }

    #[test]
    fn codes_are_objects_and_invisible_characters_go() {
        let raw = "a\u{200E} **b**<br>`c` [d](e) &amp; \\* \u{AD}x\n> y";
        assert_eq!(read(raw, Shown::Visible).text(raw), "a b\n\u{FFFC} d & * x\ny");
        assert_eq!(read(raw, Shown::Literal).text(raw), "a \u{1}b\u{1}\u{1}\u{1} \u{1}d\u{1} & * x\ny");
    }

    #[test]
    fn ranges_lead_back() {
        let raw = "a\u{200E} **b** &amp; c";
        let visible = read(raw, Shown::Visible);
        let text = visible.text(raw);
        for (part, expect) in [("b", "b"), ("&", "&amp;"), ("& c", "&amp; c"), ("a", "a")] {
            let at = text.find(part).unwrap();
            assert_eq!(&raw[visible.raw_range(at..at + part.len())], expect, "{part}");
        }
        assert_eq!(visible.raw_range(text.len()..text.len()), raw.len()..raw.len());
    }

    #[test]
    fn the_bytes_tell_that_nothing_is_left_out() {
        let chars = ('\0'..=char::MAX).map(|char| char.to_string());
        let quotes = ["\n>", "\n  > a", "\n", ">", "a\n\t>b"].map(str::to_owned);
        let mut left_out = 0;
        for text in chars.chain(quotes) {
            let is_left_out = find_left_out(text.as_bytes(), 0).is_some();
            left_out += usize::from(is_left_out);
            assert!(may_leave_out(&ByteSet::of(&text)) || !is_left_out, "{text:?}");
        }
        assert_eq!(left_out, 3 + 5 + 4 + 1 + 2 + 3);
    }

    #[test]
    fn a_text_of_tags_alone_is_empty() {
        let raw = "<img>";
        let visible = read(raw, Shown::Visible);
        assert_eq!(visible.text(raw), "");
        assert_eq!(visible.raw_range(0..0), 0..0);
    }
}
