//! Each rule with a unit that it takes away and one that it leaves.

use super::*;

#[track_caller]
fn check(filter: &Filter, unit: &Candidate<'_>, rule: Option<FilterRule>) {
    assert_eq!(filter.rule_against(unit, || Some(ContextKind::Heading(2))), rule, "{filter:?}, {unit:?}");
}

const GOOD: Candidate<'_> = Candidate::new(Some("Good day"), "Labdien");

#[test]
fn rules_are_numbered_in_their_order() {
    for (at, rule) in FilterRule::ALL.into_iter().enumerate() {
        assert_eq!(rule as usize, at);
    }
}

#[test]
fn a_filter_takes_nothing_away_unless_told() {
    assert!(Filter::new().is_empty());
    for unit in [GOOD, Candidate::new(None, ""), Candidate::new(Some(""), "")] {
        check(&Filter::new(), &unit, None);
        assert_eq!(Filter::new().key(&unit), None);
    }
}

#[test]
fn pages_are_chosen_by_locale_and_translator() {
    let locale = |tag| Locale::parse(tag).ok();
    let filter = Filter::new().with_locale(Locale::parse("lv-LV").unwrap());
    check(&filter, &Candidate { locale: locale("lv-lv"), ..GOOD }, None);
    check(&filter, &Candidate { locale: locale("lv"), ..GOOD }, Some(FilterRule::Locale));
    check(&filter, &GOOD, Some(FilterRule::Locale));
    let filter = Filter::new().with_only(Translator::Human);
    check(&filter, &Candidate { translator: Some(Translator::Human), ..GOOD }, None);
    check(&filter, &Candidate { translator: Some(Translator::Machine), ..GOOD }, Some(FilterRule::Only));
    check(&filter, &GOOD, Some(FilterRule::Only));
}

#[test]
fn units_are_skipped_for_what_they_are() {
    let filter = Filter::new().with_skipped(Skip::Merged).with_skipped(Skip::Empty).with_skipped(Skip::Unchanged);
    check(&filter, &GOOD, None);
    check(&filter, &Candidate { is_merged: true, ..GOOD }, Some(FilterRule::Merged));
    check(&filter, &Candidate::new(Some(" \n"), "a"), Some(FilterRule::Empty));
    check(&filter, &Candidate::new(None, "a"), Some(FilterRule::Empty));
    check(&filter, &Candidate::new(Some("a"), "\u{A0}"), Some(FilterRule::Empty));
    check(&filter, &Candidate::new(Some("a"), "a"), Some(FilterRule::Unchanged));
    check(&filter, &Candidate::new(Some("a"), "A"), None);
}

#[test]
fn contexts_are_a_list() {
    let filter = Filter::new().with_context(ContextKind::TableCell);
    check(&filter, &GOOD, Some(FilterRule::Context));
    check(&filter.with_context(ContextKind::Heading(1)), &GOOD, None);
    // Nobody asks where a unit is if no rule is about that.
    assert_eq!(Filter::new().with_min_words(1).rule_against(&GOOD, || unreachable!("not asked")), None);
}

#[test]
fn lengths_are_words() {
    let pair = |source, target| Candidate::new(Some(source), target);
    let filter = Filter::new().with_min_words(2).with_max_words(3).with_max_ratio(2.0);
    check(&filter, &pair("one", "viens"), Some(FilterRule::MinWords));
    check(&filter, &pair("one two three four", "x"), Some(FilterRule::MaxWords));
    check(&filter, &pair("one two", "viens divi trīs četri"), None);
    check(&filter, &pair("one two", "viens divi trīs četri pieci"), Some(FilterRule::MaxRatio));
    check(&filter, &pair("one two", ""), Some(FilterRule::MaxRatio));
    check(&Filter::new().with_max_ratio(1.5), &pair("-", "-"), None);
}

#[test]
fn keys_are_equal_for_the_same_units_only() {
    let locale = |tag| Locale::parse(tag).ok();
    let (pairs, sources) = (Filter::new().with_dedup(Dedup::Pair), Filter::new().with_dedup(Dedup::Source));
    let other = Candidate { target: "Sveiki", ..GOOD };
    assert_ne!(pairs.key(&GOOD), pairs.key(&other));
    assert_eq!(sources.key(&GOOD), sources.key(&other));
    let in_latvian = |tag| Candidate { locale: locale(tag), ..GOOD };
    for filter in [pairs, sources] {
        assert_eq!(filter.key(&in_latvian("lv-lv")), filter.key(&in_latvian("LV-LV")));
        assert_ne!(filter.key(&in_latvian("lv-LV")), filter.key(&GOOD));
    }
}

#[test]
fn what_was_taken_away_is_counted() {
    let mut removed = Removed::default();
    removed.add(FilterRule::Only);
    let mut sum = removed;
    sum.add_all(&removed);
    sum.add(FilterRule::Repeated);
    assert_eq!((sum.by(FilterRule::Only), sum.by(FilterRule::Empty), sum.total()), (2, 0, 3));
    assert_eq!(sum.iter().collect::<Vec<_>>(), [(FilterRule::Only, 2), (FilterRule::Repeated, 1)]);
}
