//! XLIFF 1.2 and 2.1, element by element: what each mark of a page becomes.

use bitext::export::Export;
use bitext::format::{InlineMode, UnitWriter, XliffVersion, XliffWriter};
use bitext::{CannotHold, Error};

use crate::exchange_laws::{Exchange, export, locale, page};

/// The lines of the only unit of a page with this front matter.
#[track_caller]
fn unit(format: Exchange, front_matter: &str, source: &str, target: &str) -> String {
    let page = format!("{front_matter}{}", page(&[(source, target)]));
    let (xml, ..) = export("a.md", &page, format, InlineMode::Codes);
    let start = xml.find("<trans-unit ").or_else(|| xml.find("<unit ")).unwrap();
    let end = xml.find("</trans-unit>").or_else(|| xml.find("</unit>")).unwrap();
    xml[start..end].to_owned()
}

fn v12(front_matter: &str, source: &str, target: &str) -> String {
    unit(Exchange::Xliff12, front_matter, source, target)
}

fn v21(front_matter: &str, source: &str, target: &str) -> String {
    unit(Exchange::Xliff21, front_matter, source, target)
}

const HT: &str = "---\nms.translationtype: HT\n---\n";
const MT: &str = "---\nms.translationtype: MT\n---\n";

#[test]
fn an_output_of_1_2_holds_a_file_for_each_page() {
    let mut writer = XliffWriter::new(Vec::new());
    for (path, tag) in [("a.md", "lv-lv"), ("b&\"<\tc.md", "sr-latn-rs")] {
        let text = format!("---\nms.contentlocale: {tag}\nms.translationtype: HT\n---\n{}", page(&[("S", "T")]));
        let _ = Export::new(path, locale("EN-us")).text(&text, &mut writer, &mut ()).unwrap();
    }
    let _ = Export::new("empty.md", locale("en-US")).text("no unit", &mut writer, &mut ()).unwrap();
    writer.unreadable("gone.md", "not there").unwrap();
    let out = writer.finish().unwrap();
    let file = |path: &str, tag: &str| {
        format!(
            "<file original=\"{path}\" source-language=\"en-US\" target-language=\"{tag}\" datatype=\"x-markdown\" \
             tool-id=\"bitext\">\n<header>\n<tool tool-id=\"bitext\" tool-name=\"bitext\" tool-version=\"{}\"/>\n\
             </header>\n<body>\n<trans-unit id=\"0a1b2-101\" xml:space=\"preserve\" approved=\"yes\">\n\
             <source>S</source>\n<target state=\"translated\">T</target>\n</trans-unit>\n</body>\n</file>\n",
            env!("CARGO_PKG_VERSION")
        )
    };
    let expect = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\">\n{}{}</xliff>\n",
        file("a.md", "lv-LV"),
        file("b&amp;&quot;&lt;&#9;c.md", "sr-Latn-RS")
    );
    assert_eq!(String::from_utf8(out).unwrap(), expect);
}

#[test]
fn an_output_of_2_1_states_languages_once_and_facts_for_each_file() {
    let front_matter = "---\ntitle: x\nms.contentlocale: lv-lv\nms.translationtype: MT\nms.locfileid: \"7\"\n---\n";
    for (format, version) in [(Exchange::Xliff21, "2.1"), (Exchange::Xliff20, "2.0")] {
        let (xml, ..) = export("a.md", &format!("{front_matter}{}", page(&[("S", "T")])), format, InlineMode::Codes);
        let expect = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
             xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" version=\"{version}\" srcLang=\"en-US\" \
             trgLang=\"lv-LV\">\n<file id=\"f1\" original=\"a.md\">\n<mda:metadata>\n\
             <mda:metaGroup category=\"front-matter\">\n<mda:meta type=\"ms.translationtype\">MT</mda:meta>\n\
             <mda:meta type=\"ms.contentlocale\">lv-lv</mda:meta>\n<mda:meta type=\"ms.locfileid\">7</mda:meta>\n\
             </mda:metaGroup>\n</mda:metadata>\n<unit id=\"0a1b2-101\">\n\
             <segment id=\"s1\" state=\"translated\" subState=\"bitext:mt\">\n\
             <source xml:space=\"preserve\">S</source>\n<target xml:space=\"preserve\">T</target>\n\
             </segment>\n</unit>\n</file>\n</xliff>\n"
        );
        assert_eq!(xml, expect);
    }
}

#[test]
fn states_say_who_translated() {
    let state = |front_matter| v12(front_matter, "S", "T");
    assert!(state(HT).contains("approved=\"yes\">") && state(HT).contains("<target state=\"translated\">"));
    let machine = "<target state=\"needs-review-translation\" state-qualifier=\"mt-suggestion\">";
    assert!(!state(MT).contains("approved") && state(MT).contains(machine));
    assert!(!state("").contains("approved") && state("").contains("<target state=\"translated\">"));
    assert!(v21(HT, "S", "T").contains("<segment id=\"s1\" state=\"translated\">"));
    assert!(v21(MT, "S", "T").contains("<segment id=\"s1\" state=\"translated\" subState=\"bitext:mt\">"));
    assert!(v21("", "S", "T").contains("<segment id=\"s1\" state=\"translated\">"));
    // What is not translated is not approved either.
    assert!(!v12(HT, "S", "").contains("approved") && v12(HT, "S", "").contains("<target state=\"new\"></target>"));
    assert!(v21(HT, "S", "").contains("<segment id=\"s1\" state=\"initial\">"));
}

