//! The context of each unit in small pages, in tables: in a page `U` stands for a unit (with the source `S`), and its
//! kinds follow in order.

use bitext::Document;
use bitext::place::ContextKind;
use proptest::prelude::*;
use std::fmt::Write as _;

use crate::contexts::contexts;

/// A page in which every `U` has become a unit, and every `W` one with new lines in its texts.
fn page(template: &str) -> String {
    let mut page = String::new();
    for (number, c) in template.chars().enumerate() {
        let mut unit = |target: &str, source: &str| {
            let id = format!("0a1b2-{}", 101 + number);
            write!(
                page,
                "<span data-ttu-id=\"{id}\">{target}</span>\
                 <span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">{source}</span></span>"
            )
            .unwrap();
        };
        match c {
            'U' => unit("T", "S"),
            'W' => unit("T\n\n# T", "S\n- S"),
            c => page.push(c),
        }
    }
    page
}

/// The kinds of the units, headings with their level.
fn kinds(template: &str) -> Vec<String> {
    let page = page(template);
    let document = Document::parse(&page);
    let found = contexts(&document, usize::MAX);
    for stretch in 8..16 {
        assert_eq!(contexts(&document, stretch), found, "stretches of {stretch}: {template:?}");
    }
    found
        .iter()
        .map(|(kind, _)| match kind {
            ContextKind::Heading(level) => format!("heading-{level}"),
            kind => kind.to_string(),
        })
        .collect()
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (template, expected) in table {
        for template in [(*template).to_owned(), format!("a\n\n{template}"), template.replace('\n', "\r\n")] {
            assert_eq!(kinds(&template).join(" "), *expected, "{template:?}");
        }
    }
}

#[test]
fn headings() {
    check(&[
        ("# U", "heading-1"),
        ("###### <a name=\"s\"></a>U ##\nU", "heading-6 paragraph"),
        ("   ## a U b U", "heading-2 heading-2"),
        ("####### U\n\n#U", "paragraph paragraph"),
        ("    # U", "code-fence"),
        ("U\n---", "heading-2"),
        ("<a name=\"s\"></a>U U\n  ===  \nU", "heading-1 heading-1 paragraph"),
        ("U\nU\n---\nU", "paragraph heading-2 paragraph"),
        ("U\n\n---\nU", "paragraph paragraph"),
        ("- U\n---\nU", "bullet-item paragraph"),
        ("- U\n  ---\n\n  U", "heading-2 paragraph"),
        ("> U\n> ---\n> U", "heading-2 quote"),
        ("> # U", "heading-1"),
        ("U\n- - -\nU", "paragraph paragraph"),
    ]);
}

#[test]
fn items_and_their_continuations() {
    check(&[
        ("- U", "bullet-item"),
        ("* a U\n+ U", "bullet-item bullet-item"),
        ("1. U\n2) U", "ordered-item ordered-item"),
        ("- U\nU\n  U", "bullet-item bullet-item bullet-item"),
        ("- U\n\n  U\n\nU", "bullet-item paragraph paragraph"),
        ("-\n  U\n\n  U", "bullet-item paragraph"),
        ("-\n\n  U", "paragraph"),
        ("- - U\n\n  - U\n    1. U", "bullet-item bullet-item ordered-item"),
        ("1. U\n\n   ```\n   U\n   ```\n   U", "ordered-item code-fence paragraph"),
        ("1. U\n\n       U", "ordered-item code-fence"),
        ("10. U\n\n    U", "ordered-item paragraph"),
        ("- U\n\n\tU", "bullet-item paragraph"),
        ("U\n2. U\n1. U", "paragraph paragraph ordered-item"),
        ("**U**\n\n*U", "paragraph paragraph"),
        ("1.U", "paragraph"),
        ("- [ ] U", "bullet-item"),
        ("- ```\n  U\n\n- U", "code-fence bullet-item"),
        ("1234567890. U", "paragraph"),
    ]);
}

#[test]
fn quotes() {
    check(&[
        ("> U\nU\n\nU", "quote quote paragraph"),
        ("> [!NOTE]\n>  U\n>\n> U", "quote quote"),
        ("> - U\n>\n>   U\n> 1. U", "bullet-item quote ordered-item"),
        ("- > U\n\n  U", "quote paragraph"),
        (">U\n>     U\n>\n>     U", "quote quote code-fence"),
        (">> U\n> U\n\n- U", "quote quote bullet-item"),
    ]);
}

