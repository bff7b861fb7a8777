//! Counts the units of all pages.

use std::collections::hash_map::{Entry, HashMap};
use std::collections::{BTreeMap, HashSet};

use super::count::{Counts, Effort};
use super::words::amount_of_plain;
use crate::front_matter::{FrontMatter, TranslationType};
use crate::hash::TextHash;
use crate::locale::Locale;
use crate::part::TranslationUnit;
use crate::place::LocatedUnit;

/// What makes two units belong to one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum GroupBy {
    /// All units are one group.
    #[default]
    All,
    /// The target locale.
    Locale,
    /// The folder of the page.
    Folder,
    /// The kind of place.
    Context,
    /// Who translated the page: `human`, `machine` or `unstated`.
    Translator,
}

/// Counts units by groups.
///
/// A repeated unit is counted in the group in which it occurs; which of two equal units is the first is the order in which
/// they are given, and after [`join`](Self::join) that of the counters.
#[derive(Debug, Clone, Default)]
pub struct Counter {
    by: GroupBy,
    /// By the numbers of the groups.
    counts: Vec<Counts>,
    total: Counts,
    /// The distinct pairs.
    pairs: HashSet<u128>,
    /// The distinct pairs with the name of a group, and the group.
    grouped: HashMap<u128, u32>,
    /// The distinct sources in a locale: the words of the first, and its group.
    sources: HashMap<u128, First>,
    /// The numbers of the groups.
    numbers: HashMap<String, u32>,
    page: CountedPage,
}

#[derive(Debug, Clone, Copy)]
struct First {
    words: u64,
    group: u32,
}

/// What is known of the page in hand.
#[derive(Debug, Clone, Default)]
struct CountedPage {
    folder: String,
    translator: Option<bool>,
    /// The groups that it has been counted in.
    groups: Vec<u32>,
}

impl Counter {
    /// A counter of nothing.
    #[must_use]
    pub fn new(by: GroupBy) -> Self {
        Self { by, ..Self::default() }
    }

    /// The next units are those of this page.
    pub fn begin_page(&mut self, path: &str, front_matter: Option<FrontMatter<'_>>) {
        let translation = front_matter.and_then(FrontMatter::translation_type);
        self.page = CountedPage {
            folder: path.rsplit_once('/').map_or(".", |(folder, _)| folder).to_owned(),
            translator: translation.map(TranslationType::is_human),
            groups: Vec::new(),
        };
    }

    /// Counts a unit of the page.
    pub fn unit(&mut self, unit: &LocatedUnit<'_>) {
        let folder = std::mem::take(&mut self.page.folder);
        let locale = unit.locale.filter(|_| self.by == GroupBy::Locale).map(|locale| locale.to_string());
        let name = match self.by {
            GroupBy::All => "",
            GroupBy::Locale => locale.as_deref().unwrap_or("unstated"),
            GroupBy::Folder => &folder,
            GroupBy::Context => unit.place.context().as_str(),
            GroupBy::Translator => {
                self.page.translator.map_or("unstated", |is_human| ["machine", "human"][usize::from(is_human)])
            }
        };
        self.count(unit, name);
        self.page.folder = folder;
    }

    fn count(&mut self, unit: &LocatedUnit<'_>, name: &str) {
        let group = self.group(name);
        let mut counts = Counts { units: 1, ..Counts::default() };
        counts.human = u64::from(self.page.translator == Some(true));
        counts.machine = u64::from(self.page.translator == Some(false));
        let markup = unit.place.file_kind().markup();
        counts.target = amount_of_plain(&markup.plain_text(unit.target));
        if !self.page.groups.contains(&group) {
            self.total.files += u64::from(self.page.groups.is_empty());
            counts.files = 1;
            self.page.groups.push(group);
        }
        match unit.source {
            None => counts.damaged = 1,
            Some(source) => {
                counts.source = amount_of_plain(&markup.plain_text(source));
                self.effort(unit, source, group, &mut counts);
            }
        }
        let is_new = self.pair(unit, name, group);
        let files = self.total.files;
        self.total.add(&counts);
        self.total.files = files;
        self.total.distinct += u64::from(is_new.0);
        counts.distinct = u64::from(is_new.1);
        self.of_group(group).add(&counts);
    }

