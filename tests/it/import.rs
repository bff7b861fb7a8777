//! Files of edits: what is read, and what is refused.

use bitext::Document;
use bitext::format::{Limits, read_edits, read_json_lines, read_xliff};
use bitext::merge::Verdict;

fn xliff12(units: &str) -> String {
    format!(
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"a.md\"><body>{units}</body></file></xliff>"
    )
}

fn xliff2(units: &str) -> String {
    format!(
        "<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"><file id=\"f1\" original=\"a.md\">{units}</file></xliff>"
    )
}

fn page(target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"0a1b2-101\">{target}</span>\
         <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">{source}</span></span>"
    )
}

/// Merges the only edit of a file into a page of one unit.
#[track_caller]
fn check(xliff: &str, page: &str, verdict: Verdict, target: &str) {
    let edits = read_xliff(xliff.as_bytes(), Limits::default()).unwrap();
    let document = Document::parse(page);
    let merged = edits.merge("a.md", &document);
    assert_eq!(merged.outcomes().iter().map(|outcome| outcome.verdict).collect::<Vec<_>>(), [verdict]);
    assert_eq!(Document::parse(merged.text()).units()[0].target, target);
}

#[test]
fn all_forms_of_codes_of_1_2() {
    let page = page("a **b** `c`", "a **b** `c`");
    for target in [
        "<bpt id='p1'>**</bpt>x<ept id='p1'>**</ept> <ph id='ph2'>`c`</ph>",
        "<bpt id='1' rid='7'>**</bpt>x<ept id='2' rid='7'>**</ept> <ph id='ph2'>`c`</ph>",
        "<g id='p1'>x</g> <x id='ph2'/>",
        "<g id='1'>x</g> <x id='2'/>",
        "<bx id='1'/>x<ex id='1'/> <it pos='open' id='3'>`c`</it>",
        "<mrk mtype='seg' mid='0'>**x**</mrk> `c`",
        "**x** <![CDATA[`c`]]>",
        "&#42;&#x2A;x** `c`",
    ] {
        let unit = format!(
            "<trans-unit id='0a1b2-101'><source>a **b** `c`</source><target>{target}</target><alt-trans><target>no</target></alt-trans></trans-unit>"
        );
        check(&xliff12(&unit), &page, Verdict::Changed, "**x** `c`");
    }
}

#[test]
fn all_forms_of_codes_of_2() {
    let page = page("a **b** `c`", "a **b** `c`");
    let data = "<originalData><data id='d1'>**</data><data id='d2'>`c<cp hex='0041'/>`</data></originalData>";
    for (target, expect) in [
        ("<pc id='1' dataRefStart='d1' dataRefEnd='d1'>x</pc> <ph id='2' dataRef='d2'/>", "**x** `cA`"),
        ("<sc id='1' dataRef='d1'/>x<ec startRef='1' dataRef='d1'/> <mrk id='m'>y</mrk>", "**x** y"),
        ("<pc id='1' dataRefStart='gone'>x</pc> <ph id='2' dataRef='gone'/>", "**x** `c`"),
        ("<pc id='p1'>x</pc> <ph id='ph1'/>", "**x** `c`"),
    ] {
        let unit = format!(
            "<unit id='u' name='0a1b2-101'>{data}<segment><source>a **b** `c`</source><target>{target}</target></segment></unit>"
        );
        check(&xliff2(&unit), &page, Verdict::Changed, expect);
    }
}

#[test]
fn segments_are_joined_in_the_order_of_the_targets() {
    let segment =
        |source, target, order| format!("<segment><source>{source}</source><target{order}>{target}</target></segment>");
    let unit = |first: &str, second: &str| {
        format!("<unit id='0a1b2-101'>{first}<ignorable><source> </source></ignorable>{second}</unit>")
    };
    let page = page("Viens. Divi.", "One. Two.");
    let plain = unit(&segment("One.", "1.", ""), &segment("Two.", "2.", ""));
    check(&xliff2(&plain), &page, Verdict::Changed, "1. 2.");
    let turned = unit(&segment("One.", "1.", " order='3'"), &segment("Two.", "2.", " order='1'"));
    check(&xliff2(&turned), &page, Verdict::Changed, "2. 1.");
    let half = unit(&segment("One.", "1.", ""), "<segment><source>Two.</source></segment>");
    check(&xliff2(&half), &page, Verdict::EmptyEdit, "Viens. Divi.");
}

#[test]
fn codes_that_nothing_knows_and_halves_are_refused() {
    let page = page("a **b**", "a **b**");
    let unit = |target: &str| {
        xliff12(&format!(
            "<trans-unit id='x' resname='0a1b2-101'><source>a **b**</source><target>{target}</target></trans-unit>"
        ))
    };
    check(&unit("<x id='9'/>"), &page, Verdict::LostCode, "a **b**");
    check(&unit("<bpt id='1'>**</bpt>x"), &page, Verdict::UnbalancedCodes, "a **b**");
    check(&unit("x<ept id='1'>**</ept><bpt id='1'>**</bpt>"), &page, Verdict::UnbalancedCodes, "a **b**");
    check(&unit(""), &page, Verdict::EmptyEdit, "a **b**");
}