#[test]
fn tables() {
    check(&[
        ("|U|U|\n|---|---|\n|U|U|\nU\n\nU", "table-cell table-cell table-cell table-cell table-cell paragraph"),
        ("U | U\n:-- | --:\nU | a", "table-cell table-cell table-cell"),
        ("|a|b|\n|-|-|\n|U|", "table-cell"),
        ("|U|U|\n|---|\n|U|", "paragraph paragraph paragraph"),
        ("|U\\|U|\n|---|\n|U|", "table-cell table-cell table-cell"),
        ("|U|U|\n\n|---|---|\n|U|", "paragraph paragraph paragraph"),
        ("|U|\n|---|\n|U|\n- U\n", "table-cell table-cell bullet-item"),
        ("|a|\n|-|\n# U", "heading-1"),
        ("- |U|\n  |-|\n  |U|\n\n  U", "table-cell table-cell paragraph"),
        ("> |U|\n> |-|\n> |U|", "table-cell table-cell"),
        ("|W|U|\n|---|---|\n|W|U|", "table-cell table-cell table-cell table-cell"),
    ]);
}

#[test]
fn html_and_comments() {
    check(&[
        ("<table><tr><td>U</td></tr><tr><th><p>U</th></table>\n\nU", "html-table-cell html-table-cell paragraph"),
        (
            "<table>\n<caption>U</caption>\n<TR>\n<TD class=\"x\">\n\nU\n\n- U\n\n</TD>\n</TR>\n</table>\n\nU",
            "other html-table-cell html-table-cell paragraph",
        ),
        ("a <td> U\n\n`<table>` `<td>` U", "paragraph paragraph"),
        ("<p>U</p> <ul> <li>U</li> </ul>\nU\n\nU", "other other other paragraph"),
        ("<div>\n\nU\n\n</div>\nU", "paragraph other"),
        ("<b>\nU", "other"),
        ("a\n<b>\nU", "paragraph"),
        ("<b>U</b> <br/>U", "paragraph paragraph"),
        ("<!-- U\n\nU\n--> U\nU", "html-comment html-comment other paragraph"),
        ("a <!-- U --> U", "html-comment paragraph"),
        ("a <!-- U\nb --> U", "html-comment paragraph"),
        ("a <!-- U\n\nb --> U", "paragraph paragraph"),
        ("`<!--` U <!--> U", "paragraph paragraph"),
        ("<!--\n# U\n[U](a)\n-->\n# U", "html-comment html-comment heading-1"),
        ("<table><tr><td><!-- U --></td><td>U</td></tr></table>", "html-comment html-table-cell"),
        ("<pre>\nU\n\nU</pre>\nU", "other other paragraph"),
        ("<?a\n\nU ?>\nU\n\n<!A\n\nU>\nU\n\n<![CDATA[\n\nU]]>\nU", "other paragraph other paragraph other paragraph"),
        ("[<table>](a)\n\n- U\n", "bullet-item"),
    ]);
}

#[test]
fn links_and_images() {
    check(&[
        ("[U](a)", "link-text"),
        ("[U U] (a) [**U** b](a \"t\")", "paragraph paragraph link-text"),
        ("[U][a] [U][] [U]", "link-text paragraph paragraph"),
        ("![U](a) !\\[U](a)", "image-alt paragraph"),
        ("[![U](a)U](b) U", "image-alt link-text paragraph"),
        ("[a [U] b](c)", "link-text"),
        ("\\[U](a) [U\\](a)", "paragraph paragraph"),
        ("`[`U](a) [U `](a)`", "paragraph paragraph"),
        ("[U](<a b> 't') [U](a b) [U](a(b)c) [U](a", "link-text paragraph link-text paragraph"),
        ("[U](a\n)\n\n[U\n](a)\n\n[U](\na)", "link-text paragraph paragraph"),
        ("# [U](a)\n- [U](a)\n\n|[U](a)|\n|-|", "link-text link-text link-text"),
        ("```\n[U](a)\n```\n<p>[U](a)</p>", "code-fence other"),
        ("[W U](a)", "link-text link-text"),
        ("[U W](a)", "paragraph paragraph"),
        ("[!include [U](a)]U", "link-text paragraph"),
    ]);
}