    fn effort(&mut self, unit: &TranslationUnit<'_>, source: &str, group: u32, counts: &mut Counts) {
        let words = counts.source.words;
        if source.trim() == unit.target.trim() {
            counts.unchanged = 1;
            (counts.effort.unchanged_units, counts.effort.unchanged_words) = (1, words);
            return;
        }
        let locale = unit.locale.map(Locale::as_written).unwrap_or_default().to_ascii_lowercase();
        match self.sources.entry(TextHash::of_fields(&[source, &locale]).as_u128()) {
            Entry::Vacant(place) => {
                place.insert(First { words, group });
                (counts.effort.new_units, counts.effort.new_words) = (1, words);
            }
            Entry::Occupied(_) => (counts.effort.repeated_units, counts.effort.repeated_words) = (1, words),
        }
    }

    /// Whether the pair is new at all, and new in its group.
    fn pair(&mut self, unit: &TranslationUnit<'_>, name: &str, group: u32) -> (bool, bool) {
        let locale = unit.locale.map(|locale| locale.as_written().to_ascii_lowercase());
        let pair = TextHash::of_pair(unit.source.unwrap_or_default(), unit.target, locale.as_deref()).as_u128();
        let is_first = self.pairs.insert(pair);
        let is_only_group = self.by == GroupBy::All;
        let in_group = pair ^ TextHash::of_text(name).as_u128();
        (is_first, if is_only_group { is_first } else { self.grouped.insert(in_group, group).is_none() })
    }

    fn group(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// Takes in what another counter has counted after this one. Both have to group alike, and no page is in both.
    pub fn join(&mut self, other: Self) {
        let mut groups = vec![0; other.numbers.len()];
        for (name, number) in &other.numbers {
            groups[*number as usize] = self.group(name);
        }
        let mut lost: HashMap<u32, (u64, u64)> = HashMap::new();
        for (hash, first) in other.sources {
            let group = groups[first.group as usize];
            match self.sources.entry(hash) {
                Entry::Vacant(place) => drop(place.insert(First { group, ..first })),
                Entry::Occupied(_) => {
                    let lost = lost.entry(group).or_default();
                    lost.0 += 1;
                    lost.1 += first.words;
                }
            }
        }
        let mut known: HashMap<u32, u64> = HashMap::new();
        for (pair, group) in other.grouped {
            let group = groups[group as usize];
            if self.grouped.insert(pair, group).is_some() {
                *known.entry(group).or_default() += 1;
            }
        }
        let all = self.pairs.len() + other.pairs.len();
        self.pairs.extend(other.pairs);
        let known_at_all = (all - self.pairs.len()) as u64;
        if self.by == GroupBy::All && known_at_all > 0 {
            known.insert(self.group(""), known_at_all);
        }
        self.total.add(&other.total);
        self.total.distinct -= known_at_all;
        for (group, counts) in groups.iter().zip(other.counts) {
            self.of_group(*group).add(&counts);
        }
        for (group, (units, words)) in lost {
            self.total.effort.repeat(units, words);
            self.of_group(group).effort.repeat(units, words);
        }
        for (group, pairs) in known {
            self.of_group(group).distinct -= pairs;
        }
    }

    fn of_group(&mut self, group: u32) -> &mut Counts {
        let place = group as usize;
        if self.counts.len() <= place {
            self.counts.resize(place + 1, Counts::default());
        }
        &mut self.counts[place]
    }

    /// All units.
    #[must_use]
    pub const fn total(&self) -> &Counts {
        &self.total
    }

    /// The groups by name, sorted.
    pub fn groups(&self) -> impl Iterator<Item = (&str, &Counts)> {
        let groups: BTreeMap<_, _> = self.numbers.iter().map(|(name, number)| (name.as_str(), *number)).collect();
        groups.into_iter().filter_map(|(name, number)| Some((name, self.counts.get(number as usize)?)))
    }
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.units += other.units;
        self.distinct += other.distinct;
        self.human += other.human;
        self.machine += other.machine;
        self.unchanged += other.unchanged;
        self.damaged += other.damaged;
        self.source += other.source;
        self.target += other.target;
        let (own, other) = (&mut self.effort, &other.effort);
        own.new_words += other.new_words;
        own.new_units += other.new_units;
        own.repeated_words += other.repeated_words;
        own.repeated_units += other.repeated_units;
        own.unchanged_words += other.unchanged_words;
        own.unchanged_units += other.unchanged_units;
    }
}

impl Effort {
    /// So many units were taken for new, and are repetitions.
    const fn repeat(&mut self, units: u64, words: u64) {
        self.new_units -= units;
        self.new_words -= words;
        self.repeated_units += units;
        self.repeated_words += words;
    }
}
