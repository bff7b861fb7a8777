//! Files of edits: what is read, and what is refused.

use bitext::Document;
use bitext::edit::{MadeFor, TextFault};
use bitext::format::{Limits, read_edits, read_json, read_json_lines, read_xliff};
use bitext::merge::{Note, Verdict};

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
    let unit = "<trans-unit id='0a1b2-101' xml:space='preserve'><source>One\n b</source><target>Viens\n x\n</target></trans-unit>";
    check(&xliff12(unit), &page("Viens\n b", "One\n b"), Verdict::Changed, "Viens\n x\n");
    let unit = unit.replace("preserve", "default");
    check(&xliff12(&unit), &page("Viens\n b", "One\n b"), Verdict::Changed, "Viens\n x");
    check(&xliff12(&unit), &page("Viens\n b\n", "One\n b"), Verdict::Changed, "Viens\n x\n");
}

#[test]
fn foreign_elements_and_units_without_target_do_not_count() {
    let units = "<x:y xmlns:x='urn:x'><trans-unit id='0a1b2-101'/><x:source>no</x:source></x:y>\
                 <trans-unit id='0a1b2-102'><source>One</source></trans-unit>\
                 <group><trans-unit id='0a1b2-101'><x:y xmlns:x='urn:x'/><source>One</source><target>1</target>\
                 <note>no</note></trans-unit></group>";
    check(&xliff12(units), &page("Viens", "One"), Verdict::Changed, "1");
}

/// What an element means that the format does not have in a text, nobody knows; its text is not dropped without a word.
#[test]
fn elements_that_the_format_does_not_have_in_a_text_are_refused() {
    let page = page("Viens", "One");
    for target in [
        "<x:t xmlns:x='urn:x'>no</x:t>1",
        "1<x:t xmlns:x='urn:x'/>",
        "1<br/>2",
        "1 <b>2</b>",
        "<ph id='1'>`<x:t xmlns:x='urn:x'>no</x:t>`</ph>1",
    ] {
        let unit = format!("<trans-unit id='0a1b2-101'><source>One</source><target>{target}</target></trans-unit>");
        check(&xliff12(&unit), &page, Verdict::UnknownElement, "Viens");
        let unit = unit.replace("trans-unit", "unit").replace("<source>", "<segment><source>");
        let unit = unit.replace("</target>", "</target></segment>");
        check(&xliff2(&unit), &page, Verdict::UnknownElement, "Viens");
    }
    // In a source they do no harm: the source is compared, and then it is another one, or it is not.
    let unit = "<trans-unit id='0a1b2-101'><source>One<x:t xmlns:x='urn:x'/></source><target>1</target></trans-unit>";
    check(&xliff12(unit), &page, Verdict::Changed, "1");
}

/// Without `xml:space="preserve"`, indentation is layout.
#[test]
fn indentation_is_layout_where_nothing_says_that_it_is_kept() {
    let page = page("Vecais. Teksts.", "Old. Text.");
    let segments = "\n  <mrk mtype='seg' mid='1'>\n    Viens.\n  </mrk>\n  <mrk mtype='seg' mid='2'>Divi.</mrk>\n";
    for (source, target, expect) in [
        ("Old. Text.", "\n      Jauns teksts.\n    ", "Jauns teksts."),
        ("\r\n\tOld. Text.\n", "\n      Jauns teksts.\n    ", "Jauns teksts."),
        ("\n Old. Text.\n", segments, "Viens. Divi."),
        ("Old. Text.", "\n <mrk mtype='seg'>一。</mrk>\n <mrk mtype='seg'>二。</mrk>\n", "一。二。"),
    ] {
        let unit =
            format!("<trans-unit id='0a1b2-101'>\n<source>{source}</source>\n<target>{target}</target></trans-unit>");
        check(&xliff12(&unit), &page, Verdict::Changed, expect);
        let kept = unit.replace("'>\n<source", "' xml:space='preserve'>\n<source");
        // White space that is kept cannot begin a line of a paragraph.
        let (verdict, expect) = if source == "Old. Text." {
            (Verdict::PlaceCannotHold, Some("Vecais. Teksts."))
        } else {
            (Verdict::StaleSource, Some("Vecais. Teksts."))
        };
        let edits = read_xliff(xliff12(&kept).as_bytes(), Limits::default()).unwrap();
        let document = Document::parse(&page);
        let merged = edits.merge("a.md", &document);
        assert_eq!(merged.outcomes()[0].verdict, verdict, "{kept}");
        if let Some(expect) = expect {
            assert_eq!(Document::parse(merged.text()).units()[0].target, expect);
        }
    }
    let segment = |source, target| {
        format!("<segment>\n<source>\n {source}\n</source>\n<target>\n {target}\n</target>\n</segment>\n")
    };
    let between = "<ignorable><source xml:space='preserve'> </source></ignorable>\n";
    let unit =
        format!("<unit id='0a1b2-101'>{}{between}{}</unit>", segment("Old.", "Viens."), segment("Text.", "Divi."));
    check(&xliff2(&unit), &page, Verdict::Changed, "Viens. Divi.");
}

