//! Published pages: units, facts of the head, places, and what a browser sees differently.

use std::fmt::Write as _;
use std::path::Path;

use bitext::export::Export;
use bitext::format::{TmxWriter, XliffWriter};
use bitext::html::HtmlPage;
use bitext::place::{ContextKind, FileKind};
use bitext::{Code, Document, Locale, Markup, Part};

use crate::html_laws;
use crate::shared::shared;

fn example(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(name)).unwrap()
}

#[test]
fn units_stand_in_a_published_page() {
    let text = example("published.html");
    let page = HtmlPage::parse(&text);
    let document = Document::from_html(&page);
    let mut all = String::new();
    for unit in document.located_units() {
        let target = Markup::Html.plain_text(unit.target);
        writeln!(all, "{} {} {:?} {target}", unit.id, unit.place.context(), &*unit.place.headings()).unwrap();
        assert_eq!(unit.place.file_kind(), FileKind::Html);
    }
    assert_eq!(
        all,
        "0a1b2-102 heading [] Tējas pagatavošana\n\
         0a1b2-103 paragraph [\"Making tea\"] Uzvāriet ūdeni.\n\
         0a1b2-p104 paragraph [\"Making tea\"] Pagaidiet 3\u{a0}minūtes. Tad lejiet.\n\
         0a1b2-105 heading [\"Making tea\"] Kas jums būs vajadzīgs\n\
         c3d4e-201 bullet-item [\"Making tea\", \"What you need\"] Tējkanna\n\
         c3d4e-202 paragraph [\"Making tea\", \"What you need\"] Ar vāku.\n\
         0a1b2-106 link-text [\"Making tea\", \"What you need\"] Tējas lapas\n\
         0a1b2-107 ordered-item [\"Making tea\", \"What you need\"] Sāciet ar tea -n <3>.\n\
         0a1b2-108 quote [\"Making tea\", \"What you need\"] Nededziniet pirkstus!\n\
         0a1b2-109 heading [\"Making tea\", \"What you need\"] Laiki\n\
         0a1b2-110 html-table-cell [\"Making tea\", \"What you need\", \"Times\"] Melnā tēja.\n\
         0a1b2-111 heading [\"Making tea\"] Beigas\n\
         0a1b2-112 quote [\"Making tea\", \"The end\"] Garšīgi.\n\
         0a1b2-113 html-comment [\"Making tea\", \"The end\"] Bez cukura\n"
    );
    assert_eq!(document.diagnostics(), []);
    let parts: String = document.parts().map(|part| part.raw()).collect();
    assert_eq!(parts, text);
    assert!(!document.parts().any(|part| matches!(part, Part::FrontMatter(_))));
    html_laws::is_sound(&text);
}

#[test]
fn the_facts_of_the_head_are_the_front_matter() {
    let text = example("published.html");
    let page = HtmlPage::parse(&text);
    let document = Document::from_html(&page);
    let front = document.front_matter().unwrap();
    assert_eq!(front.get("title").unwrap(), "Tējas pagatavošana & glabāšana - Docs");
    assert_eq!(front.locale().unwrap().to_string(), "lv-LV");
    assert_eq!(front.last_handoff().unwrap().to_string(), "2021-04-23");
    assert_eq!(front.loc_file_id(), Some("10024302"));
    assert_eq!(front.open_loc_file_hash(), Some("0000000000000000000000000000000000005eee"));
    assert_eq!(front.source_commit(), Some("0000000000000000000000000000000000029882"));
    assert_eq!(front.translation_type().unwrap().as_str(), "MT");
    assert_eq!(front.get("og:title"), None);
    assert_eq!(document.units()[0].locale.unwrap().to_string(), "lv-LV");
}

#[test]
fn values_of_the_head_come_back_as_they_are() {
    let text = "<title>a \"b\" \\ c\nd</title><meta name=description content=\"x: &quot;y&quot;\r\n#z\"><meta name='a b' content=c>";
    let page = HtmlPage::parse(text);
    let front = page.front_matter().unwrap();
    assert_eq!(front.get("title").unwrap(), "a \"b\" \\ c\nd");
    assert_eq!(front.get("description").unwrap(), "x: \"y\"\n#z");
    assert_eq!(front.entries().count(), 2);
}

