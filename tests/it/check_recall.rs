//! Recall: faults are put into clean real units, and the rule that each is meant for has to find it.
//!
//! 2,000 units are drawn (with a fixed seed) from those of the real pages in which nothing is found. Each fault is put into
//! every unit that has what it spoils; where fewer than 100 have, clean units that were not drawn are taken, too, up to 200.
//! At least 98 of 100 have to be found.

use bitext::check::{Checker, Rule, Rules, UnitTexts};
use bitext::{Document, Locale};

use crate::check_faults::{Clean, FAULTS};
use crate::shared::{corpora, sxs_files};

/// Runs the rules over a unit with these texts in place of its own.
fn check(unit: &Clean, checker: &mut Checker, source: &str, target: &str, mut found: impl FnMut(Rule)) {
    let texts = UnitTexts::new(source, target).with_locale(Locale::parse(&unit.locale).ok());
    checker.begin_page(None);
    checker.texts(&texts, |finding| found(finding.rule));
}

/// Numbers in a fixed order that looks like none (`SplitMix64`).
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) % limit as u64) as usize
    }
}

const UNITS: usize = 2_000;

/// A fault that fewer units have than this is looked for in others, too, until there are [`ENOUGH`].
const FEW: u32 = 100;
const ENOUGH: u32 = 200;

/// Clean units in one page of ten: those that are drawn, and the others. The locale of a page is that of its repository's name.
fn clean_units() -> Option<(Vec<Clean>, Vec<Clean>)> {
    let files = sxs_files(&corpora()?.join("dev"));
    let mut checker = Checker::new(Rules::default());
    let mut all = Vec::new();
    for file in files.iter().step_by(10) {
        let page = std::fs::read_to_string(file).unwrap();
        let repository = file.rsplit('/').nth(1).unwrap();
        let locale = repository.rsplit('.').next().unwrap().to_lowercase();
        for unit in Document::parse(&page).units() {
            let Some(source) = unit.source else { continue };
            let clean = Clean { source: source.to_owned(), target: unit.target.to_owned(), locale: locale.clone() };
            let mut is_clean = source != unit.target && source.len() >= 20;
            check(&clean, &mut checker, source, unit.target, |_| is_clean = false);
            if is_clean {
                all.push(clean);
            }
        }
    }
    let mut draw = Draw(20_261_125);
    let mut drawn = Vec::new();
    while drawn.len() < UNITS {
        let place = draw.below(all.len());
        drawn.push(all.swap_remove(place));
    }
    Some((drawn, all))
}

#[test]
fn injected_faults_are_found_by_the_rule_meant_for_them() {
    let Some((units, others)) = clean_units() else { return };
    let mut checker = Checker::new(Rules::default());
    let (mut all, mut all_found) = (0, 0);
    let mut weak = Vec::new();
    for (name, rule, fault) in FAULTS {
        let (mut count, mut found) = (0_u32, 0_u32);
        let mut missed = None;
        for (index, unit) in units.iter().chain(&others).enumerate() {
            if index == units.len() && count >= FEW || index > units.len() && count >= ENOUGH {
                break;
            }
            let Some((source, target)) = unit.spoil(fault) else { continue };
            count += 1;
            let mut is_found = false;
            check(unit, &mut checker, &source, &target, |one| is_found |= one == *rule);
            if is_found {
                found += 1;
            } else {
                missed.get_or_insert((source, target));
            }
        }
        println!("{name:<32} {rule:<22} {found:>5} of {count:>5}");
        (all, all_found) = (all + count, all_found + found);
        assert!(count > 10, "{name}: only {count} units have what it spoils");
        if found * 100 < count * 98 {
            weak.push(format!("{name}: {found} of {count}, not in {missed:?}"));
        }
    }
    println!("{:<55} {all_found:>5} of {all:>5}", "all");
    assert!(all > 10_000, "only {all} faults could be injected");
    assert!(weak.is_empty(), "{weak:#?}");
}
