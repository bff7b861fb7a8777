//! Made-up texts, dense in markup, against the laws of the pieces.

use bitext::inline::Pairer;
use proptest::prelude::*;

use crate::inline_laws::{is_sound, unit_is_sound};

/// Bits of markup and of text, so that they meet in every order.
fn bits() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "~~~",
        "\\~",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "](a.md)",
        "](a \"t\")",
        "][r]",
        "[]",
        "![",
        "!",
        "<",
        ">",
        "<b>",
        "</b>",
        "<i class=\"x\">",
        "</i>",
        "<br>",
        "<br/>",
        "<!-- c -->",
        "<!",
        "<xref:A.B%601>",
        "<https://a.b>",
        "&amp;",
        "&#x41;",
        "&",
        ";",
        "\\",
        "\\*",
        "\\[",
        "[!INCLUDE[x](y.md)]",
        "[!include",
        "[!a-b[",
        ":::no-loc text=\"q\":::",
        ":::",
        ":::image ",
        "=",
        "a",
        "b c",
        "é",
        "日本",
        "\u{a0}",
        "\u{200f}",
        ".",
        ",",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\n\n",
        "\n> ",
        "\n- ",
        "\n---",
        "1. ",
        "# ",
        "    ",
        "|",
        "\0",
        "\u{feff}",
    ])
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => proptest::collection::vec(bits(), 0..24).prop_map(|bits| bits.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws_hold(source in text(), target in text()) {
        is_sound(&source, &target);
    }

    #[test]
    fn a_pairer_forgets_the_unit_before(first in text(), source in text(), target in text()) {
        let mut pairer = Pairer::new();
        let _ = pairer.pair(&first, &source);
        unit_is_sound(&source, &target, &pairer.pair(&source, &target));
    }
}
