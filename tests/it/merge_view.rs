//! Edits that begin a block where only targets are shown: HTML blocks of each type (CommonMark 4.6), and the others.

use bitext::Document;
use bitext::edit::{Edit, Edits};
use bitext::merge::{Note, Verdict};
use markdown::ParseOptions;
use markdown::mdast::Node;

use crate::merge::{changed, one, refused, unit};

/// The kinds of the blocks at the top of the view of the targets.
fn kinds(page: &str) -> Vec<String> {
    let view = Document::parse(page).target_view().to_string();
    let root = markdown::to_mdast(&view, &ParseOptions::gfm()).unwrap();
    let kind = |node: &Node| format!("{node:?}").split([' ', '(']).next().unwrap().to_owned();
    root.children().unwrap().iter().map(kind).collect()
}

/// The edit is taken, with a note that its own block is another one, and the blocks after it stay.
#[track_caller]
fn noted(page: &str, new: &str) {
    let (target, verdict, notes) = one(page, new);
    assert_eq!((&*target, verdict, notes.contains(&Note::OtherBlock)), (new, Verdict::Changed, true));
    let document = Document::parse(page);
    let edits = Edits::from_iter([Edit::new(document.units()[0].id.to_string(), new)]);
    let after = kinds(edits.merge("a.md", &document).text());
    assert_eq!(after.last().unwrap(), kinds(page).last().unwrap(), "{after:?}");
    assert_eq!(after.iter().filter(|kind| *kind == "Paragraph").count(), 1, "{after:?}");
}

fn page() -> String {
    format!("{}\n\nMore\n", unit("Viens", "One"))
}

#[test]
fn html_blocks_that_take_what_follows_are_refused() {
    for text in ["<script>x", "<pre>x", "<style> x", "<textarea>x", "<!-- x", "<?php x", "<!DOCTYPE x", "<![CDATA[ x"] {
        refused(&page(), text, Verdict::PlaceCannotHold);
        refused(&format!("- {}\n\n  More\n", unit("Viens", "One")), text, Verdict::PlaceCannotHold);
        refused(&format!("> {}\n>\n> More\n", unit("Viens", "One")), text, Verdict::PlaceCannotHold);
        refused(&format!("Text\n{}\n\nMore\n", unit("Viens", "One")), text, Verdict::PlaceCannotHold);
    }
}

#[test]
fn html_blocks_that_end_are_noted() {
    for text in
        ["<script>x</script>", "<pre>x</pre>", "<!-- x --> y", "<?php x ?> y", "<!DOCTYPE x> y", "<![CDATA[ x ]]> y"]
    {
        noted(&page(), text);
    }
    // Types 6 and 7 end at a blank line.
    for text in ["<div>x", "<p>x</p>", "</div> x", "<a b=\"c\">\nx</a>"] {
        noted(&page(), text);
    }
    // What follows up to there is no Markdown any more.
    refused(&format!("{}\n[a](b.md)\n\nMore\n", unit("Viens", "One")), "<div>x", Verdict::PlaceCannotHold);
}

#[test]
fn html_that_begins_no_block_is_taken() {
    let one = unit("Viens", "One");
    changed(&page(), "<b>x</b> y", "<b>x</b> y", &[Note::CodesAdded]);
    // Not at the start of a line, a comment without its end is text.
    for page in [format!("Text {one}\n\nMore\n"), format!("# {one}\n\nMore\n"), format!("```\n{one}\n```\n\nMore\n")] {
        changed(&page, "<!-- x", "<!-- x", &[]);
    }
    // It was one before.
    changed(&format!("{}\n\nMore\n", unit("<!-- Viens", "One")), "<!-- x", "<!-- x", &[]);
    // Nothing follows in its place.
    noted(&format!("- {one}\n- More\n\nMore\n"), "<!-- x");
    changed(&format!("{one}\n"), "<!-- x", "<!-- x", &[Note::OtherBlock]);
}

#[test]
fn other_blocks_are_noted_or_refused() {
    for text in ["# x", "- x", "> x", "1. x", "2021. gada"] {
        noted(&page(), text);
    }
    for text in ["```x", "~~~ x"] {
        refused(&page(), text, Verdict::PlaceCannotHold);
    }
    refused(&format!("Text\n{}\n\nMore\n", unit("Viens", "One")), "---", Verdict::PlaceCannotHold);
    for text in ["**x**", "*x*", "#x", "-x", "1.5 x", "`x`"] {
        let page = page();
        let document = Document::parse(&page);
        let merged = Edits::from_iter([Edit::new("0a1b2-101", text)]).merge("a.md", &document);
        assert_eq!(merged.outcomes()[0].verdict, Verdict::Changed, "{text}");
        assert!(!merged.outcomes()[0].notes.contains(&Note::OtherBlock), "{text}");
    }
}

/// One bad edit of many is found, though it is in a block too long to be looked at alone.
#[test]
fn a_bad_edit_in_a_long_block_is_found() {
    let item = |id: usize| format!("> {}\n>\n", unit("Viens", "One").replace("-101", &format!("-{}", id + 101)));
    let list = (0..400).map(item).collect::<Vec<_>>().concat();
    let document = Document::parse(&list);
    let text = |id: usize| if id == 77 { "<!-- x" } else { "<b>Divi</b>" };
    let edits: Edits = (0..400).map(|id| Edit::new(format!("0a1b2-{}", id + 101), text(id))).collect();
    let merged = edits.merge("a.md", &document);
    assert_eq!((merged.count(Verdict::Changed), merged.count(Verdict::PlaceCannotHold)), (399, 1));
    assert_eq!(merged.outcomes()[77].verdict, Verdict::PlaceCannotHold);
}
