//! Where units are, fact by fact, and views beside them (law 15).

use bitext::place::{ContextKind, FileKind, LineEnd, ScalarKind};
use bitext::view::Side;
use bitext::{Document, Part, PartReader, Parts, Settings};
use proptest::prelude::*;

use crate::laws::places_of_stream_equal_slice;
use crate::pages;

fn unit(id: u32, target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"407fb-{id}\">{target}</span>\
         <span class=\"sxs-lookup\"><span data-stu-id=\"407fb-{id}\">{source}</span></span>"
    )
}

#[test]
fn a_table_head_whose_unit_holds_spans_is_one() {
    let page = format!("{} | {}\n--|--\n", unit(101, "a", "b"), unit(102, "<span>B</span>", "<span>b</span> `x|y`"));
    let contexts: Vec<_> = Document::parse(&page).located_units().map(|unit| unit.place.context()).collect();
    assert_eq!(contexts, [ContextKind::TableCell; 2]);
}

#[test]
fn brackets_after_a_unit_that_holds_spans_are_a_links() {
    let page = format!("[{} {}](u)\n", unit(101, "a", "b"), unit(102, "<span>B</span>", "<span>b</span> ]"));
    let contexts: Vec<_> = Document::parse(&page).located_units().map(|unit| unit.place.context()).collect();
    assert_eq!(contexts, [ContextKind::LinkText; 2]);
}

#[test]
fn what_is_after_the_next_line_makes_no_link() {
    let torn = unit(102, "a", "b").replace("-102\">b", "-1<span data-ttu-id=\"407fb-102\">b");
    let tail = "- [3\">c</span><span class=\"sxs-lookup\"><span data-stu-id=\"407fb-103\">";
    // A stream knows the beginning of a page before its first unit.
    let page = format!("{}- [{torn}](u)\n\n{tail}", "A line.\n".repeat(FileKind::WINDOW / 8));
    places_of_stream_equal_slice(&page, &Settings::default().with_buffer(8).with_unit_limit(40), 1);
}

/// A heading with a unit, and a unit in a bullet item below it.
fn two_units() -> String {
    format!("# {}\n\nā\n\n- {}\n", unit(101, "a", "b"), unit(102, "c", "d"))
}

#[test]
fn units_after_parts_that_were_given_have_their_places_in_the_page() {
    let page = two_units();
    let whole: Vec<_> = Parts::new(&page).located().collect();
    for given in 0..=5 {
        let mut parts = Parts::new(&page);
        let passed = parts.by_ref().take(given).filter(|part| matches!(part, Part::Unit(_))).count();
        let rest: Vec<_> = parts.located().collect();
        assert_eq!(rest.len(), 2 - passed);
        for (unit, expect) in rest.iter().zip(&whole[passed..]) {
            assert_eq!((unit.unit, unit.place.index()), (expect.unit, expect.place.index()));
            assert_eq!(
                (unit.place.position(), unit.place.context()),
                (expect.place.position(), expect.place.context())
            );
            assert_eq!(unit.place.headings(), expect.place.headings());
        }
    }
}

#[test]
fn lines_of_a_stream_are_right_after_parts_that_were_given() {
    let page = two_units();
    for given in 0..=4 {
        let mut reader = PartReader::with_settings(page.as_bytes(), &Settings::default().with_buffer(8));
        let mut passed = 0;
        for _ in 0..given {
            passed += usize::from(matches!(reader.next_part().unwrap(), Some(Part::Unit(_))));
        }
        let mut located = reader.located();
        while let Some(unit) = located.next_located().unwrap() {
            assert_eq!(unit.place.position().to_string(), ["1:3", "5:3"][passed], "after {given} parts");
            passed += 1;
        }
        assert_eq!(passed, 2);
    }
}

#[test]
fn a_place_tells_what_is_around() {
    type Facts = (LineEnd, usize, ScalarKind, bool, bool);
    let u = unit(101, "a", "b");
    let of = |page: &str| -> Facts {
        let document = Document::parse(page);
        let place = document.located_units().next().unwrap().place;
        (place.line_end(), place.quote_depth(), place.scalar(), place.is_in_code(), place.is_in_comment())
    };
    let none = ScalarKind::None;
    for (page, expect) in [
        (format!("{u}\n"), (LineEnd::Lf, 0, none, false, false)),
        (format!("> > {u}\r\n"), (LineEnd::CrLf, 2, none, false, false)),
        (format!("x\r\n{u}"), (LineEnd::CrLf, 0, none, false, false)),
        (format!("---\r\na: b\r\n---\r\n{u}\n"), (LineEnd::Lf, 0, none, false, false)),
        (format!("```\n{u}\n```\n"), (LineEnd::Lf, 0, none, true, false)),
        (format!("<!-- {u} -->\n"), (LineEnd::Lf, 0, none, false, true)),
        (format!("<!-- [{u}](x) -->\n"), (LineEnd::Lf, 0, none, false, true)),
        (format!("### YamlMime:X\na: '{u}'\n"), (LineEnd::Lf, 0, ScalarKind::Single, false, false)),
        (format!("---\ntitle: {u}\n---\n"), (LineEnd::Lf, 0, ScalarKind::Plain, false, false)),
        (format!("---\ntitle: |\n  {u}\n---\n"), (LineEnd::Lf, 0, ScalarKind::Block, false, false)),
        (format!("{{\"a\": \"{}\"}}", u.replace('"', "\\\"")), (LineEnd::Lf, 0, ScalarKind::Double, false, false)),
    ] {
        assert_eq!(of(&page), expect, "{page}");
    }
}

