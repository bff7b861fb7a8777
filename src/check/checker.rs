//! Runs the rules over units.

use std::cell::Cell;
use std::sync::Arc;

use super::corpus::Corpus;
use super::find::{
    brackets, codes, debris, doubled, ends, joints, length, markup, names, numbers, placeholder, script, unchanged,
};
use super::finding::Finding;
use super::ignore::is_ignored;
use super::language::Language;
use super::rule::{Level, Rule};
use super::rules::Rules;
use super::seen::{Recent, UnitKey};
use super::side::{Buffers, SideText};
use super::terms::Terms;
use super::texts::UnitTexts;
use super::unit::{Context, Unit};
use crate::front_matter::{FrontMatter, Translator};
use crate::place::LocatedUnit;

/// Looks for faults in one unit after the other.
///
/// What it finds depends on the unit, with a [corpus](Self::with_corpus) on that, and for the rules that are reported [once a
/// page](Rule::is_once_a_page) on the units of the page before: [`Checker::begin_page`] starts a page.
///
/// ```
/// use bitext::check::{Checker, Rule, Rules, UnitTexts};
///
/// let mut checker = Checker::new(Rules::default());
/// let texts = UnitTexts::new("See [Help](help.md).", "Skatiet palīdzību.");
/// let mut found = Vec::new();
/// checker.texts(&texts, |finding| found.push(finding));
/// assert_eq!(found[0].rule, Rule::MissingCode);
/// assert_eq!(found[0].message, "the link to `help.md` is missing");
/// ```
#[derive(Debug)]
pub struct Checker {
    rules: Rules,
    /// Which rules run, by [`place_of`] the translator.
    running: [[bool; Rule::ALL.len()]; 3],
    corpus: Option<Arc<Corpus>>,
    /// Units in which nothing was found.
    seen: Recent<()>,
    source: Buffers,
    target: Buffers,
    found: Vec<Finding>,
    translator: Option<Translator>,
    /// The rules that were reported in this page and are reported but once.
    reported: [bool; Rule::ALL.len()],
}

impl Checker {
    /// A checker that runs these rules.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        let mut running = [[false; Rule::ALL.len()]; 3];
        for translator in [None, Some(Translator::Human), Some(Translator::Machine)] {
            for &rule in Rule::ALL {
                running[place_of(translator)][rule as usize] = rules.level(rule, translator) > Level::Off;
            }
        }
        Self {
            rules,
            running,
            corpus: None,
            seen: Recent::new(),
            source: Buffers::new(),
            target: Buffers::new(),
            found: Vec::new(),
            translator: None,
            reported: [false; Rule::ALL.len()],
        }
    }

    /// The settings.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The next unit is the first of a page with this front matter.
    pub fn begin_page(&mut self, front_matter: Option<FrontMatter<'_>>) {
        self.translator = front_matter.and_then(FrontMatter::translation_type).map(Translator::from);
        self.reported = [false; Rule::ALL.len()];
    }

    /// Who translated the page.
    #[must_use]
    pub const fn translator(&self) -> Option<Translator> {
        self.translator
    }

    /// Looks for faults in a unit of the page that began last, and gives each to `sink`: in the order of [`Rule`], of one
    /// rule in that of the text. A unit without a source has none; its page's diagnostics report it. Rules that a [comment on the
    /// line of the unit](super#comments-that-silence-rules) names are silent.
    pub fn unit(&mut self, unit: &LocatedUnit<'_>, sink: impl FnMut(Finding)) {
        let Some(texts) = UnitTexts::of(unit) else { return };
        self.find(&texts.with_translator(self.translator), Context::Of(&unit.place), sink);
    }

    /// Runs the rules that need all pages, too, on what `corpus` knows.
    #[must_use]
    pub fn with_corpus(mut self, corpus: Arc<Corpus>) -> Self {
        self.corpus = Some(corpus);
        self.seen = Recent::new();
        self
    }

    /// Looks for faults in a unit of which the texts are known, and gives each to `sink` as [`unit`](Self::unit) does.
    pub fn texts(&mut self, texts: &UnitTexts<'_>, sink: impl FnMut(Finding)) {
        self.find(texts, Context::Known(texts.context), sink);
    }

    fn find(&mut self, texts: &UnitTexts<'_>, context: Context<'_>, mut sink: impl FnMut(Finding)) {
        let Self { rules, running, corpus, seen, source, target, found, reported, .. } = self;
        // With one unit in two of real pages seen before, all of them are checked at 1.9 times the speed.
        let key = UnitKey::of(texts);
        if seen.get(key).is_some() {
            return;
        }
        let translator = texts.translator;
        let running = &running[place_of(translator)];
        let is_on = |of: &[Rule]| of.iter().any(|&rule| running[rule as usize]);
        let unit = Unit {
            source: SideText::read(texts.source, texts.markup, source),
            target: SideText::read(texts.target, texts.markup, target),
            language: Language::of(texts.locale),
            context,
            has_asked: Cell::new(false),
        };
        run(&unit, rules.terms(), is_on, found);
        if let Some(corpus) = corpus {
            corpus.find(texts, is_on(&[Rule::InconsistentTarget]), found);
        }
        if found.is_empty() && !unit.has_asked.get() {
            seen.put(key, ());
            return;
        }
        let explains = found.iter().any(|finding| finding.rule == Rule::MtDebris);
        found.sort_by_key(|finding| (finding.rule, finding.target.start));
        for mut finding in found.drain(..) {
            let rule = finding.rule;
            finding.level = finding.level.min(rules.level(rule, translator));
            if explains && is_explained_by_debris(rule) {
                finding.consequence_of = Some(Rule::MtDebris);
                finding.level = finding.level.min(Level::Note);
            }
            if finding.level == Level::Off || matches!(context, Context::Of(place) if is_ignored(place, rule)) {
                continue;
            }
            let is_repeated = rule.is_once_a_page() && std::mem::replace(&mut reported[rule as usize], true);
            if !is_repeated {
                sink(finding);
            }
        }
    }
}

