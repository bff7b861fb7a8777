//! Filters and changed texts in front of a writer: what arrives, and what is counted.

use std::io;

use bitext::english::Original;
use bitext::export::{Export, Summary};
use bitext::filter::{
    Dedup, Filter, FilterRule, FilteredWriter, PlainTexts, Removed, Repeats, Seen, Sentences, Skip, WithOriginal,
};
use bitext::format::{Page, UnitWriter, Written};
use bitext::place::{Extent, LocatedUnit};
use bitext::{Code, Document, Locale, Markup, Settings};

/// Keeps what it is given: id, extent, source, target.
#[derive(Default)]
struct Kept(Vec<(String, Extent, String, String)>);

impl UnitWriter for Kept {
    fn begin(&mut self, _page: &Page<'_>) -> io::Result<()> {
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let source = unit.source.unwrap_or_default();
        self.0.push((unit.id.to_string(), unit.extent, source.to_owned(), unit.target.to_owned()));
        Ok(if source == "no" { Written::LeftOut(Code::LeftOutNoSource) } else { Written::Whole })
    }
}

impl Kept {
    fn sources(&self) -> Vec<&str> {
        self.0.iter().map(|(_, _, source, _)| &**source).collect()
    }
}

fn page(pairs: &[(&str, &str)]) -> String {
    let unit = |(number, (source, target)): (usize, &(&str, &str))| {
        format!(
            "<span data-ttu-id=\"0a1b2-{number}\">{target}</span>\
             <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{number}\">{source}</span></span>\n\n"
        )
    };
    let front_matter = "---\nms.translationtype: MT\nms.contentlocale: lv-lv\n---\n";
    format!("{front_matter}{}", (101..).zip(pairs).map(unit).collect::<String>())
}

fn export(page: &str, writer: &mut dyn UnitWriter) -> Summary {
    Export::new("a.md", Locale::parse("en-US").unwrap()).text(page, writer, &mut ()).unwrap()
}

fn filtered(filter: &Filter, repeats: Repeats<'_>, page: &str) -> (Kept, Summary, Removed) {
    let mut kept = Kept::default();
    let mut writer = FilteredWriter::new(filter, repeats, &mut kept);
    let summary = export(page, &mut writer);
    let removed = writer.removed();
    (kept, summary, removed)
}

const PAIRS: [(&str, &str); 7] = [
    ("One two", "Viens divi"),
    ("Azure", "Azure"),
    ("", "."),
    ("One two", "Viens divi"),
    ("One two", "Viens, divi"),
    ("Three", "Trīs"),
    ("no two", "nē divi"),
];

#[test]
fn every_unit_is_written_or_counted_for_one_rule() {
    let filter =
        Filter::new().with_skipped(Skip::Unchanged).with_skipped(Skip::Empty).with_min_words(2).with_dedup(Dedup::Pair);
    let (kept, summary, removed) = filtered(&filter, Repeats::Met(&mut Seen::new()), &page(&PAIRS));
    assert_eq!(kept.sources(), ["One two", "One two", "no two"]);
    let counts: Vec<_> = removed.iter().collect();
    assert_eq!(
        counts,
        [(FilterRule::Empty, 1), (FilterRule::Unchanged, 1), (FilterRule::MinWords, 1), (FilterRule::Repeated, 1)]
    );
    assert_eq!(summary.units + summary.left_out + removed.total(), PAIRS.len() as u64);
}

#[test]
fn what_a_format_cannot_hold_is_not_counted_as_filtered() {
    let (_, summary, removed) =
        filtered(&Filter::new(), Repeats::Met(&mut Seen::new()), &page(&[("no", "nē"), ("yes", "jā")]));
    assert_eq!((summary.units, summary.left_out, removed.total()), (1, 1, 0));
}

