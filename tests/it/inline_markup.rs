//! What is a code and what is text, case by case.

use bitext::inline::{CodeSide, PieceKind, StandaloneKind, pair, pieces};

/// The pieces of `text` as one string: codes in `‹›` with their id, `+` before an opening half and `-` before a closing one.
fn shown(text: &str) -> String {
    let show = |piece: bitext::inline::Piece<'_>| match (piece.kind, piece.id) {
        (PieceKind::Open(_), Some(id)) => format!("‹+{id} {}›", piece.raw),
        (PieceKind::Close(_), Some(id)) => format!("‹-{id} {}›", piece.raw),
        (_, Some(id)) => format!("‹{id} {}›", piece.raw),
        (_, None) => piece.raw.to_owned(),
    };
    pieces(text).map(show).collect()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected);
}

#[track_caller]
fn is_text(text: &str) {
    check(text, text);
}

#[track_caller]
fn is_one(text: &str, kind: StandaloneKind) {
    let all: Vec<_> = pieces(text).map(|piece| (piece.kind, piece.raw)).collect();
    assert_eq!(all, [(PieceKind::Standalone(kind), text)]);
}

#[test]
fn an_empty_text_has_no_pieces() {
    assert_eq!(pieces("").count(), 0);
}

#[test]
fn standalone_codes_have_their_kind() {
    is_one("`a *b*`", StandaloneKind::CodeSpan);
    is_one("`` a`b ``", StandaloneKind::CodeSpan);
    is_one("\\>", StandaloneKind::Escape);
    is_one("&nbsp;", StandaloneKind::Entity);
    is_one("&#8209;", StandaloneKind::Entity);
    is_one("&#xA0;", StandaloneKind::Entity);
    is_one("<https://example.org/a_b_c>", StandaloneKind::Autolink);
    is_one("<someone@example.org>", StandaloneKind::Autolink);
    is_one("<xref:Some.Type%601?displayProperty=nameWithType>", StandaloneKind::Xref);
    is_one("<XREF:Some.Type>", StandaloneKind::Xref);
    is_one("[!INCLUDE[name_md](../includes/some_name_md.md)]", StandaloneKind::Include);
    is_one("[!INCLUDE [a](b.md) ]", StandaloneKind::Include);
    is_one("[!code-cs[Main](a.cs#1)]", StandaloneKind::Include);
    is_one("![an *icon*](a_b_c.png \"Title\")", StandaloneKind::Image);
    is_one("![icon][name]", StandaloneKind::Image);
    is_one("![icon][]", StandaloneKind::Image);
    is_one("<br />", StandaloneKind::Html);
    is_one("<!-- a **b** -->", StandaloneKind::Html);
    is_one(":::no-loc text=\"a_b_ *c*\":::", StandaloneKind::TripleColon);
}

#[test]
fn delimiters_are_the_halves_of_pairs() {
    check("**a** *b*", "‹+1 **›a‹-1 **› ‹+2 *›b‹-2 *›");
    check("__a__ _b_ ~~c~~", "‹+1 __›a‹-1 __› ‹+2 _›b‹-2 _› ‹+3 ~~›c‹-3 ~~›");
    check("***a** b*", "‹+1 *›‹+2 **›a‹-2 **› b‹-1 *›");
    check("**`a`**", "‹+1 **›‹2 `a`›‹-1 **›");
    check("a**b**c", "a‹+1 **›b‹-1 **›c");
}

#[test]
fn links_keep_their_text() {
    check("[a](b.md)", "‹+1 [›a‹-1 ](b.md)›");
    check("[a **b**](c \"d\")", "‹+1 [›a ‹+2 **›b‹-2 **›‹-1 ](c \"d\")›");
    check("[a\\]](b)", "‹+1 [›a‹2 \\]›‹-1 ](b)›");
    check("[](b)", "‹+1 [›‹-1 ](b)›");
    check("[![icon](i.png)](a.md)", "‹+1 [›‹2 ![icon](i.png)›‹-1 ](a.md)›");
    check("[[!INCLUDE[a](b)] c](d)", "‹+1 [›‹2 [!INCLUDE[a](b)]› c‹-1 ](d)›");
}

