//! That a target seen to be inert changes no block and no link: pages of what opens and ends constructs, and targets of what
//! may end them, are read in full.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::check::{PageCheck, rebuilt};
use super::new_target::NewTarget;
use crate::document::Document;

/// What opens, goes on with or ends a construct, `U` a unit.
const PARTS: [&str; 44] = [
    "U", "U", "U", "U", " ", "\n", "\n\n", "\n> ", "> ", "- ", "| ", "|---|\n", "\n  ", "[a](b '", "[a](b \"",
    "[a](b (", "[a](<b", "](", "](b ", "[", "![", "]", ")", "')", "\")", "'", "\"", "(", "<a b='", "<a b=\"", "<a b=",
    "<a\n", ">", "'>", "<!-- ", "-->", "<?", "`", "\\", "\\\\|", "![b](c)", "a", "[b][c]", "# ",
];

/// What a target is made of.
const TEXTS: [&str; 32] = [
    "a", " ", "'", "\"", ")", "(", " 'x", "!", ":", "=", "-", "--", "*", "_", "[a](b)", "[a][b]", "`c`", "`](b '`",
    "`<a b='`", "**d**", "\\<", "<b>", "&lt;", "\\!", "[", "]", "[x]", "|", ">", "~", "![y](z)", "[",
];

fn joined(parts: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(parts), 0..most).prop_map(|all| all.concat())
}

/// A page with a unit for each `U`, that has in turn each of `targets`.
fn page(text: &str, targets: &[String], quote: &str) -> String {
    let mut page = String::new();
    for (number, part) in text.split('U').enumerate() {
        if number > 0 {
            let (id, target) = (100 + number, &targets[number % targets.len()]);
            let _ = write!(
                page,
                "<span data-ttu-id={quote}407fb-{id}{quote}>{target}</span><span class={quote}sxs-lookup{quote}>\
                 <span data-stu-id={quote}407fb-{id}{quote}>s</span></span>"
            );
        }
        page += part;
    }
    page
}

/// The inert ones of these targets, alone and together, leave the blocks of a page.
#[track_caller]
fn inert_targets_keep_blocks(page: &str, news: &[String]) {
    let document = Document::parse(page);
    let mut check = PageCheck::new(&document);
    let mut inert = Vec::new();
    for number in 0..document.units().len() {
        let mut target = NewTarget::new(number, news[number % news.len()].clone());
        check.classify(&mut target);
        if target.is_inert {
            assert_keeps_blocks(&check, &document, std::slice::from_ref(&target));
            inert.push(target);
        }
    }
    assert_keeps_blocks(&check, &document, &inert);
}

#[track_caller]
fn assert_keeps_blocks(check: &PageCheck<'_, '_>, document: &Document<'_>, targets: &[NewTarget]) {
    let text = rebuilt(document, targets);
    let rebuilt = Document::with_settings(&text, document.settings());
    // What is not read back is refused before.
    if check.has_same_units(&rebuilt, targets) {
        assert!(check.compare_blocks(&rebuilt, targets), "{:?} becomes {text:?}", document.text());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn inert_targets_change_nothing(
        text in joined(&PARTS, 16),
        olds in prop::collection::vec(joined(&TEXTS, 4), 1..4),
        quote in prop::sample::select(&["\"", "\\\"", "&quot;"][..]),
        news in prop::collection::vec(joined(&TEXTS, 4), 1..4),
    ) {
        inert_targets_keep_blocks(&page(&text, &olds, quote), &news);
    }

    /// The same codes in both, so that more are inert.
    #[test]
    fn inert_targets_with_codes_change_nothing(
        text in joined(&PARTS, 16),
        parts in prop::collection::vec((prop::sample::select(&TEXTS[..14]), prop::sample::select(&TEXTS[..14]), prop::sample::select(&TEXTS[14..])), 0..4),
    ) {
        let [old, new]: [String; 2] = [
            parts.iter().map(|(old, _, code)| [*old, code].concat()).collect(),
            parts.iter().map(|(_, new, code)| [*new, code].concat()).collect(),
        ];
        inert_targets_keep_blocks(&page(&text, &[old], "\""), &[new]);
    }
}