#[test]
fn a_locked_unit_is_noted() {
    for (outer, own, is_noted) in
        [("", " translate='no'", true), (" translate='no'", "", true), (" translate='no'", " translate='yes'", false)]
    {
        let unit = format!(
            "<group{outer}><trans-unit id='0a1b2-101'{own}><source>One</source><target>1</target></trans-unit></group>"
        );
        let edits = read_xliff(xliff12(&unit).as_bytes(), Limits::default()).unwrap();
        let text = page("Viens", "One");
        let document = Document::parse(&text);
        let merged = edits.merge("a.md", &document);
        let outcome = &merged.outcomes()[0];
        assert_eq!(outcome.verdict, Verdict::Changed);
        assert_eq!(outcome.notes.contains(&Note::Locked), is_noted, "{unit}");
    }
}

#[test]
fn files_of_utf_16_are_read() {
    let unit = "<trans-unit id='0a1b2-101'><source>One</source><target>1 é𝄞</target></trans-unit>";
    let file = format!("<?xml version='1.0' encoding='UTF-16'?>{}", xliff12(unit));
    let encode = |text: &str, to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
    let lines = "{\"id\":\"0a1b2-101\",\"target\":\"1 é𝄞\"}\r\n";
    for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        for text in [&file, &format!("\u{FEFF}{file}"), lines, &format!("\u{FEFF}{lines}"), &format!("[{lines}]")] {
            let edits = read_edits(&*encode(text, to_bytes), Limits::default()).unwrap();
            assert_eq!(edits.iter().next().unwrap().target().as_deref(), Some("1 é𝄞"), "{text}");
        }
        let error = |bytes: &[u8]| read_edits(bytes, Limits::default()).unwrap_err().to_string();
        let broken = [encode("<\n<", to_bytes), to_bytes(0xD800).to_vec(), encode("x", to_bytes)].concat();
        assert_eq!(error(&broken), "2:2: not UTF-16: half a pair of surrogates");
        assert_eq!(error(&[encode("<x", to_bytes), vec![1]].concat()), "1:3: not UTF-16: half a character");
    }
    let other = file.replace("UTF-16", "UTF-8");
    let error = read_edits(&*encode(&other, u16::to_le_bytes), Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), "1:1: it states the encoding `UTF-8`, but is UTF-16");
}

/// A character that XML 1.0 forbids may be in a page; an edit does not bring one in, in whatever way it is written.
#[test]
fn forbidden_characters_are_not_brought_in() {
    let units = [
        xliff12("<trans-unit id='0a1b2-101'><source>One</source><target>a&#1;</target></trans-unit>"),
        xliff2("<unit id='0a1b2-101'><segment><source>One</source><target>a<cp hex='001B'/></target></segment></unit>"),
        xliff12("<trans-unit id='0a1b2-101'><source>One</source><target>a\u{2}</target></trans-unit>"),
    ];
    for file in units {
        check(&file, &page("Viens", "One"), Verdict::ForbiddenCharacter, "Viens");
    }
    for (old, verdict) in [("Viens", Verdict::ForbiddenCharacter), ("V\0", Verdict::Changed)] {
        let edits = read_json_lines(&br#"{"id":"0a1b2-101","target":"b\u0000"}"#[..], Limits::default()).unwrap();
        let text = page(old, "One");
        assert_eq!(edits.merge("a.md", &Document::parse(&text)).outcomes()[0].verdict, verdict);
    }
}

#[track_caller]
fn error(file: &str, expect: &str) {
    let error = read_edits(file.as_bytes(), Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), expect);
}

