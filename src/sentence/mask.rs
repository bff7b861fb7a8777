//! What a text shows to a search for sentences: its words and punctuation, with a stand-in for each inline code.
//!
//! The shown text is shorter than the text, so a list of anchors leads from its offsets back to those of the text.

use crate::inline::{Piece, PieceKind, StandaloneKind};
use crate::markup::Markup;

/// Of a longer run of characters that are neither letters nor digits only so many are shown, but for blanks, of which one is.
const LONGEST_RUN: usize = 64;

/// The shown text.
pub(super) struct Mask {
    markup: Markup,
    shown: String,
    anchors: Vec<OffsetChange>,
    /// The ranges of the text between the outermost halves of paired codes, in order.
    closed: Vec<(usize, usize)>,
}

/// From here on the shown text has a new relation to the text.
struct OffsetChange {
    shown: usize,
    text: usize,
    kind: AnchorKind,
}

#[derive(PartialEq, Eq)]
enum AnchorKind {
    /// The same bytes.
    Verbatim,
    /// A stand-in, which may be empty.
    StandIn,
}

impl Mask {
    pub(super) fn of(markup: Markup, text: &str) -> Self {
        let mut mask =
            Self { markup, shown: String::with_capacity(text.len()), anchors: Vec::new(), closed: Vec::new() };
        let mut run = 0;
        // The open pairs, and where the first of them begins.
        let (mut open, mut opened_at) = (0_usize, 0);
        for piece in markup.pieces(text) {
            match piece.kind {
                PieceKind::Text => mask.push_text(&piece, &mut run),
                PieceKind::Open(_) => {
                    if open == 0 {
                        opened_at = piece.start;
                    }
                    open += 1;
                    mask.stand_in(piece.start, "(");
                }
                PieceKind::Close(_) => {
                    open -= 1;
                    mask.stand_in(piece.start, ")");
                    if open == 0 {
                        mask.closed.push((opened_at, piece.range().end));
                    }
                }
                PieceKind::Standalone(kind) => mask.push_code(&piece, kind),
            }
        }
        mask.anchor(text.len(), AnchorKind::StandIn);
        mask
    }

    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// The offset in the text of an offset in the shown text; `None` if it is between the halves of a code.
    pub(super) fn boundary(&self, shown: usize) -> Option<usize> {
        let next = self.anchors.partition_point(|anchor| anchor.shown <= shown);
        let anchor = &self.anchors[next.checked_sub(1)?];
        let at = match anchor.kind {
            AnchorKind::Verbatim => anchor.text + (shown - anchor.shown),
            AnchorKind::StandIn if anchor.shown == shown => anchor.text,
            AnchorKind::StandIn => self.anchors.get(next)?.text,
        };
        let pair = self.closed.partition_point(|&(_, end)| end <= at);
        let is_inside = self.closed.get(pair).is_some_and(|&(start, _)| start < at);
        (!is_inside).then_some(at)
    }

    fn anchor(&mut self, text: usize, kind: AnchorKind) {
        self.anchors.push(OffsetChange { shown: self.shown.len(), text, kind });
    }

    fn stand_in(&mut self, text: usize, shown: &str) {
        self.anchor(text, AnchorKind::StandIn);
        self.shown.push_str(shown);
    }

    /// Blanks, with the line ends and quote marks among them, are one blank.
    fn push_text(&mut self, piece: &Piece<'_>, run: &mut usize) {
        let raw = piece.raw;
        let mut at = 0;
        let mut is_verbatim = false;
        while let Some(char) = raw[at..].chars().next() {
            let start = piece.start + at;
            let blanks = blanks(&raw[at..]);
            if blanks > 0 {
                self.stand_in(start, if self.shown.ends_with(' ') { "" } else { " " });
                is_verbatim = false;
                at += blanks;
                continue;
            }
            at += char.len_utf8();
            *run = if char.is_alphanumeric() { 0 } else { *run + 1 };
            if *run > LONGEST_RUN {
                self.stand_in(start, "");
                is_verbatim = false;
                continue;
            }
            if !is_verbatim {
                self.anchor(start, AnchorKind::Verbatim);
                is_verbatim = true;
            }
            self.shown.push(char);
        }
    }

    fn push_code(&mut self, piece: &Piece<'_>, kind: StandaloneKind) {
        match kind {
            StandaloneKind::Escape | StandaloneKind::Entity | StandaloneKind::Html => {
                let plain = self.markup.plain_text(piece.raw);
                let is_blank = !plain.is_empty() && plain.chars().all(char::is_whitespace);
                self.stand_in(piece.start, if is_blank { " " } else { &plain });
            }
            // A word that may begin a sentence. One letter would be taken for an abbreviation before a full stop.
            _ => self.stand_in(piece.start, "Xx"),
        }
    }
}

/// The length of the blanks that `text` begins with, of line ends among them, and of the `> ` of block quotes after these.
fn blanks(text: &str) -> usize {
    let mut rest = text;
    let mut is_new_line = false;
    loop {
        let after = rest.trim_start();
        is_new_line |= rest[..rest.len() - after.len()].contains('\n');
        match after.strip_prefix('>') {
            Some(inside) if is_new_line => rest = inside,
            _ => return text.len() - after.len(),
        }
    }
}
