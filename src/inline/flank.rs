//! Which runs of asterisks can open or close emphasis, told by the characters beside them.

/// What a character beside a run of asterisks is to the rules of emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// White space, or the start or end of the text.
    Blank,
    Punctuation,
    Other,
}

/// What a run of asterisks can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flanks {
    pub(super) can_open: bool,
    pub(super) can_close: bool,
}

/// What the run of asterisks from `start` to `end` of a text can do; `None` if one of the characters beside it is not among
/// those that are told apart here.
pub(super) fn flanks(text: &str, start: usize, end: usize) -> Option<Flanks> {
    let beside = |char: Option<char>| char.map_or(Some(Beside::Blank), beside);
    let (before, after) = (beside(text[..start].chars().next_back())?, beside(text[end..].chars().next())?);
    Some(Flanks {
        can_open: after != Beside::Blank && (after == Beside::Other || before != Beside::Other),
        can_close: before != Beside::Blank && (before == Beside::Other || after != Beside::Other),
    })
}

/// Letters of the languages of real pages, and the marks that they write beside emphasis.
fn beside(char: char) -> Option<Beside> {
    Some(match char {
        ' ' | '\t' | '\n' | '\r' | '\u{A0}' | '\u{3000}' => Beside::Blank,
        // Letters and digits of ASCII; letters with accents; Cyrillic; Hebrew; Thai; Kana, Han, Hangul.
        'A'..='Z'
        | 'a'..='z'
        | '0'..='9'
        | 'À'..='Ö'
        | 'Ø'..='ö'
        | 'ø'..='\u{24F}'
        | 'А'..='я'
        | 'א'..='ת'
        | 'ก'..='ะ'
        | 'เ'..='ไ'
        | 'ぁ'..='ゖ'
        | 'ァ'..='ヺ'
        | 'ー'
        | '一'..='鿿'
        | '가'..='힣' => Beside::Other,
        '!'..='~' | '«' | '»' | '‘'..='”' | '…' | '–' | '—' | '、'..='。' | '「'..='】' | '（' | '）' | '，' | '：' => {
            Beside::Punctuation
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::kind::{PairKind, PieceKind};
    use crate::inline::parse::{Images, ParseBuffers};

    /// Whether the parser sees bold text.
    fn is_bold(text: &str) -> bool {
        let mut marks = Vec::new();
        ParseBuffers::new().parse(text, 0..text.len(), Images::Whole, &mut marks);
        marks.iter().any(|mark| mark.kind == PieceKind::Open(PairKind::Strong))
    }

    #[test]
    fn characters_are_what_the_parser_takes_them_for() {
        let mut seen = [0; 3];
        for char in '\0'..=char::MAX {
            let Some(class) = beside(char).filter(|_| !matches!(char, '*' | '\\' | '\r' | '\n')) else { continue };
            seen[class as usize] += 1;
            // After a letter and before the character `**` opens only if that is neither a blank nor punctuation; after it
            // and before a letter only if it is one of them, or both are letters.
            assert_eq!(is_bold(&format!("x**{char}y**")), class == Beside::Other, "{char:?}");
            assert_eq!(is_bold(&format!("{char}**.y**")), class != Beside::Other, "{char:?}");
            assert_eq!(is_bold(&format!("**y{char}** y")), class != Beside::Blank, "{char:?}");
        }
        assert!(seen.iter().all(|&seen| seen > 1) && seen.iter().sum::<usize>() > 30_000, "{seen:?}");
    }
}
