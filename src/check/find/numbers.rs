//! Numbers: the rule `number-mismatch`.

use std::cell::OnceCell;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::about::{About, Example};
use crate::check::address::without_addresses;
use crate::check::digits::{Number, groups, has_same_values, histogram, joined, surplus};
use crate::check::finding::Finding;
use crate::check::numerals::{ENGLISH, has_big_number, has_number_word};
use crate::check::rule::Rule;
use crate::check::unit::Unit;
use crate::inline::{PairKind, Piece, PieceKind, StandaloneKind};

pub(in crate::check) const ABOUT: About = About {
    text: "A number of the visible text, outside addresses and codes, is missing in the target or new there. Digits of all \
           scripts and separators of thousands are the same; a number may be a word (`two`), a month by name, an hour of the \
           other clock, or a large number in units of the language (`1万`). Numbers up to 12 that the target may write as a \
           word, units of the inch and the foot, and English text kept beside its translation are left alone.",
    fires: Example::new("zh-TW", "It uses SHA-256 and 4096 bits.", "它使用 SHA-256 和 2048 位元。"),
    quiet: Example::new("ja-JP", "Up to 10,000 rows in two tables.", "2 つのテーブルで最大 1 万行。"),
};

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("it is a constant")
}

static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?-u:\b)(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?-u:\b)",
    )
});
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\d\s*[ap]\.?\s?m(?-u:\b)|(?-u:\b)[ap]m(?-u:\b)|o.clock|(?-u:\b)noon(?-u:\b)|midnight")
});
static IMPERIAL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?-u:\b)(?:inch(?:es)?|feet|foot|miles?|pounds?|lbs?|oz|gallons?|Fahrenheit)(?-u:\b)|°F|\d-?\s?(?:in|ft)(?-u:\b)|\d″|\d""#,
    )
});
static BIG: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?-u:\b)(?:million|billion|thousand)s?(?-u:\b)|\d[KkMm](?-u:\b)"));
static FIXED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\d\^?(?:st|nd|rd|th)\^?-party|\d-(?:way|d(?-u:\b)|dimension|tier|fold|up\b|in-1)|24\s?[x/]\s?7")
});
static BASE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)(?-u:\b)(?:hexa?decimal|decimal|binary|octal|hex)(?-u:\b)"));
static DEBRIS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)no__t\s*[-_]?\s*\d+|&\s?#x?\s?[0-9a-f]+;?|#&\d+;|</?c\d+ ?/?>|</xref:[^>]*>"));

pub(in crate::check) fn find(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    if !source.bytes.may_have_digit() && !target.bytes.may_have_digit() {
        return;
    }
    if has_same_values(source.text, target.text) {
        return;
    }
    let (source_text, target_text) = (plain(source.text), plain(target.text));
    let (before, after) = (groups(&source_text), groups(&target_text));
    if is_same(&before, &after) || source.raw.contains("[!code") {
        return;
    }
    let (before_joined, after_joined) = (joined(&source_text, &before), joined(&target_text, &after));
    if is_same(&before_joined, &after_joined) || histogram(&before) == histogram(&after) {
        return;
    }
    let is_in = |numbers: &[Number]| numbers.iter().map(|number| number.digits.as_str()).collect::<String>();
    let (all_before, all_after) = (is_in(&before), is_in(&after));
    let mut missing = surplus(&before_joined, &after_joined);
    let mut extra = surplus(&after_joined, &before_joined);
    if surplus(&before, &after).is_empty() {
        missing.clear();
    }
    if surplus(&after, &before).is_empty() {
        extra.clear();
    }
    // A unit with more of them than that is reported by the first; each costs a search in the other text.
    missing.truncate(MOST);
    extra.truncate(MOST);
    missing.retain(|number| number.digits.len() < 4 || !all_after.contains(&number.digits));
    extra.retain(|number| number.digits.len() < 4 || !all_before.contains(&number.digits));
    if missing.is_empty() && extra.is_empty() || IMPERIAL.is_match(&source_text) || FIXED.is_match(&source_text) {
        return;
    }
    Explanation::of(unit, &source_text, &target_text).explain(&mut missing, &mut extra);
    report(unit, &missing, &extra, &before_joined, found);
}

/// The most numbers that are looked at one by one.
const MOST: usize = 64;

