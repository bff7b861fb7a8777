//! Findings that a page silences itself: `<!-- bitext-ignore CODE -->` on the line of a unit.
//!
//! Several codes are separated by blanks or commas; a comment without codes silences all rules for that line. The comment
//! is before the first unit of the line or anywhere after the unit, at most 64 KiB away.

use memchr::{memchr, memmem, memrchr};

use super::rule::Rule;
use crate::place::Place;

const OPEN: &str = "<!--";
const WORD: &str = "bitext-ignore";
const CLOSE: &str = "-->";

/// Whether the line of a unit silences a rule.
pub(super) fn is_ignored(place: &Place<'_>, rule: Rule) -> bool {
    let following = &place.following().as_bytes();
    let following = &following[..following.len().min(FARTHEST)];
    let rest = memchr(b'\n', following).map_or(following, |end| &following[..end]);
    if names(rest, rule) {
        return true;
    }
    // The kind of a line has to be found out before its start can be told; most lines have no such word before the unit.
    let has_word = |before: &str| {
        let before = &before.as_bytes()[before.len().saturating_sub(FARTHEST)..];
        let line = memrchr(b'\n', before).map_or(before, |end| &before[end..]);
        line.len() == FARTHEST || memmem::find(line, WORD.as_bytes()).is_some()
    };
    if place.preceding().is_some_and(|before| !has_word(before)) {
        return false;
    }
    let start = place.line_start().as_bytes();
    names(&start[start.len().saturating_sub(FARTHEST)..], rule)
}

/// How far from the unit a comment may be, in bytes, so that long lines cost no more than others.
const FARTHEST: usize = 64 << 10;

fn names(line: &[u8], rule: Rule) -> bool {
    if memmem::find(line, WORD.as_bytes()).is_none() {
        return false;
    }
    String::from_utf8_lossy(line).split(OPEN).skip(1).any(|comment| {
        let Some((inside, _)) = comment.split_once(CLOSE) else { return false };
        let Some(codes) = inside.trim().strip_prefix(WORD) else { return false };
        let mut codes = codes.split([' ', ',', '\t']).filter(|code| !code.is_empty()).peekable();
        codes.peek().is_none() || codes.any(|code| code == rule.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_name_rules() {
        for (line, expect) in [
            ("<!-- bitext-ignore unchanged -->", true),
            ("a <!--x--> <!--bitext-ignore glued-markup, unchanged-->", true),
            ("<!-- bitext-ignore -->", true),
            ("<!-- bitext-ignore glued-markup -->", false),
            ("<!-- bitext-ignore unchanged", false),
            ("bitext-ignore unchanged", false),
        ] {
            assert_eq!(names(line.as_bytes(), Rule::Unchanged), expect, "{line}");
        }
    }
}