#[test]
fn code_is_the_same_in_every_view() {
    let tea = unit(101, "[Vietne][], tēja", "[site][], tea");
    let code = "```\n[site]: http://x\n## <a name=\"hello\"></a>Hello\n```\n\n    [site]: http://x\n\n\
                <!--\n[site]: http://x\n# <a name=\"hello\"></a>Hello\n-->\n";
    let page = format!("{tea}\n\n{code}\n[vietne]: http://x\n[site]: http://x\n");
    let document = Document::parse(&page);
    for (side, text, definition) in [
        (Side::Target, "[Vietne][], tēja", "[vietne]: http://x\n"),
        (Side::Source, "[site][], tea", "[site]: http://x\n"),
    ] {
        assert_eq!(document.view(side).to_string(), format!("{text}\n\n{code}\n{definition}"));
    }
}

#[test]
fn a_definition_goes_with_its_title() {
    let tea = unit(101, "[Vietne][]", "[site][]");
    for title in ["  \"A title\"\n", "'A'\n", "(A)\r\n"] {
        let page = format!("{tea}\n\n[vietne]: http://x\n{title}[site]: http://x\n{title}");
        let document = Document::parse(&page);
        assert_eq!(document.target_view().to_string(), format!("[Vietne][]\n\n[vietne]: http://x\n{title}"));
        assert_eq!(document.source_view().to_string(), format!("[site][]\n\n[site]: http://x\n{title}"));
    }
    // Its address on the next line: kept whole.
    let page = format!("{tea}\n\n[vietne]:\nhttp://x\n[site]:\nhttp://x\n");
    let kept = "[vietne]:\nhttp://x\n[site]:\nhttp://x\n";
    assert_eq!(Document::parse(&page).target_view().to_string(), format!("[Vietne][]\n\n{kept}"));
    // A paragraph that only looks like a title.
    let page = format!("{tea}\n\n[vietne]: http://x\n[site]: http://x \"t\"\n\"A\" b\n");
    assert_eq!(Document::parse(&page).target_view().to_string(), "[Vietne][]\n\n[vietne]: http://x\n\"A\" b\n");
}

#[test]
fn a_page_without_units_is_its_own_view() {
    for page in ["# <a name=\"hello\"></a>Hello\n", "[a]: http://x\n[b]: http://x\n\n[a] [b]\n", "", "---\na: b\n---\n"]
    {
        for side in [Side::Both, Side::Target, Side::Source] {
            assert_eq!(Document::parse(page).view(side).to_string(), page);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Law 15: each unit has one place, the same by every door, and each view is the parts with nothing added.
    #[test]
    fn places_and_views_agree_with_the_parts(page in pages::page(16)) {
        let document = Document::parse(&page);
        let located: Vec<_> = document.located_units().collect();
        prop_assert_eq!(located.len(), document.units().len());
        let mut reader = PartReader::new(page.as_bytes()).located();
        for (number, (unit, known)) in document.units().iter().zip(&located).enumerate() {
            prop_assert_eq!((known.place.index(), known.unit), (number as u64, *unit));
            prop_assert_eq!(known.place.context() == ContextKind::FrontMatter, unit.in_front_matter);
            let streamed = reader.next_located().unwrap().unwrap();
            prop_assert_eq!(
                (streamed.span, streamed.place.context(), streamed.place.scalar(), streamed.place.quote_depth()),
                (unit.span, known.place.context(), known.place.scalar(), known.place.quote_depth())
            );
            prop_assert_eq!(streamed.place.line_end(), known.place.line_end());
        }
        prop_assert!(reader.next_located().unwrap().is_none());
        for side in [Side::Target, Side::Source] {
            let view = document.view(side).to_string();
            let whole: String = document.parts().map(|part| match part {
                Part::Unit(unit) if side == Side::Target => unit.target,
                Part::Unit(unit) => unit.source.unwrap_or(unit.target),
                other => other.raw(),
            }).collect();
            if !whole.contains("></a>") && !whole.contains("]:") {
                prop_assert_eq!(view, whole);
            } else {
                let mut left = whole.chars();
                prop_assert!(view.chars().all(|char| left.any(|other| other == char)), "a view adds nothing");
            }
        }
    }
}
