//! Brackets: the rule `bracket-mismatch`.

use crate::check::about::{About, Example};
use crate::check::chars::byte_table;
use crate::check::finding::Finding;
use crate::check::rule::Rule;
use crate::check::side::SideText;
use crate::check::unit::Unit;

pub(in crate::check) const ABOUT: About = About {
    text: "Round, square and curly brackets and the quotes `「」`, `『』`, `【】` of the target do not match each other, while those \
           of the source do. Full-width brackets match ASCII ones. A `)` after a number or letter at the start of a word \
           marks a list.",
    fires: Example::new("zh-TW", "Select the item (see below).", "選取項目 (請參閱下文。"),
    quiet: Example::new("zh-TW", "Select the item (see below).", "1) 選取項目（請參閱下文)。"),
};

pub(in crate::check) fn find(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    // All kinds but the ASCII ones begin with E3 80 or EF BC in UTF-8.
    let is_possible = |side: &SideText<'_>| {
        side.bytes.has_any(b"()[]{}") || side.bytes.has(0xE3) && side.bytes.has(0x80) || side.bytes.has(0xEF)
    };
    if !is_possible(target) {
        return;
    }
    let Some((at, bracket)) = unmatched(target.text) else { return };
    if unmatched(source.text).is_some() || source.has_codes && unmatched(source.raw).is_some() {
        return;
    }
    let message = format!("`{bracket}` has no partner");
    let place = target.raw_range(at..at + bracket.len_utf8());
    found.push(Finding::at(Rule::BracketMismatch, place, message));
}

/// The first bytes of brackets.
static MAY_BE_BRACKET: [bool; 256] =
    byte_table!(|byte| matches!(byte, b'(' | b')' | b'[' | b']' | b'{' | b'}' | 0xE3 | 0xEF));

/// The last bracket without a partner.
fn unmatched(text: &str) -> Option<(usize, char)> {
    let mut open: [Vec<usize>; 6] = Default::default();
    let mut wrong = None;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !MAY_BE_BRACKET[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        let Some((kind, is_open, length)) = bracket(&bytes[at..]) else {
            // A character of three bytes.
            at += 3;
            continue;
        };
        if is_open {
            open[kind].push(at);
        } else if open[kind].pop().is_none() && !(kind == 0 && is_harmless(text, at)) {
            wrong = Some(at);
        }
        at += length;
    }
    let last_open = open.iter().filter_map(|places| places.last().copied()).max();
    let at = wrong.or(last_open)?;
    text[at..].chars().next().map(|char| (at, char))
}

/// The bracket that begins here: its kind, whether it opens, and its length in bytes.
#[inline]
fn bracket(bytes: &[u8]) -> Option<(usize, bool, usize)> {
    let (kind, is_open) = match bytes[0] {
        b'(' => (0, true),
        b')' => (0, false),
        b'[' => (1, true),
        b']' => (1, false),
        b'{' => (2, true),
        b'}' => (2, false),
        0xE3 => match bytes.get(1..3)? {
            // U+300C to U+300F: corner brackets; U+3010 and U+3011: lenticular brackets.
            [0x80, byte @ 0x8C..=0x91] => return Some((3 + usize::from((byte - 0x8C) / 2), byte % 2 == 0, 3)),
            _ => return None,
        },
        0xEF => match bytes.get(1..3)? {
            // Full-width brackets.
            [0xBC, 0x88] => return Some((0, true, 3)),
            [0xBC, 0x89] => return Some((0, false, 3)),
            [0xBC, 0xBB] => return Some((1, true, 3)),
            [0xBC, 0xBD] => return Some((1, false, 3)),
            [0xBD, 0x9B] => return Some((2, true, 3)),
            [0xBD, 0x9D] => return Some((2, false, 3)),
            _ => return None,
        },
        _ => return None,
    };
    Some((kind, is_open, 1))
}

/// Whether a `)` without a partner marks a list (`1)`, `b)`, `iv)`) or is part of a smiling face.
fn is_harmless(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let mark_start = before
        .char_indices()
        .rev()
        .take_while(|(_, char)| char.is_alphanumeric())
        .last()
        .map_or(at, |(start, _)| start);
    let mark = &before[mark_start..];
    let begins_word = before[..mark_start]
        .chars()
        .next_back()
        .is_none_or(|char| char.is_whitespace() || ",;、。：:(（|\u{FFFC}".contains(char));
    let is_number = mark.chars().count() <= 2 && mark.chars().all(char::is_numeric);
    let is_letter = mark.chars().count() == 1;
    let is_roman = (2..=4).contains(&mark.len()) && mark.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    if !mark.is_empty() && begins_word && (is_number || is_letter || is_roman) {
        return true;
    }
    let face = before.trim_end_matches('-');
    face.ends_with([':', ';']) && face[..face.len() - 1].ends_with(char::is_whitespace)
}