#[test]
fn reference_links_are_told_by_two_pairs_of_brackets() {
    check("[a][b]", "‹+1 [›a‹-1 ][b]›");
    check("[a][] b", "‹+1 [›a‹-1 ][]› b");
    is_text("[a] and [ ] and [1]");
    is_text("string[][] and a[i][ ]");
    is_text("[a] [b]");
}

#[test]
fn tags_pair_by_name_without_regard_to_case() {
    check("<B>a</b>", "‹+1 <B>›a‹-1 </b>›");
    check("<a href=\"x\">a</a>", "‹+1 <a href=\"x\">›a‹-1 </a>›");
    check("<b>a<br>b</b>", "‹+1 <b>›a‹2 <br>›b‹-1 </b>›");
    check("<b><b>a</b>", "‹1 <b>›‹+2 <b>›a‹-2 </b>›");
    check("a</b> <b>", "a‹1 </b>› ‹2 <b>›");
    check("List<T> of <T/>", "List‹1 <T>› of ‹2 <T/>›");
    check("<br></br>", "‹1 <br>›‹2 </br>›");
}

#[test]
fn pairs_may_overlap() {
    check("**a <b>b** c</b>", "‹+1 **›a ‹+2 <b>›b‹-1 **› c‹-2 </b>›");
    check("<b>a<i>b</b>c</i>", "‹+1 <b>›a‹+2 <i>›b‹-1 </b>›c‹-2 </i>›");
}

#[test]
fn a_closing_tag_looks_at_the_last_64() {
    let far = |n: usize| format!("<b>{}</b>", "<i>".repeat(n));
    assert!(shown(&far(63)).starts_with("‹+1 <b>›"));
    assert!(shown(&far(64)).starts_with("‹1 <b>›"));
}

#[test]
fn what_is_no_markup_is_text() {
    for text in [
        "plain",
        "2 * 3 * 4",
        "snake_case_name",
        "a < b > c",
        "AT&T; R&D",
        "&unknown;",
        "C:\\temp",
        "**a",
        "a**",
        "** a **",
        "a ` b",
        "[a](b",
        "[a]: b",
        "~a~ and ~b~",
        "~/docs/~x",
        "note: a",
        "::: a :::",
        ":::zone pivot=\"x\"",
        "D1:::White:",
        "[!NOTE]",
        "[!INCLUDE a]",
        "https://example.org",
        "$a$",
        "| a | b |",
        "\\ a",
        "<https:a b>",
        "a^b^",
    ] {
        is_text(text);
    }
}

#[test]
fn no_block_begins_in_a_unit() {
    for text in [
        "1. a",
        "- a",
        "+ a",
        "* a",
        "# a",
        "> a",
        "    a",
        "\ta",
        "---",
        "***",
        "```",
        "~~~",
        "===",
        "a\n- b",
        "a\n---",
        "a\n===",
        "a\n\nb",
        "a\n# b",
        "a\n> b",
        "a\r\n1. b",
        "a\n```\nb",
        "[a]: b \"c\"",
        "a\n\n    b",
        "\u{FEFF}- a",
        "| a |\n|---|",
    ] {
        is_text(text);
    }
    check("1. **a**", "1. ‹+1 **›a‹-1 **›");
    check("- <div>*a*", "- ‹1 <div>›‹+2 *›a‹-2 *›");
    check("*a\n- b*", "‹+1 *›a\n- b‹-1 *›");
    check("**a\n\nb**", "‹+1 **›a\n\nb‹-1 **›");
    check("`a\n> b`\r\n- *c*", "‹1 `a\n> b`›\r\n- ‹+2 *›c‹-2 *›");
    check("<b\nid=\"a\">c</b>", "‹+1 <b\nid=\"a\">›c‹-1 </b>›");
    check("> *a*", "> ‹+1 *›a‹-1 *›");
}

#[test]
fn white_space_around_counts_as_it_does_in_a_line() {
    check("*a*", "‹+1 *›a‹-1 *›");
    check("\u{A0}*a*", "\u{A0}‹+1 *›a‹-1 *›");
    check("  *a*  ", "  ‹+1 *›a‹-1 *›  ");
}

