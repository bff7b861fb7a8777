//! JSON strings and numbers as `serde_json` writes them (RFC 8259, section 7): only `"`, `\` and the control characters
//! below U+0020 are escaped, all else is as it was.

use crate::window;

/// Appends `text` with its quotes.
pub(in crate::format) fn push_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let plain = window::find(bytes, at, |bytes| !window::any(bytes, is_special), |at| is_special(bytes[at]));
        out.extend_from_slice(&bytes[at..plain]);
        let Some(&byte) = bytes.get(plain) else { break };
        push_escape(out, byte);
        at = plain + 1;
    }
    out.push(b'"');
}

/// Appends `text` with its quotes, or `null`.
pub(super) fn push_optional(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => push_string(out, text),
        None => out.extend_from_slice(b"null"),
    }
}

/// Appends strings as an array.
pub(in crate::format) fn push_array(out: &mut Vec<u8>, texts: &[String]) {
    out.push(b'[');
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        push_string(out, text);
    }
    out.push(b']');
}

/// Appends a number.
pub(super) fn push_number(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Whether a byte has to be escaped in a string.
#[inline]
#[allow(clippy::needless_bitwise_bool, reason = "without branches it becomes vector instructions")]
const fn is_special(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

fn push_escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            let digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 0xF)]];
            out.extend_from_slice(b"\\u00");
            out.extend_from_slice(&digits);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str) {
        let mut ours = Vec::new();
        push_string(&mut ours, text);
        assert_eq!(String::from_utf8(ours).unwrap(), serde_json::to_string(text).unwrap());
    }

    #[test]
    fn every_character_below_u_0100_and_the_separators() {
        for filler in [0, 1, 15, 16, 17, 33] {
            for special in ('\0'..='\u{FF}').chain(['\u{2028}', '\u{2029}', '\u{FEFF}', '\u{FFFD}', '\u{1F600}']) {
                let filler = "x".repeat(filler);
                check(&format!("{filler}{special}{filler}"));
            }
        }
    }

    proptest! {
        #[test]
        fn any_text(text in "(?s:[\\x00-\\x7f]|.){0,80}") {
            check(&text);
        }

        #[test]
        fn any_number(number: u64) {
            let mut ours = Vec::new();
            push_number(&mut ours, number);
            prop_assert_eq!(String::from_utf8(ours).unwrap(), number.to_string());
        }
    }
}
