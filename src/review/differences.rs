//! What differs between the two texts of a unit, whatever their languages are: codes, addresses and numbers.
//!
//! Numbers are compared as digits, whatever separates groups and decimals, and whatever script the digits are of. These are
//! hints for the eye, not findings: a number that a translation writes as a word is marked, too.

use std::collections::HashMap;
use std::ops::Range;

use crate::inline::{CodeSide, Paired, Piece, PieceKind};

/// The bytes of the source and of the target that the other side does not have.
#[derive(Debug, Default)]
pub(super) struct Differences {
    pub(super) source: Vec<Range<usize>>,
    pub(super) target: Vec<Range<usize>>,
}

/// Compares the two sides of a unit.
pub(super) fn differences(paired: &Paired<'_>) -> Differences {
    let mut found = Differences::default();
    if paired.codes() > 0 {
        codes(paired, &mut found);
    }
    let source: Vec<_> = paired.source().flat_map(numbers).collect();
    let target: Vec<_> = paired.target().flat_map(numbers).collect();
    if !source.is_empty() || !target.is_empty() {
        only_here(&source, &target, &mut found.source);
        only_here(&target, &source, &mut found.target);
    }
    found
}

/// The codes that one side lacks, and those that are written otherwise.
fn codes(paired: &Paired<'_>, found: &mut Differences) {
    let mut halves = vec![[""; 2]; paired.codes() + 1];
    let half = |piece: &Piece<'_>| usize::from(matches!(piece.kind, PieceKind::Close(_)));
    for piece in paired.source() {
        let Some(id) = piece.id else { continue };
        halves[id as usize][half(&piece)] = piece.raw;
        if paired.side_of(id) == Some(CodeSide::SourceOnly) {
            found.source.push(piece.range());
        }
    }
    let mut others = vec![[false; 2]; paired.codes() + 1];
    for piece in paired.target() {
        let Some(id) = piece.id else { continue };
        match paired.side_of(id) {
            Some(CodeSide::TargetOnly) => found.target.push(piece.range()),
            Some(CodeSide::Both) if halves[id as usize][half(&piece)] != piece.raw => {
                others[id as usize][half(&piece)] = true;
                found.target.push(piece.range());
            }
            _ => {}
        }
    }
    let is_other = |piece: &Piece<'_>| piece.id.is_some_and(|id| others[id as usize][half(piece)]);
    found.source.extend(paired.source().filter(is_other).map(|piece| piece.range()));
}

/// A number: its digits, and its bytes in the text.
struct DigitRun {
    digits: String,
    range: Range<usize>,
}

/// The numbers of a piece of text.
fn numbers(piece: Piece<'_>) -> Vec<DigitRun> {
    let mut all: Vec<DigitRun> = Vec::new();
    if piece.is_code() {
        return all;
    }
    if !may_hold_digits(piece.raw.as_bytes()) {
        return all;
    }
    let mut from = 0;
    while let Some(at) = next_suspect(piece.raw, from) {
        let char = piece.raw[at..].chars().next().unwrap_or_default();
        from = at + char.len_utf8();
        let Some(digit) = digit(char) else { continue };
        let (start, end) = (piece.start + at, piece.start + at + char.len_utf8());
        match all.last_mut().filter(|last| is_one_number(&piece.raw[last.range.end - piece.start..at])) {
            Some(last) => {
                last.digits.push(digit);
                last.range.end = end;
            }
            None => all.push(DigitRun { digits: digit.into(), range: start..end }),
        }
    }
    all
}

/// Whether a byte may begin a digit. Blocks are looked at as a whole, without a branch for each byte: a page of 5,000 units
/// takes 6 in place of 12 million instructions for its numbers (callgrind).
fn may_hold_digits(bytes: &[u8]) -> bool {
    let (blocks, rest) = bytes.as_chunks::<32>();
    let holds = |bytes: &[u8]| bytes.iter().fold(0, |found, &byte| found | u8::from(may_begin_digit(byte))) != 0;
    blocks.iter().any(|block| holds(block)) || holds(rest)
}

