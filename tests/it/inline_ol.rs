//! Our codes, held against those that OpenLocalization itself wrote: its XLIFF files, and the pages made of them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use bitext::Document;
use bitext::inline::{Piece, PieceKind, StandaloneKind, pieces};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use crate::shared::{corpora, sxs_files};

/// A text of OL's, flattened, and where its codes stand in it.
#[derive(Debug, Default, Clone)]
struct Theirs {
    flat: String,
    codes: Vec<Range<usize>>,
}

/// The sources of all trans-units, by id.
fn sources(xliff: &str) -> HashMap<String, Theirs> {
    let mut reader = Reader::from_str(xliff);
    let (mut all, mut id, mut source, mut code) = (HashMap::new(), String::new(), None::<Theirs>, None);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return all,
            Event::Start(tag) => match (tag.name().as_ref(), &source) {
                ("trans-unit", _) => {
                    let value = tag.try_get_attribute("id").unwrap().unwrap();
                    id = value.value.into_owned();
                }
                ("source", _) => source = Some(Theirs::default()),
                ("bpt" | "ept" | "ph" | "it", Some(source)) => code = Some(source.flat.len()),
                _ => {}
            },
            Event::End(tag) => match (tag.name().as_ref(), &mut source) {
                ("source", _) => drop(all.insert(id.clone(), source.take().unwrap())),
                ("bpt" | "ept" | "ph" | "it", Some(source)) => {
                    source.codes.extend(code.take().map(|start| start..source.flat.len()));
                }
                _ => {}
            },
            Event::Text(text) => {
                if let Some(source) = &mut source {
                    source.flat.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(name) => {
                if let Some(source) = &mut source {
                    match name.resolve_char_ref().unwrap() {
                        Some(char) => source.flat.push(char),
                        None => source.flat.push_str(resolve_predefined_entity(&name.xml10_content()).unwrap()),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Why OL's flattened text is not the one in the page.
fn why_flat_differs(theirs: &str, ours: &str) -> &'static str {
    let bare = |text: &str| text.replace(['\\', ' ', '\n'], "");
    match theirs {
        _ if theirs.starts_with("<a ") && theirs.contains(ours) => "OL has hoisted an anchor out of the span",
        _ if theirs.contains(ours) => "OL has hoisted a link out of the span",
        _ if bare(theirs) == bare(ours) && theirs.matches('\\').count() != ours.matches('\\').count() => {
            "OL has added escapes"
        }
        _ if bare(theirs) == bare(ours) => "OL has indented a later line",
        _ => "something else",
    }
}

/// Why the codes of `text` differ, and who is right.
fn why_codes_differ(text: &str, ours: &[Piece<'_>], theirs: &[Range<usize>]) -> &'static str {
    let only_theirs: Vec<_> = theirs.iter().filter(|code| ours.iter().all(|piece| piece.range() != **code)).collect();
    let only_ours: Vec<_> = ours.iter().filter(|piece| !theirs.contains(&piece.range())).collect();
    let is_image = |piece: &Piece<'_>| piece.kind == PieceKind::Standalone(StandaloneKind::Image);
    let is_entity = |piece: &&Piece<'_>| piece.raw.starts_with("&#");
    if ours.iter().any(is_image) {
        return "an image: one code here, OL gives its alternative text (and title) to translate: by design";
    }
    if !only_ours.is_empty() && only_ours.iter().all(is_entity) {
        return "a numeric entity is text for OL: ours is right";
    }
    if only_theirs.iter().any(|code| text[(*code).clone()].contains("***")) {
        return "*** is one code for OL, two nested here: both are right";
    }
    let only_theirs: Vec<_> = only_theirs.iter().map(|code| &text[(*code).clone()]).collect();
    if only_theirs.iter().all(|code| !code.chars().any(char::is_alphanumeric)) && only_ours.is_empty() {
        return "OL protects blanks or punctuation beside a code (`**A** > **B**`): ours is right, it is text";
    }
    if only_theirs.iter().any(|code| code.trim() != *code && only_ours.iter().any(|piece| piece.raw == code.trim())) {
        return "OL's code has a blank of the text beside it: ours is right";
    }
    if only_theirs.iter().any(|code| code.contains("](")) {
        return "a link or image whose URL has blanks: OL is lenient, CommonMark is not";
    }
    "OL protects a bare address, a placeholder or a name: by design"
}

#[derive(Debug, Default)]
struct Figures {
    spans: usize,
    flat_equal: usize,
    distinct: HashSet<String>,
    equal: usize,
    with_codes: usize,
    with_codes_equal: usize,
    causes: BTreeMap<(&'static str, &'static str), usize>,
}

impl Figures {
    fn take_page(&mut self, page: &str, theirs: &HashMap<String, Theirs>) {
        for unit in Document::parse(page).units() {
            let number = unit.id.as_str().split_once('-').unwrap().1;
            let (Some(theirs), Some(ours)) = (theirs.get(number), unit.source) else { continue };
            self.spans += 1;
            if theirs.flat != ours {
                *self.causes.entry(("text", why_flat_differs(&theirs.flat, ours))).or_default() += 1;
                continue;
            }
            self.flat_equal += 1;
            if self.distinct.insert(ours.to_owned()) {
                self.take_codes(ours, &theirs.codes);
            }
        }
    }

    fn take_codes(&mut self, text: &str, theirs: &[Range<usize>]) {
        let ours: Vec<_> = pieces(text).filter(Piece::is_code).collect();
        let is_equal = ours.iter().map(Piece::range).eq(theirs.iter().cloned());
        self.equal += usize::from(is_equal);
        self.with_codes += usize::from(!theirs.is_empty());
        self.with_codes_equal += usize::from(is_equal && !theirs.is_empty());
        if !is_equal {
            *self.causes.entry(("codes", why_codes_differ(text, &ours, theirs))).or_default() += 1;
        }
    }
}

#[test]
fn codes_are_those_of_openlocalization() {
    let Some(corpora) = corpora() else { return };
    if cfg!(debug_assertions) {
        eprintln!("SKIPPED: needs a release build (cargo test --release)");
        return;
    }
    let (mut figures, mut pages) = (Figures::default(), 0);
    for file in sxs_files(&corpora.join("ol-pairs")) {
        let xliff = Path::new(&file.replace(".sxs.md", ".xlf")).to_owned();
        let theirs = sources(&std::fs::read_to_string(xliff).unwrap());
        figures.take_page(&std::fs::read_to_string(&file).unwrap(), &theirs);
        pages += 1;
    }
    let Figures { spans, flat_equal, distinct, equal, with_codes, with_codes_equal, causes } = figures;
    let percent = |part: usize, whole: usize| part as f64 * 100.0 / whole as f64;
    println!("{pages} pages, {spans} spans with a trans-unit");
    println!("flattened text equal: {:.2} %", percent(flat_equal, spans));
    println!("codes equal: {:.2} % of {} distinct sources", percent(equal, distinct.len()), distinct.len());
    println!("codes equal: {:.2} % of {with_codes} with codes", percent(with_codes_equal, with_codes));
    for ((what, cause), count) in &causes {
        println!("{count:>6} {what}: {cause}");
    }
    assert_eq!(pages, 610);
    assert!(percent(flat_equal, spans) >= 98.2);
    assert!(percent(equal, distinct.len()) >= 97.5);
    assert!(percent(with_codes_equal, with_codes) >= 92.0);
    assert!(!causes.contains_key(&("text", "something else")));
}
