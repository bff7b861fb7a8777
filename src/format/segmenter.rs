//! Finds the segments of a unit: its sentences, where both sides have equally many and share no code across them.

use std::ops::Range;

use super::segment::{Segment, text_piece};
use super::writer::Page;
use crate::inline::{Paired, Piece, PieceKind};
use crate::markup::Markup;
use crate::sentence::align_in;

/// Splits the units of a page.
#[derive(Debug, Default)]
pub(super) struct Segmenter {
    markup: Markup,
    source_language: String,
    target_language: String,
    segments: Vec<Segment>,
    /// For each code that the source has, the number of its segment.
    source_codes: Vec<Option<usize>>,
}

impl Segmenter {
    pub(super) fn begin(&mut self, page: &Page<'_>) {
        self.markup = page.markup;
        self.source_language = page.source_locale.to_string();
        self.target_language = page.target_locale.map(|locale| locale.to_string()).unwrap_or_default();
    }

    /// The segments of a unit; none if it stays whole.
    pub(super) fn split(&mut self, source: &str, target: &str, paired: Option<&Paired<'_>>) -> &[Segment] {
        self.segments.clear();
        let languages = (self.source_language.as_str(), self.target_language.as_str());
        let Some(sentences) = align_in(self.markup, (source, Some(languages.0)), (target, Some(languages.1))) else {
            return &[];
        };
        let sources = sentences.iter().map(|(source, _)| source.len());
        let targets = sentences.iter().map(|(_, target)| target.len());
        self.source_codes.clear();
        self.source_codes.resize(paired.map_or(0, Paired::codes), None);
        let codes = &mut self.source_codes;
        let keep = |id: u32, segment| {
            codes[id as usize - 1] = Some(segment);
            true
        };
        let Some(sources) = (match paired {
            Some(paired) => fit(source, paired.source(), sources, keep),
            None => fit(source, text_piece(source), sources, keep),
        }) else {
            return &[];
        };
        // XLIFF 2 wants a code that both sides have in the same segment of both (attribute `id`).
        let codes = &self.source_codes;
        let agrees = |id: u32, segment| codes[id as usize - 1].is_none_or(|of_source| of_source == segment);
        let Some(targets) = (match paired {
            Some(paired) => fit(target, paired.target(), targets, agrees),
            None => fit(target, text_piece(target), targets, agrees),
        }) else {
            return &[];
        };
        let segments = sources.into_iter().zip(targets).map(|(source, target)| Segment { source, target });
        self.segments.extend(segments);
        &self.segments
    }
}

/// The ranges of the sentences with these lengths, without the blanks after each; `None` if one ends inside a code or
/// between the halves of one, or if `takes` does not take a code with the number of its sentence.
fn fit<'a>(
    text: &str,
    pieces: impl Iterator<Item = Piece<'a>>,
    lengths: impl Iterator<Item = usize>,
    mut takes: impl FnMut(u32, usize) -> bool,
) -> Option<Vec<Range<usize>>> {
    let mut pieces = pieces.peekable();
    let mut ranges = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for length in lengths {
        let end = start + length;
        let mut code_end = start;
        while let Some(piece) = pieces.next_if(|piece| piece.start < end) {
            match piece.kind {
                PieceKind::Open(_) => depth += 1,
                PieceKind::Close(_) => depth -= 1,
                PieceKind::Text | PieceKind::Standalone(_) => {}
            }
            if let Some(id) = piece.id {
                code_end = piece.range().end;
                if code_end > end || !takes(id, ranges.len()) {
                    return None;
                }
            }
        }
        if depth > 0 {
            return None;
        }
        let words_end = code_end + text[code_end..end].trim_end().len();
        ranges.push(start..words_end);
        start = end;
    }
    Some(ranges)
}
