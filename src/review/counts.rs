//! What is counted of documents, for the charts and the index.

use std::collections::BTreeMap;

use super::data::{FindingLevel, ReviewDocument, ReviewUnit};
use crate::front_matter::TranslationType;
use crate::markup::Markup;

/// Counts over one or more documents. Adding up is cheap, and memory does not grow with the units.
#[derive(Debug, Clone, Default)]
pub(super) struct ReviewCounts {
    pub(super) documents: u64,
    pub(super) units: u64,
    pub(super) edits: u64,
    /// Words of the sources: by a person, by a machine, and where nobody says.
    pub(super) words: [u64; 3],
    pub(super) findings: BTreeMap<String, RuleCount>,
    pub(super) ratios: BTreeMap<String, Ratios>,
}

/// How often a rule found something.
#[derive(Debug, Clone, Copy)]
pub(super) struct RuleCount {
    pub(super) level: FindingLevel,
    pub(super) count: u64,
}

/// How much longer or shorter targets are than their sources, in classes of a twentieth.
#[derive(Debug, Clone)]
pub(super) struct Ratios {
    classes: [u64; Self::CLASSES],
    pub(super) count: u64,
}

impl ReviewCounts {
    /// Counts a document.
    pub(super) fn add(&mut self, document: &ReviewDocument<'_>) {
        self.documents += 1;
        self.units += document.units.len() as u64;
        let by = match document.translation_type {
            Some(TranslationType::Human(_)) => 0,
            Some(TranslationType::Machine(_)) => 1,
            None => 2,
        };
        let locale = document.target_locale.map_or_else(|| "not stated".to_owned(), |locale| locale.to_string());
        let ratios = self.ratios.entry(locale).or_default();
        for unit in &document.units {
            self.edits += u64::from(unit.edit.is_some());
            self.words[by] += ratios.add(document.markup, unit);
            for finding in &unit.findings {
                if let Some(rule) = self.findings.get_mut(&*finding.code) {
                    rule.count += 1;
                } else {
                    let rule = RuleCount { level: finding.level, count: 1 };
                    self.findings.insert(finding.code.to_string(), rule);
                }
            }
        }
    }

    /// Adds what was counted of other documents.
    pub(super) fn join(&mut self, other: &Self) {
        self.documents += other.documents;
        self.units += other.units;
        self.edits += other.edits;
        for (own, words) in self.words.iter_mut().zip(other.words) {
            *own += words;
        }
        for (code, rule) in &other.findings {
            self.findings.entry(code.clone()).and_modify(|own| own.count += rule.count).or_insert(*rule);
        }
        for (locale, ratios) in &other.ratios {
            self.ratios.entry(locale.clone()).or_default().join(ratios);
        }
    }

    /// The number of findings.
    pub(super) fn findings(&self) -> u64 {
        self.findings.values().map(|rule| rule.count).sum()
    }

    /// The number of words in the sources.
    pub(super) fn words(&self) -> u64 {
        self.words.iter().sum()
    }
}

impl Default for Ratios {
    fn default() -> Self {
        Self { classes: [0; Self::CLASSES], count: 0 }
    }
}

impl Ratios {
    const CLASSES: usize = 61;
    const PER_ONE: usize = 20;

    /// Adds a unit, and gives the words of its source.
    fn add(&mut self, markup: Markup, unit: &ReviewUnit<'_>) -> u64 {
        let Some(source) = unit.source else { return 0 };
        let source = markup.plain_text(source);
        let (length, other) = (source.chars().count(), markup.plain_text(unit.target).chars().count());
        if length > 0 && other > 0 {
            self.classes[(other * Self::PER_ONE / length).min(Self::CLASSES - 1)] += 1;
            self.count += 1;
        }
        source.split_whitespace().count() as u64
    }

    fn join(&mut self, other: &Self) {
        for (own, units) in self.classes.iter_mut().zip(other.classes) {
            *own += units;
        }
        self.count += other.count;
    }

    /// The ratio, in hundredths, that `percent` of all units do not exceed (the middle of its class).
    pub(super) fn quantile(&self, percent: u64) -> usize {
        let wanted = (self.count * percent).div_ceil(100).max(1);
        let mut seen = 0;
        let class = self.classes.iter().position(|count| {
            seen += count;
            seen >= wanted
        });
        class.unwrap_or(0) * 100 / Self::PER_ONE + 50 / Self::PER_ONE
    }
}
