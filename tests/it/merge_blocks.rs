//! Merge leaves the blocks of real pages, and the links in their skeletons, as a parse of the whole page gives them, whatever
//! the new targets hold: what is decided without that parse is decided as it would be.

use bitext::Document;
use bitext::edit::{Edit, Edits};
use bitext::merge::Verdict;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::merge_laws::own_units;
use crate::shared::{corpora, sxs_files};

/// How the files end that are no Markdown.
const NO_MARKDOWN: [&str; 3] = [".yml", ".json", ".xml"];

/// What is put before, after, or into the middle of the targets of a page in turn.
const HOSTILE: [&str; 28] = [
    "'", "\"", ")", "(", " 'x", "')", "\")", "!", ":", "](b '", "](b)", "[a](b)", "`", "|", "<!-- ", " -->", "<b>",
    "<a b='", "\\", "&lt;", "*", "**", "==", "# ", "- ", "```", "\n", "x",
];

/// The blocks of a page, and the links and images in its skeleton: what each is, and so many units and bytes of skeleton
/// before it.
fn blocks(document: &Document<'_>) -> Vec<(String, usize, Option<usize>)> {
    let text = document.text();
    let body = document.front_matter().map_or(0, |front| front.raw().len());
    let units = document.units();
    let (mut unit, mut in_units, mut blocks) = (0, 0, Vec::new());
    for (event, range) in Parser::new_ext(&text[body..], Options::ENABLE_TABLES).into_offset_iter() {
        let start = body + range.start;
        let kind = match event {
            Event::Start(Tag::Emphasis | Tag::Strong) => continue,
            Event::Start(Tag::Link { .. }) => "link".to_owned(),
            Event::Start(Tag::Image { .. }) => "image".to_owned(),
            Event::Start(Tag::Heading { level, .. }) => level.to_string(),
            Event::Start(tag) => format!("{tag:?}").chars().take_while(|char| char.is_alphabetic()).collect(),
            Event::Rule => "rule".to_owned(),
            _ => continue,
        };
        while units.get(unit).is_some_and(|unit| unit.span.range().end <= start) {
            in_units += units[unit].raw.len();
            unit += 1;
        }
        let is_inside = units.get(unit).is_some_and(|unit| unit.span.range().contains(&start));
        if !(is_inside && matches!(&*kind, "link" | "image")) {
            blocks.push((kind, unit, (!is_inside).then(|| start - in_units)));
        }
    }
    blocks
}

#[test]
fn hostile_targets_leave_the_blocks_of_real_pages() {
    let Some(corpora) = corpora() else { return };
    let mut files = sxs_files(&corpora.join("cases"));
    files.extend(sxs_files(&corpora.join("dev")).into_iter().step_by(20));
    let (mut changed, mut refused) = (0, 0);
    for (number, file) in files.iter().filter(|file| !NO_MARKDOWN.iter().any(|end| file.ends_with(end))).enumerate() {
        let page = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
        let document = Document::parse(&page);
        let before = blocks(&document);
        for round in 0..4 {
            let edit = |&unit: &usize| {
                let (old, turn) = (document.units()[unit].target, number + 7 * unit + 11 * round);
                let hostile = HOSTILE[turn % HOSTILE.len()];
                let middle = old.char_indices().nth(old.chars().count() / 2).map_or(0, |(at, _)| at);
                let text = match turn / HOSTILE.len() % 3 {
                    0 => format!("{hostile}{old}"),
                    1 => format!("{old}{hostile}"),
                    _ => format!("{}{hostile}{}", &old[..middle], &old[middle..]),
                };
                Edit::new(document.units()[unit].id.to_string(), text)
            };
            // Now all at once, now a few.
            let units = own_units(&document);
            let edits: Edits = units.iter().skip(round).step_by(1 + 4 * (round % 2)).map(edit).collect();
            let merged = edits.merge("a.md", &document);
            changed += merged.count(Verdict::Changed);
            refused += merged.refused();
            assert_eq!(before, blocks(&Document::parse(merged.text())), "{file}");
        }
    }
    println!("{changed} changed, {refused} refused");
    assert!(changed > 20_000 && refused > 1000, "{changed} changed, {refused} refused");
}
