//! What engines and conversions leave behind: the rules `mt-debris` and `lost-characters`.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use memchr::memchr_iter;
use memchr::memmem::Finder;
use regex::Regex;

use crate::check::about::{About, Example};
use crate::check::address::without_addresses;
use crate::check::finding::Finding;
use crate::check::language::{Script, script};
use crate::check::repeats::characters;
use crate::check::rule::Rule;
use crate::check::side::SideText;
use crate::check::unit::Unit;

pub(in crate::check) const DEBRIS: About = About {
    text: "The target has more than the source of what translation engines leave: `<c0>`, `@no__t-0`, `</xref:…>`, entities as \
           words (`_GT_`) or torn apart (`& gt;`), tags of XLIFF, three commas in a row, a phrase three times in a row. It \
           explains other findings in the same unit.",
    fires: Example::new("tr-TR", "See [Help](help.md).", "Bkz. @no__t-0 yardım."),
    quiet: Example::new("tr-TR", "Say never, never, never.", "Asla, asla, asla de."),
};

pub(in crate::check) const LOST: About = About {
    text: "The target has U+FFFD, which stands for bytes that were no text, or a question mark between two small letters \
           where an accented letter was lost.",
    fires: Example::new("fr-FR", "Retrieve the file.", "R?cup?rer le fichier."),
    quiet: Example::new("fr-FR", "Open a/b?c=d.", "Ouvrez a/b?c=d."),
};

struct DebrisKind {
    name: &'static str,
    regex: &'static str,
    /// This byte is in every match; 0 for commas, which are looked for in the visible text.
    byte: u8,
    /// Whether what is before such a byte and what is after it may belong to a match.
    is_mark: fn(&[u8], &[u8]) -> bool,
}

const KINDS: [DebrisKind; 7] = [
    DebrisKind { name: "a tag of an engine", regex: r"</?c[0-9]+ ?/?>", byte: b'<', is_mark: begins_engine_tag },
    DebrisKind { name: "a mark of an engine", regex: r"(?i)no__t", byte: b'_', is_mark: ends_no },
    DebrisKind {
        name: "a closing reference",
        regex: r"</xref:",
        byte: b'<',
        is_mark: |_, after| after.starts_with(b"/xref:"),
    },
    DebrisKind {
        name: "an entity as a word",
        regex: r"_\s?(?:GT|LT|amp|gt|lt|quot|nbsp)\s?_|(?:^|[^\w&])((?:amp|nbsp|quot)_)|(?:^|[^\w\\])(_(?:gt|lt|amp|quot))(?:\W|$)",
        byte: b'_',
        is_mark: is_beside_entity_word,
    },
    DebrisKind {
        name: "a broken entity",
        regex: r"&\s+(?:gt|lt|amp|nbsp|quot|#\s?[0-9]+)\s*;|&\s?#\s?x?\s[0-9]+|#&[0-9]+;|&amp;(?:gt|lt|nbsp|quot|#[0-9]+);|&(?:gt|lt|amp|nbsp|quot)\s+;",
        byte: b'&',
        is_mark: begins_broken_entity,
    },
    DebrisKind {
        name: "a tag of XLIFF",
        regex: r"</?(?:bpt|ept|ph|it|mrk|ut)\b[^>]*>|<(?:g|x) id=",
        byte: b'<',
        is_mark: begins_xliff_tag,
    },
    DebrisKind {
        name: "commas in a row", regex: r"(?:[,،]\s?){3,}|(?:[、，]\s?){3,}", byte: 0, is_mark: |_, _| true
    },
];

impl DebrisKind {
    /// Whether the raw text may hold a match: a look around each byte that begins one. With it the rule takes 24.2 in place of
    /// 26.1 of 328 million instructions (callgrind, 318 real pages).
    fn may_be_in(&self, side: &SideText<'_>) -> bool {
        let bytes = side.raw.as_bytes();
        side.bytes.has(self.byte)
            && memchr_iter(self.byte, bytes).any(|at| (self.is_mark)(&bytes[..at], &bytes[at + 1..]))
    }
}

fn begins_engine_tag(_: &[u8], after: &[u8]) -> bool {
    let after = after.strip_prefix(b"/").unwrap_or(after);
    matches!(after, [b'c', digit, ..] if digit.is_ascii_digit())
}

fn ends_no(before: &[u8], _: &[u8]) -> bool {
    before.last_chunk::<2>().is_some_and(|last| last.eq_ignore_ascii_case(b"no"))
}

/// Whether white space begins here; other bytes than the first decide about that outside ASCII.
fn may_begin_blank(bytes: &[u8]) -> bool {
    matches!(bytes, [b'\t'..=b'\r' | b' ' | 0xC2 | 0xE1..=0xE3, ..])
}

