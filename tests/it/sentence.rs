//! Sentences of real units, held against the pipeline's own: each of its units is one sentence, but for the merged ones,
//! and the units of a paragraph follow each other after a blank.

use bitext::sentence::{align, split};
use bitext::{Document, Part};

use crate::shared::{corpora, sxs_files};

#[derive(Debug, Default)]
struct Counts {
    units: u64,
    whole: u64,
    boundaries: u64,
    found: u64,
    merged: u64,
    aligned: u64,
}

fn count(page: &str, counts: &mut Counts) {
    let document = Document::parse(page);
    let parts: Vec<_> = document.parts().collect();
    for (at, part) in parts.iter().enumerate() {
        let Part::Unit(unit) = part else { continue };
        let source = unit.source.unwrap_or_default();
        let language = unit.locale.map(bitext::Locale::language);
        let pairs = align(source, Some("en"), unit.target, language);
        if let Some(pairs) = &pairs {
            let joined: (String, String) = pairs.iter().copied().unzip();
            assert_eq!((joined.0.as_str(), joined.1.as_str()), (source, unit.target));
        }
        if unit.id.is_merged() {
            counts.merged += 1;
            counts.aligned += u64::from(pairs.is_some());
            continue;
        }
        counts.units += 1;
        counts.whole += u64::from(split(source, Some("en")).len() <= 1);
        let [Part::Skeleton(" "), Part::Unit(next), ..] = &parts[at + 1..] else { continue };
        let next = next.source.unwrap_or_default();
        if !(source.is_empty() || next.is_empty()) {
            let joined = format!("{source} {next}");
            counts.boundaries += 1;
            counts.found += u64::from(split(&joined, Some("en")).iter().any(|range| range.start == source.len() + 1));
        }
    }
}

#[test]
fn sentences_of_real_units_are_mostly_those_of_the_pipeline() {
    let Some(corpora) = corpora() else { return };
    let mut counts = Counts::default();
    for file in sxs_files(&corpora.join("dev")).iter().step_by(4) {
        count(&std::fs::read_to_string(file).unwrap(), &mut counts);
    }
    println!("{counts:?}");
    assert!(counts.units > 90_000 && counts.boundaries > 10_000 && counts.merged > 300, "{counts:?}");
    assert!(counts.whole * 1000 >= counts.units * 998, "{counts:?}");
    assert!(counts.found * 100 >= counts.boundaries * 97, "{counts:?}");
    assert!(counts.aligned * 100 >= counts.merged * 85, "{counts:?}");
}
