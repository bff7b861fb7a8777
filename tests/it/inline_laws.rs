//! The laws of the pieces, as plain functions (DESIGN: law 10, first half).

use std::collections::HashMap;

use bitext::inline::{CodeSide, Paired, Piece, PieceKind, pair, pieces, plain_text};

/// The pieces tile the text, no two of text are neighbours, and only codes have an id.
#[track_caller]
pub(crate) fn pieces_tile<'a>(text: &str, pieces: impl Iterator<Item = Piece<'a>>) -> Vec<Piece<'a>> {
    let (mut at, mut was_text, mut all) = (0, false, Vec::new());
    for piece in pieces {
        assert_eq!(piece.start, at, "a gap before {piece:?} in {text:?}");
        assert!(!piece.raw.is_empty() && text[at..].starts_with(piece.raw), "{piece:?} is not the text's: {text:?}");
        assert_eq!(piece.range(), at..at + piece.raw.len());
        assert_eq!(piece.is_code(), piece.id.is_some());
        assert!(piece.is_code() || !was_text, "{piece:?} is text after text: {text:?}");
        (at, was_text) = (at + piece.raw.len(), !piece.is_code());
        all.push(piece);
    }
    assert_eq!(at, text.len(), "the end is missing of {text:?}");
    all
}

/// Every opening half has one closing half of its kind after it, and ids are not used twice. Gives the ids in order of
/// appearance.
#[track_caller]
pub(crate) fn ids_pair_up(pieces: &[Piece<'_>]) -> Vec<u32> {
    let (mut open, mut ids) = (HashMap::new(), Vec::new());
    for piece in pieces {
        match (piece.kind, piece.id) {
            (PieceKind::Open(kind), Some(id)) => {
                assert_eq!(open.insert(id, kind), None, "{piece:?} opens again");
                ids.push(id);
            }
            (PieceKind::Close(kind), Some(id)) => assert_eq!(open.remove(&id), Some(kind), "{piece:?} closes nothing"),
            (_, Some(id)) => ids.push(id),
            (_, None) => {}
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), ids.len(), "an id is used twice: {ids:?}");
    ids
}

/// Words around a text, a blank between, change none of its codes: a text is read alike wherever it stands.
#[track_caller]
pub(crate) fn words_around_change_nothing(text: &str) {
    let before = "Some words before it that are longer than a window. ";
    let around = format!("{before}{text} And as many words after it, too.");
    let codes = |text: &str, shift: usize| -> Vec<(PieceKind, usize, usize)> {
        let codes = pieces(text).filter(Piece::is_code);
        codes.map(|piece| (piece.kind, piece.start - shift, piece.raw.len())).collect()
    };
    assert_eq!(codes(&around, before.len()), codes(text, 0), "of {text:?}");
}

/// All laws of one text.
#[track_caller]
pub(crate) fn text_is_sound(text: &str) {
    let all = pieces_tile(text, pieces(text));
    let ids = ids_pair_up(&all);
    assert!(ids.iter().copied().eq(1..=ids.len() as u32), "ids are not in order: {ids:?} in {text:?}");
    assert!(all.iter().any(Piece::is_code) || text.contains('\n') || plain_text(text) == text);
    assert!(plain_text(text).len() <= text.len() * 3, "{text:?}");
    words_around_change_nothing(text);
}

/// All laws of a unit.
#[track_caller]
pub(crate) fn unit_is_sound(source: &str, target: &str, unit: &Paired<'_>) {
    let source_pieces = pieces_tile(source, unit.source());
    let target_pieces = pieces_tile(target, unit.target());
    let (source_ids, target_ids) = (ids_pair_up(&source_pieces), ids_pair_up(&target_pieces));
    assert!(source_ids.iter().copied().eq(1..=source_ids.len() as u32));
    let last = unit.codes() as u32;
    for id in 1..=last {
        let found = match (source_ids.contains(&id), target_ids.contains(&id)) {
            (true, true) => CodeSide::Both,
            (true, false) => CodeSide::SourceOnly,
            (false, true) => CodeSide::TargetOnly,
            (false, false) => panic!("{id} is nowhere: {source:?} | {target:?}"),
        };
        assert_eq!(unit.side_of(id), Some(found));
    }
    assert!(target_ids.iter().all(|id| (1..=last).contains(id)));
    assert_eq!((unit.side_of(0), unit.side_of(last + 1)), (None, None));
    nested_pairs_nest(&source_pieces, unit);
    nested_pairs_nest(&target_pieces, unit);
}

#[track_caller]
fn nested_pairs_nest(pieces: &[Piece<'_>], unit: &Paired<'_>) {
    let mut open = Vec::new();
    for piece in pieces {
        match (piece.kind, piece.id.filter(|&id| unit.is_nested(id))) {
            (PieceKind::Open(_), Some(id)) => open.push(id),
            (PieceKind::Close(_), Some(id)) => assert_eq!(open.pop(), Some(id), "{piece:?} is not nested"),
            _ => {}
        }
    }
}

/// All laws, for any two texts.
#[track_caller]
pub(crate) fn is_sound(source: &str, target: &str) {
    text_is_sound(source);
    text_is_sound(target);
    unit_is_sound(source, target, &pair(source, target));
}
