//! Whether the end of the old target is there again after a new text.
//!
//! A tool that knows nothing of inline codes sets the text of a `<target>` by replacing what is before its first
//! child, and leaves the rest: `Click **OK** to save.` becomes `Spied Labi, lai saglabātu.**OK** to save.` An honest
//! rewrite may do nearly the same: a translator who changes only the beginning leaves the rest, too. The difference is
//! that a doubled target is a whole sentence before the old end begins. So a target is doubled if it is a new text and
//! then the old target from its first code on, and
//!
//! - the new text has codes of all the kinds that the old end has, as many of each, and ends like a sentence, or without
//!   the blank with which the text before ended; or
//! - the new text ends like a sentence, where what it replaces does not, with no blank before the old end, and is longer
//!   than what it replaces and half of the old end.

use crate::inline::{Piece, PieceKind};
use crate::markup::Markup;

/// Whether `new` is a doubled target.
pub(super) fn is_doubled(markup: Markup, old: &str, new: &str) -> bool {
    let Some(first) = markup.pieces(old).find(Piece::is_code) else { return false };
    let (head, tail) = old.split_at(first.start);
    let Some(text) = new.strip_suffix(tail).filter(|text| *text != head) else { return false };
    let has_lost_blank = head.ends_with(char::is_whitespace) && !text.ends_with(char::is_whitespace);
    if (ends_sentence(text) || has_lost_blank) && has_kinds_of(markup, text, tail) {
        return true;
    }
    let length = |text: &str| text.chars().count();
    ends_sentence(text) && !ends_sentence(head.trim_end()) && length(text) > length(head) + length(tail) / 2
}

/// Whether `text` has as many codes of each kind as `tail`.
fn has_kinds_of(markup: Markup, text: &str, tail: &str) -> bool {
    let kinds = |text: &str| {
        let mut kinds: Vec<PieceKind> = markup.pieces(text).filter(Piece::is_code).map(|piece| piece.kind).collect();
        kinds.sort_unstable();
        kinds
    };
    let mut own = kinds(text).into_iter();
    kinds(tail).into_iter().all(|kind| own.any(|other| other == kind))
}

/// Whether the last character ends a sentence.
fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟'])
}

#[cfg(test)]
mod tests {
    use super::is_doubled;
    use crate::markup::Markup;

    #[test]
    fn a_sentence_before_the_old_end_is_doubled() {
        let old = "Noklikšķiniet uz **Labi**, lai saglabātu.";
        for new in [
            "Spiediet **Labi**, lai saglabātu.**Labi**, lai saglabātu.",
            "Saglabājiet, spiežot pogu Labi.**Labi**, lai saglabātu.",
        ] {
            assert!(is_doubled(Markup::Markdown, old, new), "{new}");
        }
    }

    #[test]
    fn an_honest_rewrite_passes() {
        let old = "Noklikšķiniet uz **Labi**, lai saglabātu.";
        for new in [
            "Spiediet **Labi**, lai saglabātu.",
            "Jums ir jānoklikšķina uz **Labi**, lai saglabātu.",
            "**Labi**, lai saglabātu.",
            "Piezīme. Noklikšķiniet uz **Labi**, lai saglabātu.",
            "Spiediet **Jā** un **Labi**, lai aizvērtu.",
            "Noklikšķiniet uz **Labi**, lai saglabātu. Un vēlreiz.",
            "Spiediet **Jā** un **Labi**, lai saglabātu.",
            "Spiediet `Esc` vai **Labi**, lai saglabātu.",
            "Jauns teksts bez kodiem.",
            "",
        ] {
            assert!(!is_doubled(Markup::Markdown, old, new), "{new}");
        }
        assert!(!is_doubled(Markup::Markdown, "b", "c b"));
        // A code at the start: a word before it is a beginning, not a sentence.
        assert!(!is_doubled(Markup::Markdown, "**Piezīme** x", "Svarīgi: **Piezīme** x"));
    }
}
