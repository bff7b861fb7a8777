//! The rules, each on the examples of its documentation, and what holds for all of them.

use std::collections::BTreeSet;

use bitext::check::{Checker, Corpus, Example, Finding, Level, Rule, Rules, UnitTexts};
use bitext::front_matter::Translator;
use bitext::place::ContextKind;
use bitext::{Document, Locale};

/// What is found in a unit.
pub(crate) fn found(locale: &str, source: &str, target: &str) -> Vec<Finding> {
    let texts = UnitTexts::new(source, target).with_locale(Locale::parse(locale).ok());
    let mut all = Vec::new();
    Checker::new(Rules::default()).texts(&texts, |finding| all.push(finding));
    all
}

fn rules_on(example: &Example) -> Vec<Rule> {
    found(example.locale, example.source, example.target).iter().map(|finding| finding.rule).collect()
}

#[test]
fn every_rule_fires_on_its_example_and_not_on_the_other() {
    for &rule in Rule::ALL.iter().filter(|rule| !rule.needs_corpus()) {
        let about = rule.about();
        let fires = rules_on(&about.fires);
        assert!(fires.contains(&rule), "{rule} does not fire on its example, but {fires:?}");
        let quiet = rules_on(&about.quiet);
        assert!(!quiet.contains(&rule), "{rule} fires on what is right");
    }
}

#[test]
fn the_right_examples_have_no_other_finding() {
    for rule in Rule::ALL {
        let quiet = rules_on(&rule.about().quiet);
        assert_eq!(quiet, [], "{rule}");
    }
}

#[test]
fn rules_for_all_pages_fire_on_their_examples() {
    let rules = Rules::default().with_level(Rule::InconsistentTarget, Level::Note);
    let locale = |tag| Locale::parse(tag).ok();
    for (rule, tag) in [(Rule::UnchangedElsewhere, "ja-JP"), (Rule::InconsistentTarget, "lv-LV")] {
        let about = rule.about();
        let texts = |example: Example| UnitTexts::new(example.source, example.target).with_locale(locale(tag));
        let mut corpus = Corpus::new(&rules);
        let mut half = Corpus::new(&rules);
        for _ in 0..3 {
            corpus.add(&texts(about.quiet));
        }
        half.add(&texts(about.fires));
        corpus.join(half);
        let mut checker = Checker::new(rules.clone()).with_corpus(corpus.into());
        let mut fires = Vec::new();
        checker.texts(&texts(about.fires), |finding| fires.push(finding.rule));
        assert_eq!(fires, [rule]);
        checker.texts(&texts(about.quiet), |finding| panic!("{finding:?}"));
    }
}

#[test]
fn words_lead_back_to_rules_and_levels() {
    let words: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    assert_eq!(words.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        assert_eq!(rule.as_str().parse(), Ok(*rule));
        assert!(!rule.summary().is_empty() && !rule.about().text.is_empty());
    }
    assert_eq!("warning".parse(), Ok(Level::Warning));
    let error = "unchangd".parse::<Rule>().unwrap_err().to_string();
    assert_eq!(error, "`unchangd` is not a rule");
    assert_eq!("high".parse::<Level>().unwrap_err().to_string(), "`high` is not a level: off, note, warning or error");
}

#[test]
fn four_rules_are_notes_in_human_translation() {
    let lower: Vec<Rule> = Rule::ALL
        .iter()
        .copied()
        .filter(|rule| rule.level(Some(Translator::Human)) < rule.level(Some(Translator::Machine)))
        .collect();
    let expect = [Rule::IdentifierChanged, Rule::ProductNameChanged, Rule::Unchanged, Rule::NumberMismatch];
    assert_eq!(lower, expect);
    for rule in Rule::ALL {
        assert_eq!(rule.level(None), rule.level(Some(Translator::Machine)));
    }
}