#[test]
fn escapes_are_of_one_character() {
    check("\\*a\\* \\\\*b*", "‹1 \\*›a‹2 \\*› ‹3 \\\\›‹+4 *›b‹-4 *›");
    check("\\&amp;", "‹1 \\&›amp;");
    check("\\<b>", "‹1 \\<›b>");
    check("\\[!INCLUDE[a](b)]", "‹1 \\[›!INCLUDE‹+2 [›a‹-2 ](b)›]");
    check("\\:::a b=\"c\":::", "‹1 \\:›::a b=\"c\":::");
    check("`\\`*a*", "‹1 `\\`›‹+2 *›a‹-2 *›");
}

#[test]
fn a_tilde_behind_a_backslash_is_not_of_the_run() {
    check("\\~~~a~~", "‹1 \\~›‹+2 ~~›a‹-2 ~~›");
    check("\\~~a~ ~~", "‹1 \\~›~a~ ~~");
    check("~~`~`~~~ ~~a~~", "~~‹1 `~`›~~~ ‹+2 ~~›a‹-2 ~~›");
    check("~~a\\~~~", "‹+1 ~~›a‹2 \\~›‹-1 ~~›");
}

#[test]
fn what_begins_first_wins() {
    check("`[!INCLUDE[a](b)]`", "‹1 `[!INCLUDE[a](b)]`›");
    check("`:::a b=\"c\":::`", "‹1 `:::a b=\"c\":::`›");
    check("[a]([!INCLUDE[b](c)])", "‹+1 [›a‹-1 ]([!INCLUDE[b](c)])›");
    check("**[!INCLUDE[a](b_c_d)]**", "‹+1 **›‹2 [!INCLUDE[a](b_c_d)]›‹-1 **›");
    check("![[!INCLUDE[a](b)]](c)", "‹1 ![[!INCLUDE[a](b)]](c)›");
}

/// The ids of both sides, and what is known of them.
#[track_caller]
fn check_unit(source: &str, target: &str, expected: &[(u32, CodeSide)]) {
    let unit = pair(source, target);
    let known: Vec<_> = unit.target().filter_map(|piece| piece.id).map(|id| (id, unit.side_of(id).unwrap())).collect();
    assert_eq!(known, expected);
}

#[test]
fn equal_codes_are_the_same_in_order() {
    check_unit("`a` `b` `a`", "`b` `a` `a`", &[(2, CodeSide::Both), (1, CodeSide::Both), (3, CodeSide::Both)]);
    check_unit("\\_ \\*", "\\* \\_", &[(2, CodeSide::Both), (1, CodeSide::Both)]);
    check_unit("`a`", "`a` `a`", &[(1, CodeSide::Both), (2, CodeSide::TargetOnly)]);
}

#[test]
fn codes_of_a_kind_are_the_same_in_order() {
    check_unit("`a` `b`", "`c` `b` `d`", &[(1, CodeSide::Both), (2, CodeSide::Both), (3, CodeSide::TargetOnly)]);
    check_unit("[a](b)", "[c](d)", &[(1, CodeSide::Both), (1, CodeSide::Both)]);
    check_unit("**a**", "__a__", &[(1, CodeSide::Both), (1, CodeSide::Both)]);
    check_unit("<a x>b</a> <b>", "<b y> <a z>b</a>", &[(2, CodeSide::Both), (1, CodeSide::Both), (1, CodeSide::Both)]);
}

#[test]
fn codes_of_different_kinds_are_different() {
    check_unit("**a**", "*a*", &[(2, CodeSide::TargetOnly), (2, CodeSide::TargetOnly)]);
    check_unit("<i>", "<b>", &[(2, CodeSide::TargetOnly)]);
    check_unit("<b>a</b>", "<b>a", &[(2, CodeSide::TargetOnly)]);
    assert_eq!(pair("`a` *b*", "").side_of(2), Some(CodeSide::SourceOnly));
}

#[test]
fn of_two_pairs_that_overlap_the_last_to_end_is_not_nested() {
    let nested = |source, target| {
        let unit = pair(source, target);
        (1..=unit.codes() as u32).map(|id| unit.is_nested(id)).collect::<Vec<_>>()
    };
    assert_eq!(nested("*a* <b>b</b>", "*a <b>b* c</b>"), [true, false]);
    assert_eq!(nested("*a <b>b* c</b>", "*a* <b>b</b>"), [true, false]);
    assert_eq!(nested("<b>*a* `c`</b>", "<b>*a*</b>"), [true, true, true]);
}
