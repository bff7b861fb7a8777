//! Finds the units of bilingual pages with libraries that know nothing of them, each used as its documentation shows.
//!
//! Every function takes one page and gives the id, the target and the source of each unit that it can find. It gives
//! `false` where its library gave the page up.

mod dom;
mod events;
mod walk;

pub use dom::{scraper, tl};
pub use events::{aho_corasick, html5gum, lol_html, quick_xml};

use std::sync::LazyLock;

/// Takes the id, the target and the source of a unit.
pub type Give<'g> = dyn FnMut(&str, &str, &str) + 'g;

/// The crate itself.
pub fn bitext(page: &str, give: &mut Give<'_>) -> bool {
    for part in bitext::Parts::new(page) {
        if let bitext::Part::Unit(unit) = part {
            give(unit.id.as_str(), unit.target, unit.source.unwrap_or_default());
        }
    }
    true
}

/// One regular expression with captures. It cannot count, so a source ends at the first `</span></span>`.
pub fn regex(page: &str, give: &mut Give<'_>) -> bool {
    static UNIT: LazyLock<regex::bytes::Regex> = LazyLock::new(|| {
        regex::bytes::Regex::new(
            r#"(?s-u)<span data-ttu-id=(?:\\?"|&quot;)([0-9a-f]{5}-p?[0-9]{3,9})(?:\\?"|&quot;)>(.*?)</span><span class=(?:\\?"|&quot;)sxs-lookup(?:\\?"|&quot;)><span data-stu-id=(?:\\?"|&quot;)[0-9a-f]{5}-p?[0-9]{3,9}(?:\\?"|&quot;)>(.*?)</span></span>"#,
        )
        .expect("a sound expression")
    });
    for captures in UNIT.captures_iter(page.as_bytes()) {
        let [id, target, source] = [1, 2, 3].map(|n| captures.get(n).map_or("", |text| &page[text.range()]));
        give(id, target, source);
    }
    true
}

/// An id as it stands in an attribute, without the marks that damage left there.
fn bare(id: &str) -> &str {
    let id = id.trim_matches(['\\', '"']);
    let id = id.strip_prefix("&quot;").unwrap_or(id);
    id.strip_suffix("&quot;").unwrap_or(id)
}
