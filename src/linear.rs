//! The whole way of each command is linear in the page (law 9): what is looked at, searched, moved and parsed is counted, not
//! timed, for pages that make careless work slow, at one size and at four times that.

use std::io;

use crate::check::{Checker, Rules};
use crate::document::Document;
use crate::edit::{Edit, Edits};
use crate::export::Export;
use crate::format::{JsonLinesWriter, TmxWriter, UnitWriter, XliffVersion, XliffWriter};
use crate::inline::steps_of;
use crate::locale::Locale;
use crate::view::Side;
use crate::work;

fn unit(number: usize, target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"407fb-{number}\">{target}</span>\
         <span class=\"sxs-lookup\"><span data-stu-id=\"407fb-{number}\">{source}</span></span>"
    )
}

/// A page of about so many bytes after its front matter.
type MakePage = fn(usize) -> String;

const PAGES: [(&str, MakePage); 12] = [
    ("openings cut short", |n| "<span data-ttu-id=".repeat(n / 18)),
    ("targets without end", |n| "<span data-ttu-id=\"407fb-102\">".repeat(n / 30)),
    ("lookups without target", |n| "<span class=\"sxs-lookup\">".repeat(n / 25)),
    ("openings cut short in a unit", |n| unit(102, &"<span data-ttu-id=".repeat(n / 18), "b")),
    ("a rule that is none", |n| format!("{}x\n{}", "- ".repeat(n / 2), unit(102, "a", "b"))),
    ("anchors without end", |n| format!("# {}>\n{}", "<a ".repeat(n / 3), unit(102, "a", "b"))),
    ("long tags", |n| {
        let open = format!("<{}>", "a".repeat(n / 128)).repeat(64);
        unit(102, &format!("{open}{}", "</b>".repeat(n / 8)), "b")
    }),
    ("quotes on a line of units", |n| format!("{}{}", ">".repeat(n / 2), units(n / 260, ""))),
    ("headings above many units", |n| {
        format!("# {}\n\n{}", unit(102, "h", &"h".repeat(n / 4)), units(n / 200, "\n\n"))
    }),
    ("a table", |n| format!("{}\n-|-\n{}", unit(102, "a", "b"), units(n / 130, " | "))),
    ("brackets", |n| format!("{}{}", "[".repeat(n / 2), units(n / 260, "]"))),
    ("text with codes", |n| units(n / 260, "\n\n").replace(">b<", ">**b** [c](d) `e`<")),
];

fn units(count: usize, between: &str) -> String {
    (0..count).map(|number| unit(1000 + number, "a", "b") + between).collect()
}

fn export(page: &str, mut writer: impl UnitWriter) {
    let locale = Locale::parse("en-US").expect("a tag");
    let _ = Export::new("a.md", locale).text(page, &mut writer, &mut ()).expect("nothing refuses to be written");
    writer.close().expect("nothing refuses to be written");
}

/// What a command does with a page.
type Way = fn(&str);

/// The ways of `extract`, `render`, `check` and `merge` through the library.
const WAYS: [(&str, Way); 8] = [
    ("JSON Lines", |page| export(page, JsonLinesWriter::new(io::sink()))),
    ("XLIFF 1.2", |page| export(page, XliffWriter::new(io::sink()).with_notes())),
    ("XLIFF 2.1", |page| export(page, XliffWriter::new(io::sink()).with_version(XliffVersion::V21))),
    ("TMX", |page| export(page, TmxWriter::new(io::sink()))),
    ("target view", |page| drop(Document::parse(page).view(Side::Target).to_string())),
    ("source view", |page| drop(Document::parse(page).view(Side::Source).to_string())),
    ("check", |page| {
        let mut checker = Checker::new(Rules::default());
        Document::parse(page).located_units().for_each(|unit| checker.unit(&unit, drop));
    }),
    ("merge", |page| {
        let document = Document::parse(page);
        let edits: Edits =
            document.units().iter().map(|unit| Edit::new(unit.id.as_str(), format!("{} z", unit.target))).collect();
        let _ = edits.merge("a.md", &document);
    }),
];

fn work_of(way: Way, page: &str) -> usize {
    let mut steps = 0;
    let work = work::of(|| steps = steps_of(|| way(page)));
    work.candidates + work.searched + work.moved + steps
}

#[test]
fn four_times_the_page_is_four_times_the_work() {
    const SIZE: usize = 64 << 10;
    for (page_name, make) in PAGES {
        let pages = [SIZE, 4 * SIZE].map(|size| format!("---\nms.contentlocale: lv-LV\n---\n{}", make(size)));
        for (way_name, way) in WAYS {
            let [once, four_times] = pages.each_ref().map(|page| work_of(way, page));
            // What is bounded for each line may be spent on the longer page alone.
            let allowed = 4 * once + once / 2 + (256 << 10);
            assert!(four_times <= allowed, "{way_name}, {page_name}: {once}, then {four_times}");
            assert!(once > 0, "{way_name}, {page_name}: nothing was counted");
        }
    }
}
