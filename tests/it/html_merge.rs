//! Units of published pages, written and merged back.

use std::path::Path;

use bitext::edit::{Edit, Edits};
use bitext::export::Export;
use bitext::format::{JsonLinesWriter, Limits, TmxWriter, XliffVersion, XliffWriter, read_edits};
use bitext::html::HtmlPage;
use bitext::merge::Verdict;
use bitext::{Document, Locale};

fn example() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/published.html")).unwrap()
}

fn export() -> Export<'static> {
    Export::new("published.html", Locale::parse("en-US").unwrap())
}

#[test]
fn codes_of_html_are_those_of_the_exchange_formats() {
    let text = example();
    let page = HtmlPage::parse(&text);
    let document = Document::from_html(&page);
    let mut writer = XliffWriter::new(Vec::new()).with_version(XliffVersion::V12);
    let summary = export().document(&document, &mut writer, &mut ()).unwrap();
    assert_eq!((summary.units, summary.left_out), (14, 0));
    let xliff = String::from_utf8(writer.finish().unwrap()).unwrap();
    for code in [
        "<bpt id=\"p1\" ctype=\"bold\">&lt;strong&gt;</bpt>ūdeni<ept id=\"p1\">&lt;/strong&gt;</ept>",
        "<bpt id=\"p1\" ctype=\"italic\">&lt;em&gt;</bpt>",
        "ctype=\"link\">&lt;a href=\"fingers\" data-linktype=\"relative-path\"&gt;</bpt>",
        "<ph id=\"ph1\" ctype=\"x-code\">&lt;code&gt;tea -n &amp;lt;3&amp;gt;&lt;/code&gt;</ph>",
        "ctype=\"image\">&lt;img src=\"a.png\" alt=\"tēja\"&gt;</ph>",
        "ctype=\"x-entity\">&amp;nbsp;</ph>",
        "ctype=\"lb\">&lt;br&gt;</ph>",
    ] {
        assert!(xliff.contains(code), "{code} is not in {xliff}");
    }
    let mut writer = TmxWriter::new(Vec::new());
    assert_eq!(export().document(&document, &mut writer, &mut ()).unwrap().units, 14);
    let tmx = String::from_utf8(writer.finish().unwrap()).unwrap();
    assert!(tmx.contains("type=\"bold\">&lt;strong&gt;</bpt>"), "{tmx}");
    let mut writer = JsonLinesWriter::new(Vec::new());
    assert_eq!(export().document(&document, &mut writer, &mut ()).unwrap().units, 14);
    let lines = String::from_utf8(writer.finish().unwrap()).unwrap();
    assert!(lines.contains("\"context\":\"quote\",\"heading\":[\"Making tea\",\"What you need\"]"), "{lines}");
    assert!(lines.contains("\"translation_type\":\"MT\""), "{lines}");
}

#[test]
fn an_export_merged_back_untouched_is_no_edit() {
    let text = example();
    let page = HtmlPage::parse(&text);
    let document = Document::from_html(&page);
    for version in [XliffVersion::V12, XliffVersion::V20, XliffVersion::V21] {
        let mut writer = XliffWriter::new(Vec::new()).with_version(version);
        assert_eq!(export().document(&document, &mut writer, &mut ()).unwrap().left_out, 0);
        let file = writer.finish().unwrap();
        let edits = read_edits(&file[..], Limits::default()).unwrap();
        let merged = edits.merge("published.html", &document);
        assert_eq!(merged.count(Verdict::Unchanged), 14);
        assert!(!merged.is_changed());
        assert_eq!(merged.text(), text);
    }
}

#[test]
fn an_edit_changes_its_target_and_no_other_byte() {
    let text = example();
    let page = HtmlPage::parse(&text);
    let document = Document::from_html(&page);
    for (unit, new) in document.units().iter().zip(["<em>Jauns</em> &amp; **viens**"].into_iter().cycle()) {
        let edits: Edits = [Edit::new(unit.id.as_str(), new)].into_iter().collect();
        let merged = edits.merge("published.html", &document);
        assert_eq!(merged.count(Verdict::Changed), 1, "{:?}", merged.outcomes());
        let span = unit.target_span();
        let (start, end) = (usize::try_from(span.start).unwrap(), usize::try_from(span.end).unwrap());
        assert_eq!(merged.text(), [&text[..start], new, &text[end..]].concat());
    }
}

#[test]
fn an_edit_that_would_tear_the_page_is_refused() {
    let text = example();
    let page = HtmlPage::parse(&text);
    let document = Document::from_html(&page);
    for (new, verdict) in [
        ("<em>Jauns", Verdict::UnbalancedCodes),
        ("Jauns</strong>", Verdict::UnbalancedCodes),
        ("", Verdict::EmptyEdit),
        (
            "a</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-103\">b</span></span>",
            Verdict::UnbalancedCodes,
        ),
    ] {
        let edits: Edits = [Edit::new("0a1b2-103", new)].into_iter().collect();
        let merged = edits.merge("published.html", &document);
        assert_eq!(merged.outcomes()[0].verdict, verdict, "{new}");
        assert_eq!(merged.text(), text);
    }
}

#[test]
fn views_of_a_published_page_are_in_one_language() {
    let text = example();
    let page = HtmlPage::parse(&text);
    let document = Document::from_html(&page);
    let (target, source) = (document.target_view().to_string(), document.source_view().to_string());
    assert!(target.contains("<h1 id=\"making-tea\">Tējas pagatavošana</h1>"), "{target}");
    assert!(
        source.contains("<p>Boil the <strong>water</strong>. Wait for 3&nbsp;minutes.<br>Then pour.</p>"),
        "{source}"
    );
    assert!(source.starts_with("<!DOCTYPE html>\n<html lang=\"lv-lv\" dir=\"ltr\">"));
}
