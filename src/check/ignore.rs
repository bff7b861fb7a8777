//! Findings that a page silences itself: `<!-- bitext-ignore CODE -->` on the line of a unit.
//!
//! Several codes are separated by blanks or commas; a comment without codes silences all rules for that line. The comment
//! is before the first unit of the line or anywhere after the unit.

use super::rule::Rule;
use crate::place::Place;

const OPEN: &str = "<!--";
const WORD: &str = "bitext-ignore";
const CLOSE: &str = "-->";

/// Whether the line of a unit silences a rule.
pub(super) fn is_ignored(place: &Place<'_>, rule: Rule) -> bool {
    let rest = place.following();
    let rest = rest.split('\n').next().unwrap_or(rest);
    names(place.line_start(), rule) || names(rest, rule)
}

fn names(line: &str, rule: Rule) -> bool {
    line.split(OPEN).skip(1).any(|comment| {
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
            assert_eq!(names(line, Rule::Unchanged), expect, "{line}");
        }
    }
}
