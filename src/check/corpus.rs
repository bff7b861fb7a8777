//! What all pages know about one unit: how often its source was translated, and how. Hashes only, no texts.
//!
//! A [`Corpus`] is shown every unit first; a [`Checker`](super::Checker) that has it then runs the rules that need all
//! pages. The order of the units does not matter, and corpora of parts can be [joined](Corpus::join).
//!
//! Memory is about 100 bytes for each distinct source that is short English prose, and a table of fixed size, 2 MiB; longer
//! sources count only for [`Rule::InconsistentTarget`], if that is asked for.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use memchr::{memchr, memchr2, memchr3};

use super::finding::Finding;
use super::language::Language;
use super::rule::Rule;
use super::seen::{Recent, UnitKey};
use super::texts::UnitTexts;
use super::words::is_english;
use crate::hash::{LowBits, TextHash};

/// The targets of all sources.
///
/// ```
/// use bitext::Locale;
/// use bitext::check::{Checker, Corpus, Rule, Rules, UnitTexts};
///
/// let texts = |target| UnitTexts::new("Description", target).with_locale(Locale::parse("ja-JP").ok());
/// let rules = Rules::default();
/// let mut corpus = Corpus::new(&rules);
/// for target in ["説明", "説明", "説明", "Description"] {
///     corpus.add(&texts(target));
/// }
/// let mut found = Vec::new();
/// Checker::new(rules).with_corpus(corpus.into()).texts(&texts("Description"), |finding| found.push(finding.rule));
/// assert_eq!(found, [Rule::UnchangedElsewhere]);
/// ```
#[derive(Debug, Clone)]
pub struct Corpus {
    has_all: bool,
    /// The places of sources in `targets`.
    sources: HashMap<u128, u32, BuildHasherDefault<LowBits>>,
    targets: Vec<Targets>,
    /// What units seen before are counted as; half of the units of real pages were seen before. `None` are those that do not
    /// count. It holds places and takes 2 MiB; the wordings themselves would take 6.
    recent: Recent<Option<WordingPlace>>,
}

/// The targets of one source in one language.
#[derive(Debug, Clone, Default)]
struct Targets {
    unchanged: u32,
    others: Vec<Target>,
}

/// Where a unit is counted: its source in the list of all, and its wording among the others; none if it is unchanged.
#[derive(Debug, Clone, Copy)]
struct WordingPlace {
    source: u32,
    other: Option<u32>,
}

/// One wording of a target.
#[derive(Debug, Clone, Copy)]
struct Target {
    hash: u128,
    count: u32,
    /// It has letters of the language's own script.
    is_own_script: bool,
}

/// The longest source, in bytes, of which a translation is expected to be the same everywhere.
const LONGEST: usize = 80;

impl Corpus {
    /// An empty corpus for what these rules need.
    #[must_use]
    pub fn new(rules: &super::Rules) -> Self {
        let has_all = rules.level(Rule::InconsistentTarget, None) > super::Level::Off;
        Self { has_all, sources: HashMap::default(), targets: Vec::new(), recent: Recent::new() }
    }

    /// Takes a unit in: of a page, what [`UnitTexts::of`] gives.
    pub fn add(&mut self, texts: &UnitTexts<'_>) {
        if !self.has_all && texts.source.len() > LONGEST {
            return;
        }
        let key = UnitKey::of(texts);
        let place = self.recent.get(key).unwrap_or_else(|| {
            let place = self.entry(texts).map(|entry| self.place(entry.key, entry.target));
            self.recent.put(key, place);
            place
        });
        let Some(WordingPlace { source, other }) = place else { return };
        let targets = &mut self.targets[source as usize];
        let count = match other {
            None => &mut targets.unchanged,
            Some(other) => &mut targets.others[other as usize].count,
        };
        *count = count.saturating_add(1);
    }

    /// Takes in what another corpus knows.
    pub fn join(&mut self, other: Self) {
        for (key, source) in other.sources {
            let others = &other.targets[source as usize];
            let own = self.source(key);
            let targets = &mut self.targets[own as usize];
            targets.unchanged = targets.unchanged.saturating_add(others.unchanged);
            for target in &others.others {
                let place = targets.place(*target);
                let count = &mut targets.others[place].count;
                *count = count.saturating_add(target.count);
            }
        }
    }