/// The place of a translator in a table.
const fn place_of(translator: Option<Translator>) -> usize {
    match translator {
        None => 0,
        Some(Translator::Human) => 1,
        Some(Translator::Machine) => 2,
    }
}

/// Whether debris of an engine in the same unit is the likely cause.
const fn is_explained_by_debris(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::MissingCode
            | Rule::CodeSpanChanged
            | Rule::LinkTargetChanged
            | Rule::BrokenMarkup
            | Rule::ExtraCode
            | Rule::MissingEmphasis
            | Rule::IdentifierChanged
            | Rule::ProductNameChanged
            | Rule::NumberMismatch
            | Rule::BracketMismatch
            | Rule::EndPunctuation
            | Rule::LengthRatio
            | Rule::PlaceholderChanged
            | Rule::DoubledWord
    )
}

fn run(unit: &Unit<'_>, terms: &Terms, is_on: impl Fn(&[Rule]) -> bool, found: &mut Vec<Finding>) {
    let (source, target) = (unit.source.raw, unit.target.raw);
    let is_blank = |text: &str| text.chars().all(char::is_whitespace);
    if is_blank(source) || is_blank(target) {
        return ends::find_missing(unit, found);
    }
    if is_on(&[Rule::MtDebris]) {
        debris::find(unit, found);
    }
    if is_on(&[Rule::MissingCode, Rule::ExtraCode, Rule::CodeSpanChanged, Rule::LinkTargetChanged]) {
        codes::find(unit, found);
    }
    if is_on(&[Rule::EmptyLinkText, Rule::BrokenMarkup, Rule::MissingEmphasis]) {
        markup::find(unit, found);
    }
    if is_on(&[Rule::Unchanged]) {
        unchanged::find(unit, found);
    }
    // An unchanged target has no other fault that is not in its source.
    if source == target {
        return;
    }
    if is_on(&[Rule::MissingTarget]) && ends::find_blank(unit, found) {
        return;
    }
    for (rule, find) in RULES {
        if is_on(&[*rule]) {
            find(unit, found);
        }
    }
    if is_on(&[Rule::ProductNameChanged]) {
        names::find_products(unit, terms, found);
    }
}

type Find = fn(&Unit<'_>, &mut Vec<Finding>);

/// The rules that need nothing but the unit.
const RULES: &[(Rule, Find)] = &[
    (Rule::PlaceholderChanged, placeholder::find),
    (Rule::LostCharacters, debris::find_lost),
    (Rule::IdentifierChanged, names::find_identifiers),
    (Rule::GluedMarkup, joints::find_glued),
    (Rule::SplitWord, joints::find_split),
    (Rule::NumberMismatch, numbers::find),
    (Rule::BracketMismatch, brackets::find),
    (Rule::DoubledWord, doubled::find),
    (Rule::TargetScript, script::find),
    (Rule::EndPunctuation, ends::find_punctuation),
    (Rule::LengthRatio, length::find),
    (Rule::UntranslatedPart, unchanged::find_part),
];