#[test]
fn the_language_of_the_page_is_the_locale_where_the_head_says_none() {
    let unit = "<p><span data-ttu-id=\"407fb-102\">a</span></p>";
    let locale = |text: &str| {
        let page = HtmlPage::parse(text);
        Document::from_html(&page).units()[0].locale.map(|locale| locale.to_string())
    };
    assert_eq!(locale(&format!("<html lang=ko-kr>{unit}")).as_deref(), Some("ko-KR"));
    assert_eq!(
        locale(&format!("<html lang=ko><meta name=ms.contentlocale content=ja-JP>{unit}")).as_deref(),
        Some("ja-JP")
    );
    assert_eq!(locale(&format!("---\nms.contentlocale: lv-LV\n---\n{unit}")), None);
}

#[test]
fn exports_say_that_their_texts_are_html() {
    let text = example("published.html");
    let page = HtmlPage::parse(&text);
    let document = Document::from_html(&page);
    let export = || Export::new("published.html", Locale::parse("en-US").unwrap());
    let mut xliff = XliffWriter::new(Vec::new());
    assert_eq!(export().document(&document, &mut xliff, &mut ()).unwrap().units, 14);
    let xliff = String::from_utf8(xliff.finish().unwrap()).unwrap();
    assert!(xliff.contains(" datatype=\"html\" "), "{xliff}");
    let mut memory = TmxWriter::new(Vec::new());
    assert_eq!(export().document(&document, &mut memory, &mut ()).unwrap().units, 14);
    let memory = String::from_utf8(memory.finish().unwrap()).unwrap();
    let units = memory.matches("<tu ").count();
    assert_eq!((memory.matches("<tu datatype=\"html\" ").count(), units), (units, 14));
}

#[test]
fn what_a_browser_sees_differently_is_reported() {
    let text = example("damage-published.html");
    let page = HtmlPage::parse(&text);
    let document = Document::from_html(&page);
    let found: Vec<_> = document
        .diagnostics()
        .iter()
        .map(|finding| format!("{} {} {finding}", document.position(finding.span.start), finding.code))
        .collect();
    assert_eq!(
        found,
        [
            "3:40 unclosed-tag unit d4c10-101 opens a tag that it does not close; a browser reads on after it",
            "4:44 stray-end-tag unit d4c10-102 has an end tag that closes nothing in it",
            "5:39 block-in-unit unit d4c10-103 holds a block, which a browser takes out of its paragraph",
            "6:18 seen-differently unit d4c10-104 has another text, or none, in a browser",
            "7:4 no-source unit d4c10-105 has no source; kept with the target alone",
            "7:47 stray-lookup a lookup span that belongs to no unit; left in place",
            "8:4 no-source unit d4c10-106 has no source; kept with the target alone",
            "9:4 seen-differently unit d4c10-107 has another text, or none, in a browser",
        ]
    );
    html_laws::is_sound(&text);
}

/// Found by fuzzing: a byte order mark in a page is text.
#[test]
fn a_byte_order_mark_in_a_unit_is_text() {
    let text = "<html><body><p><span data-ttu-id=\"0a1b2-101\">\u{FEFF}a</span>\
                <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">\u{FEFF}b</span></span></p>";
    html_laws::is_sound(text);
    let page = HtmlPage::parse(text);
    let document = Document::from_html(&page);
    assert_eq!(document.units()[0].target, "\u{FEFF}a");
    assert!(document.diagnostics().is_empty());
}

/// Found by fuzzing: a carriage return alone ends a line, too.
#[test]
fn carriage_returns_are_line_ends() {
    for end in ["\r", "\r\n", "\n"] {
        let text = format!(
            "<html><body><p><span data-ttu-id=\"0a1b2-101\">a{end}b</span>\
             <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">a{end}b</span></span></p>"
        );
        html_laws::is_sound(&text);
        let page = HtmlPage::parse(&text);
        assert!(Document::from_html(&page).diagnostics().is_empty(), "{end:?}");
    }
}

