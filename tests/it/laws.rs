//! The laws of the scanner and the pairing, as plain functions (DESIGN: laws 1 to 4 and 8).

use std::io::Read;

use bitext::front_matter::FrontMatter;
use bitext::place::{FileKind, LocatedUnit};
use bitext::scan::Scanner;
use bitext::{Diagnostic, Error, Part, PartReader, Parts, Settings};

use crate::naive::{self, NaiveUnit};

/// A part without its borrow: what it is, its text, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Owned {
    FrontMatter(String),
    Skeleton(String),
    Unit { raw: String, id: String, target: String, source: Option<String>, start: u64, locale: Option<String> },
}

impl Owned {
    fn of(part: &Part<'_>) -> Self {
        match part {
            Part::FrontMatter(text) => Self::FrontMatter((*text).to_owned()),
            Part::Skeleton(text) => Self::Skeleton((*text).to_owned()),
            Part::Unit(unit) => Self::Unit {
                raw: unit.raw.to_owned(),
                id: unit.id.to_string(),
                target: unit.target.to_owned(),
                source: unit.source.map(str::to_owned),
                start: unit.span.start,
                locale: unit.locale.map(|locale| locale.to_string()),
            },
            _ => unreachable!("all kinds of parts are known here"),
        }
    }

    /// Adds a part to those before it; adjacent skeleton is joined.
    fn push(all: &mut Vec<Self>, part: &Part<'_>) {
        match (all.last_mut(), Self::of(part)) {
            (Some(Self::Skeleton(before)), Self::Skeleton(text))
            | (Some(Self::FrontMatter(before)), Self::FrontMatter(text)) => before.push_str(&text),
            (_, part) => all.push(part),
        }
    }
}

/// Law 1: tokens tile the input.
#[track_caller]
pub(crate) fn tokens_tile(text: &str) {
    let mut at = 0;
    for token in Scanner::new(text) {
        assert_eq!(token.offset, at as u64, "a gap before {token:?}");
        assert!(!token.raw.is_empty() && text[at..].starts_with(token.raw), "{token:?} is not the input's");
        at += token.raw.len();
    }
    assert_eq!(at, text.len(), "the end is missing");
}

/// Law 2: parts tile the input. Gives them, joined, and the findings.
#[track_caller]
pub(crate) fn parts_tile(text: &str, settings: &Settings<'_>) -> (Vec<Owned>, Vec<Diagnostic>) {
    let (mut all, mut findings, mut at) = (Vec::new(), Vec::new(), 0);
    let mut parts = Parts::with_settings(text, settings);
    while let Some(part) = parts.next() {
        assert!(!part.raw().is_empty() && text[at..].starts_with(part.raw()), "{part:?} is not the input's at {at}");
        let end = at + part.raw().len();
        for finding in parts.diagnostics() {
            assert!(
                (at..end).contains(&usize::try_from(finding.span.start).unwrap()),
                "{finding:?} is not in {part:?}"
            );
            findings.push(finding.clone());
        }
        if let Part::Unit(unit) = &part {
            let range = |span: bitext::Span| usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap();
            assert_eq!(&text[range(unit.span)], unit.raw);
            assert_eq!(&text[range(unit.target_span())], unit.target);
            assert_eq!(unit.source_span().map(|span| &text[range(span)]), unit.source);
        }
        Owned::push(&mut all, &part);
        at = end;
    }
    assert_eq!(at, text.len(), "the end is missing");
    assert!(findings.is_sorted_by_key(|finding| finding.span.start), "findings come in the order of their places");
    (all, findings)
}

/// Law 4 for tokens: they are those of the naive re-implementation.
#[track_caller]
pub(crate) fn tokens_equal_naive(text: &str) {
    let tokens: Vec<_> = Scanner::new(text).map(|token| (token.kind, token.offset, token.raw)).collect();
    let naive_tokens: Vec<_> = naive::tokens(text)
        .iter()
        .map(|token| (token.kind, token.start as u64, &text[token.start..token.end]))
        .collect();
    assert_eq!(tokens, naive_tokens);
}

/// Law 4 for parts: units, what lies between them, and findings are those of the naive re-implementation.
#[track_caller]
pub(crate) fn parts_equal_naive(text: &str, settings: &Settings<'_>) {
    let (units, mut naive_findings) = naive::pairs(text, settings.unit_limit);
    let (_, findings) = parts_tile(text, settings);
    let front_matter_end = naive::front_matter_end(text);
    let mut at = 0;
    let mut parts = Parts::with_settings(text, settings);
    for naive in &units {
        check_skeleton(&mut parts, text, (at, naive.span.0), front_matter_end);
        let Some(Part::Unit(unit)) = parts.next() else { panic!("not found: {naive:?}") };
        let range = |span: bitext::Span| (usize::try_from(span.start).unwrap(), usize::try_from(span.end).unwrap());
        let found = NaiveUnit {
            span: range(unit.span),
            id: unit.id.as_str(),
            target: range(unit.target_span()),
            source: unit.source_span().map(range),
            quoting: unit.quoting,
        };
        assert_eq!(found, *naive);
        assert_eq!(unit.in_front_matter, naive.span.0 < front_matter_end);
        at = naive.span.1;
    }
    check_skeleton(&mut parts, text, (at, text.len()), front_matter_end);
    assert_eq!(parts.next(), None);

    let mut findings: Vec<naive::Finding<'_>> = findings
        .iter()
        .map(|finding| {
            let range = (usize::try_from(finding.span.start).unwrap(), usize::try_from(finding.span.end).unwrap());
            (finding.code, range, finding.unit.as_deref())
        })
        .collect();
    findings.sort_unstable();
    naive_findings.sort_unstable();
    assert_eq!(findings, naive_findings);
}

