//! The marks of a text, out of the events of pulldown-cmark.
//!
//! The parser gives the range of every element, not that of its delimiters. Those of emphasis have a fixed length; the
//! text of a link ends where its last child ends.

use std::ops::Range;
use std::slice;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::mark::Mark;
use super::mask;
use super::piece::{PairKind, PieceKind, StandaloneKind};
use super::tags::OpenTags;

/// How images are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Images {
    /// As one code.
    Whole,
    /// As links: the alternative text is text.
    AsLinks,
}

/// The buffers of a reading, for use again and again.
#[derive(Debug, Default)]
pub(super) struct Work {
    prepared: String,
    masked: Vec<Mark>,
    tags: OpenTags,
}

impl Work {
    /// Puts the marks of `text` into `marks`.
    pub(super) fn read(&mut self, text: &str, images: Images, marks: &mut Vec<Mark>) {
        let Self { prepared, masked, tags } = self;
        tags.clear();
        marks.clear();
        marks.reserve(USUAL_MARKS);
        let (parsed, shift) = match mask::prepare(text, prepared, masked) {
            Some(shift) => (prepared.as_str(), shift),
            None => (text, 0),
        };
        let masked = masked.iter();
        let mut reader = Reader { text, parsed, shift, images, masked, tags, marks, at: shift, leaf: shift, ids: 0 };
        let mut name = |link: BrokenLink<'_>| is_told(link.link_type).then_some((EMPTY, EMPTY));
        let parser = Parser::new_with_broken_link_callback(parsed, Options::ENABLE_STRIKETHROUGH, Some(&mut name));
        for (event, range) in parser.into_offset_iter() {
            reader.take(&event, range);
        }
        reader.flush_masked(parsed.len());
    }
}

/// As many marks as most texts with codes have.
const USUAL_MARKS: usize = 8;

const EMPTY: CowStr<'static> = CowStr::Borrowed("");

/// Whether a link to a name that the text does not define can be told from brackets.
fn is_told(kind: LinkType) -> bool {
    !matches!(kind, LinkType::Shortcut | LinkType::ShortcutUnknown)
}

/// Makes marks of events. All places are in `parsed`, but for those in the marks.
struct Reader<'t, 'w> {
    text: &'t str,
    parsed: &'t str,
    /// How many bytes `parsed` has before the text.
    shift: usize,
    images: Images,
    /// The masked codes that are not in `marks` yet.
    masked: slice::Iter<'w, Mark>,
    tags: &'w mut OpenTags,
    marks: &'w mut Vec<Mark>,
    /// The end of the last mark.
    at: usize,
    /// The end of the last leaf or element.
    leaf: usize,
    ids: u32,
}

impl Reader<'_, '_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            // Inside a standalone code, or its end.
            _ if range.end <= self.at => {}
            Event::Text(text) => self.take_text(text, range),
            Event::Code(_) => self.push_single(StandaloneKind::CodeSpan, range),
            Event::InlineHtml(_) => self.push_tag(range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            _ => {}
        }
    }

    /// Text begins anew behind the backslash of an escape, and an entity is a text of its own, with its value.
    fn take_text(&mut self, value: &str, range: Range<usize>) {
        let bytes = self.parsed.as_bytes();
        if self.leaf < range.start && bytes[range.start - 1] == b'\\' && bytes[range.start].is_ascii_punctuation() {
            self.push_single(StandaloneKind::Escape, range.start - 1..range.start + 1);
        } else if bytes[range.start] == b'&' && *value != self.parsed[range.clone()] {
            self.push_single(StandaloneKind::Entity, range.clone());
        }
        self.leaf = range.end;
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let (kind, length) = match tag {
            Tag::Strong => (PairKind::Strong, 2),
            Tag::Emphasis => (PairKind::Emphasis, 1),
            Tag::Strikethrough if self.is_double_tilde(&range) => (PairKind::Strikethrough, 2),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                let is_xref = has_xref_scheme(&self.parsed[range.clone()]);
                self.push_single(if is_xref { StandaloneKind::Xref } else { StandaloneKind::Autolink }, range);
                return;
            }
            Tag::Image { .. } if self.images == Images::Whole => {
                self.push_single(StandaloneKind::Image, range.start..self.link_end(range.end));
                return;
            }
            Tag::Link { .. } => (PairKind::Link, 1),
            Tag::Image { .. } => (PairKind::Link, 2),
            _ => return,
        };
        self.leaf = range.start + length;
        let id = self.next_id(range.start);
        self.push(PieceKind::Open(kind), range.start..self.leaf, id);
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let (kind, start, end) = match tag {
            TagEnd::Strong => (PairKind::Strong, range.end - 2, range.end),
            TagEnd::Emphasis => (PairKind::Emphasis, range.end - 1, range.end),
            TagEnd::Strikethrough if self.is_double_tilde(&range) => {
                (PairKind::Strikethrough, range.end - 2, range.end)
            }
            TagEnd::Link | TagEnd::Image => (PairKind::Link, self.leaf, self.link_end(range.end)),
            _ => return,
        };
        self.leaf = end;
        let opener = self.marks.binary_search_by_key(&(range.start - self.shift), |mark| mark.start);
        if let Ok(place) = opener {
            let id = self.marks[place].id;
            self.push(PieceKind::Close(kind), start..end, id);
        }
    }

    /// One tilde is no markup here.
    fn is_double_tilde(&self, range: &Range<usize>) -> bool {
        self.parsed[range.clone()].starts_with("~~")
    }

    /// The end of a link or an image whose element ends at `end`; the parser leaves the `[]` of `[text][]` out.
    fn link_end(&self, end: usize) -> usize {
        let is_collapsed = self.parsed[..end].ends_with(']') && self.parsed[end..].starts_with("[]");
        if is_collapsed { end + 2 } else { end }
    }

    fn push_tag(&mut self, range: Range<usize>) {
        self.flush_masked(range.start);
        let opener = self.tags.take(&self.parsed[range.clone()], self.text, self.marks);
        let Some(place) = opener else {
            self.push_single(StandaloneKind::Html, range);
            return;
        };
        self.marks[place].kind = PieceKind::Open(PairKind::Html);
        self.leaf = range.end;
        let id = self.marks[place].id;
        self.push(PieceKind::Close(PairKind::Html), range, id);
    }

    fn push_single(&mut self, kind: StandaloneKind, range: Range<usize>) {
        self.leaf = range.end;
        let id = self.next_id(range.start);
        self.push(PieceKind::Standalone(kind), range, id);
    }

    /// The id for a code at `start`.
    fn next_id(&mut self, start: usize) -> u32 {
        self.flush_masked(start);
        self.ids += 1;
        self.ids
    }

    fn push(&mut self, kind: PieceKind, range: Range<usize>, id: u32) {
        self.flush_masked(range.start);
        self.at = range.end;
        self.marks.push(Mark { kind, start: range.start - self.shift, end: range.end - self.shift, id });
    }

    /// Adds the masked codes that begin before `end`, but for those inside another code.
    fn flush_masked(&mut self, end: usize) {
        while let Some(&mark) = self.masked.as_slice().first().filter(|mark| mark.start + self.shift < end) {
            self.masked.next();
            if self.at <= mark.start + self.shift {
                self.ids += 1;
                self.marks.push(Mark { id: self.ids, ..mark });
                self.at = mark.end + self.shift;
            }
        }
    }
}

fn has_xref_scheme(autolink: &str) -> bool {
    autolink.get(1..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("xref:"))
}
