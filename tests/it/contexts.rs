//! The contexts of units, against a CommonMark parse of the same page in which a word stands for each unit.
//!
//! Pages of YAML, JSON and ECMA XML are left out, and so are units in front matter.
//!
//! What is left of differences over all of `dev` (how many is printed), and why it stays:
//! - cells after the last column of a table: the parser drops their text, so there is nothing to compare with;
//! - a paragraph of several lines with an underline: only its last line is known to be a heading when its units pass;
//! - a table whose head is not the first line of its paragraph: a table for GFM's own parser, a paragraph for this one;
//! - a line with nothing but a tag after a table: an HTML block for GFM's own parser, a row for this one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use bitext::place::{ContextKind, FileKind, LocatedUnit};
use bitext::{Document, Part, PartReader, Settings, TranslationUnit};

use crate::commonmark::{Oracle, WORD};
use crate::shared::{corpora, sxs_files};

/// The context of a unit: its kind and the headings above it.
type Context = (ContextKind, Vec<String>);

/// The contexts of all units of a page, by the crate: in memory, or as a stream that is read in steps of so many bytes.
pub(crate) fn contexts(document: &Document<'_>, step: usize) -> Vec<Context> {
    let context = |unit: &LocatedUnit<'_>| (unit.place.context(), unit.place.headings().to_vec());
    if step == usize::MAX {
        return document.located_units().map(|unit| context(&unit)).collect();
    }
    let settings = Settings::default().with_buffer(step);
    let mut reader = PartReader::with_settings(document.text().as_bytes(), &settings).located();
    let mut found = Vec::new();
    while let Some(unit) = reader.next_located().unwrap() {
        found.push(context(&unit));
    }
    found
}

/// The body of a page with words for units, and the units with the places of these words; those in the front matter
/// are left out.
fn with_words<'t>(document: &Document<'t>) -> (String, Vec<(usize, TranslationUnit<'t>)>) {
    let (mut body, mut places) = (String::new(), Vec::new());
    for part in document.parts() {
        match part {
            Part::Skeleton(text) => body.push_str(text),
            Part::Unit(unit) if !unit.in_front_matter => {
                places.push((body.len(), unit));
                body.push_str(WORD);
            }
            _ => {}
        }
    }
    (body, places)
}

/// A unit of the corpus: what the oracle says, what the crate says, whether their paths agree, and where it stands.
struct Compared {
    expected: ContextKind,
    found: ContextKind,
    paths_agree: bool,
    place: String,
}

/// Every unit of `dev` in Markdown pages, and the numbers of those that cannot be compared, by reason.
fn compare_all(files: &[String]) -> (Vec<Compared>, BTreeMap<&'static str, usize>) {
    let mut oracle = Oracle::new();
    let mut units = Vec::new();
    let mut left_out = BTreeMap::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let document = Document::parse(&text);
        let kind = FileKind::of(&text);
        if kind != FileKind::Markdown {
            *left_out.entry(kind.as_str()).or_default() += document.units().len();
            continue;
        }
        let (body, places) = with_words(&document);
        *left_out.entry("front matter").or_default() += document.units().len() - places.len();
        let found = contexts(&document, usize::MAX);
        let found = found.into_iter().filter(|(kind, _)| *kind != ContextKind::FrontMatter);
        for ((found, expected), (at, unit)) in found.zip(oracle.read(&body, &places)).zip(&places) {
            let Some(kind) = expected.kind else {
                *left_out.entry("not text to the parser").or_default() += 1;
                continue;
            };
            let paths_agree = found.1.iter().eq(expected.path.iter().map(|(_, text)| text));
            let line_start = body[..*at].rfind('\n').map_or(0, |eol| eol + 1);
            let line_end = body[*at..].find('\n').map_or(body.len(), |eol| at + eol);
            let mut place = format!("{file}: {}", unit.id);
            if found.0 != kind || !paths_agree {
                let line = &body[line_start..line_end];
                write!(place, ": {line}\n    {:?}\n    {:?}", found.1, expected.path).unwrap();
            }
            units.push(Compared { expected: kind, found: found.0, paths_agree, place });
        }
    }
    (units, left_out)
}

/// Prints the agreement by kind and the disagreements by cause; gives the share that agrees.
fn report(title: &str, units: &[&Compared]) -> f64 {
    let mut kinds = BTreeMap::<_, [usize; 2]>::new();
    let mut causes = BTreeMap::<_, Vec<_>>::new();
    for unit in units {
        let counts = kinds.entry(unit.expected.as_str()).or_default();
        counts[0] += usize::from(unit.found == unit.expected);
        counts[1] += 1;
        if unit.found != unit.expected {
            let cause = format!("{:?} by the parser, {:?} here", unit.expected, unit.found);
            causes.entry(cause).or_default().push(&unit.place);
        }
    }
    println!("{title}: agreeing units by kind: {kinds:?}");
    for (cause, places) in causes {
        println!("{title}: {cause}: {} units, such as {}", places.len(), places[0]);
    }
    let agreeing = units.iter().filter(|unit| unit.found == unit.expected).count();
    agreeing as f64 / units.len() as f64
}

/// 2,000 units: as many of each kind as there are, up to an equal share, then others; drawn by the seed.
fn sample(units: &[Compared]) -> Vec<&Compared> {
    const SEED: u64 = 20_261_122;
    let mut state = SEED;
    let mut drawn: Vec<_> = units
        .iter()
        .map(|unit| {
            // Knuth's MMIX generator.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 20, unit)
        })
        .collect();
    drawn.sort_by_key(|(draw, _)| *draw);
    let mut taken = BTreeMap::<_, usize>::new();
    let (share, rest): (Vec<_>, Vec<_>) = drawn.into_iter().partition(|(_, unit)| {
        let taken = taken.entry(unit.expected.as_str()).or_default();
        *taken += 1;
        *taken <= 150
    });
    share.into_iter().chain(rest).map(|(_, unit)| unit).take(2000).collect()
}

#[test]
fn contexts_agree_with_a_commonmark_parse() {
    let Some(corpora) = corpora() else { return };
    let (units, left_out) = compare_all(&sxs_files(&corpora.join("dev")));
    println!("left out: {left_out:?}");
    let all = report("all", &units.iter().collect::<Vec<_>>());
    let sample = report("sample", &sample(&units));
    println!("kinds agree on {:.3} % of all {} units, {:.2} % of the sample", all * 100.0, units.len(), sample * 100.0);
    assert!(sample >= 0.99 && all >= 0.999);

    let other_paths: Vec<_> = units.iter().filter(|unit| !unit.paths_agree).collect();
    for unit in other_paths.iter().step_by(other_paths.len().div_ceil(5).max(1)) {
        println!("another path: {}", unit.place);
    }
    println!("another path: {} units", other_paths.len());
    assert!(other_paths.len() * 1000 < units.len());
}

#[test]
fn contexts_do_not_depend_on_how_skeleton_is_cut() {
    let Some(corpora) = corpora() else { return };
    for file in sxs_files(&corpora.join("cases")) {
        let text = fs::read_to_string(&file).unwrap();
        let document = Document::parse(&text);
        let whole = contexts(&document, usize::MAX);
        for step in [8, 9, 100] {
            assert!(whole == contexts(&document, step), "{file} in steps of {step}");
        }
    }
}