#[test]
fn what_is_refused_is_said_with_its_place() {
    let subset = "1:1: a document type declaration with an internal subset is not read";
    error("<!DOCTYPE x [<!ENTITY a \"b\">]>\n<xliff version=\"1.2\"/>", subset);
    error(&xliff12("\n&bomb;"), "2:1: an entity other than the five of XML is not read");
    error(&xliff12(&"<group>".repeat(300)), "1:1867: elements are nested deeper than 256");
    error("<html/>", "1:1: the root element is not `xliff`");
    error("<xliff version=\"3.0\"/>", "1:1: XLIFF of version `3.0` is not read, only 1.x and 2.x");
    error("<xliff version=\"1.2\">", "1:22: the file ends within an element");
    error("<?xml version=\"1.0\" encoding=\"UTF-16\"?><xliff/>", "1:1: it states the encoding `UTF-16`, but is UTF-8");
    error(
        "<?xml version=\"1.0\" encoding=\"x-y\"?><xliff/>",
        "1:1: the encoding `x-y` is not read, only UTF-8 and UTF-16",
    );
    error("<a:xliff/>", "1:1: an element has a prefix that nothing declares");
    error(
        &xliff12("&#0;"),
        "1:96: not well-formed XML: invalid character reference: 0x0 character is not permitted in XML",
    );
    let unit = "\n<trans-unit id='1'><source>a</source>{}</trans-unit>";
    let inner = "<trans-unit id='2'><source>a</source><target>b</target></trans-unit>";
    let nested = "2:38: a `<trans-unit>` in an element that cannot hold one";
    error(&xliff12(&unit.replace("{}", inner)), nested);
    error(
        &xliff12(&unit.replace("{}", &format!("<alt-trans>{inner}</alt-trans>"))),
        "2:49: a `<trans-unit>` in an element that cannot hold one",
    );
    error(
        &xliff12(&unit.replace("{}", "<target>a</target><target>b</target>")),
        "2:56: a second `<target>` for one text",
    );
    error(&xliff12(&unit.replace("{}", "<source>a</source>")), "2:38: a second `<source>` for one text");
    let unit = "\n<unit id='1'><segment><source>a</source><target>a</target>{}</segment></unit>";
    error(&xliff2(&unit.replace("{}", "<target>b</target>")), "2:59: a second `<target>` for one text");
    error("{\"id\":1}", "1:7: not JSON that holds an edit: invalid type: integer `1`, expected a string");
    error("\n{\"target\":\"a\"}", "2:1: an edit without `id`");
    let both = "an edit with `error`: either it is an edit, or it says what went wrong";
    error("{\"id\":\"1\",\"target\":\"a\",\"error\":\"b\"}", &format!("1:1: {both}"));
    error(
        "{\"id\":\"1\",\"target\":\"a\"}\n[\"a\",\"b\"]",
        "2:1: not a line of JSON that holds an edit: it is not an object",
    );
    error("[\"a.md\",\"0a1b2-101\",\"One\",\"1\",null]", "1:2: neither a page nor an edit: it is not an object");
    error("[{\"path\":\"a\",\"units\":[{\"id\":\"1\"},\n []]}]", "2:2: not an edit: it is not an object");
    error(
        "[{\"path\":\"a\",\"units\":[\n{\"id\":1}]}]",
        "2:7: not JSON that holds an edit: invalid type: integer `1`, expected a string",
    );
    error("[{\"path\":\"a\"", "1:12: not JSON that holds an edit: EOF while parsing an object");
    error(
        "{\"id\":\"\u{E9}\u{E9}\",\"target\":\"\\ud800\"}",
        "1:28: not JSON that holds an edit: unexpected end of hex escape",
    );
    assert!(
        read_edits(&b"<xliff version='1.2'></file>"[..], Limits::default())
            .unwrap_err()
            .to_string()
            .starts_with("1:22: not well-formed XML: ")
    );
    let line = [&b"{\"id\":\"1\",\"target\":\"a\"}\n{\"id\":\""[..], b"\xFF"].concat();
    assert_eq!(read_edits(&*line, Limits::default()).unwrap_err().to_string(), "2:8: not UTF-8 (byte 31)");
    assert!(read_edits(&b"\xFF"[..], Limits::default()).unwrap_err().to_string().starts_with("1:1: not UTF-8"));
    let limits = Limits::default().with_bytes(10);
    let long = read_xliff(xliff12("").as_bytes(), limits).unwrap_err();
    assert_eq!(long.to_string(), "the file is longer than 10 bytes");
    let line = "{\"id\":\"1\",\"target\":\"a\"}";
    for file in [line.to_owned(), line.repeat(1000), format!("{line}\n").repeat(1000), format!("[{line}]")] {
        let long =
            |bytes: u64| read_edits(file.as_bytes(), Limits::default().with_bytes(bytes)).map(|edits| edits.len());
        assert_eq!(
            long(file.len() as u64 - 1).unwrap_err().to_string(),
            format!("the file is longer than {} bytes", file.len() - 1)
        );
        assert!(long(file.len() as u64).is_ok() || file.len() == 1000 * line.len());
    }
}

