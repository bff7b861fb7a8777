//! Whether the end of the old target is there again after a new text.
//!
//! A tool that knows nothing of inline codes sets the text of a `<target>` by replacing what is before its first
//! child, and leaves the rest: `Click **OK** to save.` becomes `Spied Labi, lai saglabātu.**OK** to save.` An honest
//! rewrite may do nearly the same: a translator who changes only the beginning leaves the rest, too. So a target is doubled
//! only if it is a new text and then the old target from its first code on, and the two do not belong together:
//!
//! - In a script with blanks between words, the new text ends in a letter, or like a sentence or a code, directly before the
//!   old end. Before a code there is a blank, an opening bracket, or what was there before.
//! - In a script without blanks, the new text is not the old beginning with something before it, and it is a sentence or has
//!   lost a blank, and is rather as long as the whole than as long as the old beginning; or what the codes of the old end
//!   enclose, or its last words, are in it already.
//!
//! What it leaves out: old targets that begin with text and have no code, which such tools replace as a whole.

use crate::inline::{Piece, PieceKind, StandaloneKind};
use crate::markup::Markup;
use crate::merge::script::is_unspaced;

/// Whether `new` is a doubled target.
pub(super) fn is_doubled(markup: Markup, old: &str, new: &str) -> bool {
    if old.bytes().next_back() != new.bytes().next_back() {
        return false;
    }
    let Some(first) = markup.pieces(old).find(Piece::is_code) else { return false };
    let (head, tail) = old.split_at(first.start);
    let Some(text) = new.strip_suffix(tail).filter(|text| *text != head) else { return false };
    let seam = Seam { markup, head, tail, text };
    match text.chars().next_back() {
        None => false,
        _ if seam.has_all() => true,
        Some(last) if last.is_whitespace() => tail.ends_with(last) && !seam.goes_on() && seam.repeats(),
        Some(last) if is_unspaced(last) => seam.is_doubled_unspaced(),
        Some(last) => seam.is_doubled_spaced(last),
    }
}

/// A new text and the old end after it.
struct Seam<'t> {
    markup: Markup,
    /// What was before the old end.
    head: &'t str,
    /// The old end.
    tail: &'t str,
    /// What is before it now.
    text: &'t str,
}