    /// The place of a source, a new one if need be.
    fn source(&mut self, key: u128) -> u32 {
        *self.sources.entry(key).or_insert_with(|| {
            self.targets.push(Targets::default());
            index(self.targets.len() - 1)
        })
    }

    /// The place of a wording, a new one that was never counted if need be.
    fn place(&mut self, key: u128, target: Option<Target>) -> WordingPlace {
        let source = self.source(key);
        let targets = &mut self.targets[source as usize];
        WordingPlace { source, other: target.map(|target| index(targets.place(target))) }
    }

    fn entry(&self, texts: &UnitTexts<'_>) -> Option<SeenUnit> {
        if !self.has_all && (texts.source.len() > LONGEST || has_code(texts.source)) {
            return None;
        }
        let source = texts.markup.plain_text(texts.source);
        let source = source.trim();
        let is_short_prose = texts.source.len() <= LONGEST && !has_code(texts.source) && is_prose(source);
        if source.is_empty() || !(is_short_prose || self.has_all) {
            return None;
        }
        let locale = texts.locale?.as_written().to_ascii_lowercase();
        let key = TextHash::of_fields(&[source, &locale]).as_u128();
        let target = texts.markup.plain_text(texts.target);
        let wording = fold(&target);
        let is_unchanged = !begin_otherwise(texts.source, texts.target) && wording == fold(source);
        if !is_unchanged && !target.chars().any(char::is_alphabetic) {
            return None;
        }
        let target = (!is_unchanged).then(|| Target {
            hash: TextHash::of_text(&wording).as_u128(),
            count: 1,
            is_own_script: has_own_script(Language::of(texts.locale), &target),
        });
        Some(SeenUnit { key, target, is_short_prose })
    }

    /// What the rules for all pages find in a unit.
    ///
    /// Unless other wordings are asked for, only an unchanged unit is looked up: that takes 35 in place of 48 million
    /// instructions (callgrind, 1,000 real pages).
    pub(super) fn find(&self, texts: &UnitTexts<'_>, finds_others: bool, found: &mut Vec<Finding>) {
        if !self.has_all && (texts.source.len() > LONGEST || begin_otherwise(texts.source, texts.target)) {
            return;
        }
        if !finds_others && (!self.has_all && has_code(texts.source) || !is_unchanged(texts)) {
            return;
        }
        let Some(entry) = self.entry(texts) else { return };
        let Some(&source) = self.sources.get(&entry.key) else { return };
        let targets = &self.targets[source as usize];
        let Some(best) = targets.others.iter().max_by_key(|target| (target.count, target.hash)) else { return };
        let Some(target) = entry.target else {
            let own = targets.unchanged.max(1);
            let is_usual = best.is_own_script && best.count >= 3 && best.count >= own.saturating_mul(2)
                || best.count >= 5 && best.count >= own.saturating_mul(3);
            let is_small_word = !texts.source.trim().contains(' ') && texts.source.starts_with(char::is_lowercase);
            if entry.is_short_prose && is_usual && !is_small_word {
                let message = format!("left as it is, and translated {} times elsewhere", best.count);
                let finding = Finding::at(Rule::UnchangedElsewhere, 0..texts.target.len(), message);
                found.push(finding.with_source(0..texts.source.len()));
            }
            return;
        };
        let own = targets.others.iter().find(|other| other.hash == target.hash).map_or(1, |other| other.count);
        if best.hash != target.hash && best.count >= own.saturating_mul(3) {
            let message = format!("translated otherwise {} times elsewhere, so {own} times", best.count);
            let finding = Finding::at(Rule::InconsistentTarget, 0..texts.target.len(), message);
            found.push(finding.with_source(0..texts.source.len()));
        }
    }
}

/// A unit as the corpus sees it; no target means that it is the source.
#[derive(Debug, Clone, Copy)]
struct SeenUnit {
    key: u128,
    target: Option<Target>,
    is_short_prose: bool,
}

impl Targets {
    /// The place of a wording, a new one that was never counted if need be.
    fn place(&mut self, target: Target) -> usize {
        let known = self.others.iter().position(|other| other.hash == target.hash);
        known.unwrap_or_else(|| {
            self.others.push(Target { count: 0, ..target });
            self.others.len() - 1
        })
    }
}

