//! Libraries that give a tree.

use std::borrow::Cow;
use std::sync::LazyLock;

use scraper::{Html, Selector};
use tl::ParserOptions;

use crate::{Give, bare};

/// The forgiving parser whose tree borrows from the page.
pub fn tl(page: &str, give: &mut Give<'_>) -> bool {
    let Ok(dom) = tl::parse(page, ParserOptions::default()) else { return false };
    let mut target: Option<(Cow<'_, str>, &str)> = None;
    for tag in dom.nodes().iter().filter_map(|node| node.as_tag()).filter(|tag| tag.name().as_bytes() == b"span") {
        let (start, end) = tag.boundaries(dom.parser());
        let attributes = tag.attributes();
        if let Some(Some(id)) = attributes.get("data-ttu-id") {
            target = Some((id.as_utf8_str(), inner(&page[start..=end])));
        } else if attributes.get("data-stu-id").is_some()
            && let Some((id, target)) = target.take()
        {
            give(bare(&id), target, inner(&page[start..=end]));
        }
    }
    true
}

/// What stands between an element's tags.
fn inner(element: &str) -> &str {
    let start = element.find('>').map_or(element.len(), |at| at + 1);
    let end = element.rfind("</").unwrap_or(element.len());
    element.get(start..end).unwrap_or_default()
}

/// The browser's tree, by selectors. It can only write its elements anew.
pub fn scraper(page: &str, give: &mut Give<'_>) -> bool {
    static SPANS: LazyLock<Selector> =
        LazyLock::new(|| Selector::parse("span[data-ttu-id], span[data-stu-id]").expect("a sound selector"));
    let html = Html::parse_document(page);
    let mut target = None;
    for span in html.select(&SPANS) {
        if let Some(id) = span.attr("data-ttu-id") {
            target = Some((id, span.inner_html()));
        } else if let Some((id, target)) = target.take() {
            give(bare(id), &target, &span.inner_html());
        }
    }
    true
}
