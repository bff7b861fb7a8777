//! What is reported about each of the example pages, word for word and with its place.

use std::path::Path;

use bitext::export::Export;
use bitext::format::JsonLinesWriter;
use bitext::{Diagnostic, Document, Locale, Markup, Position, Settings};

/// All findings as `code line:column message`, found by `Document`, by an export, and by the export of a stream.
#[track_caller]
fn check(page: &str, expect: &[&str]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(page);
    let text = std::fs::read_to_string(path).unwrap();
    let line = |finding: &Diagnostic, position: Position| format!("{} {position} {finding}", finding.code);
    let document = Document::parse(&text);
    let found: Vec<_> =
        document.diagnostics().iter().map(|finding| line(finding, document.position(finding.span.start))).collect();
    assert_eq!(found, expect, "{page}");

    let export = Export::new(page, Locale::parse("en-US").unwrap());
    let mut found = Vec::new();
    let mut writer = JsonLinesWriter::new(Vec::new());
    let summary = export
        .text(&text, &mut writer, &mut |finding: &Diagnostic, at: Position| found.push(line(finding, at)))
        .unwrap();
    assert_eq!(found, expect, "the export of {page}");
    assert_eq!(summary.units, document.units().len() as u64, "the units of {page}");

    let mut found = Vec::new();
    let _ = export
        .stream(text.as_bytes(), &mut writer, &mut |finding: &Diagnostic, at: Position| found.push(line(finding, at)))
        .unwrap();
    let of_streams: Vec<_> =
        expect.iter().filter(|line| !line.starts_with("repeated-id") && !line.starts_with("second-prefix")).collect();
    assert_eq!(found.iter().collect::<Vec<_>>(), of_streams, "the stream of {page}");
}

#[test]
fn each_damaged_page_is_reported() {
    check("damage-no-source.md", &["no-source 3:1 unit d3b4c-102 has no source; kept with the target alone"]);
    check(
        "damage-no-target.md",
        &["no-target 3:28 unit d3b4d-102 has a source but no target; its markup is left in place"],
    );
    check(
        "damage-no-lookup.md",
        &["no-lookup 1:3 unit d3b4e-101 has no lookup span around its source; read all the same"],
    );
    check("damage-stray-lookup.md", &["stray-lookup 1:8 a lookup span that belongs to no unit; left in place"]);
    check(
        "damage-ids-differ.md",
        &["ids-differ 1:1 unit d3b50-101 has another id at its source; the target's id is used"],
    );
    check(
        "damage-never-closed.md",
        &[
            "target-not-closed 1:1 unit d3b51-101 has a target that is never closed; its markup is left in place",
            "source-not-closed 5:1 unit d3b51-103 has a source that is never closed; kept with the target alone",
        ],
    );
    check(
        "damage-uneven-spans.md",
        &["uneven-spans 1:1 unit d3b52-101 has other spans in its source than in its target; the source ends at the \
           first `</span></span>`"],
    );
    check(
        "damage-bad-marker.md",
        &[
            "bad-id 1:1 a marker whose id is not 5 hex digits, `-`, and 3 to 9 digits; left in place",
            "bad-quotes 3:1 a marker whose id is not in a pair of double quotes; left in place",
            "bad-quotes 5:1 a marker whose id is not in a pair of double quotes; left in place",
            "bad-tag 7:1 a marker with another attribute or spelled in another way; left in place",
            "bad-tag 9:1 a marker with another attribute or spelled in another way; left in place",
        ],
    );
    check(
        "damage-repeated-id.md",
        &["repeated-id 5:1 unit d3b54-102 has the id of an earlier unit of the page; both are kept"],
    );
    check(
        "damage-second-prefix.md",
        &["second-prefix 3:1 unit d3b56-102 has another hex prefix than the units before; kept"],
    );
    check("empty-source.md", &["empty-source 12:138 unit c2a3b-103 has an empty source"]);
}

#[test]
fn all_other_pages_are_sound() {
    for page in [
        "README.md",
        "basic.md",
        "nested-spans.md",
        "unbalanced-spans.md",
        "backslash-quoted.yml",
        "quot-damage.md",
        "merged-ids.md",
        "places.md",
        "front-matter-units.md",
        "no-front-matter.md",
        "mixed-line-ends.md",
        "ecma-xml.md",
        "strings.json",
    ] {
        check(page, &[]);
    }
}

#[test]
fn each_page_is_named_in_the_list() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let list = std::fs::read_to_string(folder.join("README.md")).unwrap();
    for file in std::fs::read_dir(&folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(name == "README.md" || list.contains(&format!("| `{name}` |")), "{name}");
    }
}

#[test]
fn several_prefixes_are_damage_in_markdown_alone() {
    let unit = |id: &str| {
        format!(
            "<span data-ttu-id=\"{id}\">a</span><span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">b</span></span>\n"
        )
    };
    let page = format!("{}{}", unit("407fb-101"), unit("ea733-101"));
    for (markup, expect) in [(Markup::Markdown, 1), (Markup::Html, 0)] {
        let document = Document::with_settings(&page, &Settings::default().with_markup(markup));
        assert_eq!((document.units().len(), document.diagnostics().len()), (2, expect), "{markup:?}");
    }
}