/// What lies between two units comes as one stretch of front matter and one of skeleton.
#[track_caller]
fn check_skeleton(parts: &mut Parts<'_>, text: &str, (start, end): naive::Range, front_matter_end: usize) {
    let cut = front_matter_end.clamp(start, end);
    if start < cut {
        assert_eq!(parts.next(), Some(Part::FrontMatter(&text[start..cut])));
    }
    if cut < end {
        assert_eq!(parts.next(), Some(Part::Skeleton(&text[cut..end])));
    }
}

/// Law 15 for the front matter: no entry begins or ends inside a unit that ends in the front matter, and the
/// span of each value holds its text.
#[track_caller]
pub(crate) fn entries_agree_with_units(text: &str) {
    let Some(front) = FrontMatter::of(text) else { return };
    let end = front.raw().len();
    let units: Vec<_> = Parts::new(text)
        .filter_map(|part| if let Part::Unit(unit) = part { Some(unit.span.range()) } else { None })
        .filter(|unit| unit.end <= end)
        .collect();
    for entry in front.entries() {
        assert_eq!(entry.value_span.of(text), Some(entry.value));
        let span = entry.span.range();
        for unit in &units {
            let is_apart = unit.end <= span.start || span.end <= unit.start;
            let is_inside = span.start <= unit.start && unit.end <= span.end;
            assert!(is_apart || is_inside, "{entry:?} and a unit at {unit:?}");
        }
    }
}

/// Gives at most `chunk` bytes at a time.
struct Chunks<'a>(&'a [u8], usize);

impl Read for Chunks<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = into.len().min(self.1);
        self.0.read(&mut into[..n])
    }
}

/// Law 3: a stream gives what the slice gives, however it is cut.
#[track_caller]
pub(crate) fn stream_equals_slice(text: &str, settings: &Settings<'_>, chunk: usize) {
    let (parts, findings) = parts_tile(text, settings);
    let mut reader = PartReader::with_settings(Chunks(text.as_bytes(), chunk), settings);
    let (mut all, mut found) = (Vec::new(), Vec::new());
    while reader.advance().unwrap() {
        let part = reader.part().unwrap();
        found.extend_from_slice(reader.diagnostics());
        Owned::push(&mut all, &part);
    }
    for (streamed, sliced) in all.iter().zip(&parts) {
        assert_eq!(streamed, sliced, "with chunks of {chunk} bytes");
    }
    assert_eq!(all.len(), parts.len(), "with chunks of {chunk} bytes");
    assert_eq!(found, findings, "with chunks of {chunk} bytes");
    places_of_stream_equal_slice(text, settings, chunk);
    // A stream has read the beginning of a page before its first unit, so that a short page says little.
    if text.len() < FileKind::WINDOW {
        let page = "A line.\n".repeat(FileKind::WINDOW / 8) + text;
        places_of_stream_equal_slice(&page, settings, chunk);
    }
}

/// Law 3 for places: those of a stream are those of the slice, however it is cut.
#[track_caller]
pub(crate) fn places_of_stream_equal_slice(text: &str, settings: &Settings<'_>, chunk: usize) {
    let place = |unit: &LocatedUnit<'_>| {
        let place = &unit.place;
        let around = (place.quote_depth(), place.scalar(), place.line_end(), place.is_in_code(), place.is_in_comment());
        (place.index(), place.position(), place.context(), place.headings(), around)
    };
    let mut reader = PartReader::with_settings(Chunks(text.as_bytes(), chunk), settings).located();
    for expected in Parts::with_settings(text, settings).located() {
        let found = reader.next_located().unwrap().expect("a unit of the slice is a unit of the stream");
        assert_eq!(place(&found), place(&expected), "with chunks of {chunk} bytes: {}", expected.raw);
    }
    assert!(reader.next_located().unwrap().is_none());
}

/// A stream gives the beginning of the slice's text, then says where the UTF-8 ends, then nothing more.
#[track_caller]
pub(crate) fn stream_ends_where_utf8_does(bytes: &[u8], settings: &Settings<'_>, chunk: usize) {
    let mut reader = PartReader::with_settings(Chunks(bytes, chunk), settings);
    let mut given = 0;
    let end = loop {
        match reader.next_part() {
            Ok(Some(part)) => {
                assert!(bytes[given..].starts_with(part.raw().as_bytes()), "{part:?} is not the input's at {given}");
                given += part.raw().len();
            }
            Ok(None) => break None,
            Err(Error::NotUtf8 { offset, .. }) => break Some(offset),
            Err(error) => panic!("{error}"),
        }
    };
    let expect = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to() as u64);
    assert_eq!(end, expect, "with chunks of {chunk} bytes");
    assert!(expect.map_or(given == bytes.len(), |end| given as u64 <= end));
    assert!(matches!(reader.next_part(), Ok(None)), "nothing comes after the end");
}

/// A failure to read is given once, after everything that was certain before it.
#[track_caller]
pub(crate) fn stream_tells_that_reading_failed(text: &str, settings: &Settings<'_>, chunk: usize) {
    let mut reader = PartReader::with_settings(Chunks(text.as_bytes(), chunk).chain(Broken), settings);
    let mut given = 0;
    let error = loop {
        match reader.next_part() {
            Ok(part) => given += part.expect("the end is not told before the failure").raw().len(),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::Io(_)), "{error}");
    assert!(given <= text.len());
    assert!(matches!(reader.next_part(), Ok(None)), "nothing comes after the failure");
}

/// Fails at every reading.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("broken"))
    }
}