impl Seam<'_> {
    fn is_doubled_spaced(&self, last: char) -> bool {
        if self.goes_on() {
            return false;
        }
        let has_lost_blank = self.head.ends_with(char::is_whitespace);
        let is_attached = !has_lost_blank && self.head.ends_with(last);
        if is_attached {
            return self.repeats();
        }
        if last.is_alphanumeric() {
            return !ends_in_prefix(self.text) || self.repeats();
        }
        if ends_sentence(self.text) && !ends_sentence(self.head) {
            return true;
        }
        if matches!(last, '.' | '!' | '?' | ',' | ';' | ':') {
            return has_lost_blank || self.head.is_empty() || self.is_longer_than_head() || self.repeats();
        }
        let closes = closes(last) || (last == '"' && self.text.matches('"').count().is_multiple_of(2));
        self.repeats() || (has_lost_blank && self.has_contents()) || (closes && self.is_whole())
    }

    fn is_doubled_unspaced(&self) -> bool {
        if self.goes_on() {
            return false;
        }
        if self.repeats() {
            return true;
        }
        let has_lost_blank = self.head.ends_with(char::is_whitespace);
        let is_sentence = ends_sentence(self.text) && !ends_sentence(self.head);
        if is_sentence && self.is_end_of_sentence() {
            return true;
        }
        !self.head.is_empty() && (has_lost_blank || is_sentence) && self.is_longer_than_head()
    }

    /// Whether the text is the old beginning with something before it.
    fn goes_on(&self) -> bool {
        !self.head.is_empty() && self.text.ends_with(self.head)
    }

    /// Whether the text ends with the whole old target, with codes or without.
    fn has_all(&self) -> bool {
        let old = [self.head, self.tail].concat();
        let words = [self.head, &self.words()].concat();
        [old, words].iter().any(|old| {
            let (common, old, _) = self.common_end(old);
            common == old && old >= ALIKE
        })
    }

    /// Whether the old end has no words, and ends the sentence.
    fn is_end_of_sentence(&self) -> bool {
        let words = self.words();
        ends_sentence(words.trim_end()) && !words.contains(char::is_alphanumeric)
    }

    /// Whether the old end is in the text already: its last words, or what its codes enclose if the text may be the whole.
    fn repeats(&self) -> bool {
        self.ends_alike(self.tail) || self.ends_alike(&self.words()) || (self.is_whole() && self.has_contents())
    }

    /// Whether the text and another one end with the same letters, but for white space, and these are half of the text or
    /// all of the other.
    fn ends_alike(&self, other: &str) -> bool {
        let (common, other, text) = self.common_end(other);
        common >= ALIKE && (2 * common >= text || common == other)
    }

    /// How many letters at the end of the text and of another one are the same, and how many both have, but for white space.
    fn common_end(&self, other: &str) -> (usize, usize, usize) {
        let letters = |text: &str| text.chars().rev().filter(|char| !char.is_whitespace()).collect::<Vec<_>>();
        let (text, other) = (letters(self.text), letters(other));
        let common = text.iter().zip(&other).take_while(|(one, other)| one == other).count();
        (common, other.len(), text.len())
    }

    /// The old end without its codes.
    fn words(&self) -> String {
        self.markup.pieces(self.tail).filter(|piece| piece.kind == PieceKind::Text).map(|piece| piece.raw).collect()
    }

    /// Whether the text is rather as long as the whole old target than as long as its beginning.
    fn is_longer_than_head(&self) -> bool {
        length(self.text) > length(self.head) + self.length_of_words() / 2
    }

    /// Whether the text may be the whole by its length.
    fn is_whole(&self) -> bool {
        2 * length(self.text) >= length(self.head) + self.length_of_words()
    }

    /// The length of the old end without the codes that hold no words.
    fn length_of_words(&self) -> usize {
        let words =
            |piece: &Piece<'_>| matches!(piece.kind, PieceKind::Text | PieceKind::Standalone(StandaloneKind::CodeSpan));
        self.markup.pieces(self.tail).filter(words).map(|piece| length(piece.raw)).sum()
    }

    /// Whether what the codes of the old end enclose is in the text.
    fn has_contents(&self) -> bool {
        let mut depth = 0_usize;
        let mut found = false;
        for piece in self.markup.pieces(self.tail) {
            let content = match piece.kind {
                PieceKind::Open(_) => {
                    depth += 1;
                    continue;
                }
                PieceKind::Close(_) => {
                    depth = depth.saturating_sub(1);
                    continue;
                }
                PieceKind::Text if depth > 0 => piece.raw.trim(),
                PieceKind::Standalone(StandaloneKind::CodeSpan) => piece.raw.trim_matches(['`', ' ']),
                _ => continue,
            };
            if !self.text.contains(content) {
                return false;
            }
            found |= !content.is_empty();
        }
        found
    }
}

/// So many letters at the end of two texts are no chance if they are half of a text, or all of it.
const ALIKE: usize = 2;

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Whether the text ends in one or two letters that Arabic and Hebrew write together with the next word.
fn ends_in_prefix(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    length(word) <= 2 && word.chars().all(|char| matches!(char, '\u{0590}'..='\u{06FF}'))
}

/// Whether the last character ends a sentence.
fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟'])
}

/// Whether a character ends a code, a quotation or a bracket.
fn closes(char: char) -> bool {
    matches!(char, ')' | ']' | '}' | '>' | '*' | '`' | '_' | '»' | '”' | '’' | '%')
}

#[cfg(test)]
mod tests {
    use super::is_doubled;
    use crate::markup::Markup;

    #[track_caller]
    fn doubled(old: &str, all: &[&str]) {
        for new in all {
            assert!(is_doubled(Markup::Markdown, old, new), "{new}");
        }
    }

    #[track_caller]
    fn honest(old: &str, all: &[&str]) {
        for new in all {
            assert!(!is_doubled(Markup::Markdown, old, new), "{new}");
        }
    }

