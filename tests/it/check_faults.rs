//! Faults as translations have them, to be put into clean units, each with the rule that is meant for it.

use bitext::check::Rule;
use bitext::inline::{PairKind, PieceKind, StandaloneKind, pieces};

/// The texts of a clean unit.
pub(crate) struct Clean {
    pub(crate) source: String,
    pub(crate) target: String,
    pub(crate) locale: String,
}

impl Clean {
    /// The texts with a fault.
    pub(crate) fn spoil(&self, fault: &Fault) -> Option<(String, String)> {
        match fault {
            Target(spoil) => Some((self.source.clone(), spoil(self)?)),
            End(source, target) => Some((self.source.clone() + source, self.target.clone() + target)),
            All(target) => Some((self.source.clone(), (*target).to_owned())),
        }
    }
}

/// A fault to put into a unit.
pub(crate) enum Fault {
    /// The spoilt target; `None` where there is nothing to spoil.
    Target(fn(&Clean) -> Option<String>),
    /// What is put at the end of the source, and spoilt at the end of the target.
    End(&'static str, &'static str),
    /// The whole target.
    All(&'static str),
}

use Fault::{All, End, Target};

/// The target without the first piece that is `wanted`.
fn without(unit: &Clean, wanted: StandaloneKind) -> Option<String> {
    let piece = pieces(&unit.target).find(|piece| piece.kind == PieceKind::Standalone(wanted))?;
    let mut target = unit.target.clone();
    target.replace_range(piece.range(), "");
    Some(target)
}

fn drop_code_span(unit: &Clean) -> Option<String> {
    without(unit, StandaloneKind::CodeSpan)
}

/// An image that is the whole target is left alone: without it the target is empty, which is another fault.
fn drop_image(unit: &Clean) -> Option<String> {
    without(unit, StandaloneKind::Image).filter(|target| !target.trim().is_empty())
}

fn drop_reference(unit: &Clean) -> Option<String> {
    without(unit, StandaloneKind::Xref)
}

fn drop_include(unit: &Clean) -> Option<String> {
    without(unit, StandaloneKind::Include)
}

/// The first link loses its markup and keeps its text.
fn drop_link(unit: &Clean) -> Option<String> {
    let close = pieces(&unit.target)
        .find(|piece| piece.kind == PieceKind::Close(PairKind::Link) && piece.raw.starts_with("]("))?;
    let open = pieces(&unit.target).find(|piece| piece.id == close.id)?;
    let mut target = unit.target.clone();
    target.replace_range(close.range(), "");
    target.replace_range(open.range(), "");
    Some(target)
}

fn change_link(unit: &Clean) -> Option<String> {
    let close = pieces(&unit.target)
        .find(|piece| piece.kind == PieceKind::Close(PairKind::Link) && piece.raw.starts_with("]("))?;
    let mut target = unit.target.clone();
    target.insert_str(close.start + 2, "x-");
    Some(target)
}

fn break_link(unit: &Clean) -> Option<String> {
    let close = pieces(&unit.target).find(|piece| {
        piece.kind == PieceKind::Close(PairKind::Link) && piece.raw.starts_with("](") && piece.raw.contains('/')
    })?;
    let mut target = unit.target.clone();
    target.insert(close.start + 1, ' ');
    Some(target)
}

fn empty_link(unit: &Clean) -> Option<String> {
    let all: Vec<_> = pieces(&unit.target).collect();
    let at = all.iter().position(|piece| piece.kind == PieceKind::Open(PairKind::Link))?;
    let close = all[at..].iter().find(|piece| piece.kind == PieceKind::Close(PairKind::Link))?;
    let mut target = unit.target.clone();
    target.replace_range(all[at].range().end..close.start, "");
    Some(target)
}

fn change_code_span(unit: &Clean) -> Option<String> {
    let is_code = |piece: &bitext::inline::Piece<'_>| piece.kind == PieceKind::Standalone(StandaloneKind::CodeSpan);
    let piece = pieces(&unit.target).find(is_code)?;
    let mut target = unit.target.clone();
    target.insert(piece.start + 1, 'x');
    Some(target)
}

/// A blank after the opening asterisks.
fn break_bold(unit: &Clean) -> Option<String> {
    let open =
        pieces(&unit.target).find(|piece| piece.kind == PieceKind::Open(PairKind::Strong) && piece.raw == "**")?;
    let mut target = unit.target.clone();
    target.insert(open.range().end, ' ');
    Some(target)
}

/// The first bold text becomes plain. Where the target has brackets that the source has not, it may be a name in brackets.
fn drop_bold(unit: &Clean) -> Option<String> {
    let open = pieces(&unit.target).find(|piece| piece.kind == PieceKind::Open(PairKind::Strong))?;
    let close =
        pieces(&unit.target).find(|piece| piece.id == open.id && piece.kind == PieceKind::Close(PairKind::Strong))?;
    let count = |text: &str| text.matches(['[', '「', '"', '«', '“', '【', '『', '‘']).count();
    if count(&unit.target) > count(&unit.source) {
        return None;
    }
    let mut target = unit.target.clone();
    target.replace_range(close.range(), "");
    target.replace_range(open.range(), "");
    Some(target)
}

/// The visible text of a piece of text, and where it is.
fn find_in_text(unit: &Clean, find: impl Fn(&str) -> Option<usize>) -> Option<usize> {
    pieces(&unit.target)
        .filter(|piece| piece.kind == PieceKind::Text)
        .find_map(|piece| find(piece.raw).map(|at| piece.start + at))
}

/// The first number of two digits and more gets another first digit; addresses, and numbers beside letters, are left alone.
fn change_number(unit: &Clean) -> Option<String> {
    let is_plain = |text: &str, at: usize| {
        let before = text[..at].chars().next_back();
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let after = text[at + digits..].chars().next();
        let is_free = |char: Option<char>| {
            char.is_none_or(|char| !char.is_ascii_alphanumeric() && !"./_-:#,'\u{A0}".contains(char))
        };
        (2..=5).contains(&digits) && is_free(before) && is_free(after) && text.as_bytes()[at] != b'0'
    };
    if unit.target.contains("://") || unit.source.contains("://") || unit.target.contains('&') {
        return None;
    }
    let at = find_in_text(unit, |text| {
        let mut places = text.match_indices(|char: char| char.is_ascii_digit()).map(|(at, _)| at);
        places.find(|&at| !text[..at].ends_with(|char: char| char.is_ascii_digit()) && is_plain(text, at))
    })?;
    let digits: String = unit.target[at..].chars().take_while(char::is_ascii_digit).collect();
    // The same number in the source is needed: some are there in words.
    if !unit.source.contains(&digits) || explains(unit) {
        return None;
    }
    let mut target = unit.target.clone();
    let other = if target.as_bytes()[at] == b'9' { "7" } else { "9" };
    target.replace_range(at..=at, other);
    Some(target)
}

/// Units of measure that the rule leaves alone, hours, and large numbers.
fn explains(unit: &Clean) -> bool {
    let source = unit.source.to_lowercase();
    let words = [
        "inch", "feet", "foot", "mile", "pound", "million", "billion", "thousand", " pm", " am", "a.m", "p.m",
        "o'clock", "24",
    ];
    words.iter().any(|word| source.contains(word)) || unit.target.contains(['万', '億', '만', '萬'])
}

fn drop_bracket(unit: &Clean) -> Option<String> {
    let closing = find_in_text(unit, |text| {
        let open = text.find(['(', '（'])?;
        text[open..].find([')', '）']).map(|at| open + at)
    })?;
    let mut target = unit.target.clone();
    target.remove(closing);
    Some(target)
}

/// Every language with blanks: a word of four letters or more twice.
fn double_word(unit: &Clean) -> Option<String> {
    if !["fr", "tr", "ko", "he", "lv"].iter().any(|language| unit.locale.starts_with(language)) {
        return None;
    }
    let mut words = Vec::new();
    for piece in pieces(&unit.target).filter(|piece| piece.kind == PieceKind::Text) {
        let mut start = None;
        for (at, char) in piece.raw.char_indices().chain([(piece.raw.len(), ' ')]) {
            match start {
                None if char.is_alphabetic() && (at == 0 || piece.raw[..at].ends_with(' ')) => start = Some(at),
                Some(begin) if !char.is_alphabetic() => {
                    if char == ' ' && piece.raw[begin..at].chars().count() >= 5 {
                        words.push(piece.start + begin..piece.start + at);
                    }
                    start = None;
                }
                _ => {}
            }
        }
    }
    let word = words.first()?.clone();
    let twice = format!("{0} {0}", &unit.target[word.clone()]);
    let mut target = unit.target.clone();
    target.replace_range(word, &twice);
    Some(target)
}

/// Japanese: a clause of six characters with Hiragana twice.
fn double_clause(unit: &Clean) -> Option<String> {
    if !unit.locale.starts_with("ja") {
        return None;
    }
    let is_japanese =
        |char: char| matches!(char, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | 'ー' | '\u{4E00}'..='\u{9FFF}');
    let is_hiragana = |char: char| matches!(char, '\u{3041}'..='\u{3096}');
    for piece in pieces(&unit.target).filter(|piece| piece.kind == PieceKind::Text) {
        let chars: Vec<(usize, char)> = piece.raw.char_indices().collect();
        for window in chars.windows(6) {
            let is_clause =
                window.iter().all(|&(_, char)| is_japanese(char)) && window.iter().any(|&(_, char)| is_hiragana(char));
            if is_clause && !matches!(window[0].1, 'の' | 'ー') && window[5].1 != 'の' {
                let start = piece.start + window[0].0;
                let end = piece.start + window[5].0 + window[5].1.len_utf8();
                let clause = unit.target[start..end].to_owned();
                let mut target = unit.target.clone();
                target.insert_str(end, &clause);
                return Some(target);
            }
        }
    }
    None
}

/// The whole source in place of the target, where it is a sentence of ten words and more with a full stop and no code.
fn leave_english(unit: &Clean) -> Option<String> {
    let has_code = pieces(&unit.source).any(|piece| piece.is_code());
    let is_sentence = unit.source.split(' ').count() >= 10 && unit.source.ends_with('.');
    (is_sentence && !has_code && !unit.source.contains(['(', ';', '{', '"', '='])).then(|| unit.source.clone())
}

/// Only the first of many words stays.
fn cut_end(unit: &Clean) -> Option<String> {
    let has_code = pieces(&unit.source).any(|piece| piece.is_code());
    if has_code || unit.source.chars().count() < 120 || unit.source.contains("//") {
        return None;
    }
    Some(unit.target.chars().take(6).collect())
}

fn lose_characters(unit: &Clean) -> Option<String> {
    let at = find_in_text(unit, |text| text.char_indices().find(|(_, char)| !char.is_ascii()).map(|(at, _)| at))?;
    let char = unit.target[at..].chars().next()?;
    let mut target = unit.target.clone();
    target.replace_range(at..at + char.len_utf8(), "\u{FFFD}");
    Some(target)
}

/// French, Latvian and Turkish: no blank before bold text, code or a link.
fn glue(unit: &Clean) -> Option<String> {
    if !["fr", "lv", "tr"].iter().any(|language| unit.locale.starts_with(language)) {
        return None;
    }
    let all: Vec<_> = pieces(&unit.target).collect();
    let pair = all.windows(2).find(|pair| {
        let before = pair[0].raw.trim_end();
        let opens = matches!(
            pair[1].kind,
            PieceKind::Open(PairKind::Strong | PairKind::Link) | PieceKind::Standalone(StandaloneKind::CodeSpan)
        );
        let letters = before.chars().rev().take(2).filter(|char| char.is_alphabetic()).count();
        pair[0].kind == PieceKind::Text && opens && pair[0].raw.ends_with(' ') && letters == 2
    })?;
    let mut target = unit.target.clone();
    target.remove(pair[1].start - 1);
    // A mark that no longer opens breaks otherwise.
    pieces(&target).any(|piece| piece.start == pair[1].start - 1 && piece.is_code()).then_some(target)
}

/// Each fault, and the rule that is meant for it.
pub(crate) const FAULTS: &[(&str, Rule, Fault)] = &[
    ("a code span is dropped", Rule::MissingCode, Target(drop_code_span)),
    ("an image is dropped", Rule::MissingCode, Target(drop_image)),
    ("a reference is dropped", Rule::MissingCode, Target(drop_reference)),
    ("an include is dropped", Rule::MissingCode, Target(drop_include)),
    ("a link is dropped", Rule::MissingCode, Target(drop_link)),
    ("a link is changed", Rule::LinkTargetChanged, Target(change_link)),
    ("a link is broken", Rule::BrokenMarkup, Target(break_link)),
    ("a link is emptied", Rule::EmptyLinkText, Target(empty_link)),
    ("a code span is changed", Rule::CodeSpanChanged, Target(change_code_span)),
    ("bold text is broken", Rule::BrokenMarkup, Target(break_bold)),
    ("bold text is dropped", Rule::MissingEmphasis, Target(drop_bold)),
    ("a number is changed", Rule::NumberMismatch, Target(change_number)),
    ("a bracket is dropped", Rule::BracketMismatch, Target(drop_bracket)),
    ("a placeholder is split", Rule::PlaceholderChanged, End(" {0}", " {0 }")),
    ("a variable is split", Rule::PlaceholderChanged, End(" %TEMP%", " % TEMP%")),
    ("a word is doubled", Rule::DoubledWord, Target(double_word)),
    ("a clause is doubled", Rule::DoubledWord, Target(double_clause)),
    ("a sentence is left in English", Rule::Unchanged, Target(leave_english)),
    ("the end is cut", Rule::LengthRatio, Target(cut_end)),
    ("the target is emptied", Rule::MissingTarget, All("")),
    ("debris is left", Rule::MtDebris, End("", " @no__t-0")),
    ("a character is lost", Rule::LostCharacters, Target(lose_characters)),
    ("a foreign letter is put in", Rule::TargetScript, End("", " ж")),
    ("a word is glued to markup", Rule::GluedMarkup, Target(glue)),
    ("an identifier is split", Rule::IdentifierChanged, End(" MAX_PATH_LENGTH", " MAX \\_PATH\\_LENGTH")),
    ("a command is translated", Rule::IdentifierChanged, End(" Get-ChildItem", " 取得-ChildItem")),
    ("a file's name is torn", Rule::IdentifierChanged, End(" setup.exe", " setup. exe")),
    ("a product's name is dropped", Rule::ProductNameChanged, End(" SharePoint", " X")),
];
