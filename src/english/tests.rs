//! Made pages beside their originals.

use super::*;

fn unit(target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"0a1b2-101\">{target}</span>\
         <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">{source}</span></span>"
    )
}

/// Keys, sources and targets.
#[track_caller]
fn check(original: &str, page: &str, expect: &[(&str, &str, &str)]) {
    let document = Document::parse(page);
    let hidden = Original::new(original).hidden_units(&document);
    let found: Vec<_> = hidden.iter().map(|unit| (&*unit.key, &*unit.source, &*unit.target)).collect();
    assert_eq!(found, expect);
    for unit in hidden {
        let (start, end) = (usize::try_from(unit.span.start).unwrap(), usize::try_from(unit.span.end).unwrap());
        assert!(unit.context != ContextKind::ImageAlt || page[start..end] == *unit.target);
    }
}

#[test]
fn front_matter_is_paired_by_key_and_unquoted() {
    check(
        "---\ndescription: 'It''s one. It is two.'\ntitle: \"A \\\"b\\\"\"\nkeywords: x, y\nauthor: z\n---\n",
        "---\ntitle: 'C d'\nauthor: z\ndescription: Viens ir. Divi ir.\nkeywords: k, l\nms.contentlocale: lv-LV\n---\n",
        &[
            ("title", "A \"b\"", "C d"),
            ("description", "It's one.", "Viens ir."),
            ("description-2", "It is two.", "Divi ir."),
            ("keywords", "x, y", "k, l"),
        ],
    );
    check(
        "---\ndescription: One is. Two is.\ntitle: Old\ntitle: New\n---\n",
        "---\ndescription: Viens un divi\ntitle: a\ntitle: b\n---\n",
        &[("description", "One is. Two is.", "Viens un divi"), ("title", "New", "b")],
    );
    check("---\ntitle: a\n---\n", "---\ntitle:\nkeywords:\n- a\n---\n", &[]);
    check("# No front matter\n", "---\ntitle: a\n---\n", &[]);
}

#[test]
fn images_are_paired_by_position_and_those_in_units_are_not_hidden() {
    let page = format!(
        "![Viens](1.png) {} {}\n[![Trīs](3.png)](3.md)\n![](4.png)\n",
        unit("Divi ![II](2.png)", "Two ![2](2.png)"),
        unit("x", "y")
    );
    check(
        "![One](1-en.png) Two ![2](2.png) y\n[![Three](3.png)](3.md)\n![Four](4.png)\n",
        &page,
        &[("image-alt-1", "One", "Viens"), ("image-alt-3", "Three", "Trīs")],
    );
}

#[test]
fn unequal_numbers_of_images_are_paired_by_address() {
    check(
        "![new](new.png) ![a 1](a.png) ![b](b.png) ![a 2](a.png)",
        "![A 1](a.png) ![A 2](a.png) ![gone](gone.png)",
        &[("image-alt-1", "a 1", "A 1"), ("image-alt-2", "a 2", "A 2")],
    );
}

#[test]
fn an_alternative_text_with_a_unit_is_not_hidden() {
    check("![T](t.png)", &format!("![{}](t.png)", unit("t", "T")), &[]);
}

#[test]
fn sources_are_held_but_for_white_space_and_escapes() {
    let original = Original::new("> One\n> line with a_b.\n\nTwo **lines**.\n");
    let mut check = original.check();
    for (source, holds) in
        [("One line with a\\_b.", true), ("Two **lines**.", true), ("One", true), ("Three", false), ("", true)]
    {
        assert_eq!(check.holds(source), holds, "{source}");
    }
}

#[test]
fn missing_sources_take_bounded_work() {
    let original = "x".repeat(1 << 16);
    let mut check = Original::new(&original).check();
    let missing = (0..10_000).filter(|_| !check.holds("y")).count();
    assert_eq!(missing, SCANS);
}
