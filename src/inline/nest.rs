//! Which pairs are well nested.

use super::codes::CodeFacts;
use super::kind::PieceKind;
use super::mark::Mark;
use super::steps::step;

/// Takes back `is_nested` from the fewest pairs that are in the way: of two that overlap, from the one that ends last.
///
/// A code that has lost it before, on the other side, is in nobody's way. `open` is a buffer.
pub(super) fn find_overlaps(marks: &[Mark], codes: &mut [CodeFacts], open: &mut Vec<u32>) {
    open.clear();
    for mark in marks {
        let is_nested = codes[place(mark.id)].is_nested;
        match mark.kind {
            PieceKind::Open(_) if is_nested => open.push(mark.id),
            PieceKind::Close(_) if is_nested => {
                while let Some(last) = open.pop().filter(|&last| last != mark.id) {
                    step(1);
                    codes[place(last)].is_nested = false;
                }
            }
            _ => {}
        }
    }
}

/// The place of a code in a list of codes: ids count from 1.
const fn place(id: u32) -> usize {
    id as usize - 1
}
