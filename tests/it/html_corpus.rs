//! Real pages, rendered to HTML, give the same units as the Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bitext::html::HtmlPage;
use bitext::inline::plain_text;
use bitext::place::{FileKind, is_html};
use bitext::{Document, Markup, TranslationUnit};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::shared::{corpora, sxs_files};

/// One page in this many is rendered.
const EVERY: usize = 15;

/// The page as it is published: its front matter in the head, its Markdown as HTML.
fn publish(document: &Document<'_>) -> String {
    let front = document.front_matter();
    let mut page = "<!DOCTYPE html>\n<html>\n<head>\n".to_owned();
    for key in ["ms.contentlocale", "ms.translationtype", "ms.openlocfilehash", "ms.locfileid"] {
        if let Some(value) = front.and_then(|front| front.get(key)) {
            writeln!(page, "<meta name=\"{key}\" content=\"{value}\" />").unwrap();
        }
    }
    page.push_str("</head>\n<body>\n<main>\n");
    let body = &document.text()[front.map_or(0, |front| front.raw().len())..];
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut is_in_xref = false;
    // The platform puts the name of a page of its own for a reference; plain text has nothing for it.
    let events = Parser::new_ext(body, options).filter(|event| match event {
        Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) if dest_url.starts_with("xref:") => {
            is_in_xref = true;
            false
        }
        Event::End(TagEnd::Link) if is_in_xref => {
            is_in_xref = false;
            false
        }
        _ => !is_in_xref,
    });
    pulldown_cmark::html::push_html(&mut page, events);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn published_pages_have_the_units_of_their_markdown() {
    let Some(dir) = corpora() else { return };
    let (mut units, mut equal, mut pages, mut facts) = (0, 0, 0, 0);
    let mut causes: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    for path in sxs_files(&dir.join("dev")).into_iter().step_by(EVERY) {
        let text = std::fs::read_to_string(&path).unwrap();
        if FileKind::of(&text) != FileKind::Markdown {
            continue;
        }
        let markdown = Document::parse(&text);
        let published = publish(&markdown);
        assert!(is_html(published.as_bytes()));
        let page = HtmlPage::parse(&published);
        let html = Document::from_html(&page);
        pages += 1;
        facts += usize::from(html.locale() == markdown.locale());
        let found: BTreeMap<_, _> = html.units().iter().map(|unit| (unit.id.as_str(), unit)).collect();
        for unit in markdown.units() {
            units += 1;
            let expected = (words(&plain_text(unit.target)), words(&plain_text(unit.source.unwrap_or_default())));
            let other = found.get(unit.id.as_str());
            let got = other.map(|other| {
                let plain = |text: &str| words(&Markup::Html.plain_text(text));
                (plain(other.target), plain(other.source.unwrap_or_default()))
            });
            if got.as_ref() == Some(&expected) {
                equal += 1;
                continue;
            }
            let cause = cause(unit, other.map(|other| other.raw));
            let entry =
                causes.entry(cause).or_insert_with(|| (0, format!("{path} {}\n  {expected:?}\n  {got:?}", unit.id)));
            entry.0 += 1;
        }
    }
    println!("{equal} of {units} units of {pages} pages are equal; {facts} locales");
    for (cause, (count, first)) in &causes {
        println!("{cause}: {count}, such as {first}");
    }
    assert!(equal * 1000 >= units * 990, "{equal} of {units} are equal");
    assert_eq!(facts, pages);
    assert!(causes.get("other").is_none_or(|(count, _)| count * 1000 <= units), "{causes:?}");
}

/// Why a unit differs in the HTML that the renderer makes.
fn cause(markdown: &TranslationUnit<'_>, html: Option<&str>) -> &'static str {
    match html {
        None => "the renderer escapes its spans (code, or text of an image)",
        Some(_) if markdown.raw.contains("[!") => "an inclusion, which the renderer does not know",
        Some(_) if markdown.raw.contains(":::") => "`:::`, which the renderer does not know",
        Some(_) if is_alone_equal(markdown.target) && is_alone_equal(markdown.source.unwrap_or_default()) => {
            "its markup reads otherwise beside its neighbours"
        }
        Some(_) if markdown.raw.contains('[') => "a bracket that is a reference link where the page defines it",
        Some(_) => "other",
    }
}

/// Whether a text, rendered alone, is what its plain text says.
fn is_alone_equal(text: &str) -> bool {
    let mut html = String::new();
    let alone = format!("\u{a0}{text}");
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(&alone, Options::ENABLE_STRIKETHROUGH));
    words(&Markup::Html.plain_text(&html)) == words(&plain_text(text))
}