/// One text of a code that many codes refer to is kept once. The texts of a file may be 4 MiB longer than the file, all
/// together: what is beyond is refused, and nothing else is.
#[test]
fn codes_do_not_multiply_in_memory() {
    let data = format!("<originalData><data id='d'>{}</data></originalData>", "x".repeat(30_000));
    let target = "<ph id='1' dataRef='d'/>".repeat(100);
    let unit = |id: u32, target: &str| {
        format!("<unit id='0a1b2-{id}'>{data}<segment><source>One</source><target>{target}</target></segment></unit>")
    };
    let file = xliff2(&[unit(101, &target), unit(102, &target), unit(103, "1")].concat());
    let edits = read_xliff(file.as_bytes(), Limits::default()).unwrap();
    let lengths: Vec<_> = edits.iter().map(|edit| edit.target().map(|target| target.len())).collect();
    assert_eq!(lengths, [Some(3_000_000), None, Some(1)]);
    assert_eq!(edits.iter().nth(1).unwrap().text().fault(), Some(&TextFault::TooLong));
    let two = unit(101, &target.repeat(2));
    check(&xliff2(&two), &page("Viens", "One"), Verdict::TooLong, "Viens");
}

#[test]
fn json_is_read_as_it_is_written() {
    let units = "{\"path\":\"a.md\",\"id\":\"0a1b2-101\",\"source\":null,\"target\":\"1\"},\n {\"id\":\"0a1b2-102\",\"target\":\"2\"}";
    let file = format!(
        "[{{\"path\":\"a.md\",\"front_matter\":null,\"target_locale\":\"lv-LV\",\"units\":[{units}]}},\
         {{\"path\":\"b.md\",\"error\":\"gone\"}},{{\"id\":\"0a1b2-103\",\"target\":\"3\"}}]\n"
    );
    let edits = read_json(file.as_bytes(), Limits::default()).unwrap();
    let all: Vec<_> = edits
        .iter()
        .map(|edit| (edit.path(), edit.id(), edit.locale(), edit.position().unwrap().to_string()))
        .collect();
    assert_eq!(
        all,
        [
            (Some("a.md"), "0a1b2-101", Some("lv-LV"), "1:70".to_owned()),
            (Some("a.md"), "0a1b2-102", Some("lv-LV"), "2:2".to_owned()),
            (None, "0a1b2-103", None, "2:67".to_owned()),
        ]
    );
    assert_eq!(edits.iter().next().unwrap().source(), &MadeFor::NoSource);
}

#[test]
fn lines_of_json_are_read_leniently() {
    let lines = "{\"path\":\"a.md\",\"error\":\"gone\"}\r\n\n{\"id\":\"0a1b2-101\",\"target\":\"1\",\"more\":[1]}\r\n{\"id\":\"0a1b2-101\",\"target\":null}";
    let edits = read_json_lines(lines.as_bytes(), Limits::default()).unwrap();
    let all: Vec<_> =
        edits.iter().map(|edit| (edit.path(), edit.id(), edit.target(), edit.position().unwrap().line)).collect();
    assert_eq!(all, [(None, "0a1b2-101", Some("1".to_owned()), 3)]);
}
