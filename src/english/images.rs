//! The images of a text in Markdown: their alternative texts and addresses, without a reading of its blocks.
//!
//! ```text
//! image = '![' alt ']' ( '(' address … | '[' name ']' )     ; brackets in alt nest; a backslash escapes
//! ```
//! An alternative text with a blank line in it, or longer than 2 KiB, is none.

use std::ops::Range;

use memchr::memmem;

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Image<'a> {
    /// Where its alternative text is.
    pub(super) alt: Range<usize>,
    /// The address up to a blank or its end, or the name of a definition.
    pub(super) address: &'a str,
}

/// The longest alternative text, and the longest address, in bytes, so that work is linear in what holds many `![`.
const LONGEST: usize = 2 << 10;

/// The images of `text` in order. Of images inside of each other's alternative texts the outer one is given.
pub(super) fn images(text: &str) -> impl Iterator<Item = Image<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memmem::find(&text.as_bytes()[at..], b"![")? + 2;
            at = start;
            if let Some(image) = image(text, start) {
                at = image.alt.end;
                return Some(image);
            }
        }
    })
}

/// The image whose alternative text starts here.
fn image(text: &str, start: usize) -> Option<Image<'_>> {
    let end = start + alt_length(&text.as_bytes()[start..])?;
    let rest = &text[end + 1..];
    let (closing, inside) = match rest.as_bytes().first()? {
        b'(' => (b')', rest[1..].trim_start_matches([' ', '\t'])),
        b'[' => (b']', &rest[1..]),
        _ => return None,
    };
    let is_end = |byte: &u8| *byte == closing || byte.is_ascii_whitespace();
    let length = inside.as_bytes().iter().take(LONGEST).position(is_end)?;
    Some(Image { alt: start..end, address: &inside[..length] })
}

/// The bytes before the bracket that closes an alternative text.
fn alt_length(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len().min(LONGEST) {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => depth += 1,
            b']' if depth == 0 => return Some(at),
            b']' => depth -= 1,
            b'\n' if is_blank_line(&bytes[at + 1..]) => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

fn is_blank_line(bytes: &[u8]) -> bool {
    bytes.iter().take(LONGEST).find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) == Some(&b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[(&str, &str)]) {
        let found: Vec<_> = images(text).map(|image| (&text[image.alt], image.address)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn images_have_addresses_or_names() {
        check("a ![b](c.png) ![](d.png \"title\") [![e](f.png)](g)", &[("b", "c.png"), ("", "d.png"), ("e", "f.png")]);
        check("![a][b] ![c][] ![d]", &[("a", "b"), ("c", "")]);
        check("![a [b] \\] c](d) ![a\nb](<c> )", &[("a [b] \\] c", "d"), ("a\nb", "<c>")]);
    }

    #[test]
    fn what_is_not_closed_is_no_image() {
        check("![", &[]);
        check("![a", &[]);
        check("![a]", &[]);
        check("![a](b", &[]);
        check("![a\n \nb](c) ![d](e)", &[("d", "e")]);
        check("![a\\](b) ![c](d)", &[("c", "d")]);
        check(&format!("![{}](b)", "x".repeat(LONGEST)), &[]);
    }

    #[test]
    fn many_openings_take_linear_work() {
        assert_eq!(images(&"![".repeat(1 << 15)).count(), 0);
        assert_eq!(images(&"![a](b".repeat(1 << 15)).count(), 0);
    }
}