/// A locale, a source and a target, and what is found there: the rule, and the range of the target that it is about.
#[track_caller]
fn check(locale: &str, source: &str, target: &str, expect: &[(&str, &str)]) {
    let all = found(locale, source, target);
    let all: Vec<_> = all.iter().map(|f| (f.rule.as_str(), &target[f.target.clone()])).collect();
    assert_eq!(all, expect, "{source:?} -> {target:?}");
}

#[test]
fn spans_are_those_of_the_raw_text() {
    check("fr-FR", "**A** (see &amp; B)", "**A** (voir &amp; B", &[("bracket-mismatch", "(")]);
    check("fr-FR", "Open it.", "**Ouvrez** le le fichier\\_x.", &[("doubled-word", "le le")]);
    check("zh-TW", "Version 7 of it", "第 **8** 版", &[("number-mismatch", "8")]);
    check("ja-JP", "Use {0} now", "{1} を使う", &[("placeholder-changed", "")]);
}

#[test]
fn debris_explains_what_it_causes() {
    let all = found("tr-TR", "See [Help](help.md).", "Bkz. @no__t-0Yardım.");
    let all: Vec<_> = all.iter().map(|f| (f.rule.as_str(), f.level, f.consequence_of)).collect();
    let cause = Some(Rule::MtDebris);
    assert_eq!(all, [("missing-code", Level::Note, cause), ("mt-debris", Level::Error, None)]);
}

const PAGE: &str = "\
<span data-ttu-id=\"407fb-102\">Skatiet palīdzību.</span><span class=\"sxs-lookup\">\
<span data-stu-id=\"407fb-102\">See [Help](a.md).</span></span>{}\n";

fn found_in_page(after: &str) -> Vec<Rule> {
    let page = PAGE.replace("{}", after);
    let document = Document::parse(&page);
    let mut checker = Checker::new(Rules::default());
    checker.begin_page(document.front_matter());
    let mut all = Vec::new();
    for unit in document.located_units() {
        checker.unit(&unit, |finding| all.push(finding.rule));
    }
    all
}

#[test]
fn the_texts_of_a_unit_are_those_of_its_page() {
    let document = Document::parse(PAGE);
    let unit = document.located_units().next().unwrap();
    let texts = UnitTexts::of(&unit).unwrap();
    assert_eq!((Some(texts.source), texts.target), (unit.source, unit.target));
    assert_eq!((texts.locale, texts.markup), (document.locale(), bitext::Markup::Markdown));
    assert_eq!((texts.translator, texts.context), (None, ContextKind::Paragraph));
    let damaged = Document::parse("<span data-ttu-id=\"407fb-104\">A</span>");
    assert!(UnitTexts::of(&damaged.located_units().next().unwrap()).is_none());
}

#[test]
fn a_comment_on_the_line_silences() {
    assert_eq!(found_in_page(""), [Rule::MissingCode]);
    assert_eq!(found_in_page(" <!-- bitext-ignore missing-code -->"), []);
    assert_eq!(found_in_page(" <!-- bitext-ignore -->"), []);
    assert_eq!(found_in_page(" <!-- bitext-ignore unchanged -->"), [Rule::MissingCode]);
    assert_eq!(found_in_page("\n<!-- bitext-ignore missing-code -->"), [Rule::MissingCode]);
}

#[test]
fn a_torn_word_is_reported_once_a_page() {
    let texts = UnitTexts::new("About X", "X에 대 한 정보").with_locale(Locale::parse("ko-KR").ok());
    let mut checker = Checker::new(Rules::default());
    let mut count = 0;
    for _ in 0..2 {
        checker.begin_page(None);
        for _ in 0..3 {
            checker.texts(&texts, |_| count += 1);
        }
    }
    assert_eq!(count, 2);
}

#[test]
fn ends_depend_on_the_place() {
    let texts = UnitTexts::new("Open the big file", "Atveriet lielo failu.").with_locale(Locale::parse("lv-LV").ok());
    let fires = |context| {
        let mut fires = false;
        Checker::new(Rules::default()).texts(&texts.with_context(context), |_| fires = true);
        fires
    };
    assert!(fires(ContextKind::Heading(1)));
    assert!(!fires(ContextKind::Paragraph));
}