fn is_beside_entity_word(before: &[u8], after: &[u8]) -> bool {
    let names: [&[u8]; 7] = [b"GT", b"LT", b"amp", b"gt", b"lt", b"quot", b"nbsp"];
    may_begin_blank(after)
        || names.iter().any(|name| after.starts_with(name))
        || names.iter().any(|name| before.ends_with(name))
}

fn begins_broken_entity(before: &[u8], after: &[u8]) -> bool {
    let names: [&[u8]; 5] = [b"gt", b"lt", b"amp", b"nbsp", b"quot"];
    let is_torn = |name: &&[u8]| after.strip_prefix(*name).is_some_and(may_begin_blank);
    may_begin_blank(after)
        || before.ends_with(b"#")
        || after.starts_with(b"amp;")
        || after.strip_prefix(b"#").is_some_and(|rest| !begins_number(rest))
        || names.iter().any(is_torn)
}

/// Whether the number of a character reference begins here, as far as its first bytes say.
fn begins_number(bytes: &[u8]) -> bool {
    match bytes {
        [b'x', digit, ..] => digit.is_ascii_alphanumeric(),
        [digit, ..] => digit.is_ascii_digit(),
        [] => false,
    }
}

fn begins_xliff_tag(_: &[u8], after: &[u8]) -> bool {
    let names: [&[u8]; 8] = [b"bpt", b"ept", b"ph", b"it", b"mrk", b"ut", b"g id=", b"x id="];
    let after = after.strip_prefix(b"/").unwrap_or(after);
    names.iter().any(|name| after.starts_with(name))
}

static REGEXES: [OnceLock<Regex>; KINDS.len()] = [const { OnceLock::new() }; KINDS.len()];

/// The pattern of a kind, compiled when it is first asked for: all of them take 9.7 million instructions (callgrind).
fn pattern(index: usize) -> &'static Regex {
    REGEXES[index].get_or_init(|| Regex::new(KINDS[index].regex).expect("it is a constant"))
}

pub(in crate::check) fn find(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    for (index, kind) in KINDS.iter().enumerate() {
        let is_possible = if kind.byte == 0 { has_commas(target) } else { kind.may_be_in(target) };
        if !is_possible {
            continue;
        }
        let (before, after) = if kind.byte == 0 { (source.text, target.text) } else { (source.raw, target.raw) };
        let regex = pattern(index);
        let mut places = regex.captures_iter(after);
        let Some(first) = places.next() else { continue };
        if 1 + places.count() > regex.find_iter(before).count() {
            let place = [1, 2, 0].iter().find_map(|&group| first.get(group)).map_or(0..0, |place| place.range());
            let message = format!("`{}` is {}", &after[place.clone()].trim(), kind.name);
            let place = if kind.byte == 0 { target.raw_range(place) } else { place };
            found.push(Finding::at(Rule::MtDebris, place, message));
            return;
        }
    }
    if let Some(place) = thrice(target)
        && thrice(source).is_none()
    {
        let message = "a phrase is repeated three times".to_owned();
        found.push(Finding::at(Rule::MtDebris, target.raw_range(place), message));
    }
}

static COMMAS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["、", "，", "،"].map(Finder::new));

/// Two commas one after the other, or with a blank between them.
fn has_commas(side: &SideText<'_>) -> bool {
    let bytes = side.text.as_bytes();
    let is_doubled = |comma: &[u8], at: usize| {
        let rest = &bytes[at + comma.len()..];
        rest.trim_ascii_start().starts_with(comma)
    };
    if side.bytes.has(b',') && memchr_iter(b',', bytes).any(|at| is_doubled(b",", at)) {
        return true;
    }
    // The second bytes of the other commas, as far as they are rare, are asked first.
    let possible = [side.bytes.has(0xE3) && side.bytes.has(0x81), side.bytes.has(0xEF), side.bytes.has(0xD8)];
    COMMAS
        .iter()
        .zip(possible)
        .any(|(comma, possible)| possible && comma.find_iter(bytes).any(|at| is_doubled(comma.needle(), at)))
}

/// A phrase of up to eight words, or of 2 to 12 characters in scripts without blanks, three times in a row.
fn thrice(side: &SideText<'_>) -> Option<Range<usize>> {
    let words = side.words().has_thrice.then(|| words_thrice(side.text)).flatten();
    words.or_else(|| if side.bytes.has_in(0xE3..0xF5) { characters_thrice(side.text) } else { None })
}