    #[test]
    fn a_sentence_before_the_old_end_is_doubled() {
        doubled(
            "Noklikšķiniet uz **Labi**, lai saglabātu.",
            &[
                "Spiediet **Labi**, lai saglabātu.**Labi**, lai saglabātu.",
                "Saglabājiet, spiežot pogu Labi.**Labi**, lai saglabātu.",
            ],
        );
        doubled(
            "点击**确定**以保存。",
            &["单击确定以保存更改。**确定**以保存。", "按下按钮即可保存所有更改。**确定**以保存。"],
        );
    }

    #[test]
    fn a_fragment_before_the_old_end_is_doubled() {
        doubled("`a` / `b` elementi", &["Jauni ieraksti`a` / `b` elementi"]);
        doubled("Spied **Labi**", &["Izvēlies Labi**Labi**", "Izvēlies **Labi****Labi**", "Pogu**Labi**"]);
        doubled("使用 `x` 选项", &["采用 x 选项`x` 选项", "`x` 选项的使用方法`x` 选项"]);
    }

    #[test]
    fn the_last_words_again_are_doubled() {
        doubled("**/x** 參數會產生存根檔案。", &["新的 參數會產生存根檔案。**/x** 參數會產生存根檔案。"]);
        doubled("[文脈の使用](a.md) ", &["新しい 文脈の使用[文脈の使用](a.md) ", "新 脈の使用 [文脈の使用](a.md) "]);
        doubled("**Labi** spied.", &["Jā.**Labi** spied."]);
        doubled("1\\_1", &["新的11\\_1", "新的1\\_1\\_1"]);
        doubled("&lt;空白&gt;", &["新しい空白&lt;空白&gt;"]);
        doubled("必要があります<sup>&#42;</sup>。", &["必要です。<sup>&#42;</sup>。"]);
        doubled(
            "詳細については、[こちら](https://example.com/a/long/address)を参照。",
            &["See more here.[こちら](https://example.com/a/long/address)を参照。"],
        );
        doubled("[**X**](a.md) 結構", &["新的 結構[**X**](a.md) 結構"]);
        doubled("klauzula x<b id=\"a\"></b>", &["nav \"x\"<b id=\"a\"></b>"]);
        doubled("(**...**), tad **Importēt**.", &["Izvēlies Importēt.**...**), tad **Importēt**."]);
        doubled("DEFAULT\\_CHARSET", &["新しいDEFAULTCHARSET\\_CHARSET", "新しいDEFAULT\\_CHARSET\\_CHARSET"]);
        doubled(
            "前の例で、`item` が `ItemId` 型かどうか。",
            &["新しい が 型かどうか。`item` が `ItemId` 型かどうか。"],
        );
    }

    #[test]
    fn an_honest_rewrite_passes() {
        honest(
            "Noklikšķiniet uz **Labi**, lai saglabātu.",
            &[
                "Spiediet **Labi**, lai saglabātu.",
                "Jums ir jānoklikšķina uz **Labi**, lai saglabātu.",
                "**Labi**, lai saglabātu.",
                "Piezīme. Noklikšķiniet uz **Labi**, lai saglabātu.",
                "Spiediet **Jā** un **Labi**, lai aizvērtu.",
                "Noklikšķiniet uz **Labi**, lai saglabātu. Un vēlreiz.",
                "Spiediet **Jā** un **Labi**, lai saglabātu.",
                "Spiediet `Esc` vai **Labi**, lai saglabātu.",
                "Spiediet (**Labi**, lai saglabātu.",
                "Jauns teksts bez kodiem.",
                "",
            ],
        );
        honest("b", &["c b"]);
        // A code at the start: a word before it is a beginning, not a sentence.
        honest("**Piezīme** x", &["Svarīgi: **Piezīme** x"]);
        honest("**注意** 保存。", &["请先备份数据。**注意** 保存。"]);
        honest("点击**确定**以保存。", &["请点击**确定**以保存。", "单击**确定**以保存。"]);
        honest("לחץ על **אישור**", &["הקש ה**אישור**"]);
    }
}