#[test]
fn sources_are_copied_where_that_is_asked_for() {
    for (format, target) in [
        (XliffVersion::V12, "<target state=\"new\"><ph id=\"ph1\" ctype=\"x-code\">`S`</ph></target>"),
        (XliffVersion::V21, "<target xml:space=\"preserve\"><ph id=\"1\" dataRef=\"d1\""),
    ] {
        let mut writer = XliffWriter::new(Vec::new()).with_version(format).with_copied_sources();
        let text = format!("---\nms.contentlocale: lv\n---\n{}", page(&[("`S`", "")]));
        let _ = Export::new("a.md", locale("en")).text(&text, &mut writer, &mut ()).unwrap();
        let xml = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert!(xml.contains(target), "{xml}");
    }
}

#[test]
fn codes_of_1_2_hold_their_text() {
    let source = "**B** *i* ~~s~~ [l](u) <dt>x</dt> `c` \\* &amp; <https://a.b> <xref:T> [!INCLUDE[a](b)] ![a](b) <br> \
                  <img> <!-- c --> :::a b=\"c\":::";
    let unit = v12("", source, "T");
    let body = unit.split_once("<source>").unwrap().1.split_once("</source>").unwrap().0;
    let expect = "<bpt id=\"p1\" ctype=\"bold\">**</bpt>B<ept id=\"p1\">**</ept> \
        <bpt id=\"p2\" ctype=\"italic\">*</bpt>i<ept id=\"p2\">*</ept> \
        <bpt id=\"p3\" ctype=\"x-strikethrough\">~~</bpt>s<ept id=\"p3\">~~</ept> \
        <bpt id=\"p4\" ctype=\"link\">[</bpt>l<ept id=\"p4\">](u)</ept> \
        <bpt id=\"p5\" ctype=\"x-html-dt\">&lt;dt&gt;</bpt>x<ept id=\"p5\">&lt;/dt&gt;</ept> \
        <ph id=\"ph6\" ctype=\"x-code\">`c`</ph> <ph id=\"ph7\" ctype=\"x-escape\">\\*</ph> \
        <ph id=\"ph8\" ctype=\"x-entity\">&amp;amp;</ph> \
        <ph id=\"ph9\" ctype=\"x-autolink\">&lt;https://a.b&gt;</ph> <ph id=\"ph10\" ctype=\"x-xref\">&lt;xref:T&gt;</ph> \
        <ph id=\"ph11\" ctype=\"x-include\">[!INCLUDE[a](b)]</ph> <ph id=\"ph12\" ctype=\"image\">![a](b)</ph> \
        <ph id=\"ph13\" ctype=\"lb\">&lt;br&gt;</ph> <ph id=\"ph14\" ctype=\"x-html-img\">&lt;img&gt;</ph> \
        <ph id=\"ph15\" ctype=\"x-html\">&lt;!-- c --&gt;</ph> \
        <ph id=\"ph16\" ctype=\"x-triple-colon\">:::a b=\"c\":::</ph>";
    assert_eq!(body, expect);
}

#[test]
fn codes_of_2_1_refer_to_their_text() {
    let expect = "<unit id=\"0a1b2-101\">\n<originalData>\n<data id=\"d1\">**</data>\n<data id=\"d2\">&amp;amp;</data>\n\
        <data id=\"d3\">`x y`</data>\n</originalData>\n<segment id=\"s1\" state=\"translated\">\n\
        <source xml:space=\"preserve\">\
        <pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"d1\" type=\"fmt\" subType=\"xlf:b\">A</pc> \
        <ph id=\"2\" dataRef=\"d2\" type=\"other\" subType=\"bitext:entity\" equiv=\"&amp;\" disp=\"&amp;amp;\"/></source>\n\
        <target xml:space=\"preserve\">\
        <ph id=\"2\" dataRef=\"d2\" type=\"other\" subType=\"bitext:entity\" equiv=\"&amp;\" disp=\"&amp;amp;\"/>\
        <pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"d1\" type=\"fmt\" subType=\"xlf:b\">B</pc>\
        <ph id=\"3\" dataRef=\"d3\" type=\"other\" subType=\"bitext:code\" equiv=\"x y\" disp=\"`x y`\"/></target>\n\
        </segment>\n";
    assert_eq!(v21("", "**A** &amp;", "&amp;**B**`x y`"), expect);
}

