//! Text from the input, made visible: characters that one cannot see are shown by their names.
//!
//! A text may hold characters that turn the direction of what follows, have no width, or are no text at all. On a page for
//! people none of them acts: each is a small label in its place. Left as they are: blanks of all widths, new lines and tabs, and the
//! joiners that scripts need (U+200C, U+200D).

use std::borrow::Cow;

use maud::{PreEscaped, Render, html};

/// A text of the input.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl Render for Escaped<'_> {
    fn render_to(&self, buffer: &mut String) {
        let (text, mut kept) = (self.0, 0);
        buffer.reserve(text.len());
        let mut from = 0;
        while let Some(length) = text.as_bytes()[from..].iter().position(|&byte| NEEDS_A_LOOK[usize::from(byte)]) {
            let at = from + length;
            let char = text[at..].chars().next().unwrap_or_default();
            from = at + char.len_utf8();
            let name = match char {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ if is_unseen(char) => "",
                _ => continue,
            };
            buffer.push_str(&text[kept..at]);
            buffer.push_str(name);
            if name.is_empty() {
                label(char).render_to(buffer);
            }
            kept = from;
        }
        buffer.push_str(&text[kept..]);
    }
}

/// The first bytes of characters that are not written as they are: those that mean something to HTML, as the template crate
/// writes them (a test holds this to it), and those that one cannot see. In one pass a page of 5,000 units is escaped in 9
/// in place of 33 million instructions (callgrind).
static NEEDS_A_LOOK: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    loop {
        table[byte as usize] = matches!(byte, b'&' | b'<' | b'>' | b'"') || may_be_unseen(byte);
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

/// Whether a character that begins with this byte may be one that one cannot see: controls, U+0080 to U+00AD, U+061C, U+200B to
/// U+206F, U+FEFF to U+FFFB, U+E0000.
const fn may_be_unseen(byte: u8) -> bool {
    matches!(byte, ..0x20 | 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF | 0xF3)
}

/// The place of the first character that one cannot see.
fn find_unseen(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = from + bytes[from..].iter().position(|&byte| may_be_unseen(byte))?;
        let char = text[at..].chars().next()?;
        if is_unseen(char) {
            return Some(at);
        }
        from = at + char.len_utf8();
    }
}

/// A text of the input for an attribute, where no label can be.
pub(super) fn in_attribute(text: &str) -> Cow<'_, str> {
    if find_unseen(text).is_some() { Cow::Owned(text.replace(is_unseen, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

fn label(unseen: char) -> PreEscaped<String> {
    let name = match unseen {
        '\u{AD}' => "SHY",
        '\u{61C}' => "ALM",
        '\u{200B}' => "ZWSP",
        '\u{200E}' => "LRM",
        '\u{200F}' => "RLM",
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{FEFF}' => "BOM",
        _ => return html! { i class="z" { "U+" (format!("{:04X}", u32::from(unseen))) } },
    };
    html! { i class="z" { (name) } }
}

fn is_unseen(char: char) -> bool {
    let is_white_space = matches!(char, '\t' | '\n' | '\r');
    let is_control = matches!(char, '\0'..='\x1F' | '\x7F'..='\u{9F}') && !is_white_space;
    let is_format = matches!(char,
        '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}');
    is_control || is_format
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_unseen_character_is_passed_over() {
        let mut text = String::new();
        for char in '\0'..=char::MAX {
            text.clear();
            text.extend(['é', char, '\u{200B}']);
            let after = 'é'.len_utf8() + if is_unseen(char) { 0 } else { char.len_utf8() };
            assert_eq!(find_unseen(&text), Some(after), "{char:?}");
        }
    }

    #[test]
    fn every_character_is_written_as_the_template_crate_writes_it_or_as_its_label() {
        let mut text = String::new();
        for char in '\0'..=char::MAX {
            text.clear();
            text.extend(['é', char, '<', char]);
            let shown =
                if is_unseen(char) { label(char).into_string() } else { char.to_string().render().into_string() };
            assert_eq!(Escaped(&text).render().into_string(), format!("é{shown}&lt;{shown}"), "{char:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_has_a_label() {
        assert_eq!(Escaped("a < b\u{a0}c\n\u{200d}").render().into_string(), "a &lt; b\u{a0}c\n\u{200d}");
        assert_eq!(
            Escaped("\u{202e}a\0\u{feff}").render().into_string(),
            "<i class=\"z\">RLO</i>a<i class=\"z\">U+0000</i><i class=\"z\">BOM</i>"
        );
        assert_eq!(in_attribute("a\u{202e}b"), "a\u{fffd}b");
        assert_eq!(in_attribute("\"ab\""), "\"ab\"");
    }
}
