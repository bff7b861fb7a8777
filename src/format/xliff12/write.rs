//! XLIFF 1.2 (OASIS Standard, 1 February 2008), valid against the strict schema: no elements or attributes of our own.
//!
//! One `<file>` per page with its languages, one `<trans-unit>` per unit under its own id, no `<group>`. Only the
//! translations of people are `approved` (section 2.3): of all marks that is the one that tools count.

use std::ops::Range;

use crate::format::codes::{datatype, push_ctype, restype};
use crate::format::exchange::{Dialect, ExchangeUnit, Provenance};
use crate::format::segment::{PieceCutter, text_piece};
use crate::format::writer::Page;
use crate::format::xml::{Illegal, push_named, push_number, push_text};
use crate::inline::{Piece, PieceKind};
use crate::markup::Markup;

/// The dialect of XLIFF 1.2.
#[derive(Debug, Default)]
pub(in crate::format) struct Xliff12 {
    /// The opening of the page's `<file>`, up to its first unit.
    opening: Vec<u8>,
    translator: Provenance,
}

const BEGIN: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\">\n";
const HEADER: &str = concat!(
    " tool-id=\"bitext\">\n\
    <header>\n<tool tool-id=\"bitext\" tool-name=\"bitext\" tool-version=\"",
    env!("CARGO_PKG_VERSION"),
    "\"/>\n</header>\n<body>\n"
);
const END_OF_PAGE: &[u8] = b"</body>\n</file>\n";
const END: &[u8] = b"</xliff>\n";

impl Dialect for Xliff12 {
    fn page(&mut self, page: &Page<'_>) {
        self.translator = Provenance::of(page);
        let out = &mut self.opening;
        out.clear();
        out.extend_from_slice(b"<file");
        push_named(out, "original", page.path);
        push_named(out, "source-language", &page.source_locale.to_string());
        if let Some(locale) = page.target_locale {
            push_named(out, "target-language", &locale.to_string());
        }
        push_named(out, "datatype", datatype(page.markup));
        out.extend_from_slice(HEADER.as_bytes());
    }

    fn begin_file(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(BEGIN);
    }

    fn begin_page(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.opening);
    }

    fn unit(&mut self, unit: &ExchangeUnit<'_>, out: &mut Vec<u8>) -> u64 {
        out.extend_from_slice(b"<trans-unit id=\"");
        out.extend_from_slice(unit.id.as_bytes());
        if let Some(restype) = unit.kind.and_then(restype) {
            out.extend_from_slice(b"\" restype=\"");
            out.extend_from_slice(restype.as_bytes());
        }
        out.extend_from_slice(match self.translator {
            Provenance::Human if unit.is_translated => b"\" xml:space=\"preserve\" approved=\"yes\">\n<source>",
            _ => b"\" xml:space=\"preserve\">\n<source>".as_slice(),
        });
        let mut replaced = match unit.paired {
            Some(paired) => push_pieces(out, paired.source()),
            None => push_text(out, unit.source, Illegal::Replaced),
        };
        if unit.segments.is_empty() {
            out.extend_from_slice(b"</source>\n<target state=\"");
        } else {
            out.extend_from_slice(b"</source>\n<seg-source>");
            let ranges = unit.segments.iter().map(|segment| segment.source.clone());
            // What is replaced was counted in the source.
            let _ = match unit.paired {
                Some(paired) => push_segments(out, paired.source(), ranges),
                None => push_segments(out, text_piece(unit.source), ranges),
            };
            out.extend_from_slice(b"</seg-source>\n<target state=\"");
        }
        out.extend_from_slice(match self.translator {
            _ if !unit.is_translated => b"new\">".as_slice(),
            Provenance::Machine => b"needs-review-translation\" state-qualifier=\"mt-suggestion\">",
            Provenance::Human | Provenance::Unknown => b"translated\">",
        });
        let ranges = unit.segments.iter().map(|segment| segment.target.clone());
        replaced += match unit.paired {
            Some(paired) if unit.segments.is_empty() => push_pieces(out, paired.target()),
            None if unit.segments.is_empty() => push_text(out, unit.target, Illegal::Replaced),
            Some(paired) => push_segments(out, paired.target(), ranges),
            None => push_segments(out, text_piece(unit.target), ranges),
        };
        out.extend_from_slice(b"</target>\n");
        if !unit.note.is_empty() {
            out.extend_from_slice(b"<note from=\"bitext\">");
            // What XML cannot hold of a heading is replaced; only texts are answered for.
            let _ = push_text(out, unit.note, Illegal::Replaced);
            out.extend_from_slice(b"</note>\n");
        }
        out.extend_from_slice(b"</trans-unit>\n");
        replaced
    }

    fn end_page(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(END_OF_PAGE);
    }

    fn end_file(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(END);
    }

    /// The schema wants a `<file>`.
    fn nothing(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(BEGIN);
        out.extend_from_slice(b"<file original=\"\" source-language=\"und\"");
        push_named(out, "datatype", datatype(Markup::Markdown));
        out.extend_from_slice(HEADER.as_bytes());
        out.extend_from_slice(END_OF_PAGE);
        out.extend_from_slice(END);
    }
}

/// The content of `<seg-source>` or of a `<target>` in segments: each in a `<mrk>`, the blanks between them.
fn push_segments<'a>(
    out: &mut Vec<u8>,
    pieces: impl Iterator<Item = Piece<'a>>,
    segments: impl Iterator<Item = Range<usize>>,
) -> u64 {
    let mut replaced = 0;
    let mut pieces = PieceCutter::new(pieces);
    for (number, range) in segments.enumerate() {
        replaced += push_pieces(out, pieces.up_to(range.start));
        out.extend_from_slice(b"<mrk mtype=\"seg\" mid=\"");
        push_number(out, number + 1);
        out.extend_from_slice(b"\">");
        replaced += push_pieces(out, pieces.up_to(range.end));
        out.extend_from_slice(b"</mrk>");
    }
    replaced + push_pieces(out, pieces.up_to(usize::MAX))
}

/// The content of `<source>` or `<target>`: `<bpt>` and `<ept>` (section 2.4.3), which may overlap, and `<ph>`, all with
/// the code itself as content.
fn push_pieces<'a>(out: &mut Vec<u8>, pieces: impl Iterator<Item = Piece<'a>>) -> u64 {
    let mut replaced = 0;
    for piece in pieces {
        let (opening, closing): (&[u8], &[u8]) = match piece.kind {
            PieceKind::Text => {
                replaced += push_text(out, piece.raw, Illegal::Replaced);
                continue;
            }
            PieceKind::Open(_) => (b"<bpt id=\"p", b"</bpt>"),
            PieceKind::Close(_) => (b"<ept id=\"p", b"</ept>"),
            PieceKind::Standalone(_) => (b"<ph id=\"ph", b"</ph>"),
        };
        out.extend_from_slice(opening);
        push_number(out, piece.id.unwrap_or_default());
        if !matches!(piece.kind, PieceKind::Close(_)) {
            out.extend_from_slice(b"\" ctype=\"");
            push_ctype(out, &piece);
        }
        out.extend_from_slice(b"\">");
        replaced += push_text(out, piece.raw, Illegal::Replaced);
        out.extend_from_slice(closing);
    }
    replaced
}