#[test]
fn pairs_that_overlap_on_one_side_are_sc_and_ec_on_both() {
    let unit = v21("", "**a <b>b** c</b>", "**a** <b>b c</b>");
    assert_eq!(unit.matches("<pc id=\"1\"").count(), 2, "{unit}");
    assert_eq!(unit.matches("<sc id=\"2\"").count(), 2, "{unit}");
    assert_eq!(unit.matches("<ec startRef=\"2\"").count(), 2, "{unit}");
    // XLIFF 1.2 has one form for both.
    assert_eq!(v12("", "**a <b>b** c</b>", "**a** <b>b c</b>").matches("<ept id=\"p2\">").count(), 2);
}

#[test]
fn line_ends_and_blanks_stay() {
    let unit = v12("", "a\r\n b\t\n", "  c\u{A0}\r ");
    assert!(unit.contains("<source>a&#13;\n b\t\n</source>") && unit.contains(">  c\u{A0}&#13; </target>"), "{unit}");
    let unit = v21("", "`a\n\tb`", "T");
    assert!(unit.contains("<data id=\"d1\">`a\n\tb`</data>") && unit.contains("disp=\"`a&#10;&#9;b`\""), "{unit}");
}

#[test]
fn an_output_of_2_1_holds_one_target_language() {
    let mut writer = XliffWriter::new(Vec::new()).with_version(XliffVersion::V21);
    let mut take = |tag: &str, body: &str| {
        let text = format!("---\nms.contentlocale: {tag}\n---\n{body}");
        Export::new("a.md", locale("en-US")).text(&text, &mut writer, &mut ())
    };
    assert_eq!(take("lv-LV", &page(&[("S", "T")])).unwrap().units, 1);
    assert_eq!(take("LV-lv", &page(&[("S", "T")])).unwrap().units, 1);
    assert_eq!(take("de-DE", "no unit").unwrap().units, 0);
    let error = take("de-DE", &page(&[("S", "T")])).unwrap_err();
    let Error::CannotHold { reason: CannotHold::SecondLocale { first, second, .. }, units: 1, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!((&**first, &**second), ("lv-LV", "de-DE"));
    assert_eq!(
        error.to_string(),
        "one output of this format has one source and one target language, but de-DE comes after lv-LV"
    );
}

/// The openings of the units and the notes of a page.
fn kinds_and_notes(version: XliffVersion, page: &str) -> Vec<String> {
    let mut writer = XliffWriter::new(Vec::new()).with_version(version).with_notes();
    let settings = bitext::Settings::default().with_locale(Some(locale("lv")));
    let _ = Export::new("a.md", locale("en")).with_settings(settings).text(page, &mut writer, &mut ()).unwrap();
    let xml = String::from_utf8(writer.finish().unwrap()).unwrap();
    let lines = xml.lines().filter(|line| ["<trans-unit", "<unit", "<note "].iter().any(|tag| line.starts_with(tag)));
    lines.map(str::to_owned).collect()
}

#[test]
fn units_say_in_what_kind_of_place_they_are() {
    let unit = |id: u32, source: &str| page(&[(source, "T")]).replace("-101", &format!("-{id}")).trim_end().to_owned();
    let text = format!(
        "# {}\n\n- {}\n\n| {} | x |\n|---|---|\n\n## {}\n\n[{}](u)\n\n{}\n",
        unit(101, "A & \u{1}"),
        unit(102, "B"),
        unit(103, "C"),
        unit(104, "D"),
        unit(105, "E"),
        unit(106, "F")
    );
    let one = kinds_and_notes(XliffVersion::V12, &text);
    let expect = [
        "<trans-unit id=\"0a1b2-101\" restype=\"heading\" xml:space=\"preserve\">",
        "<note from=\"bitext\">line 1</note>",
        "<trans-unit id=\"0a1b2-102\" restype=\"listitem\" xml:space=\"preserve\">",
        "<note from=\"bitext\">line 3: A &amp; \u{FFFD}</note>",
        "<trans-unit id=\"0a1b2-103\" restype=\"cell\" xml:space=\"preserve\">",
        "<note from=\"bitext\">line 5: A &amp; \u{FFFD}</note>",
        "<trans-unit id=\"0a1b2-104\" restype=\"heading\" xml:space=\"preserve\">",
        "<note from=\"bitext\">line 8: A &amp; \u{FFFD}</note>",
        "<trans-unit id=\"0a1b2-105\" restype=\"x-link-text\" xml:space=\"preserve\">",
        "<note from=\"bitext\">line 10: A &amp; \u{FFFD} &gt; D</note>",
        "<trans-unit id=\"0a1b2-106\" xml:space=\"preserve\">",
        "<note from=\"bitext\">line 12: A &amp; \u{FFFD} &gt; D</note>",
    ];
    assert_eq!(one, expect);
    let two = kinds_and_notes(XliffVersion::V21, &text);
    assert_eq!(two[0], "<unit id=\"0a1b2-101\" type=\"bitext:heading\">");
    assert_eq!(two[9], "<note category=\"place\">line 10: A &amp; \u{FFFD} &gt; D</note>");
    assert_eq!(two[10], "<unit id=\"0a1b2-106\">");
}
