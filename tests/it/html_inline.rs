//! What is a code and what is text in HTML, case by case.

use bitext::Markup;
use bitext::inline::{CodeSide, PairKind, Pairer, PieceKind, StandaloneKind};

use crate::inline_laws::{ids_pair_up, pieces_tile};

/// The pieces of `text` as one string: codes in `‹›` with their id, `+` before an opening half and `-` before a closing one.
#[track_caller]
fn check(text: &str, expected: &str, plain: &str) {
    let all = pieces_tile(text, Markup::Html.pieces(text));
    ids_pair_up(&all);
    let shown: String = all
        .iter()
        .map(|piece| match (piece.kind, piece.id) {
            (PieceKind::Open(_), Some(id)) => format!("‹+{id} {}›", piece.raw),
            (PieceKind::Close(_), Some(id)) => format!("‹-{id} {}›", piece.raw),
            (_, Some(id)) => format!("‹{id} {}›", piece.raw),
            (_, None) => piece.raw.to_owned(),
        })
        .collect();
    assert_eq!(shown, expected);
    assert_eq!(Markup::Html.plain_text(text), plain);
}

#[test]
fn markdown_is_text() {
    check(
        "**a** _b_ `c` [d](e) \\* 1 < 2 & 3",
        "**a** _b_ `c` [d](e) \\* 1 < 2 & 3",
        "**a** _b_ `c` [d](e) \\* 1 < 2 & 3",
    );
}

#[test]
fn elements_are_pairs() {
    check("<b>a <i>b</i></b>", "‹+1 <b>›a ‹+2 <i>›b‹-2 </i>›‹-1 </b>›", "a b");
    check("<B CLASS='>'>a</b >", "‹+1 <B CLASS='>'>›a‹-1 </b >›", "a");
    check("<b>a<i>b</b>c</i>", "‹+1 <b>›a‹+2 <i>›b‹-1 </b>›c‹-2 </i>›", "abc");
    check("</b>a<b>", "‹1 </b>›a‹2 <b>›", "a");
}

#[test]
fn code_references_images_and_comments_stand_alone() {
    check("a<code class=x>b &lt;c&gt;</code>", "a‹1 <code class=x>b &lt;c&gt;</code>›", "ab <c>");
    check("<code>a<b>b</b></code>", "‹+1 <code>›a‹+2 <b>›b‹-2 </b>›‹-1 </code>›", "ab");
    check("<code>a", "‹1 <code>›a", "a");
    check(
        "a&amp;&nbsp;&#39;&#x27;&nosuch;&;&copy b",
        "a‹1 &amp;›‹2 &nbsp;›‹3 &#39;›‹4 &#x27;›&nosuch;&;&copy b",
        "a&\u{a0}''&nosuch;&;&copy b",
    );
    check("<img alt=\"a &amp; b\" src=c>", "‹1 <img alt=\"a &amp; b\" src=c>›", "a & b");
    check("a<br>b<br/>c", "a‹1 <br>›b‹2 <br/>›c", "a b c");
    check("a<!-- <b> -->b<!-->c<?d?>e</>f<!x>", "a‹1 <!-- <b> -->›b‹2 <!-->›c‹3 <?d?>›e‹4 </>›f‹5 <!x>›", "abcef");
}

#[test]
fn what_is_not_closed_is_text_with_all_behind_it() {
    for text in ["a <b c=\"", "a <b <i>"] {
        let last = Markup::Html.pieces(text).last().unwrap();
        assert_eq!(Markup::Html.pieces(text).count(), if text.ends_with('>') { 2 } else { 1 }, "{last:?}");
    }
    check("a <!-- b <i>c</i>", "a <!-- b <i>c</i>", "a <!-- b <i>c</i>");
}

#[test]
fn kinds_are_those_of_markdown() {
    let kind = |text: &str| Markup::Html.pieces(text).next().unwrap().kind;
    for (text, expected) in [
        ("<strong>a</strong>", PieceKind::Open(PairKind::Strong)),
        ("<b>a</b>", PieceKind::Open(PairKind::Strong)),
        ("<em>a</em>", PieceKind::Open(PairKind::Emphasis)),
        ("<I>a</I>", PieceKind::Open(PairKind::Emphasis)),
        ("<del>a</del>", PieceKind::Open(PairKind::Strikethrough)),
        ("<a href=x>a</a>", PieceKind::Open(PairKind::Link)),
        ("<a name=x>a</a>", PieceKind::Open(PairKind::Html)),
        ("<sup>a</sup>", PieceKind::Open(PairKind::Html)),
        ("<code>a</code>", PieceKind::Standalone(StandaloneKind::CodeSpan)),
        ("<img src=x>", PieceKind::Standalone(StandaloneKind::Image)),
        ("&lt;", PieceKind::Standalone(StandaloneKind::Entity)),
        ("<br>", PieceKind::Standalone(StandaloneKind::Html)),
    ] {
        assert_eq!(kind(text), expected, "{text}");
    }
}

#[test]
fn a_code_on_both_sides_has_one_id() {
    let mut pairer = Pairer::new();
    let unit =
        pairer.pair_in(Markup::Html, "<b>OK</b> <a href=\"en\">x</a>", "<a href=\"lv\">x</a> <b>OK</b> <i>y</i>");
    let ids: Vec<_> = unit.target().filter_map(|piece| piece.id).collect();
    assert_eq!(ids, [2, 2, 1, 1, 3, 3]);
    assert_eq!((unit.side_of(2), unit.side_of(3)), (Some(CodeSide::Both), Some(CodeSide::TargetOnly)));
}