#[test]
fn code() {
    check(&[
        ("```\nU\n\n# U\n```\nU", "code-fence code-fence paragraph"),
        ("~~~ a`b\nU\n```\nU\n~~~~\nU", "code-fence code-fence paragraph"),
        ("``` a`b\nU", "paragraph"),
        ("- ```\nU", "paragraph"),
        ("    U\n\n     U\n  U\n    U", "code-fence code-fence paragraph paragraph"),
        ("\tU", "code-fence"),
    ]);
}

#[test]
fn pages_that_are_no_markdown() {
    for (template, expected) in [
        ("### YamlMime:Hub\ntitle: U\nitems:\n- a: |\n    # U\n", "other other"),
        ("{\n  \"a\": \"U\",\n  \"b\": \"- U\"\n}\n", "other other"),
        (
            "<Type Name=\"A\">\n  # U <!-- U -->\n\n    U <table><td>U</td></table> U\n",
            "other html-comment other html-table-cell other",
        ),
    ] {
        assert_eq!(kinds(template).join(" "), expected, "{template:?}");
    }
}

#[test]
fn units_in_front_matter() {
    assert_eq!(kinds("---\ntitle: U\n- W\n---\nU"), ["front-matter", "front-matter", "paragraph"]);
}

/// The headings above each unit, joined with `/`.
fn paths(template: &str) -> Vec<String> {
    let page = page(template);
    contexts(&Document::parse(&page), usize::MAX).iter().map(|(_, path)| path.join("/")).collect()
}

#[test]
fn the_path_holds_the_headings_above() {
    for (template, expected) in [
        ("U\n# U\nU\n## U\nU\n# U\nU", &["", "", "S", "S", "S/S", "", "S"][..]),
        ("# a\n### b\nU\n## c\nU", &["a/b", "a/c"]),
        ("##  <a name=\"s\"></a><a id=\"s\" class=\"x\"></a>a U, U b ##  \nU", &["", "", "a S, S b"]),
        ("# <a href=\"x\"></a>U#\nU", &["", "<a href=\"x\"></a>S#"]),
        ("# C #\nU\n# a\\#\nU\n## ##\nU", &["C", "a\\#", "a\\#/"]),
        ("<a name=\"s\"></a>U a\n===\nU\nplain\n---\nU", &["", "S a", "S a/plain"]),
        ("- # a\n  U\n> # b\n> U\n\nU", &["a", "a", "a"]),
        ("# W\nU", &["", "S\n- S"]),
        ("```\n# a\n```\nU\n<!--\n# b\n-->\nU", &["", ""]),
    ] {
        assert_eq!(paths(template), expected, "{template:?}");
    }
}

#[test]
fn long_lines_are_bounded_and_cut_anywhere() {
    let blanks = " ".repeat(200_000);
    for template in [
        format!("# {}U{}\nU", "a".repeat(200_000), "b".repeat(100_000)),
        format!("<table><td>{blanks}U{blanks}</td>U{blanks}\n\nU"),
        format!("- {}[U](a)\n  U", "[".repeat(100_000)),
        format!("U{blanks}\n---\nU"),
    ] {
        let page = page(&template);
        let document = Document::parse(&page);
        let whole = contexts(&document, usize::MAX);
        for stretch in [4096, 65_536, 99_999] {
            assert!(contexts(&document, stretch) == whole, "stretches of {stretch}");
        }
        assert!(whole.iter().flat_map(|(_, path)| path).all(|text| text.len() <= 64 << 10));
    }
}

#[test]
fn many_units_on_a_line_cost_no_more_than_their_text() {
    for piece in ["[U", "[U](", "U|", "<!-- U", "`[U", "- U", "> U"] {
        assert_eq!(kinds_once(&piece.repeat(20_000)), 20_000);
    }
}

fn kinds_once(template: &str) -> usize {
    let page = page(template);
    contexts(&Document::parse(&page), usize::MAX).len()
}

proptest! {
    /// Any text, cut anywhere, gives the same; and nothing panics.
    #[test]
    fn cuts_do_not_matter(template in "([ \t\n>#*|:=<`~!\\[\\]()\\\\-]|1\\.|UU?|W|x|é|<!--|-->|<t[dr]>|<table>|---|\n\n|\\]\\(a\\)){0,60}", stretch in 1..20usize) {
        let page = page(&template);
        let document = Document::parse(&page);
        let whole = contexts(&document, usize::MAX);
        prop_assert_eq!(contexts(&document, stretch), whole);
    }
}
