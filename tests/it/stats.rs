//! Counts of units, words and characters.

use bitext::stats::{Counter, Counts, GroupBy, amount_of};
use bitext::{Document, Locale, Settings};

const FRONT: &str = "---\nms.translationtype: HT\nms.contentlocale: lv-lv\n---\n";

/// A page of units.
fn page(units: &[(&str, &str)]) -> String {
    let unit = |(index, (source, target)): (usize, &(&str, &str))| {
        let id = format!("407fb-{}", 102 + index);
        format!(
            "<span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"{id}\">{source}</span></span>\n\n"
        )
    };
    FRONT.to_owned() + &units.iter().enumerate().map(unit).collect::<String>()
}

fn count(counter: &mut Counter, path: &str, page: &str) {
    let settings = Settings::default().with_locale(Locale::parse("lv-lv").ok());
    let document = Document::with_settings(page, &settings);
    counter.begin_page(path, document.front_matter());
    for unit in document.located_units() {
        counter.unit(&unit);
    }
}

const PAGES: [(&str, &[(&str, &str)]); 3] = [
    ("a/x.md", &[("Open the file", "Atveriet failu"), ("Open the file", "Atveriet failu"), ("OK", "OK")]),
    ("a/y.md", &[("Open the file", "Atvērt failu"), ("Close it", "Aizveriet to")]),
    ("b/z.md", &[("Close it", "Aizveriet to"), ("OK", "OK")]),
];

fn all(by: GroupBy, split: usize) -> Counter {
    let (mut first, mut second) = (Counter::new(by), Counter::new(by));
    for (index, (path, units)) in PAGES.iter().enumerate() {
        count(if index < split { &mut first } else { &mut second }, path, &page(units));
    }
    first.join(second);
    first
}

#[test]
fn units_are_counted_once_in_each_figure() {
    let total = all(GroupBy::All, 3).total().clone();
    assert_eq!((total.files, total.units, total.distinct), (3, 7, 4));
    assert_eq!((total.human, total.machine, total.unchanged, total.damaged), (7, 0, 2, 0));
    assert_eq!((total.source.words, total.target.words), (3 + 3 + 1 + 3 + 2 + 2 + 1, 2 + 2 + 1 + 2 + 2 + 2 + 1));
    let effort = total.effort;
    assert_eq!((effort.new_units, effort.repeated_units, effort.unchanged_units), (2, 3, 2));
    assert_eq!((effort.new_words, effort.repeated_words, effort.unchanged_words), (5, 8, 2));
    assert_eq!(effort.new_words + effort.repeated_words + effort.unchanged_words, total.source.words);
}

#[test]
fn counters_of_parts_join_to_the_whole() {
    for by in [GroupBy::All, GroupBy::Locale, GroupBy::Folder, GroupBy::Context, GroupBy::Translator] {
        let whole: Vec<(String, Counts)> = named(&all(by, 3));
        for split in 0..3 {
            assert_eq!(named(&all(by, split)), whole, "{by:?} {split}");
            assert_eq!(all(by, split).total(), all(by, 3).total(), "{by:?} {split}");
        }
    }
}

fn named(counter: &Counter) -> Vec<(String, Counts)> {
    counter.groups().map(|(name, counts)| (name.to_owned(), counts.clone())).collect()
}

#[test]
fn groups_have_names() {
    let names = |by| all(by, 3).groups().map(|(name, counts)| format!("{name} {}", counts.units)).collect::<Vec<_>>();
    assert_eq!(names(GroupBy::Locale), ["lv-LV 7"]);
    assert_eq!(names(GroupBy::Folder), ["a 5", "b 2"]);
    assert_eq!(names(GroupBy::Context), ["paragraph 7"]);
    assert_eq!(names(GroupBy::Translator), ["human 7"]);
}

/// Words counted by hand.
#[test]
fn amounts_agree_with_a_hand_count() {
    for (text, words, characters) in [
        ("", 0, 0),
        ("Hello", 1, 5),
        ("Click **OK** to go on.", 5, 18),
        ("Noklikšķiniet uz **Labi**, lai turpinātu.", 5, 37),
        ("See [Get help](help.md) and <xref:System.String>.", 4, 18),
        ("It's 3.14 or 1,000 (x-y)", 6, 24),
        ("Version 2.0.1 of `a.b`", 4, 20),
        ("ファイルを開く", 7, 7),
        ("Excel ファイル", 5, 10),
        ("파일을 열려면", 2, 7),
        ("פתח את הקובץ", 3, 12),
        ("Откройте файл.", 2, 14),
    ] {
        let amount = amount_of(text);
        assert_eq!((amount.words, amount.characters), (words, characters), "{text:?}");
    }
}