/// The visible text with blanks for addresses and debris.
fn plain(text: &str) -> String {
    let text = without_addresses(text);
    if !text.contains(['&', '<', '#']) && !text.contains("__") {
        return text.into_owned();
    }
    DEBRIS.replace_all(&text, |found: &regex::Captures<'_>| " ".repeat(found[0].len())).into_owned()
}

fn is_same(before: &[Number], after: &[Number]) -> bool {
    before.len() == after.len() && surplus(before, after).is_empty()
}

fn report(unit: &Unit<'_>, missing: &[Number], extra: &[Number], before: &[Number], found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    if let Some(number) = missing.first() {
        let digits = &source.text[number.range.clone()];
        let message = match extra.first() {
            Some(new) => format!("the number {digits} is missing, {} is new", &target.text[new.range.clone()]),
            None => format!("the number {digits} is missing"),
        };
        let place = extra.first().map_or(target.end(), |new| target.raw_range(new.range.clone()));
        let finding = Finding::at(Rule::NumberMismatch, place, message);
        found.push(finding.with_source(source.raw_range(number.range.clone())));
        return;
    }
    // English text that is kept beside its translation has its numbers twice.
    let is_twice = extra.iter().all(|number| before.iter().any(|known| known.digits == number.digits));
    if let Some(number) = extra.first().filter(|_| !is_twice) {
        let message = format!("the number {} is not in the source", &target.text[number.range.clone()]);
        found.push(Finding::at(Rule::NumberMismatch, target.raw_range(number.range.clone()), message));
    }
}

/// Whether a text goes on, after the rest of a number, with `million` or the like: `120 million` is `1.2 亿`.
fn is_before_large_unit(text: &str) -> bool {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit() || matches!(char, '.' | ','));
    let rest = rest.trim_start_matches([' ', '\u{A0}', '-']);
    let starts_with = |word: &str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    ["thousand", "million", "billion"].into_iter().any(starts_with)
}

/// What can explain a number that is missing or new. Each is found out when it is asked for.
struct Explanation<'a> {
    unit: &'a Unit<'a>,
    source: &'a str,
    target: &'a str,
    /// It has large numbers in words.
    big: bool,
    /// It has hours of the day.
    clock: bool,
    target_word: OnceCell<bool>,
}

impl<'a> Explanation<'a> {
    fn of(unit: &'a Unit<'a>, source: &'a str, target: &'a str) -> Self {
        let big = has_big_number(target) || BIG.is_match(source);
        Self { unit, source, target, big, clock: CLOCK.is_match(source), target_word: OnceCell::new() }
    }

    /// Whether digits are in a code, of either side.
    fn is_in_code(&self, digits: &str) -> bool {
        let is_value = |piece: &&Piece<'_>| {
            matches!(
                piece.kind,
                PieceKind::Close(PairKind::Link)
                    | PieceKind::Standalone(
                        StandaloneKind::CodeSpan
                            | StandaloneKind::Autolink
                            | StandaloneKind::Xref
                            | StandaloneKind::Include
                            | StandaloneKind::Image
                    )
            )
        };
        let mut pieces = self.unit.source.pieces.iter().chain(&self.unit.target.pieces).filter(is_value);
        pieces.any(|piece| piece.raw.contains(digits))
    }

    /// Whether the target has a word that stands for a number.
    fn has_target_word(&self) -> bool {
        *self.target_word.get_or_init(|| has_number_word(self.unit.language, self.target))
    }

    fn explain(&self, missing: &mut Vec<Number>, extra: &mut Vec<Number>) {
        missing.retain(|number| !self.explains_missing(number, extra));
        if self.big {
            extra.clear();
        }
        let is_change = !missing.is_empty();
        extra.retain(|number| !self.explains_extra(number, is_change));
    }

    fn explains_missing(&self, number: &Number, extra: &mut Vec<Number>) -> bool {
        let value = number.value();
        let after = self.source.get(number.range.end..).unwrap_or_default();
        if self.big && (value >= 1000 || is_before_large_unit(after)) {
            return true;
        }
        if self.clock && value <= 12 {
            let hours = [(value % 12) + 12, value % 12];
            if let Some(at) = extra.iter().position(|new| hours.contains(&new.value())) {
                extra.remove(at);
                return true;
            }
            if value == 0 || value == 12 {
                return true;
            }
        }
        if number.digits.len() <= 2
            && let Some(at) = extra.iter().position(|new| new.value() == 2000 + value)
        {
            extra.remove(at);
            return true;
        }
        if value <= 1 || value <= 12 && self.has_target_word() {
            return true;
        }
        let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|ending| after.starts_with(ending));
        let is_raised = self.source[..number.range.start].ends_with('^');
        value <= 12 && (is_ordinal || is_raised)
    }

    fn explains_extra(&self, number: &Number, is_change: bool) -> bool {
        let value = number.value();
        if self.is_in_code(&number.digits) || self.clock && value <= 24 {
            return true;
        }
        if is_change {
            return false;
        }
        value <= 3
            || matches!(value, 365 | 100 | 16 | 24)
            || value <= 100 && ENGLISH.is_match(self.source)
            || value <= 12 && MONTH.is_match(self.source)
            || matches!(value, 2 | 8 | 10 | 16) && BASE.is_match(self.source)
    }
}