#[allow(clippy::needless_bitwise_bool, reason = "without branches the compiler makes vector instructions of it")]
const fn may_begin_digit(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') < 10) | (byte == 0xD9) | (byte == 0xDB) | (byte.wrapping_sub(0xDF) < 3) | (byte == 0xEF)
}

/// The place of the next character, from `from` on, that may be a digit by its first byte. With it numbers are found in 7.6 in
/// place of 19.8 of 347 million instructions (callgrind, 60 real pages).
fn next_suspect(text: &str, from: usize) -> Option<usize> {
    text.as_bytes()[from..].iter().position(|&byte| may_begin_digit(byte)).map(|length| from + length)
}

/// Whether what is between two digits keeps them in one number.
fn is_one_number(between: &str) -> bool {
    matches!(between, "" | "." | "," | "'" | "\u{a0}" | "\u{202f}" | "\u{2009}" | "\u{66b}" | "\u{66c}")
}

/// The ASCII digit for a decimal digit of the scripts that pages are written in.
fn digit(char: char) -> Option<char> {
    const ZEROS: [u32; 12] = [0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10];
    let code = u32::from(char);
    let zero = ZEROS.into_iter().find(|zero| (*zero..*zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// Adds the numbers of `here` that `there` does not have as often.
fn only_here(here: &[DigitRun], there: &[DigitRun], found: &mut Vec<Range<usize>>) {
    let mut left: HashMap<&str, usize> = HashMap::with_capacity(there.len());
    for number in there {
        *left.entry(&number.digits).or_default() += 1;
    }
    for number in here {
        match left.get_mut(&*number.digits) {
            Some(left) if *left > 0 => *left -= 1,
            _ => found.push(number.range.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::pair;

    #[track_caller]
    fn check(source: &str, target: &str, in_source: &[&str], in_target: &[&str]) {
        let found = differences(&pair(source, target));
        let cut = |text: &str, ranges: &[Range<usize>]| -> Vec<String> {
            ranges.iter().map(|range| text[range.clone()].to_owned()).collect()
        };
        assert_eq!(cut(source, &found.source), in_source);
        assert_eq!(cut(target, &found.target), in_target);
    }

    #[test]
    fn no_digit_is_passed_over() {
        let digits: String = ('\0'..=char::MAX).filter(|&char| digit(char).is_some()).collect();
        assert_eq!(digits.chars().count(), 120);
        for char in digits.chars() {
            assert_eq!(next_suspect(&format!("a。{char}"), 0), Some(4), "{char}");
            for blanks in [0, 31, 40, 70] {
                assert!(may_hold_digits(format!("{}{char}{}", " ".repeat(blanks), " ".repeat(90 - blanks)).as_bytes()));
            }
        }
    }

    #[test]
    fn numbers_are_compared_by_their_digits() {
        check("1,000 and 2.5", "2,5 un 1\u{a0}000", &[], &[]);
        check("12 in 3", "١٢ في 4", &["3"], &["4"]);
        check("7 7", "7", &["7"], &[]);
        check("none", "5", &[], &["5"]);
        check("1 2 1 3 1", "1 3 1", &["2", "1"], &[]);
    }

    /// In a time that grows with the square of the number of numbers this would take minutes.
    #[test]
    fn one_number_again_and_again_is_compared_in_linear_time() {
        let text = "12 ".repeat(200_000);
        check(&text, &text, &[], &[]);
        check(&(text.clone() + "12"), &text, &["12"], &[]);
    }

    #[test]
    fn codes_that_one_side_lacks_or_writes_otherwise() {
        check("**a** `b`", "a `b`", &["**", "**"], &[]);
        check("[a](x)", "[b](y)", &["](x)"], &["](y)"]);
        check("`a`", "`b`", &["`a`"], &["`b`"]);
    }
}
