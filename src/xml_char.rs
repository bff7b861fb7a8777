//! Which characters XML 1.0 can hold: what an export cannot write as it is, and an edit may have lost on the way.

/// Whether a character is a `Char` of XML 1.0 (fifth edition, section 2.2).
pub(crate) const fn is_xml_char(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The byte offsets of the characters that XML cannot hold.
pub(crate) fn illegal_characters(text: &str) -> impl Iterator<Item = (usize, char)> {
    let text = if may_have_illegal(text) { text } else { "" };
    text.char_indices().filter(|&(_, char)| !is_xml_char(char))
}

/// Whether a text has a control character, or a byte with which U+FFFE and U+FFFF begin. All bytes are looked at at once.
fn may_have_illegal(text: &str) -> bool {
    let is_suspect = |byte: u8| matches!(byte, 0..=8 | 0x0B | 0x0C | 0x0E..=0x1F | 0xEF);
    text.bytes().fold(false, |found, byte| found | is_suspect(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_and_noncharacters_are_illegal() {
        assert_eq!(illegal_characters("a\u{1B}b\u{FFFE}\t\r\n").collect::<Vec<_>>(), [(1, '\u{1B}'), (3, '\u{FFFE}')]);
    }
}
