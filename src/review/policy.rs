//! The style and the script of a page, and the policy that allows these and nothing else.
//!
//! The policy names both by the SHA-256 of their text (Content Security Policy Level 3, section 2.3.1), so an element or an
//! attribute from anywhere else does nothing, even if it came into the page. It forbids every request.

/// The style sheet.
pub(super) const STYLE: &str = include_str!("style.css");

/// The script.
pub(super) const SCRIPT: &str = include_str!("script.js");

/// What the page may do.
pub(super) const POLICY: &str = concat!(
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-",
    "4unGW23FHmvHlQgT5j4pBImiEyBZz65n8M70unt6Q8I=",
    "'; script-src 'sha256-",
    "gMIPTRCwZZ1p4oYVDllLcTE6Rwaxphbp1zfEiJ0nWUg=",
    "'"
);

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// RFC 4648, section 4.
    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digits = bytes.chunks(3).flat_map(|chunk| {
            let bits =
                chunk.iter().chain([0, 0].iter()).take(3).fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
            (0..4).map(move |at| if at <= chunk.len() { DIGITS[bits >> (18 - 6 * at) & 63] } else { b'=' })
        });
        digits.map(char::from).collect()
    }

    #[test]
    fn the_policy_names_the_style_and_the_script() {
        assert_eq!(base64(b"Ma"), "TWE=");
        for (what, text) in [("style", STYLE), ("script", SCRIPT)] {
            let hash = base64(&Sha256::digest(text));
            assert!(POLICY.contains(&format!("'sha256-{hash}'")), "the {what} has the hash {hash}");
        }
    }

    #[test]
    fn neither_ends_its_element() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }
}