fn words_thrice(text: &str) -> Option<Range<usize>> {
    const MOST_WORDS: usize = 8;
    const LONGEST: usize = 41;
    // The last words, the newest last.
    let mut words: Vec<Range<usize>> = Vec::new();
    // For each length, how many words in a row equal the one so many words before.
    let mut runs = [0_usize; MOST_WORDS + 1];
    for range in words_of(text) {
        let is_joined =
            |last: &Range<usize>| text[last.end..range.start].chars().all(|char| " ,，、/-\u{A0}".contains(char));
        if !words.last().is_some_and(is_joined) {
            words.clear();
            runs = [0; MOST_WORDS + 1];
        }
        words.push(range.clone());
        for length in 1..=MOST_WORDS.min(words.len() - 1) {
            let other = &words[words.len() - 1 - length];
            let is_same = text[other.clone()] == text[range.clone()];
            runs[length] = if is_same { runs[length] + 1 } else { 0 };
            if runs[length] >= 2 * length {
                let start = words[words.len() - 3 * length].start;
                let phrase = &text[start..words[words.len() - 2 * length - 1].end];
                let has_letters = phrase.chars().filter(|char| char.is_alphabetic()).count() >= 3;
                let begins_well = phrase.starts_with(char::is_alphabetic);
                if has_letters && begins_well && phrase.chars().count() <= LONGEST {
                    return Some(start..range.end);
                }
            }
        }
    }
    None
}

/// Runs of letters, digits and marks that join them.
fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let is_in = |char: char| char.is_alphanumeric() || matches!(char, '_' | '\u{FFFC}' | '\'' | '’');
        let start = at + text[at..].find(is_in)?;
        let end = text[start..].find(|char| !is_in(char)).map_or(text.len(), |length| start + length);
        at = end;
        Some(start..end)
    })
}

fn characters_thrice(text: &str) -> Option<Range<usize>> {
    let is_east_asian = |char: char| matches!(script(char), Script::Han | Script::Kana | Script::Hangul);
    characters(text, 2, 3, |part| part.chars().all(is_east_asian))
}

pub(in crate::check) fn find_lost(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    if target.bytes.has(0xEF) && target.bytes.has(0xBD) {
        let count = |text: &str| text.matches('\u{FFFD}').count();
        let Some(start) = target.raw.find('\u{FFFD}') else { return question_marks(unit, found) };
        if count(target.raw) > count(source.raw) {
            let place = start..start + '\u{FFFD}'.len_utf8();
            found.push(Finding::at(Rule::LostCharacters, place, "U+FFFD stands for lost characters".to_owned()));
            return;
        }
    }
    question_marks(unit, found);
}

fn question_marks(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    if !target.bytes.has(b'?') {
        return;
    }
    let is_between = |text: &str, at: usize, is_letter: fn(char) -> bool| {
        text[..at].chars().next_back().is_some_and(is_letter) && text[at + 1..].chars().next().is_some_and(is_letter)
    };
    let text = without_addresses(target.text);
    let Some((at, _)) = text.match_indices('?').find(|&(at, _)| is_between(&text, at, char::is_lowercase)) else {
        return;
    };
    let before = without_addresses(source.text);
    if !before.match_indices('?').any(|(at, _)| is_between(&before, at, char::is_alphabetic)) {
        let message = "a question mark stands for a lost letter".to_owned();
        found.push(Finding::at(Rule::LostCharacters, target.raw_range(at..at + 1), message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_around_a_byte_misses_no_match() {
        const TEXTS: [&str; 30] = [
            "<c0>",
            "</c12 />",
            "@no__t-0",
            "NO__T",
            "</xref:a>",
            "_GT_",
            "_ gt _",
            "_\u{A0}amp\u{3000}_",
            "_\u{2009}lt_",
            "amp_",
            "a nbsp_",
            "quot_",
            " _gt ",
            "_amp",
            "& gt;",
            "&\u{A0}#39;",
            "& # 39;",
            "&# 39;",
            "&#x 2014",
            "&\t#x\n12",
            "#&57;",
            "&amp;gt;",
            "&amp;#12;",
            "&gt ;",
            "&nbsp\u{3000};",
            "<bpt id=1>",
            "</mrk>",
            "<g id=",
            "<x id=",
            "</ph >",
        ];
        for text in TEXTS {
            let is_match = |index: &usize| KINDS[*index].byte != 0 && pattern(*index).is_match(text);
            assert!((0..KINDS.len()).any(|index| is_match(&index)), "{text}");
            for kind in (0..KINDS.len()).filter(is_match).map(|index| &KINDS[index]) {
                let mut buffers = crate::check::side::Buffers::new();
                let side = SideText::read(text, crate::Markup::Markdown, &mut buffers);
                assert!(kind.may_be_in(&side), "{text}: {}", kind.name);
            }
        }
    }
}
