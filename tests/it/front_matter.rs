//! The six keys of the pipeline, over every page of the corpora, against a plain regular expression.

use std::fs;

use bitext::front_matter::{FrontMatter, TranslationType};
use regex::Regex;

use crate::shared::{corpora, sxs_files};

/// What a regular expression finds: the last line of the front matter that begins with the key.
struct Expected {
    front: Regex,
    keys: Vec<(&'static str, Regex)>,
}

impl Expected {
    fn new() -> Self {
        let keys =
            ["openlocfilehash", "sourcegitcommit", "translationtype", "contentlocale", "lasthandoff", "locfileid"];
        Self {
            front: Regex::new(r"(?s)\A\u{FEFF}?---[ \t]*\r?\n(?:.*?\n)??(?:---|\.\.\.)[ \t]*\r?(?:\n|\z)").unwrap(),
            keys: keys
                .map(|key| (key, Regex::new(&format!("(?m)^ms\\.{key}:[ \"]*([^\"\r\n]*?)[ \"]*\r?$")).unwrap()))
                .into(),
        }
    }

    fn front<'p>(&self, page: &'p str) -> Option<&'p str> {
        self.front.find(page).map(|found| found.as_str())
    }

    fn values<'p>(&self, front: &'p str) -> Vec<Option<&'p str>> {
        let value = |key: &Regex| key.captures_iter(front).last().map(|found| found.get(1).unwrap().as_str());
        self.keys.iter().map(|(_, key)| value(key)).collect()
    }
}

/// The six values as the crate gives them, in the spelling of the page.
fn typed<'p>(front: FrontMatter<'p>, values: &[Option<&'p str>]) -> Vec<Option<&'p str>> {
    // The page's spelling of the day, if it is the same day.
    let day = values[4].filter(|text| {
        let (month, rest) = text.split_once('/').unwrap();
        let (day, year) = rest.split_once('/').unwrap();
        front.last_handoff().is_some_and(|date| date.to_string() == format!("{year}-{month}-{day}"))
    });
    vec![
        front.open_loc_file_hash(),
        front.source_commit(),
        front.translation_type().map(TranslationType::as_str),
        front.locale().map(bitext::Locale::as_written),
        day,
        front.loc_file_id(),
    ]
}

#[test]
fn the_six_keys_equal_those_of_a_regular_expression() {
    let Some(corpora) = corpora() else { return };
    let expected = Expected::new();
    let files = [sxs_files(&corpora.join("dev")), sxs_files(&corpora.join("cases"))].concat();
    assert!(files.len() >= 6000, "{} pages", files.len());
    let (mut with_front, mut with_value) = (0, [0; 6]);
    for file in &files {
        let page = fs::read_to_string(file).unwrap();
        let front = FrontMatter::of(&page);
        assert_eq!(front.map(FrontMatter::raw), expected.front(&page), "{file}");
        let Some(front) = front else { continue };
        let values = expected.values(front.raw());
        assert_eq!(typed(front, &values), values, "{file}");
        with_front += 1;
        for (count, value) in with_value.iter_mut().zip(&values) {
            *count += usize::from(value.is_some());
        }
    }
    let counts: Vec<_> =
        expected.keys.iter().zip(with_value).map(|((key, _), count)| format!("{key} {count}")).collect();
    println!("{} pages, {with_front} with front matter: {}", files.len(), counts.join(", "));
}
