//! Edits that end their place, place by place; and the blocks of real pages, before and after hostile edits, as another
//! CommonMark parser reads them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bitext::Document;
use bitext::edit::{Edit, Edits};
use bitext::merge::{Note, Verdict};
use bitext::place::FileKind;
use markdown::ParseOptions;
use markdown::mdast::Node;

use crate::merge::{Random, changed, refused, unit};
use crate::shared::{corpora, sxs_files};

#[test]
fn a_new_line_is_refused_where_a_line_ends_the_place() {
    let one = unit("Viens", "One");
    for page in [
        format!("# {one}\n"),
        format!("- # {one}\n"),
        format!("# [{one}](x)\n"),
        format!("[{one}](x)\n===\n"),
        format!("|a|\n|-|\n|{one}|\n"),
        format!("h | i\n--|--\nx | [{one}](u)\n"),
        format!("h | i\n--|--\nx | ![{one}](u)\n"),
    ] {
        for text in ["x\ny", "x\ry", "x\r\ny"] {
            refused(&page, text, Verdict::LineBreak);
        }
    }
}

#[test]
fn a_bar_in_a_table_is_escaped_in_links_and_images_too() {
    let one = unit("Viens", "One");
    for link in [format!("[{one}](u)"), format!("![{one}](u)")] {
        changed(&format!("h | i\n--|--\nx | {link}\n"), "q | r", "q \\| r", &[Note::BarEscaped]);
    }
}

#[test]
fn what_ends_the_place_is_refused() {
    let one = unit("Viens", "One");
    for (page, text) in [
        (format!("<!-- {one} hidden -->\n"), "x --> y"),
        (format!("[{one}](x)\n"), "x\n\ny"),
        (format!("[{one}](x)\n"), "x ] y"),
        (format!("[{one}](x)\n"), "x [y](z)"),
        (format!("{one}\n"), "x\n\ny"),
        (format!("{one}\n"), "x\n~~~~\ny"),
        (format!("{one}\n\nMore\n"), "x\n<!--\ny"),
        (format!("{one}\n"), "x\n- y"),
        (format!("{one}\n"), "x\n===\ny"),
        (format!("- {one}\n- b\n"), "x\n\n# y"),
        (format!("<table><tr><td>{one}</td></tr></table>\n"), "x\n\ny"),
        (format!("```\n{one}\n```\n"), "x\n```\ny"),
    ] {
        refused(&page, text, Verdict::PlaceCannotHold);
    }
    // What the old text has already does not matter.
    changed(&unit("a\n\nb", "a\n\nb"), "c\n\nd", "c\n\nd", &[]);
}

#[test]
fn what_a_place_can_hold_is_taken() {
    let one = unit("Viens", "One");
    changed(&format!("{one}\n"), "x --> y", "x --> y", &[]);
    changed(&format!("{one}\n"), "x ] y", "x ] y", &[]);
    changed(&format!("{one}\n"), "- x", "- x", &[Note::OtherBlock]);
    changed(&format!("<td>{one}</td>\n"), "a|b", "a|b", &[]);
}

#[test]
fn a_backslash_at_the_end_is_escaped() {
    let one = unit("Mape C:", "Folder C:");
    changed(&format!("{one}\n"), "Mape C:\\", "Mape C:\\\\", &[Note::EscapeAdded]);
    changed(&format!("{one}\n"), "Mape C:\\\\", "Mape C:\\\\", &[Note::CodesAdded]);
    changed(&format!("```\n{one}\n```\n"), "C:\\", "C:\\", &[]);
}

#[test]
fn a_new_line_in_a_page_of_windows_is_one_of_windows() {
    let page = format!("a\r\n\r\n{}\r\n", unit("Viens", "One"));
    changed(&page, "x\ny", "x\r\ny", &[Note::LineEndsRestored]);
    let page = format!("---\r\na: b\r\n---\r\n{}\n", unit("Viens", "One"));
    changed(&page, "x\ny", "x\ny", &[]);
}

