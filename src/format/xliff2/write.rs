//! XLIFF 2.1 (OASIS Standard, 13 February 2018), and 2.0, which differs in the version only.
//!
//! The text of a code is not in `<source>` but in `<originalData>` (section 4.2.2.12), where `dataRef` finds it. A pair is
//! a `<pc>` if all of them nest on both sides of the unit, else `<sc/>` and `<ec/>` on both. The root states one target
//! language, so it cannot hold a page in another one. The facts of the pipeline are metadata of the
//! `<file>` (section 5.4).

use super::data::{DataRefs, SOURCE, TARGET};
use crate::error::CannotHold;
use crate::format::codes::{equivalent, push_type, restype};
use crate::format::exchange::{Dialect, ExchangeUnit, Provenance};
use crate::format::segment::{PieceCutter, Segment, text_piece};
use crate::format::writer::Page;
use crate::format::xml::{Illegal, push_named, push_number, push_text};
use crate::inline::{Paired, Piece, PieceKind};

/// The dialect of XLIFF 2.
#[derive(Debug)]
pub(in crate::format) struct Xliff2 {
    version: &'static str,
    source_locale: String,
    target_locale: String,
    /// What the root states.
    locales: Option<(String, String)>,
    path: String,
    /// What is after the `<file>` tag: the page's metadata.
    metadata: Vec<u8>,
    /// How many pages were begun.
    pages: u64,
    translator: Provenance,
    data: DataRefs,
}

impl Xliff2 {
    pub(in crate::format) fn new(version: &'static str) -> Self {
        Self {
            version,
            source_locale: String::new(),
            target_locale: String::new(),
            locales: None,
            path: String::new(),
            metadata: Vec::new(),
            pages: 0,
            translator: Provenance::default(),
            data: DataRefs::default(),
        }
    }

    fn push_root(&self, out: &mut Vec<u8>, source_locale: &str) {
        out.extend_from_slice(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\"",
        );
        push_named(out, "version", self.version);
        push_named(out, "srcLang", source_locale);
    }

    /// The segments of a unit, and the blanks after one as an `<ignorable>`.
    fn push_segments<'a>(
        &self,
        unit: &ExchangeUnit<'_>,
        (source, target): (impl Iterator<Item = Piece<'a>>, impl Iterator<Item = Piece<'a>>),
        out: &mut Vec<u8>,
    ) -> u64 {
        let state = match self.translator {
            _ if !unit.is_translated => b"\" state=\"initial\">\n".as_slice(),
            Provenance::Machine => b"\" state=\"translated\" subState=\"bitext:mt\">\n",
            Provenance::Human | Provenance::Unknown => b"\" state=\"translated\">\n",
        };
        let (mut source, mut target) = (PieceCutter::new(source), PieceCutter::new(target));
        let whole = [Segment { source: 0..unit.source.len(), target: 0..unit.target.len() }];
        let segments = if unit.segments.is_empty() { &whole } else { unit.segments };
        let mut replaced = 0;
        for (place, segment) in segments.iter().enumerate() {
            out.extend_from_slice(b"<segment id=\"s");
            push_number(out, place + 1);
            out.extend_from_slice(state);
            let (source_end, target_end) = (segment.source.end, segment.target.end);
            replaced += self.push_texts(unit, source.up_to(source_end), target.up_to(target_end), out);
            out.extend_from_slice(b"</segment>\n");
            let next = segments.get(place + 1);
            let source_next = next.map_or(unit.source.len(), |next| next.source.start);
            let target_next = next.map_or(unit.target.len(), |next| next.target.start);
            if (source_end, target_end) != (source_next, target_next) {
                out.extend_from_slice(b"<ignorable>\n");
                replaced += self.push_texts(unit, source.up_to(source_next), target.up_to(target_next), out);
                out.extend_from_slice(b"</ignorable>\n");
            }
        }
        replaced
    }

    fn push_texts<'a>(
        &self,
        unit: &ExchangeUnit<'_>,
        source: impl Iterator<Item = Piece<'a>>,
        target: impl Iterator<Item = Piece<'a>>,
        out: &mut Vec<u8>,
    ) -> u64 {
        out.extend_from_slice(b"<source xml:space=\"preserve\">");
        let mut replaced = push_pieces(out, source, unit.paired, SOURCE, &self.data);
        out.extend_from_slice(b"</source>\n<target xml:space=\"preserve\">");
        replaced += push_pieces(out, target, unit.paired, TARGET, &self.data);
        out.extend_from_slice(b"</target>\n");
        replaced
    }
}

/// The keys of the front matter that go into the metadata.
const FACTS: [&str; 6] = [
    "ms.openlocfilehash",
    "ms.sourcegitcommit",
    "ms.translationtype",
    "ms.contentlocale",
    "ms.lasthandoff",
    "ms.locfileid",
];

impl Dialect for Xliff2 {
    fn page(&mut self, page: &Page<'_>) {
        self.translator = Provenance::of(page);
        page.path.clone_into(&mut self.path);
        self.source_locale = page.source_locale.to_string();
        self.target_locale = page.target_locale.map(|locale| locale.to_string()).unwrap_or_default();
        self.metadata.clear();
        let Some(front_matter) = page.front_matter else { return };
        // Of entries with the same key the last counts, as for `FrontMatter::get`.
        let mut facts = FACTS.map(|_| None);
        for entry in front_matter.entries().filter(|entry| entry.key.starts_with("ms.")) {
            if let Some(place) = FACTS.iter().position(|fact| *fact == entry.key) {
                facts[place] = entry.text().filter(|value| !value.is_empty());
            }
        }
        for (key, value) in FACTS.iter().zip(facts) {
            let Some(value) = value else { continue };
            if self.metadata.is_empty() {
                self.metadata.extend_from_slice(b"<mda:metadata>\n<mda:metaGroup category=\"front-matter\">\n");
            }
            self.metadata.extend_from_slice(b"<mda:meta");
            push_named(&mut self.metadata, "type", key);
            self.metadata.push(b'>');
            // The pipeline writes words of printable characters.
            let _ = push_text(&mut self.metadata, &value, Illegal::Replaced);
            self.metadata.extend_from_slice(b"</mda:meta>\n");
        }
        if !self.metadata.is_empty() {
            self.metadata.extend_from_slice(b"</mda:metaGroup>\n</mda:metadata>\n");
        }
    }

