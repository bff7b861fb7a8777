//! English that was left: the rules `unchanged` and `untranslated-part`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::about::{About, Example};
use crate::check::address::without_addresses;
use crate::check::finding::Finding;
use crate::check::repeats::{LATIN_WORD, may_share_words};
use crate::check::rule::Rule;
use crate::check::side::SideText;
use crate::check::unit::Unit;
use crate::check::words::{is_content, is_function, is_weak};
use crate::inline::{PairKind, PieceKind};

pub(in crate::check) const ABOUT: About = About {
    text: "The target is the source but for case, and the source is English prose: three words or more, of which several in \
           lower case are words that a translation would translate. Names, code, commands, signatures and headings of one \
           or two words are left alone.",
    fires: Example::new(
        "fr-FR",
        "Select the items that you want to delete.",
        "Select the items that you want to delete.",
    ),
    quiet: Example::new("fr-FR", "Windows Server for Azure", "Windows Server for Azure"),
};

pub(in crate::check) const PART: About = About {
    text: "Four words of the source or more stand in the target in a row, two of them words that a translation would \
           translate, outside links, quotes, brackets and emphasis.",
    fires: Example::new(
        "ja-JP",
        "Close the window. Then select the items that you want.",
        "ウィンドウを閉じます。Then select the items that you want.",
    ),
    quiet: Example::new(
        "ja-JP",
        "See \"Select the items that you want\".",
        "\"Select the items that you want\" を参照してください。",
    ),
};

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("it is a constant")
}

/// Code that is written like prose; its names are of ASCII. With the letters of all scripts in their place this and the next
/// pattern took 23 million instructions to compile for a page of 5,000 units; asked for last, and so, they take 2 (callgrind).
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r#"^\s*(?:::)?\s*(?:public|private|protected|static|const|function|void|sub|dim|var|let|int|str|container|CREATE|SELECT)(?-u:\b)"#,
        r#"|[{};]\s*$|"\s*:\s*["{\[]|^\s*[{<]|=>|::|^[A-Za-z]+-[A-Za-z]+ -|&&|[0-9A-Za-z_]\(\)?"#,
        r"|^[^0-9A-Za-z_]*[0-9A-Za-z_]+\.exe(?-u:\b)|\[ ?-[0-9A-Za-z_]+[: ]|[0-9A-Za-z_]\s?:\s?(?:any|string|object|number|boolean|function|Date)(?-u:\b)|^[^0-9A-Za-z_]*[0-9A-Za-z_]+\s?\(.*\)[^0-9A-Za-z_]*$",
        r"|\.(?:xml|xlsx?|docx?|zip|md|pdf|html?|json|cs|txt|pptx?|vsdx?)$",
    ))
});

static QUOTED: LazyLock<Regex> = LazyLock::new(|| regex(r#""[^"]*"|“[^”]*”|‘[^’]*’|(?:^|\W)'[^']*'(?:\W|$)"#));

pub(in crate::check) fn find(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    if unit.language.is(&[b"en"]) || !is_same(source.text, target.text) {
        return;
    }
    let text = without_addresses(source.text.trim());
    // The patterns are asked last: few of these texts are prose.
    if may_be_prose(&text) && is_prose(&without_quotes(&text)) && !CODE.is_match(&text) {
        let message = "the target is the source".to_owned();
        found.push(Finding::at(Rule::Unchanged, 0..target.raw.len(), message).with_source(0..source.raw.len()));
    }
}

/// Whether two texts are equal but for case and blanks.
pub(in crate::check) fn is_same(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    // Case changes no length by much, and most translations begin otherwise.
    if one.len().abs_diff(other.len()) > one.len() / 4 + 4 {
        return false;
    }
    // The first bytes tell it, mostly: two of ASCII, or one of ASCII and one of Hebrew, Thai, Chinese, Japanese or Korean, which
    // have no case and begin with D7, E0 and E3 81 to ED.
    match (one.as_bytes(), other.as_bytes()) {
        ([a, ..], [b, ..]) if a.is_ascii_graphic() && b.is_ascii_graphic() && !a.eq_ignore_ascii_case(b) => false,
        ([a, ..], [0xD7 | 0xE0 | 0xE4..=0xED, ..] | [0xE3, 0x81..=0xBF, ..]) if a.is_ascii_graphic() => false,
        _ => folded(one).eq(folded(other)),
    }
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.split_whitespace().flat_map(str::chars).flat_map(char::to_lowercase)
}

/// The words of a text that are no names and no code: letters with apostrophes, between blanks and punctuation.
fn plain_words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|token| !is_name_like(token)).flat_map(|token| {
        token.split(|char: char| !char.is_alphabetic() && char != '\'' && char != '’').filter(|word| !word.is_empty())
    })
}