#[test]
fn the_front_matter_ends_where_it_did() {
    let page = format!("---\n{}\nms.contentlocale: lv-LV\n---\nbody\n", unit("line\nmore", "X"));
    refused(&page, "x\n---\ny", Verdict::PlaceCannotHold);
    refused(&page, "x\n...\ny", Verdict::PlaceCannotHold);
    changed(&page, "x\ny", "x\ny", &[]);
}

#[test]
fn lines_of_quotes_go_on_being_quoted() {
    let one = unit("Viens", "One");
    changed(&format!("> [!NOTE]\n> {one}\n"), "x\ny", "x\n> y", &[Note::QuoteMarkAdded]);
    refused(&format!("> {one}\n"), "x\n\ny", Verdict::PlaceCannotHold);
}

/// A page with so many units, one paragraph each.
fn many(count: usize) -> String {
    (0..count).map(|number| numbered(number) + "\n\n").collect()
}

fn numbered(number: usize) -> String {
    format!(
        "<span data-ttu-id=\"0a1b2-{0}\">a</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{0}\">b</span></span>",
        1000 + number
    )
}

#[test]
fn one_bad_edit_takes_no_other_with_it() {
    let page = many(3000);
    let document = Document::parse(&page);
    // Every third ends its paragraph, which only the whole page shows.
    let text = |number: usize| if number % 3 == 1 { "x\n\ny" } else { "x" };
    let edits: Edits = (0..3000).map(|number| Edit::new(format!("0a1b2-{}", 1000 + number), text(number))).collect();
    let merged = edits.merge("a.md", &document);
    for (number, outcome) in merged.outcomes().iter().enumerate() {
        let expect = if number % 3 == 1 { Verdict::PlaceCannotHold } else { Verdict::Changed };
        assert_eq!(outcome.verdict, expect, "{number}");
    }
}

/// Texts that end what they are in, somewhere.
const HOSTILE: [&str; 58] = [
    "\n\n",
    "\n~~~~\n",
    "\n```\n",
    "<!--",
    "\n<!--",
    "-->",
    "\n---\n",
    "\n---",
    "\n===",
    "\n===\n",
    "\n- x",
    "\n1. x",
    "\n+ x\n",
    "\n> x",
    "\n# x\n",
    "|",
    "\n|a|b|\n|-|-|\n",
    "\n|-|\n",
    "](",
    "]",
    "[",
    "x [y](z)",
    "![a](b)",
    "`",
    "``",
    "\r",
    "\r\r",
    "\\",
    "</td>",
    "</table>",
    "\n\n    code",
    "\n    x",
    "\t",
    ":::",
    "\n:::\n",
    "<div>",
    "\n<div>\n",
    "</div>",
    "<pre>",
    "\n<pre>\n",
    "</pre>",
    "]: x",
    "<script>",
    "\n<script>\n",
    "?>",
    "]]>",
    "\n<![CDATA[\n",
    "\u{2028}",
    "*",
    "**",
    "\n***\n",
    "\n[a]: b\n",
    "\n\n[a]: b\n\n",
    "<",
    "&",
    "\n<br>\n",
    "\n</p>\n",
    "\n2) x",
];

