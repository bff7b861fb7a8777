//! The texts whose only markup are escapes and code spans, read without the parser.
//!
//! ```text
//! escape    = '\' ASCII-punctuation
//! code-span = run *any run        ; both runs of equally many backticks, none of that length between
//! ```
//! Of the 207,078 texts with codes in 6,000 real pages 60,362 are of this form. Without this reader all texts with codes
//! take 36.3 million instructions, with it 30.7 (callgrind, one unit in 40); a test holds it to the parser.

use std::ops::Range;

use memchr::memchr;

use super::kind::{PieceKind, StandaloneKind};
use super::mark::Mark;
use super::special::find_special;
use super::steps::step;

/// Appends the marks of `text` to `marks`; they are all in `within`. Returns `false` if there may be other markup; then
/// `marks` holds nothing useful.
pub(super) fn read(text: &str, within: Range<usize>, marks: &mut Vec<Mark>) -> bool {
    let bytes = &text.as_bytes()[..within.end];
    let mut at = within.start;
    while let Some(start) = find_special(bytes, at) {
        step(1);
        let next = bytes.get(start + 1).copied().unwrap_or(b' ');
        let (kind, end) = match bytes[start] {
            b'\\' if next.is_ascii_punctuation() => (StandaloneKind::Escape, start + 2),
            b'`' => match code_end(bytes, start) {
                Some(end) => (StandaloneKind::CodeSpan, end),
                None => return false,
            },
            b'\\' | b']' | b'^' => {
                at = start + 1;
                continue;
            }
            b':' if next != b':' => {
                at = start + 1;
                continue;
            }
            _ => return false,
        };
        at = end;
        let id = marks.last().map_or(1, |mark| mark.id + 1);
        marks.push(Mark { kind: PieceKind::Standalone(kind), start, end, id });
    }
    true
}

/// The end of the code span that begins with the run of backticks at `start`.
fn code_end(bytes: &[u8], start: usize) -> Option<usize> {
    let run = |at: usize| bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
    let ticks = run(start);
    let mut at = start + ticks;
    while let Some(found) = memchr(b'`', &bytes[at..]) {
        let other = run(at + found);
        at += found + other;
        step(other);
        if other == ticks {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse::{Images, ParseBuffers};
    use super::super::special;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn leaves_are_those_of_the_parser(text in "[`\\\\a_*:. \\]^\né]{0,24}") {
            let (mut leaves, mut marks) = (Vec::new(), Vec::new());
            let Some(within) = special::codes_range(&text) else { return Ok(()) };
            if super::read(&text, within.clone(), &mut leaves) {
                ParseBuffers::new().parse(&text, within, Images::Whole, &mut marks);
                prop_assert_eq!(leaves, marks);
            }
        }
    }
}