fn is_name_like(token: &str) -> bool {
    let inner = token
        .trim_matches(|char: char| matches!(char, ',' | '.' | ':' | ';' | '!' | '?' | '(' | ')' | '"' | '“' | '”'));
    let mut before = ' ';
    for char in inner.chars() {
        let is_mark = "_\\/@#$%{}=<>|+*^~.\u{FFFC}".contains(char) || char.is_numeric();
        if is_mark || before.is_lowercase() && char.is_uppercase() {
            return true;
        }
        before = char;
    }
    let is_acronym = inner.chars().nth(1).is_some() && inner.chars().all(char::is_uppercase);
    is_acronym
        || token.starts_with('-')
        || token.matches('-').count() >= 2
        || token.contains("()")
        || token.contains("::")
}

/// The text with a blank for each quote; the pattern need not be compiled for a text without marks of quotes.
fn without_quotes(text: &str) -> Cow<'_, str> {
    if text.contains(['"', '\'', '“', '‘']) { QUOTED.replace_all(text, " ") } else { text.into() }
}

/// Whether there may be three words in the text without its quotes: runs of letters, of which quotes never begin or end inside
/// one. Apostrophes are words, too, where they stand alone.
fn may_be_prose(text: &str) -> bool {
    text.contains(['\'', '’'])
        || text.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty()).nth(2).is_some()
}

fn is_prose(text: &str) -> bool {
    let (mut words, mut ascii, mut low, mut strong, mut content) = (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
    for word in plain_words(text) {
        words += 1;
        ascii += usize::from(word.chars().all(|char| char.is_ascii() || char == '’'));
        if word.len() < 2 || !word.starts_with(|char: char| char.is_ascii_lowercase()) {
            continue;
        }
        let (function, translated) = (is_function(word), is_content(word));
        low += usize::from(function || translated);
        strong += usize::from(function && !is_weak(word));
        content += usize::from(translated);
    }
    let is_ascii = ascii * 100 >= words * 95;
    words >= 3 && is_ascii && (low >= 3 && (strong > 0 || content >= 2) || strong > 0 && content > 0)
}

/// The fewest words of a part.
const FEWEST: usize = 4;

pub(in crate::check) fn find_part(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    if !has_latin_run(target.text) || !may_share_words(source.text, target.text) {
        return;
    }
    if unit.language.is(&[b"en"]) || is_same(source.text, target.text) {
        return;
    }
    let words: Vec<&str> = source.text.split(is_no_letter).filter(|word| !word.is_empty()).collect();
    let pairs: HashSet<(String, String)> =
        words.windows(2).map(|pair| (pair[0].to_lowercase(), pair[1].to_lowercase())).collect();
    let mut best: Option<Range<usize>> = None;
    for run in latin_runs(target.text) {
        let mut start = 0;
        while start + FEWEST <= run.len() {
            let word = |at: usize| target.text[run[at].clone()].to_lowercase();
            let mut end = start + 1;
            while end < run.len() && pairs.contains(&(word(end - 1), word(end))) {
                end += 1;
            }
            if end - start >= FEWEST && is_translatable(target.text, &run[start..end]) {
                let range = run[start].start..run[end - 1].end;
                if best.as_ref().is_none_or(|best| best.len() < range.len()) && !is_set_apart(target, &range) {
                    best = Some(range);
                }
            }
            start = end;
        }
    }
    if let Some(range) = best {
        let message = "a part of the source is not translated".to_owned();
        found.push(Finding::at(Rule::UntranslatedPart, target.raw_range(range), message));
    }
}

const fn is_no_letter(char: char) -> bool {
    !(char.is_ascii_alphabetic() || matches!(char, '\'' | '’' | '-'))
}

/// Whether there is a run of Latin words that is long enough: a look at the bytes.
fn has_latin_run(text: &str) -> bool {
    // Four words with three marks between are seven bytes of ASCII, which hold a whole block of four. With blocks the rule
    // takes 13.0 in place of 21.8 of 328 million instructions (callgrind, 318 real pages).
    const BLOCK: usize = 4;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(block) = bytes[at..].as_chunks::<BLOCK>().0.iter().position(|block| block.is_ascii()) {
        let run = at + block * BLOCK;
        let start = (at..run).rev().take_while(|&at| bytes[at].is_ascii()).last().unwrap_or(run);
        let mut words = 0;
        at = start;
        while let Some(&byte) = bytes.get(at).filter(|byte| byte.is_ascii()) {
            at += 1;
            if byte.is_ascii_alphabetic() {
                words += 1;
                if words >= FEWEST {
                    return true;
                }
                at += bytes[at..].iter().take_while(|&&byte| LATIN_WORD[usize::from(byte)]).count();
            } else if byte != b' ' && byte != b',' {
                words = 0;
            }
        }
    }
    false
}

/// Runs of four and more words of ASCII letters with blanks and commas between.
fn latin_runs(text: &str) -> Vec<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut run: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_alphabetic() {
            let end = text[at..].find(is_no_letter).map_or(text.len(), |length| at + length);
            run.push(at..end);
            at = end;
        } else {
            if bytes[at] != b' ' && bytes[at] != b',' {
                runs.push(std::mem::take(&mut run));
            }
            at += 1;
        }
    }
    runs.push(run);
    runs.retain(|run| run.len() >= FEWEST);
    runs
}

