//! Character references: where they end, and the text that they stand for. The parser has the table of their names.

use pulldown_cmark::{Event, Parser};

/// The longest name of HTML5 has 31 letters.
const LONGEST: usize = 33;

/// The length of the character reference at the start of `rest`, which begins with `&`; `None` where there is none with
/// a `;` at its end and a name that HTML5 has.
pub(super) fn reference_len(rest: &str) -> Option<usize> {
    let near = &rest.as_bytes()[..rest.len().min(LONGEST)];
    let end = near[1..].iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#')? + 1;
    let raw = rest.get(..=end).filter(|raw| raw.ends_with(';') && end > 1)?;
    is_known(raw).then_some(raw.len())
}

fn is_known(raw: &str) -> bool {
    if usual(raw).is_some() {
        return true;
    }
    let mut value = String::new();
    push_parsed(raw, &mut value);
    value != raw
}

/// Pushes what the character reference `raw` stands for.
///
/// The parser takes some 9,000 instructions for one; 10,316 of the 11,669 in 6,000 real pages are in the table.
pub(crate) fn push_value(raw: &str, plain: &mut String) {
    match usual(raw) {
        Some(value) => plain.push_str(value),
        None => push_parsed(raw, plain),
    }
}

fn usual(raw: &str) -> Option<&'static str> {
    USUAL.iter().find(|(usual, _)| *usual == raw).map(|(_, value)| *value)
}

const USUAL: [(&str, &str); 6] =
    [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{A0}"), ("&#39;", "'")];

fn push_parsed(raw: &str, plain: &mut String) {
    for event in Parser::new(raw) {
        if let Event::Text(value) = event {
            plain.push_str(&value);
        }
    }
}

/// Pushes a text without tags, its character references resolved.
pub(super) fn push_resolved(text: &str, plain: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        let reference = reference_len(&rest[at..]);
        match reference {
            Some(len) => push_value(&rest[at..at + len], plain),
            None => plain.push('&'),
        }
        rest = &rest[at + reference.unwrap_or(1)..];
    }
    plain.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_references_stand_for_what_the_parser_says() {
        for (raw, value) in USUAL {
            let mut parsed = String::new();
            push_parsed(raw, &mut parsed);
            assert_eq!(parsed, value, "{raw}");
        }
    }
}
