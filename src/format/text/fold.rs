//! Texts that fill no more than one line.

use crate::window;

/// Appends `text` with a blank for each line end, and for each tab if `tabs` says so.
pub(super) fn push_folded(out: &mut Vec<u8>, text: &str, tabs: Tabs) {
    let bytes = text.as_bytes();
    let mut copied = 0;
    let mut at = 0;
    loop {
        let found = window::find(bytes, at, |bytes| !window::any(bytes, may_end), |at| may_end(bytes[at]));
        let Some(length) = bytes.get(found).map(|_| length(&bytes[found..], tabs)) else { break };
        at = found + length.max(1);
        if length > 0 {
            out.extend_from_slice(&bytes[copied..found]);
            out.push(b' ');
            copied = at;
        }
    }
    out.extend_from_slice(&bytes[copied..]);
}

/// What becomes of a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tabs {
    Kept,
    Folded,
}

/// Whether a byte can be the first of something that is folded.
#[inline]
#[allow(clippy::needless_bitwise_bool, reason = "without branches it becomes vector instructions")]
const fn may_end(byte: u8) -> bool {
    (byte < 0x20) | (byte == 0xC2) | (byte == 0xE2)
}

/// How many bytes at the start of `bytes` become one blank.
fn length(bytes: &[u8], tabs: Tabs) -> usize {
    match bytes {
        [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
        [b'\n' | b'\r' | 0x0B | 0x0C | 0x1C..=0x1E, ..] => 1,
        [b'\t', ..] if tabs == Tabs::Folded => 1,
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str, tabs: Tabs) -> String {
        let mut out = Vec::new();
        push_folded(&mut out, text, tabs);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_line_end_is_one_blank() {
        let ends =
            ["\n", "\r\n", "\r", "\u{B}", "\u{C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}"];
        for end in ends {
            for filler in ["", "x", "ē\u{2027}\u{A0}\u{1F}", &"long ".repeat(20)] {
                assert_eq!(folded(&format!("{filler}{end}{filler}{end}"), Tabs::Kept), format!("{filler} {filler} "));
            }
        }
        assert_eq!(folded("a\tb\n\nc", Tabs::Kept), "a\tb  c");
        assert_eq!(folded("a\tb", Tabs::Folded), "a b");
    }

    proptest! {
        #[test]
        fn folding_is_that_of_single_characters(text in "([a-z ]{0,40}|[\\n\\r\\t\u{B}\u{C}\u{1C}-\u{1F}\u{80}-\u{A0}\u{2020}-\u{2030}]){0,8}") {
            let is_end = |char| matches!(char, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}');
            let naive = text.replace("\r\n", "\n").replace(is_end, " ");
            prop_assert_eq!(folded(&text, Tabs::Kept), naive.clone());
            prop_assert_eq!(folded(&text, Tabs::Folded), naive.replace('\t', " "));
        }
    }
}