#[test]
fn the_first_of_equal_sources_stays() {
    let filter = Filter::new().with_dedup(Dedup::Source);
    let (kept, _, removed) = filtered(&filter, Repeats::Met(&mut Seen::new()), &page(&PAIRS));
    assert_eq!(kept.sources(), ["One two", "Azure", "", "Three", "no two"]);
    assert_eq!(removed.by(FilterRule::Repeated), 2);
}

#[test]
fn repeats_can_be_found_in_two_passes() {
    let filter = Filter::new().with_skipped(Skip::Unchanged).with_dedup(Dedup::Pair);
    let (pages, mut seen, mut again) = ([page(&PAIRS), page(&PAIRS[2..])], Seen::new(), Seen::new());
    for page in pages {
        let mut keys = Vec::new();
        let _ = filtered(&filter, Repeats::Collected(&mut keys), &page);
        let known: Vec<bool> = keys.into_iter().map(|key| key.is_some_and(|key| !seen.is_new(key))).collect();
        let (kept, _, removed) = filtered(&filter, Repeats::Known(known.iter()), &page);
        let (expect, _, expect_removed) = filtered(&filter, Repeats::Met(&mut again), &page);
        assert_eq!((kept.0, removed), (expect.0, expect_removed));
    }
    assert_eq!(seen.len(), 5);
}

#[test]
fn sentences_are_units_of_their_own() {
    let pairs = [("One. Two.", "Viens. Divi."), ("One. Two.", "Viens un divi."), ("One", "Viens")];
    let mut kept = Kept::default();
    let summary = export(&page(&pairs), &mut Sentences::new(&mut kept));
    let row =
        |id: &str, extent, source: &str, target: &str| (id.to_owned(), extent, source.to_owned(), target.to_owned());
    let expect = [
        row("0a1b2-101", Extent::Sentence(1), "One.", "Viens."),
        row("0a1b2-101", Extent::Sentence(2), "Two.", "Divi."),
        row("0a1b2-102", Extent::Whole, "One. Two.", "Viens un divi."),
        row("0a1b2-103", Extent::Whole, "One", "Viens"),
    ];
    assert_eq!((kept.0.as_slice(), summary.units), (expect.as_slice(), 3));
}

#[test]
fn sentences_are_made_plain_and_filtered_one_by_one() {
    let filter = Filter::new().with_min_words(2).with_dedup(Dedup::Pair);
    let (mut kept, mut seen) = (Kept::default(), Seen::new());
    let mut last = FilteredWriter::new(&filter, Repeats::Met(&mut seen), &mut kept);
    let mut plain = PlainTexts::new(&mut last);
    let pairs = [("Go **on**. Stop. Go on.", "Ej **tālāk**. Stop. Ej tālāk.")];
    let summary = export(&page(&pairs), &mut Sentences::new(&mut plain));
    let removed = last.removed();
    assert_eq!(kept.sources(), ["Go on."]);
    assert_eq!((removed.by(FilterRule::MinWords), removed.by(FilterRule::Repeated), summary.units), (1, 1, 1));
}

