//! The numbers in a text: groups of digits, and numbers with separators for thousands.

use std::collections::HashMap;
use std::ops::Range;

use super::chars::{byte_table, digit};

/// A number as its digits: without zeros in front, in ASCII.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) digits: String,
    pub(super) range: Range<usize>,
}

impl Number {
    /// Its value, if it is not too large to matter.
    pub(super) fn value(&self) -> u64 {
        self.digits.parse().unwrap_or(u64::MAX)
    }
}

/// Whether two texts have the same groups of digits, mostly in the same order: no memory is asked for then.
pub(super) fn has_same_values(one: &str, other: &str) -> bool {
    if values(one).eq(values(other)) {
        return true;
    }
    let sorted = |text: &str| {
        let mut values: Vec<u64> = values(text).collect();
        values.sort_unstable();
        values
    };
    sorted(one) == sorted(other)
}

/// The digits of ASCII, and first bytes of others.
static MAY_BE_DIGIT: [bool; 256] =
    byte_table!(|byte| byte.is_ascii_digit() || matches!(byte, 0xD9 | 0xDB | 0xE0 | 0xE1 | 0xEF));

/// The values of the groups of digits in turn; of very long ones only what 64 bits hold.
fn values(text: &str) -> impl Iterator<Item = u64> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut value: Option<u64> = None;
        while at < bytes.len() && !MAY_BE_DIGIT[usize::from(bytes[at])] {
            at += 1;
        }
        while at < bytes.len() {
            let byte = bytes[at];
            let (digit, length) = match byte {
                0xD9 | 0xDB | 0xE0 | 0xE1 | 0xEF => {
                    let char = text[at..].chars().next().unwrap_or(' ');
                    (digit(char), char.len_utf8())
                }
                _ => (byte.is_ascii_digit().then(|| byte.wrapping_sub(b'0')), 1),
            };
            match (digit, value) {
                (Some(digit), before) => {
                    value = Some(before.unwrap_or(0).wrapping_mul(10).wrapping_add(u64::from(digit)));
                }
                (None, Some(_)) => break,
                (None, None) => {}
            }
            at += length;
        }
        value
    })
}

/// The groups of digits of a text, of any script; circled numbers are groups of their own.
pub(super) fn groups(text: &str) -> Vec<Number> {
    let mut groups: Vec<Number> = Vec::new();
    let mut is_open = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte < 0x80 {
            if byte.is_ascii_digit() {
                push(&mut groups, &mut is_open, byte, at..at + 1);
            } else {
                is_open = false;
            }
            at += 1;
            continue;
        }
        let char = text[at..].chars().next().unwrap_or(' ');
        let end = at + char.len_utf8();
        if let Some(value) = digit(char) {
            push(&mut groups, &mut is_open, b'0' + value, at..end);
        } else {
            is_open = false;
            if let '\u{2460}'..='\u{2473}' = char {
                let digits = (char as u32 - 0x2460 + 1).to_string();
                groups.push(Number { digits, range: at..end });
            }
        }
        at = end;
    }
    for group in &mut groups {
        let zeros = group.digits.len() - group.digits.trim_start_matches('0').len();
        group.digits.drain(..zeros.min(group.digits.len() - 1));
    }
    groups
}

fn push(groups: &mut Vec<Number>, is_open: &mut bool, digit: u8, range: Range<usize>) {
    match groups.last_mut() {
        Some(last) if *is_open => {
            last.digits.push(digit as char);
            last.range.end = range.end;
        }
        _ => groups.push(Number { digits: (digit as char).to_string(), range }),
    }
    *is_open = true;
}

/// The numbers of a text, groups of thousands joined: `1,000`, `1.000`, `1 000`, `1’000`.
pub(super) fn joined(text: &str, groups: &[Number]) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    let is_separated = |before: &Range<usize>, after: &Range<usize>| {
        matches!(
            &text[before.end..after.start],
            "," | ", " | "." | "’" | "'" | " " | "\u{A0}" | "\u{202F}" | "\u{2009}" | "，" | "٬"
        )
    };
    let length = |group: &Number| text[group.range.clone()].chars().count();
    let mut index = 0;
    while index < groups.len() {
        let mut number = groups[index].clone();
        let mut next = index + 1;
        if length(&groups[index]) <= 3 {
            while next < groups.len() && length(&groups[next]) == 3 && is_separated(&number.range, &groups[next].range)
            {
                number.digits.push_str(&zero_filled(&groups[next].digits));
                number.range.end = groups[next].range.end;
                next += 1;
            }
        }
        let zeros = number.digits.len() - number.digits.trim_start_matches('0').len();
        number.digits.drain(..zeros.min(number.digits.len() - 1));
        numbers.push(number);
        index = next;
    }
    numbers
}

fn zero_filled(digits: &str) -> String {
    format!("{digits:0>3}")
}

/// What one has more than the other, as multisets, in the order of the text.
pub(super) fn surplus(one: &[Number], other: &[Number]) -> Vec<Number> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for number in other {
        *counts.entry(&number.digits).or_default() += 1;
    }
    let mut surplus = Vec::new();
    for number in one {
        match counts.get_mut(number.digits.as_str()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => surplus.push(number.clone()),
        }
    }
    surplus
}

/// How often each digit occurs, zeros in front of a text's first number left out.
pub(super) fn histogram(groups: &[Number]) -> [usize; 10] {
    let mut counts = [0; 10];
    for digit in groups.iter().flat_map(|group| group.digits.bytes()) {
        counts[usize::from(digit - b'0')] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(numbers: &[Number]) -> Vec<&str> {
        numbers.iter().map(|number| number.digits.as_str()).collect()
    }

    #[test]
    fn digits_of_all_scripts_are_groups() {
        let text = "a1b02 ٣٤ ๕ ７８ ⑫ 0";
        assert_eq!(digits(&groups(text)), ["1", "2", "34", "5", "78", "12", "0"]);
    }

    #[test]
    fn thousands_are_joined() {
        let text = "1,000 1.000.000 12 345 1,00 1234,567";
        let groups = groups(text);
        assert_eq!(digits(&joined(text, &groups)), ["1000", "1000000", "12345", "1", "0", "1234", "567"]);
    }

    #[test]
    fn a_surplus_counts() {
        let (one, other) = (groups("1 2 2 3"), groups("2 3 4"));
        assert_eq!(digits(&surplus(&one, &other)), ["1", "2"]);
        assert_eq!(digits(&surplus(&other, &one)), ["4"]);
    }
}
