//! The plain text of units, case by case.

use std::borrow::Cow;

use bitext::inline::plain_text;

#[test]
fn plain_text_is_what_a_reader_sees() {
    let table = include_str!("../data/inline_plain.tsv");
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in table.lines().filter(|line| !line.starts_with("# ") || line.contains('\t')) {
        let (text, plain) = line.split_once('\t').unwrap();
        let (text, plain) = (text.replace('⏎', "\n"), plain.replace('⏎', "\n"));
        let ours = plain_text(&text);
        if ours != plain {
            wrong.push(format!("{text:?}: expected {plain:?}, is {ours:?}"));
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases >= 200, "{cases} cases");
}

#[test]
fn text_without_codes_is_borrowed() {
    assert!(matches!(plain_text("Nothing special, 2 * 3."), Cow::Borrowed(_)));
    assert!(matches!(plain_text("[a] < b & c"), Cow::Borrowed(_)));
    assert!(matches!(plain_text(""), Cow::Borrowed(_)));
}