#[test]
fn a_layout_around_codes_is_taken_away() {
    let unit = "<trans-unit id='0a1b2-101'>\n<source>One \n    <bpt id='1'>**</bpt>b\n  <ept id='1'>**</ept>\n  </source>\n\
                <target>Viens \n  <bpt id='1'>**</bpt>x\n  <ept id='1'>**</ept>\n</target></trans-unit>";
    check(&xliff12(unit), &page("Viens **b**", "One **b**"), Verdict::Changed, "Viens **x**");
    // Without a code, or where the unit has new lines of its own, nothing is taken away.
    let unit = "<trans-unit id='0a1b2-101'><source>One\n b</source><target>Viens\n x\n</target></trans-unit>";
    check(&xliff12(unit), &page("Viens\n b", "One\n b"), Verdict::Changed, "Viens\n x\n");
}

#[test]
fn foreign_elements_and_units_without_target_do_not_count() {
    let units = "<x:y xmlns:x='urn:x'><trans-unit id='0a1b2-101'/><x:source>no</x:source></x:y>\
                 <trans-unit id='0a1b2-102'><source>One</source></trans-unit>\
                 <group><trans-unit id='0a1b2-101'><source>One</source><target><x:t xmlns:x='urn:x'>no</x:t>1</target></trans-unit></group>";
    check(&xliff12(units), &page("Viens", "One"), Verdict::Changed, "1");
}

#[track_caller]
fn error(file: &str, expect: &str) {
    let error = read_edits(file.as_bytes(), Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), expect);
}

#[test]
fn what_is_refused_is_said_with_its_place() {
    error("<!DOCTYPE x [<!ENTITY a \"b\">]>\n<xliff version=\"1.2\"/>", "1:1: document type declarations are not read");
    error(&xliff12("\n&bomb;"), "2:1: an entity other than the five of XML is not read");
    error(&xliff12(&"<group>".repeat(300)), "1:1867: elements are nested deeper than 256");
    error("<html/>", "1:1: the root element is not `xliff`");
    error("<xliff version=\"3.0\"/>", "1:1: XLIFF of version `3.0` is not read, only 1.x and 2.x");
    error("<xliff version=\"1.2\">", "1:22: the file ends within an element");
    error("<?xml version=\"1.0\" encoding=\"UTF-16\"?><xliff/>", "1:1: the encoding `UTF-16` is not read, only UTF-8");
    error("<a:xliff/>", "1:1: an element has a prefix that nothing declares");
    error("{\"id\":1}", "1:7: not a line of JSON that holds an edit: invalid type: integer `1`, expected a string");
    error("\n{\"target\":\"a\"}", "2:1: an edit without `id`");
    assert!(
        read_edits(&b"<xliff version='1.2'></file>"[..], Limits::default())
            .unwrap_err()
            .to_string()
            .starts_with("1:22: not well-formed XML: ")
    );
    assert!(read_edits(&b"\xFF"[..], Limits::default()).unwrap_err().to_string().starts_with("1:1: not UTF-8"));
    let limits = Limits::default().with_bytes(10);
    let long = read_xliff(xliff12("").as_bytes(), limits).unwrap_err();
    assert_eq!(long.to_string(), "the file is longer than 10 bytes");
}

/// One text of a code that many codes refer to is kept once, and is spelt out for one unit at a time, up to the limit for
/// a unit.
#[test]
fn codes_do_not_multiply_in_memory() {
    let data = format!("<originalData><data id='d'>{}</data></originalData>", "x".repeat(100_000));
    let target = "<ph id='1' dataRef='d'/>".repeat(1000);
    let unit =
        format!("<unit id='0a1b2-101'>{data}<segment><source>One</source><target>{target}</target></segment></unit>");
    check(&xliff2(&unit), &page("Viens", "One"), Verdict::DoesNotParseBack, "Viens");
}

#[test]
fn lines_of_json_are_read_leniently() {
    let lines = "{\"path\":\"a.md\",\"error\":\"gone\"}\r\n\n{\"id\":\"0a1b2-101\",\"target\":\"1\",\"more\":[1]}\r\n{\"id\":\"0a1b2-101\",\"target\":null}";
    let edits = read_json_lines(lines.as_bytes(), Limits::default()).unwrap();
    let all: Vec<_> =
        edits.iter().map(|edit| (edit.path(), edit.id(), edit.target(), edit.position().unwrap().line)).collect();
    assert_eq!(all, [(None, "0a1b2-101", Some("1".to_owned()), 3)]);
}
