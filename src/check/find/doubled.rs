//! Words and clauses twice in a row: the rule `doubled-word`.

use std::collections::HashSet;
use std::ops::Range;

use crate::check::about::{About, Example};
use crate::check::finding::Finding;
use crate::check::language::{Language, Script, script};
use crate::check::repeats::characters;
use crate::check::rule::Rule;
use crate::check::unit::Unit;

pub(in crate::check) const ABOUT: About = About {
    text: "A word is written twice with nothing but a blank between, and the source does not do so. Words that a language \
           doubles on purpose (`vous vous`, `teker teker`) are left out, and so are languages that double words freely \
           (Chinese, Thai, Vietnamese). In Japanese a clause of 3 to 12 characters with Hiragana, or a particle.",
    fires: Example::new("fr-FR", "Open the file.", "Ouvrez le le fichier."),
    quiet: Example::new("fr-FR", "You are in the right place.", "Vous vous trouvez au bon endroit."),
};

/// Words that may be doubled.
fn doubles(language: Language) -> Option<&'static [&'static str]> {
    Some(match language.code() {
        "fr" => &["nous", "vous", "bla"],
        "tr" => &[
            "adım", "art", "ayrı", "ayrıca", "birer", "bire", "bölüm", "çeşit", "çok", "da", "de", "doğru", "gün",
            "güzel", "hemen", "hızlı", "iç", "ikişer", "ki", "kısa", "kat", "parça", "satır", "sık", "sıra", "sürekli",
            "tane", "tek", "teker", "tekrar", "uzun", "üst", "yan", "yavaş", "zaman", "açık", "derin", "peş", "yer",
            "ara",
        ],
        "ko" => &["설정", "속성", "하나", "차근", "각각"],
        "he" => &["לאט", "צעד", "שלב", "יום", "אחד", "אחת", "שורה"],
        "lv" => &[],
        "de" => &["die", "der", "das", "sie", "es", "den", "dem", "denen", "nach", "und"],
        "ru" => &["так", "еще", "ещё", "очень", "да", "раз", "шаг"],
        "el" => &[
            "του", "της", "που", "σιγά", "σιγα", "βήμα", "λίγο", "πολύ", "τους", "μας", "σας", "το", "τα", "τον",
            "την", "και",
        ],
        "ar" => &["جدا", "جداً", "خطوة", "واحدا", "واحدة", "شيئا", "سطرا"],
        "sr" => &["se", "malo", "polako", "vrlo", "korak", "da", "je", "ће"],
        _ => return None,
    })
}

pub(in crate::check) fn find(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let place = if unit.language.is(&[b"ja"]) {
        let text = unit.target.text;
        japanese(text).filter(|place| unit.target.raw[unit.target.raw_range(place.clone())] == text[place.clone()])
    } else if let Some(exceptions) = doubles(unit.language) {
        words(unit, exceptions)
    } else {
        return;
    };
    if let Some(place) = place {
        let message = format!("`{}` is doubled", &unit.target.text[place.clone()]);
        found.push(Finding::at(Rule::DoubledWord, unit.target.raw_range(place), message));
    }
}

fn words(unit: &Unit<'_>, exceptions: &[&str]) -> Option<Range<usize>> {
    let text = unit.target.text;
    if !unit.target.words().has_doubled {
        return None;
    }
    let mut in_source: Option<HashSet<&str>> = None;
    doubled_words(text).find(|place| {
        let word = half(&text[place.clone()]);
        if exceptions.contains(&word.to_lowercase().as_str()) {
            return false;
        }
        let is_short_name = word.chars().count() < 3 && word.chars().all(char::is_uppercase);
        // With markup between, the words are in two places.
        let is_verbatim = unit.target.raw[unit.target.raw_range(place.clone())] == text[place.clone()];
        let in_source = in_source.get_or_insert_with(|| {
            doubled_words(unit.source.text).map(|place| half(&unit.source.text[place])).collect()
        });
        !is_short_name && is_verbatim && !in_source.contains(word)
    })
}

/// The word of a word and the same word with blanks between.
fn half(twice: &str) -> &str {
    twice.split(' ').next().unwrap_or(twice)
}

/// Words of two letters or more, twice with blanks between, in the same case.
fn doubled_words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut last: Range<usize> = 0..0;
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            // Blanks between words are the usual case.
            if bytes[at].is_ascii() && !is_part_of_word(bytes[at] as char) {
                at += 1;
                continue;
            }
            let length = text[at..].find(|char: char| !is_part_of_word(char)).unwrap_or(text.len() - at);
            let word = at..at + length;
            at = word.end + usize::from(length == 0) * text[word.end..].chars().next().map_or(1, char::len_utf8);
            if length == 0 {
                continue;
            }
            let before = std::mem::replace(&mut last, word.clone());
            let is_same =
                before.len() == word.len() && bytes[before.clone()] == bytes[word.clone()] && before.end < word.start;
            if is_same && text[before.end..word.start].bytes().all(|byte| byte == b' ') {
                let content = &text[word.clone()];
                let is_free = !text[..before.start].ends_with(['_', '.', '-'])
                    && !text[word.end..].starts_with(['_', '-'])
                    && content.chars().nth(1).is_some()
                    && content.chars().all(|char| !char.is_numeric());
                if is_free {
                    return Some(before.start..word.end);
                }
            }
        }
        None
    })
}

/// Letters, digits, apostrophes inside, and marks that combine with letters.
fn is_part_of_word(char: char) -> bool {
    char.is_alphanumeric()
        || matches!(char, '’' | '\'' | '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}')
}

/// A clause with Hiragana twice in a row, or a doubled particle.
fn japanese(text: &str) -> Option<Range<usize>> {
    let clause = characters(text, 3, 2, is_clause);
    if clause.is_some() {
        return clause;
    }
    doubled_particle(text)
}

/// を, が, に or の twice, but not at a place where a word is made so (`もの` with `の`, `がつ`, `にぎ`).
fn doubled_particle(text: &str) -> Option<Range<usize>> {
    // Every other byte of Japanese may begin such a character, so none is looked for.
    let bytes = text.as_bytes();
    let is_twice = |pair: &[u8]| pair[0] == 0xE3 && pair[3] == 0xE3 && pair[1] == pair[4] && pair[2] == pair[5];
    let places = bytes.windows(6).enumerate().filter(|(_, pair)| is_twice(pair)).map(|(at, _)| at);
    let is_doubled = |&at: &usize| {
        let (before, after) = (&text[..at], &text[at + 6..]);
        match &text[at..at + 3] {
            "を" => true,
            "が" => !after.starts_with('つ'),
            "に" => !after.starts_with('ぎ'),
            "の" => !before.ends_with('も') && !after.starts_with('の'),
            _ => false,
        }
    };
    places.filter(|&at| text.is_char_boundary(at)).find(is_doubled).map(|at| at..at + 6)
}

fn is_clause(part: &str) -> bool {
    part.chars().all(|char| matches!(script(char), Script::Han | Script::Kana) && char != '・')
        && part.chars().any(|char| matches!(char, '\u{3041}'..='\u{309F}'))
        && !part.starts_with(['の', 'ー'])
        && !part.ends_with('の')
}
