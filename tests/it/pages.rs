//! Made pages for the property tests: put together from snippets of markup, sound and broken, and mutations of pages.

use proptest::prelude::*;
use proptest::sample::Index;

/// A page with every kind of unit and of damage.
pub(crate) const PAGE: &str = "---\ntitle: Ē\nms.contentlocale: lv-lv\n---\n# <a name=\"x\"></a>\
<span data-ttu-id=\"407fb-102\">Sveiķi <span>ä</span></span><span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\">\
Hello <span>a</span></span></span>\nč <strong>x</strong> <span data-ttu-id=\\\"407fb-103\\\">Tu</span>\
<span class=\\\"sxs-lookup\\\"><span data-stu-id=\\\"407fb-103\\\">You</span></span> <span data-ttu-id=\"407fb-104\">Broken\
<span data-ttu-id=&quot;407fb-105&quot;>Mēs</span><span data-stu-id=&quot;407fb-105&quot;>We</span></span>\n\
<span class=\"sxs-lookup\"><span data-stu-id=\"407fb-106\">Alone</span></span><span data-ttu-id=\"x\">a\nb\nc";

const MARKUP: [&str; 44] = [
    "</span>",
    "</span></span>",
    "</span></span></span>",
    "</span><span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\">",
    "</span><span data-stu-id=\"407fb-102\">",
    "</SPAN>",
    "</Span></span>",
    "</span ></span>",
    "</spa",
    "</",
    "</s",
    "<",
    "<s",
    "<span",
    "<span>",
    "<SPAN>",
    "<span ",
    "<span/>",
    "<sPan\tid=x>",
    "<span\r\n class='y'>",
    "<spanner>",
    "<span data-ttu-id=",
    "<span data-stu-id=\"",
    "<span data-ttu-id='407fb-102'>",
    "<span data-ttu-id=\"407fb-102\" class=\"x\">",
    "<span title='é' data-stu-id=\"407fb-102\">",
    "<span data-ttu-id=\"407fb-102'>",
    "<span data-ttu-id=\"407FB-102\">",
    "<span data-ttu-id=\"407fb-12\">",
    "<span data-ttu-id=\"\0\0\0\0\0\0888\">",
    "<span class=\"sxs-lookup x\">",
    "<span class=",
    "<strong>",
    "</strong>",
    "sxs-lookup\">",
    "407fb-102\">",
    ">",
    "\"",
    "&quot;",
    "---\n",
    "---\r\n",
    "\n...\n",
    "\u{FEFF}",
    "\n> ",
];

const TEXT: [&str; 16] = [
    "a",
    "Hello",
    " ",
    "\n",
    "\r\n",
    "ē",
    "日本語",
    "\u{A0}",
    "\u{202B}x",
    "𝄞",
    "**b**",
    "`<T>`",
    "title: x\n",
    "\\\"",
    "&lt;s",
    "\0",
];

const IDS: [&str; 10] = [
    "407fb-102",
    "407fb-103",
    "407fb-p104",
    "00000-1234567",
    "00000-p12345678",
    "abcde-123456789",
    "407fb-1234567890",
    "407fb-12",
    "407f-102",
    "\0\0\0\0\0\0888",
];

/// A marker of any kind, in any quoting, sound or not.
fn marker() -> impl Strategy<Value = String> {
    let quote = || prop_oneof![6 => Just("\""), 2 => Just("\\\""), 1 => Just("&quot;")];
    let opening = prop_oneof![Just("<span data-ttu-id="), Just("<span data-stu-id="), Just("<span class=")];
    (opening, quote(), quote(), prop_oneof![4 => Just(0), 1 => 0..IDS.len()]).prop_map(|(opening, open, close, id)| {
        let value = if opening == "<span class=" { "sxs-lookup" } else { IDS[id] };
        format!("{opening}{open}{value}{close}>")
    })
}

/// The inside of a target or a source.
fn inside() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![6 => prop::sample::select(&TEXT[..]), 1 => prop::sample::select(&MARKUP[..])];
    prop::collection::vec(fragment, 0..4).prop_map(|all| all.concat())
}

/// A unit that is sound in its own markup, whatever its texts hold.
fn unit() -> impl Strategy<Value = String> {
    let quote = prop_oneof![8 => Just("\""), 3 => Just("\\\""), 1 => Just("&quot;")];
    (inside(), inside(), quote, prop_oneof![3 => Just(IDS[0]), 1 => prop::sample::select(&IDS[..])]).prop_map(
        |(target, source, q, id)| {
            format!(
                "<span data-ttu-id={q}{id}{q}>{target}</span><span class={q}sxs-lookup{q}>\
                 <span data-stu-id={q}{id}{q}>{source}</span></span>"
            )
        },
    )
}

/// A page of up to so many snippets, now and then with front matter.
pub(crate) fn page(snippets: usize) -> impl Strategy<Value = String> {
    let snippet = prop_oneof![
        3 => marker(),
        4 => prop::sample::select(&MARKUP[..]).prop_map(str::to_owned),
        3 => prop::sample::select(&TEXT[..]).prop_map(str::to_owned),
        3 => unit(),
        // Puts what follows at any place of a block or a window.
        1 => (0_usize..200).prop_map(|n| "x".repeat(n)),
    ];
    let front = prop_oneof![4 => Just(""), 1 => Just("---\ntitle: x\n"), 1 => Just("\u{FEFF}--- \r\n")];
    (front, prop::collection::vec(snippet, 0..=snippets)).prop_map(|(front, all)| front.to_owned() + &all.concat())
}

/// A change of a text at random places.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Delete(Index, Index),
    Duplicate(Index, Index),
    Swap(Index, Index, Index),
    Insert(Index, &'static str),
    Cut(Index),
}

/// Up to so many changes.
pub(crate) fn changes(most: usize) -> impl Strategy<Value = Vec<Change>> {
    let at = any::<Index>;
    let change = prop_oneof![
        4 => (at(), at()).prop_map(|(at, len)| Change::Delete(at, len)),
        3 => (at(), at()).prop_map(|(at, len)| Change::Duplicate(at, len)),
        2 => (at(), at(), at()).prop_map(|(at, one, other)| Change::Swap(at, one, other)),
        4 => (at(), prop::sample::select(&MARKUP[..])).prop_map(|(at, text)| Change::Insert(at, text)),
        1 => at().prop_map(Change::Cut),
    ];
    prop::collection::vec(change, 1..=most)
}

/// Changes a text, always between characters. What is deleted, duplicated or swapped is up to 200 bytes long.
pub(crate) fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for change in changes {
        let place = |at: &Index| boundary(&text, at.index(text.len() + 1));
        let after = |at: usize, len: &Index| boundary(&text, at + len.index(200));
        match change {
            Change::Delete(at, len) => {
                let at = place(at);
                text.replace_range(at..after(at, len), "");
            }
            Change::Duplicate(at, len) => {
                let at = place(at);
                let again = text[at..after(at, len)].to_owned();
                text.insert_str(at, &again);
            }
            Change::Swap(at, one, other) => {
                let at = place(at);
                let middle = after(at, one);
                let end = after(middle, other);
                let swapped = text[middle..end].to_owned() + &text[at..middle];
                text.replace_range(at..end, &swapped);
            }
            Change::Insert(at, more) => text.insert_str(place(at), more),
            Change::Cut(at) => text.truncate(place(at)),
        }
    }
    text
}

/// The last place between characters that is not after `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}