#[test]
fn hidden_strings_come_first_with_their_places() {
    let original = "---\ntitle: Hello\ndescription: One. Two.\n---\n# Good day\n\n![A cat](cat.png)\n";
    let page = page(&[("Good day", "Labdien"), ("Good night", "Ar labu nakti")]);
    let page =
        page.replace("---\nms.", "---\ntitle: Sveiki\ndescription: \"Viens. Divi.\"\nms.") + "ē ![Kaķis](cat.png)\n";
    let document = Document::parse(&page);
    let (mut lines, mut found) = (bitext::format::JsonLinesWriter::new(Vec::new()), Vec::new());
    let original = Original::new(original);
    let mut writer = WithOriginal::new(&mut lines, &document, &original);
    let export = Export::new("a.md", Locale::parse("en-US").unwrap());
    let mut sink = |finding: &bitext::Diagnostic, _| found.push(finding.to_string());
    let summary = export.document(&document, &mut writer, &mut sink).unwrap();
    assert_eq!((summary.units, writer.written(), writer.diagnostics().len()), (2, 4, 0));
    assert_eq!(found, ["unit 0a1b2-102 has a source that the English original does not hold"]);
    let lines = String::from_utf8(lines.finish().unwrap()).unwrap();
    let rows: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |row: &serde_json::Value| {
        let [line, column, start, end] = ["line", "column", "byte_start", "byte_end"]
            .map(|key| usize::try_from(row[key].as_u64().unwrap()).unwrap());
        (row["id"].as_str().unwrap().to_owned(), (line, column), page[start..end].to_owned())
    };
    let hidden: Vec<_> = rows.iter().take(4).map(of).collect();
    let row = |id: &str, place, text: &str| (id.to_owned(), place, text.to_owned());
    let expect = [
        row("title", (2, 8), "Sveiki"),
        row("description", (3, 14), "\"Viens. Divi.\""),
        row("description-2", (3, 14), "\"Viens. Divi.\""),
        row("image-alt-1", (11, 5), "Kaķis"),
    ];
    assert_eq!(hidden, expect);
    assert!(rows.iter().take(4).all(|row| row["index"].is_null()) && rows[4]["index"] == 0);
    for line in lines.lines() {
        let record: bitext::format::Record = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&record).unwrap(), line);
    }
}

#[test]
fn what_is_lost_of_hidden_strings_is_said() {
    let page = "---\ntitle: Sveiki\n---\ntext\n";
    let document = Document::parse(page);
    let original = Original::new("---\ntitle: no\n---\ntext\n");
    let mut kept = Kept::default();
    let mut writer = WithOriginal::new(&mut kept, &document, &original);
    let export = Export::new("a.md", Locale::parse("en-US").unwrap());
    let summary = export.document(&document, &mut writer, &mut ()).unwrap();
    assert_eq!((summary.units, writer.written()), (0, 0));
    let said: Vec<_> = writer.diagnostics().iter().map(|finding| (finding.code, finding.unit.as_deref())).collect();
    assert_eq!(said, [(Code::LeftOutNoSource, Some("title"))]);
}

#[test]
fn a_pair_that_was_left_out_is_no_repeat() {
    let (first, second) = ([("A", "B"), ("no", "nē")], [("no", "nē"), ("A", "B")]);
    let filter = Filter::new().with_dedup(Dedup::Pair);
    let mut seen = Seen::new();
    let (_, summary, removed) = filtered(&filter, Repeats::Met(&mut seen), &page(&first));
    assert_eq!((summary.units, summary.left_out, removed.total(), seen.len()), (1, 1, 0, 1));
    let (_, summary, removed) = filtered(&filter, Repeats::Met(&mut seen), &page(&second));
    assert_eq!((summary.left_out, removed.by(FilterRule::Repeated)), (1, 1));
    let mut keys = Vec::new();
    let _ = filtered(&filter, Repeats::Collected(&mut keys), &page(&second));
    assert_eq!(keys.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn texts_of_published_pages_are_html() {
    let pair = [(r"Use *aa. Bb* and C:\_x. Cc &amp; <b>c</b>.", r"Lieto *aa. Bb* un C:\_x. Cc &amp; <b>c</b>.")];
    let settings = Settings::default().with_markup(Markup::Html);
    let of = |writer: &mut dyn UnitWriter| {
        let export = Export::new("a.html", Locale::parse("en-US").unwrap()).with_settings(settings);
        let _ = export.text(&page(&pair), writer, &mut ()).unwrap();
    };
    let mut kept = Kept::default();
    of(&mut PlainTexts::new(&mut kept));
    assert_eq!(kept.sources(), [r"Use *aa. Bb* and C:\_x. Cc & c."]);
    let mut kept = Kept::default();
    of(&mut Sentences::new(&mut kept));
    assert_eq!(kept.sources(), ["Use *aa.", r"Bb* and C:\_x.", "Cc &amp; <b>c</b>."]);
}
