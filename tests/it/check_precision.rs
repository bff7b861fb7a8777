//! Precision: findings in real pages that were judged by reading, and whether the levels of their rules are earned.
//!
//! `tests/data/check/judged.tsv` has a line for each: rule, verdict, who translated, page, unit, and the cause of a false
//! one. It holds no text. The findings were drawn at random (see `tests/data/check/README.md`); "true" means that a reviewer
//! would want to know. An error has to be true in 95 of 100 cases and a warning in 80, debatable ones counted as wrong.

use std::collections::BTreeMap;
use std::sync::Arc;

use bitext::check::{Checker, Corpus, Level, Rule, Rules, UnitTexts};
use bitext::{Document, Locale, Settings};

use crate::shared::{corpora, sxs_files};

const JUDGED: &str = include_str!("../data/check/judged.tsv");

struct Judged<'a> {
    rule: Rule,
    verdict: &'a str,
    page: &'a str,
    unit: &'a str,
}

fn judged() -> Vec<Judged<'static>> {
    let line = |line: &'static str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [rule, verdict, _translator, page, unit, _cause] = fields[..] else { panic!("{line:?}") };
        Judged { rule: rule.parse().unwrap(), verdict, page, unit }
    };
    JUDGED.lines().filter(|line| !line.starts_with('#')).map(line).collect()
}

/// The locale of pages that do not state theirs is that at the end of their repository's name.
fn locale_of(page: &str) -> String {
    page.split('/').next().unwrap().rsplit('.').next().unwrap().to_lowercase()
}

fn corpus(folder: &std::path::Path, rules: &Rules) -> Arc<Corpus> {
    let mut corpus = Corpus::new(rules);
    for file in sxs_files(folder) {
        let page = std::fs::read_to_string(&file).unwrap();
        let locale = locale_of(file.strip_prefix(folder.to_str().unwrap()).unwrap().trim_start_matches('/'));
        let settings = Settings::default().with_locale(Locale::parse(&locale).ok());
        for unit in Document::with_settings(&page, &settings).units() {
            if let Some(source) = unit.source {
                corpus.add(&UnitTexts::new(source, unit.target).with_locale(unit.locale));
            }
        }
    }
    corpus.into()
}

/// Verdicts: true, debatable, false.
type Verdicts = [u32; 3];

#[test]
fn levels_are_earned() {
    let Some(folder) = corpora().map(|corpora| corpora.join("dev")) else { return };
    let rules = Rules::default();
    let mut checker = Checker::new(rules.clone()).with_corpus(corpus(&folder, &rules));
    let mut table: BTreeMap<(Level, Rule), Verdicts> = BTreeMap::new();
    let mut silent = Vec::new();
    let mut by_page: BTreeMap<&str, Vec<Judged<'_>>> = BTreeMap::new();
    for one in judged() {
        by_page.entry(one.page).or_default().push(one);
    }
    for (name, all) in by_page {
        let page = std::fs::read_to_string(folder.join(name)).unwrap();
        let locale = locale_of(name);
        let settings = Settings::default().with_locale(Locale::parse(&locale).ok());
        let document = Document::with_settings(&page, &settings);
        for unit in document.located_units() {
            for one in all.iter().filter(|one| one.unit == unit.id.as_str()) {
                checker.begin_page(document.front_matter());
                let mut level = None;
                checker.unit(&unit, |finding| {
                    if finding.rule == one.rule {
                        level = level.max(Some(finding.level.max(if finding.consequence_of.is_some() {
                            rules.level(one.rule, None)
                        } else {
                            Level::Off
                        })));
                    }
                });
                let Some(level) = level else {
                    silent.push(format!("{} {name} {}", one.rule, one.unit));
                    continue;
                };
                let place = ["true", "debatable", "false"].iter().position(|word| *word == one.verdict).unwrap();
                table.entry((level, one.rule)).or_default()[place] += 1;
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new(), "these do not fire any more; judge others");
    println!("level    rule                    true  debatable  false  true of 100");
    let mut wrong = Vec::new();
    for ((level, rule), [yes, debatable, no]) in table.iter().rev() {
        let all = yes + debatable + no;
        println!(
            "{:<8} {:<22} {yes:>5} {debatable:>10} {no:>6} {:>12}",
            level.as_str(),
            rule.as_str(),
            yes * 100 / all
        );
        let needed = match level {
            Level::Error => 95,
            Level::Warning => 80,
            _ => 0,
        };
        if yes * 100 < all * needed {
            wrong.push(format!("{rule} as {level}: {yes} of {all}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let expect = readme_table(&table);
    assert!(README.contains(&expect), "the table of the README should be:\n\n{expect}");
}

const README: &str = include_str!("../../README.md");

/// The rules with their levels and their verdicts, as the README has them: the most serious level of a rule first.
fn readme_table(table: &BTreeMap<(Level, Rule), Verdicts>) -> String {
    let mut lines = vec![
        "| rule | finds | level | judged | true | arguable | false | true of 100 |".to_owned(),
        "|---|---|---|--:|--:|--:|--:|--:|".to_owned(),
    ];
    for &rule in Rule::ALL {
        let levels: Vec<_> = table.iter().rev().filter(|((_, of), _)| *of == rule).collect();
        for (index, ((level, _), [yes, debatable, no])) in levels.iter().enumerate() {
            let all = yes + debatable + no;
            let (name, finds) = if index == 0 { (format!("`{rule}`"), rule.summary()) } else { Default::default() };
            let percent = yes * 100 / all;
            lines.push(format!("| {name} | {finds} | {level} | {all} | {yes} | {debatable} | {no} | {percent} |"));
        }
        if levels.is_empty() {
            lines.push(format!("| `{rule}` | {} | {} | 0 | | | | |", rule.summary(), rule.level(None)));
        }
    }
    lines.join("\n") + "\n"
}
