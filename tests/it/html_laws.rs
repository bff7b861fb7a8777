//! The laws of published pages, as plain functions.

use bitext::html::HtmlPage;
use bitext::place::ContextKind;
use bitext::{Code, Document, Markup, Parts, Settings};
use scraper::{Html, Node};

use crate::inline_laws::{ids_pair_up, pieces_tile};

/// All laws of one page.
#[track_caller]
pub(crate) fn is_sound(text: &str) {
    let settings = Settings::default().with_markup(Markup::Html);
    let joined: String = Parts::with_settings(text, &settings).map(|part| part.raw()).collect();
    assert_eq!(joined, text);
    let page = HtmlPage::parse(text);
    let document = Document::from_html(&page);
    let reported = |id: &str| {
        let codes = [Code::UnclosedTag, Code::StrayEndTag, Code::BlockInUnit, Code::SeenDifferently];
        document.diagnostics().iter().any(|it| it.unit.as_deref() == Some(id) && codes.contains(&it.code))
    };
    let is_cut = document.diagnostics().iter().any(|it| it.code == Code::TooDeep);
    assert_eq!(document.located_units().count(), document.units().len());
    for unit in document.located_units() {
        let cut = |span: bitext::Span| &text[usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap()];
        assert_eq!(cut(unit.span), unit.raw);
        assert_eq!(cut(unit.target_span()), unit.target);
        assert_eq!(unit.source_span().map(cut), unit.source);
        assert!(unit.place.headings().len() <= 6);
        // Of a comment a browser shows nothing, so nothing of it is seen differently.
        let is_shown = unit.place.context() != ContextKind::Comment;
        for side in [Some(unit.target), unit.source].into_iter().flatten() {
            text_is_sound(side);
            if is_shown && !is_cut && !reported(unit.id.as_str()) {
                assert_eq!(
                    with_line_feeds(&Markup::Html.plain_text(side)),
                    with_line_feeds(&seen(side)),
                    "of {side:?}"
                );
            }
        }
    }
}

/// The pieces of an HTML text tile it.
#[track_caller]
pub(crate) fn text_is_sound(text: &str) {
    let all = pieces_tile(text, Markup::Html.pieces(text));
    ids_pair_up(&all);
}

/// A text with `\n` for each end of a line, as a browser reads it (HTML standard, 13.2.3.5).
fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// What a browser sees of a text, by a tree of its own.
fn seen(text: &str) -> String {
    // The parser drops one byte order mark at the start; a unit is never at the start of its page.
    let tree = Html::parse_fragment(&format!("\u{FEFF}{text}"));
    let mut all = String::new();
    for node in tree.tree.root().descendants() {
        match node.value() {
            Node::Text(text) => all.push_str(text),
            Node::Element(element) if element.name() == "br" => all.push(' '),
            Node::Element(element) if element.name() == "img" => all.push_str(element.attr("alt").unwrap_or_default()),
            _ => {}
        }
    }
    all
}