/// A block: its kind, how deep it is, and where it begins.
type Block = (&'static str, usize, usize);

fn blocks(page: &str) -> Vec<Block> {
    fn add(node: &Node, depth: usize, blocks: &mut Vec<Block>) {
        let kind = match node {
            Node::Paragraph(_) => "paragraph",
            Node::Heading(heading) => ["", "h1", "h2", "h3", "h4", "h5", "h6"][usize::from(heading.depth)],
            Node::Blockquote(_) => "quote",
            Node::Code(_) => "code",
            Node::Html(_) if depth > 0 => "html",
            Node::List(_) => "list",
            Node::ListItem(_) => "item",
            Node::Table(_) => "table",
            Node::TableRow(_) => "row",
            Node::TableCell(_) => "cell",
            Node::ThematicBreak(_) => "rule",
            Node::Definition(_) => "definition",
            Node::Root(_) => "root",
            _ => return,
        };
        blocks.push((kind, depth, node.position().unwrap().start.offset));
        let is_leaf = matches!(node, Node::Paragraph(_) | Node::Heading(_) | Node::TableCell(_));
        for child in node.children().into_iter().flatten().filter(|_| !is_leaf) {
            add(child, depth + 1, blocks);
        }
    }
    let mut found = Vec::new();
    add(&markdown::to_mdast(page, &ParseOptions::gfm()).unwrap(), 0, &mut found);
    found
}

/// The blocks that begin outside of the edited target, with their places counted as before the edit.
fn outside(blocks: Vec<Block>, edited: &std::ops::Range<usize>, old_len: usize) -> Vec<Block> {
    let place = |at: usize| if at < edited.end { at } else { at - edited.len() + old_len };
    let inside = |at: usize| edited.start <= at && at < edited.end;
    blocks.into_iter().filter(|(_, _, at)| !inside(*at)).map(|(kind, depth, at)| (kind, depth, place(at))).collect()
}

#[test]
fn blocks_outside_of_hostile_edits_stay() {
    let Some(corpora) = corpora() else { return };
    let mut files = [sxs_files(&corpora.join("dev")), sxs_files(&corpora.join("cases"))].concat();
    files.retain(|file| Path::new(file).extension().is_some_and(|extension| extension == "md"));
    let mut random = Random(0x517C_C1B7_2722_0A95);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut broken = Vec::new();
    let mut edits = 0;
    while edits < 1200 {
        let file = &files[random.below(files.len())];
        let page = fs::read_to_string(file).unwrap();
        let document = Document::parse(&page);
        let body = document.front_matter().map_or(0, |front| front.raw().len());
        if page.len() > 20_000 || document.units().is_empty() || FileKind::of(&page) != FileKind::Markdown {
            continue;
        }
        let before = blocks(&page[body..]);
        for _ in 0..4 {
            let unit = document.units()[random.below(document.units().len())];
            if unit.in_front_matter {
                continue;
            }
            let hostile = HOSTILE[random.below(HOSTILE.len())];
            let half = unit.target.char_indices().nth(unit.target.chars().count() / 2).map_or(0, |(at, _)| at);
            let text = match random.below(4) {
                0 => format!("{hostile}{}", unit.target),
                1 => format!("{}{hostile}", unit.target),
                2 => format!("x{hostile}y"),
                _ => format!("{}{hostile}{}", &unit.target[..half], &unit.target[half..]),
            };
            edits += 1;
            let merged = Edits::from_iter([Edit::new(unit.id.as_str(), text.as_str())])
                .merge("a.md", &document)
                .text()
                .to_owned();
            let outcome =
                Edits::from_iter([Edit::new(unit.id.as_str(), text.as_str())]).merge("a.md", &document).outcomes()[0]
                    .clone();
            *counts.entry(outcome.verdict.as_str()).or_default() += 1;
            if outcome.verdict != Verdict::Changed {
                assert_eq!(merged, page);
                continue;
            }
            let old = unit.target_span().range();
            let old = old.start - body..old.end - body;
            let new = old.start..old.start + outcome.target.as_ref().unwrap().len();
            let after = blocks(&merged[body..]);
            if outside(before.clone(), &old, old.len()) != outside(after, &new, old.len()) {
                broken.push((file.rsplit('/').next().unwrap().to_owned(), unit.id.to_string(), text));
            }
        }
    }
    println!("{edits} hostile edits: {counts:?}; blocks changed in {}", broken.len());
    for one in broken.iter().take(20) {
        println!("  {one:?}");
    }
    assert!(broken.len() * 200 <= edits, "{} of {edits}", broken.len());
}
