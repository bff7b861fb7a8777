//! `<originalData>` of XLIFF 2 (section 4.2.2.12): the text of a unit's codes, each text once where that is found quickly.

use crate::format::xml::{Illegal, push_number, push_text};
use crate::inline::{Paired, Piece, PieceKind};

/// The sides of a unit.
pub(super) const SOURCE: usize = 0;
pub(super) const TARGET: usize = 1;

/// How many texts back an equal one is looked for. Without a bound, a unit would cost the square of its codes.
const REACH: usize = 16;

/// Which `<data>` the codes of a unit refer to; its buffers are used again for the next unit.
#[derive(Debug, Default)]
pub(super) struct DataRefs {
    /// For each code its first and its last half on each side, as numbers of texts from 1.
    refs: Vec<[[usize; 2]; 2]>,
    /// The place of each text: side, start, end.
    texts: Vec<(usize, usize, usize)>,
}

impl DataRefs {
    /// Writes the texts of a unit with these sides.
    pub(super) fn write(&mut self, paired: &Paired<'_>, sides: [&str; 2], out: &mut Vec<u8>) {
        self.refs.clear();
        self.refs.resize(paired.codes(), [[0; 2]; 2]);
        self.texts.clear();
        out.extend_from_slice(b"<originalData>\n");
        for side in [SOURCE, TARGET] {
            each_piece(paired, side, |piece| {
                let Some(id) = piece.id else { return };
                let half = usize::from(matches!(piece.kind, PieceKind::Close(_)));
                self.refs[id as usize - 1][side][half] = self.number(piece, side, sides, out);
            });
        }
        out.extend_from_slice(b"</originalData>\n");
    }

    /// The numbers of a code's halves.
    pub(super) fn of(&self, id: u32, side: usize) -> [usize; 2] {
        self.refs[id as usize - 1][side]
    }

    /// The number of a code's text, which is written if it is not among the last ones.
    fn number(&mut self, piece: &Piece<'_>, side: usize, sides: [&str; 2], out: &mut Vec<u8>) -> usize {
        let near = self.texts.len().saturating_sub(REACH);
        let found = self.texts[near..].iter().position(|&(side, start, end)| sides[side][start..end] == *piece.raw);
        if let Some(found) = found {
            return near + found + 1;
        }
        let range = piece.range();
        self.texts.push((side, range.start, range.end));
        let number = self.texts.len();
        out.extend_from_slice(b"<data id=\"d");
        push_number(out, number);
        out.extend_from_slice(b"\">");
        // A character that XML cannot hold is a `<cp>` here, so none is replaced.
        let _ = push_text(out, piece.raw, Illegal::CodePoint);
        out.extend_from_slice(b"</data>\n");
        number
    }
}

/// Shows the pieces of a side.
pub(super) fn each_piece<'a>(paired: &Paired<'a>, side: usize, mut show: impl FnMut(&Piece<'a>)) {
    if side == SOURCE {
        paired.source().for_each(|piece| show(&piece));
    } else {
        paired.target().for_each(|piece| show(&piece));
    }
}