    fn begin_file(&mut self, out: &mut Vec<u8>) {
        self.push_root(out, &self.source_locale);
        push_named(out, "trgLang", &self.target_locale);
        out.extend_from_slice(b">\n");
        self.locales = Some((self.source_locale.clone(), self.target_locale.clone()));
    }

    fn check_page(&self) -> Result<(), CannotHold> {
        let Some((source, target)) = &self.locales else { return Ok(()) };
        check(source, &self.source_locale)?;
        check(target, &self.target_locale)
    }

    fn begin_page(&mut self, out: &mut Vec<u8>) {
        self.pages += 1;
        out.extend_from_slice(b"<file id=\"f");
        push_number(out, self.pages);
        out.push(b'"');
        push_named(out, "original", &self.path);
        out.extend_from_slice(b">\n");
        out.extend_from_slice(&self.metadata);
    }

    fn unit(&mut self, unit: &ExchangeUnit<'_>, out: &mut Vec<u8>) -> u64 {
        out.extend_from_slice(b"<unit id=\"");
        out.extend_from_slice(unit.id.as_bytes());
        // The words of running text and of what has no word are left out, as in XLIFF 1.2.
        if let Some(kind) = unit.kind.filter(|kind| restype(*kind).is_some()) {
            out.extend_from_slice(b"\" type=\"bitext:");
            out.extend_from_slice(kind.as_str().as_bytes());
        }
        out.extend_from_slice(b"\">\n");
        if !unit.note.is_empty() {
            out.extend_from_slice(b"<notes>\n<note category=\"place\">");
            // What XML cannot hold of a heading is replaced; only texts are answered for.
            let _ = push_text(out, unit.note, Illegal::Replaced);
            out.extend_from_slice(b"</note>\n</notes>\n");
        }
        if let Some(paired) = unit.paired {
            self.data.write(paired, [unit.source, unit.target], out);
        }
        let replaced = match unit.paired {
            Some(paired) => self.push_segments(unit, (paired.source(), paired.target()), out),
            None => self.push_segments(unit, (text_piece(unit.source), text_piece(unit.target)), out),
        };
        out.extend_from_slice(b"</unit>\n");
        replaced
    }

    fn end_page(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"</file>\n");
    }

    fn end_file(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"</xliff>\n");
    }

    /// The schema wants a `<file>`, and in it a `<unit>` or a `<group>`.
    fn nothing(&mut self, out: &mut Vec<u8>) {
        self.push_root(out, "und");
        out.extend_from_slice(b">\n<file id=\"f1\">\n<group id=\"g1\"/>\n</file>\n</xliff>\n");
    }
}

/// The content of `<source>` or `<target>` (section 4.7): the codes without their text.
fn push_pieces<'a>(
    out: &mut Vec<u8>,
    pieces: impl Iterator<Item = Piece<'a>>,
    paired: Option<&Paired<'_>>,
    side: usize,
    data: &DataRefs,
) -> u64 {
    let mut replaced = 0;
    for piece in pieces {
        let Some(id) = piece.id else {
            replaced += push_text(out, piece.raw, Illegal::CodePoint);
            continue;
        };
        let [first, last] = data.of(id, side);
        match (piece.kind, paired.is_some_and(|paired| paired.is_nested(id))) {
            (PieceKind::Close(_), true) => out.extend_from_slice(b"</pc>"),
            (PieceKind::Close(_), false) => {
                push_field(out, b"<ec startRef=\"", id);
                push_field(out, b"\" dataRef=\"d", last);
                out.extend_from_slice(b"\"/>");
            }
            (PieceKind::Open(_), true) => {
                push_field(out, b"<pc id=\"", id);
                push_field(out, b"\" dataRefStart=\"d", first);
                push_field(out, b"\" dataRefEnd=\"d", last);
                out.push(b'"');
                push_type(out, &piece);
                out.push(b'>');
            }
            (PieceKind::Open(_), false) => {
                push_field(out, b"<sc id=\"", id);
                push_field(out, b"\" dataRef=\"d", first);
                out.push(b'"');
                push_type(out, &piece);
                out.extend_from_slice(b"/>");
            }
            _ => push_placeholder(out, &piece, id, first),
        }
    }
    replaced
}

/// A `<ph/>`: `equiv` is what it reads as, `disp` what a tool may show.
fn push_placeholder(out: &mut Vec<u8>, piece: &Piece<'_>, id: u32, data: usize) {
    push_field(out, b"<ph id=\"", id);
    push_field(out, b"\" dataRef=\"d", data);
    out.push(b'"');
    push_type(out, piece);
    push_named(out, "equiv", &equivalent(piece));
    push_named(out, "disp", piece.raw);
    out.extend_from_slice(b"/>");
}

fn push_field(out: &mut Vec<u8>, before: &[u8], number: impl itoa::Integer) {
    out.extend_from_slice(before);
    push_number(out, number);
}

fn check(first: &str, second: &str) -> Result<(), CannotHold> {
    if first == second {
        return Ok(());
    }
    Err(CannotHold::SecondLocale { first: first.to_owned(), second: second.to_owned() })
}