fn is_translatable(text: &str, run: &[Range<usize>]) -> bool {
    let words = run.iter().map(|word| &text[word.clone()]);
    let low = words.filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\''));
    let (mut strong, mut content) = (0, 0);
    for word in low {
        content += usize::from(is_content(word));
        strong += usize::from(is_function(word) && !is_weak(word));
    }
    content >= 2 || content == 1 && strong >= 1
}

/// Whether a range is in a link, in emphasis, in quotes or in brackets.
fn is_set_apart(side: &SideText<'_>, range: &Range<usize>) -> bool {
    let (before, after) = (&side.text[..range.start], &side.text[range.end..]);
    let pairs = [
        ('"', '"'),
        ('“', '”'),
        ('„', '“'),
        ('„', '”'),
        ('«', '»'),
        ('「', '」'),
        ('『', '』'),
        ('[', ']'),
        ('(', ')'),
        ('（', '）'),
        ('‘', '’'),
        ('［', '］'),
    ];
    let is_quoted = pairs.iter().any(|&(open, close)| {
        let opened = before.rfind(open);
        let closed = if open == close { None } else { before.rfind(close) };
        let odd = open != close || before.matches(open).count() % 2 == 1;
        odd && opened.is_some() && opened > closed && after.contains(close)
    });
    if is_quoted {
        return true;
    }
    let place = side.raw_range(range.clone());
    let mut depth = 0_i32;
    for piece in side.pieces.iter().take_while(|piece| piece.start < place.start) {
        match piece.kind {
            PieceKind::Open(PairKind::Link | PairKind::Strong | PairKind::Emphasis) => depth += 1,
            PieceKind::Close(PairKind::Link | PairKind::Strong | PairKind::Emphasis) => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Byte for byte, without blocks.
    fn has_latin_run_naively(text: &str) -> bool {
        let (mut words, mut is_in_word) = (0, false);
        for byte in text.bytes() {
            let is_letter = byte.is_ascii_alphabetic();
            words += usize::from(is_letter && !is_in_word);
            if words >= FEWEST {
                return true;
            }
            is_in_word = is_letter || is_in_word && matches!(byte, b'-' | b'\'');
            if !is_in_word && byte != b' ' && byte != b',' {
                words = 0;
            }
        }
        false
    }

    #[test]
    fn a_look_at_the_first_bytes_misses_no_unchanged_text() {
        let is_caseless = |bytes: &[u8]| matches!(bytes, [0xD7 | 0xE0 | 0xE4..=0xED, ..] | [0xE3, 0x81..=0xBF, ..]);
        let mut seen = 0;
        for char in '\0'..=char::MAX {
            let text = char.to_string();
            if is_caseless(text.as_bytes()) {
                seen += 1;
                assert!(folded(&text).next().is_some_and(|first| !first.is_ascii()), "{char:?}");
            }
        }
        assert!(seen > 40_000, "{seen}");
    }

    #[test]
    fn a_look_at_words_misses_no_prose() {
        const PARTS: [&str; 8] = ["the", "files", "'", " ", "\"", "’", ".", "open"];
        let mut prose = 0;
        for number in 0..8_usize.pow(6) {
            let text: String = (0..6).map(|place| PARTS[number / 8_usize.pow(place) % 8]).collect();
            let unquoted = without_quotes(&text);
            assert_eq!(unquoted, QUOTED.replace_all(&text, " "));
            if is_prose(&unquoted) {
                prose += 1;
                assert!(may_be_prose(&text), "{text}");
            }
        }
        assert!(prose > 100, "{prose}");
    }

    #[test]
    fn blocks_find_the_runs_that_bytes_find() {
        const PARTS: [&str; 6] = ["a", " ", "b ", "é", "。", "-"];
        let mut found = [0; 2];
        for number in 0..6_usize.pow(7) {
            let text: String = (0..7).map(|place| PARTS[number / 6_usize.pow(place) % 6]).collect();
            let expected = has_latin_run_naively(&text);
            assert_eq!(has_latin_run(&text), expected, "{text}");
            found[usize::from(expected)] += 1;
        }
        assert!(found[0] > 1000 && found[1] > 1000, "{found:?}");
    }
}