fn index(place: usize) -> u32 {
    u32::try_from(place).expect("fewer than 2^32 of them, of 50 bytes each, fit in memory")
}

/// Whether a text is English words only, without a code or a name of several words among them.
fn is_prose(text: &str) -> bool {
    let is_word = |word: &str| {
        let word =
            word.trim_matches(|char: char| matches!(char, '.' | ',' | ':' | ';' | '!' | '?' | '(' | ')' | '"' | '\''));
        let is_letters = word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'\'' || byte == b'-');
        let is_acronym = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        is_letters && !is_acronym && word.split('-').all(|part| part.len() == 1 || is_english(part))
    };
    let mut words = text.split_ascii_whitespace().peekable();
    let is_name = text.split_ascii_whitespace().filter(|word| word.starts_with(char::is_uppercase)).nth(2).is_some();
    words.peek().is_some() && !is_name && words.all(is_word)
}

/// Whether a text may hold a code with letters of its own, such as a tag or an entity.
fn has_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr3(b'<', b'`', b'[', bytes).is_some() || memchr2(b'\\', b'&', bytes).is_some()
}

/// Whether the first letters tell that two texts without such codes are not the same wording: a quick look.
fn begin_otherwise(source: &str, target: &str) -> bool {
    // A colon may begin a code, too.
    let may_have_code = |text: &str| has_code(text) || memchr(b':', text.as_bytes()).is_some();
    // E3 to ED begin the letters of Chinese, Japanese and Korean, E3 80 and EF their punctuation.
    if let ([b'A'..=b'Z' | b'a'..=b'z', ..], [0xE3, 0x81..=0xBF, ..] | [0xE4..=0xED, ..]) =
        (source.as_bytes(), target.as_bytes())
    {
        return !may_have_code(source) && !may_have_code(target);
    }
    let first = |text: &str| text.chars().find(|char| char.is_alphabetic());
    let is_same = match (first(source), first(target)) {
        (Some(one), Some(other)) if one.is_ascii() && other.is_ascii() => one.eq_ignore_ascii_case(&other),
        (Some(one), Some(other)) => one.to_lowercase().eq(other.to_lowercase()),
        (one, other) => one == other,
    };
    !is_same && !may_have_code(source) && !may_have_code(target)
}

/// Whether both texts are the same wording.
fn is_unchanged(texts: &UnitTexts<'_>) -> bool {
    if texts.source == texts.target {
        return true;
    }
    let (source, target) = (texts.markup.plain_text(texts.source), texts.markup.plain_text(texts.target));
    folded(&source).eq(folded(&target))
}

/// The characters of [`fold`], one by one.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let is_left_out = |char: &char| {
        matches!(char, '.' | '。' | '．' | ':' | '：' | '、' | ',' | '*' | '_' | '`') || char.is_whitespace()
    };
    text.chars().filter(move |char| !is_left_out(char)).flat_map(char::to_lowercase)
}

/// A text without blanks, marks and case: two that fold to one text are the same wording.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '.' | '。' | '．' | ':' | '：' | '、' | ',' | '*' | '_' | '`' => {}
            _ if char.is_whitespace() => {}
            'A'..='Z' => folded.push(char.to_ascii_lowercase()),
            // Nothing in these ranges has two cases: ASCII, Hebrew to Burmese, Kana to Yi, Hangul.
            '\0'..='\x7F' | '\u{590}'..='\u{109F}' | '\u{2E80}'..='\u{A63F}' | '\u{AC00}'..='\u{D7A3}' => {
                folded.push(char);
            }
            _ => folded.extend(char.to_lowercase()),
        }
    }
    folded
}

fn has_own_script(language: Language, text: &str) -> bool {
    let scripts = language.scripts().unwrap_or_default();
    text.chars().any(|char| scripts.contains(&super::language::script(char)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_text_has_the_same_characters_one_by_one() {
        let mut left_out = 0;
        for char in '\0'..=char::MAX {
            let text = char.to_string();
            let folded_text = fold(&text);
            assert!(folded(&text).eq(folded_text.chars()), "{char:?}");
            left_out += usize::from(folded_text.is_empty());
        }
        assert!((20..60).contains(&left_out), "{left_out}");
    }
}