/// Found by fuzzing: after `<!--` without an end a browser shows nothing, so nothing is seen differently.
#[test]
fn units_in_a_comment_are_not_compared() {
    let unit = "<span data-ttu-id=\"0a1b2-101\">Desmit &copy 3</span>\
                <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">Ten &copy; 3</span></span>";
    let differs = |text: &str| {
        html_laws::is_sound(text);
        let page = HtmlPage::parse(text);
        let document = Document::from_html(&page);
        let context = document.located_units().next().unwrap().place.context();
        (context, document.diagnostics().iter().any(|it| it.code == Code::SeenDifferently))
    };
    assert_eq!(differs(&format!("<html><body><p>{unit}</p>")), (ContextKind::Paragraph, true));
    assert_eq!(differs(&format!("<html><body><!--a <p>{unit}</p>")), (ContextKind::Comment, false));
}

#[test]
fn a_page_that_is_nested_too_deep_keeps_its_units() {
    let unit = "<p><span data-ttu-id=\"407fb-102\">a</span><span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\">b</span></span>";
    for hostile in
        ["<div>".repeat(200_000), "<b><i>".repeat(1000) + &"<p>x".repeat(100_000), "<table><td>".repeat(50_000)]
    {
        let text = format!("{unit}{hostile}{}", unit.replace("102", "103"));
        let page = HtmlPage::parse(&text);
        let document = Document::from_html(&page);
        assert_eq!(document.units().len(), 2);
        let codes: Vec<_> = document.diagnostics().iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, ["too-deep"], "{}", &hostile[..20]);
    }
}

/// The texts of a sample, and what is odd about it, by code.
#[track_caller]
fn sample(name: &str, units: usize, prefixes: usize, codes: &[(&str, usize)]) {
    let Some(shared) = shared() else { return };
    let text = std::fs::read_to_string(shared.join("html").join(name)).unwrap();
    let page = HtmlPage::parse(&text);
    let document = Document::from_html(&page);
    let mut found: std::collections::BTreeMap<_, usize> = std::collections::BTreeMap::new();
    for finding in document.diagnostics() {
        *found.entry(finding.code.as_str()).or_default() += 1;
    }
    assert_eq!(found.into_iter().collect::<Vec<_>>(), codes, "{name}");
    let all: std::collections::BTreeSet<_> = document.units().iter().map(|unit| unit.id.prefix()).collect();
    assert_eq!((document.units().len(), all.len()), (units, prefixes), "{name}");
    html_laws::is_sound(&text);
}

#[test]
fn the_samples_read_as_their_index_says() {
    sample("published-body-ko-aws-compare.html", 517, 6, &[]);
    // 332 targets and 224 sources of which 151 stand together, and 169 lookups without a source, counted with a pattern.
    let codes = [("no-source", 332 - 151), ("no-target", 224 - 151), ("repeated-id", 6), ("stray-lookup", 169)];
    sample("edited-body-ko-aws-compare.html", 332, 6, &codes);
    sample("fragment-es-create-user-accounts.html", 8, 1, &[]);
    sample("fragment-pt-devtools.html", 2, 1, &[("no-source", 1)]);
    let Some(shared) = shared() else { return };
    let text = std::fs::read_to_string(shared.join("html/head-zh-cn-regex-reference.html")).unwrap();
    let page = HtmlPage::parse(&text);
    let front = page.front_matter().unwrap();
    assert_eq!(front.locale().unwrap().to_string(), "zh-CN");
    assert_eq!(front.last_handoff().unwrap().to_string(), "2020-11-18");
    assert_eq!(front.loc_file_id(), Some("94818799"));
    assert_eq!(front.open_loc_file_hash(), Some("1b261211997837e8664ea60e9210a7f0517f7a9f"));
    assert_eq!(front.source_commit(), Some("965a5af7918acb0a3fd3baf342e15d511ef75188"));
    assert!(front.translation_type().unwrap().is_human());
    assert_eq!(front.get("bilingual_type").unwrap(), "hover over");
}
