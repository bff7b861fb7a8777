//! 128-bit hashes of texts: the same on every machine, in every run and in every release.
//!
//! The function is XXH3-128 with its default secret and no seed (the [xxHash specification]), written as 32 lower-case
//! hex digits in its canonical, big-endian order: what `xxhsum -H2` and Python's `xxhash.xxh3_128_hexdigest` print. So an
//! engine that dedupes or joins corpora can compute the same values from the columns of a row.
//!
//! | hash | of these bytes |
//! |---|---|
//! | [`TextHash::of_text`], the key `source_hash` | the UTF-8 bytes of the text |
//! | [`TextHash::of_pair`], the key `pair_hash` | source, byte 0xFF, target, byte 0xFF, target locale as it is in the row (nothing if there is none) |
//!
//! The byte 0xFF is in no UTF-8, so two pairs that differ in any part have different bytes. The texts are those of the row:
//! verbatim, or plain if plain text was asked for. The locale is part of a pair because `OK` in German and `OK` in French
//! are two translations.
//!
//! It is not for secrets: whoever knows the function can make two texts with one hash. Of 10 million different texts
//! chosen by nobody, two share a hash with a probability of about 1.5e-25.
//!
//! [xxHash specification]: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md

use std::fmt;
use std::hash::Hasher;

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// Separates the fields of a pair; no byte of UTF-8.
const SEPARATOR: &[u8] = &[0xFF];

/// The hash of a text or of a pair.
///
/// ```
/// use bitext::hash::TextHash;
///
/// assert_eq!(TextHash::of_text("Hello").to_string(), "1bfd09d1a433fb78117b4c7b1583d16d");
/// assert_ne!(TextHash::of_pair("OK", "OK", Some("de-DE")), TextHash::of_pair("OK", "OK", Some("fr-FR")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextHash(u128);

impl TextHash {
    /// The hash of a text.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self(xxh3_128(text.as_bytes()))
    }

    /// The hash of a source with its target. `target_locale` is compared byte for byte: use one spelling, such as that of
    /// [`Locale`](crate::Locale)'s `Display`.
    #[must_use]
    pub fn of_pair(source: &str, target: &str, target_locale: Option<&str>) -> Self {
        Self::of_fields(&[source, target, target_locale.unwrap_or_default()])
    }

    /// The hash of texts with the byte 0xFF between them.
    #[must_use]
    pub fn of_fields(fields: &[&str]) -> Self {
        let mut state = Xxh3::new();
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                state.update(SEPARATOR);
            }
            state.update(field.as_bytes());
        }
        Self(state.digest128())
    }

    /// The hash as a number; its most significant byte is written first.
    #[must_use]
    pub const fn as_u128(self) -> u128 {
        self.0
    }

    /// The 32 hex digits.
    #[must_use]
    pub fn to_hex(self) -> [u8; 32] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut hex = [0; 32];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0.to_be_bytes()) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 0xF)];
        }
        hex
    }
}

impl fmt::Display for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:032x}", self.0))
    }
}

/// The hash of a hash, for tables: its lowest 64 bits, which are as good as any other function of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LowBits(u64);

impl Hasher for LowBits {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte));
    }

    #[allow(clippy::cast_possible_truncation, reason = "the lowest bits are what is wanted")]
    fn write_u128(&mut self, hash: u128) {
        self.0 = hash as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the reference implementation, by way of the package `xxhash` for Python.
    #[test]
    fn hashes_are_those_of_the_reference_implementation() {
        for (text, hex) in VALUES {
            assert_eq!(TextHash::of_text(text).to_string(), *hex, "{text:?}");
        }
        let long = "0123456789".repeat(100);
        assert_eq!(TextHash::of_text(&long).to_string(), LONG);
        assert_eq!(TextHash::of_pair("Hello", "Sveiki", Some("lv-LV")).to_string(), PAIR);
        assert_eq!(TextHash::of_pair(&long, "", None).to_string(), LONG_PAIR);
    }

    const VALUES: &[(&str, &str)] = &[
        ("", "99aa06d3014798d86001c324468d497f"),
        ("Hello", "1bfd09d1a433fb78117b4c7b1583d16d"),
        ("日本語", "cf540541fa85fd53750ff417a7ae0479"),
    ];
    const LONG: &str = "c9df19c4eccbf540dbdf770360da5ac5";
    const PAIR: &str = "00189a9c26fccaf5905102a6875e23a5";
    const LONG_PAIR: &str = "ac084838f1763491adf9f30ee33c4f0e";

    #[test]
    fn a_field_cannot_move_into_its_neighbour() {
        let pairs = [("ab", "c", None), ("a", "bc", None), ("a", "b", Some("c")), ("abc", "", None), ("", "abc", None)];
        for (at, one) in pairs.iter().enumerate() {
            for other in &pairs[at + 1..] {
                assert_ne!(TextHash::of_pair(one.0, one.1, one.2), TextHash::of_pair(other.0, other.1, other.2));
            }
        }
    }

    #[test]
    fn a_pair_is_hashed_as_its_joined_bytes() {
        for len in [0, 1, 239, 240, 241, 509, 510, 511, 512, 513, 2000] {
            let (source, target) = ("s".repeat(len), "ē".repeat(3));
            let mut joined = source.clone().into_bytes();
            joined.push(0xFF);
            joined.extend_from_slice(target.as_bytes());
            joined.push(0xFF);
            assert_eq!(TextHash::of_pair(&source, &target, None).as_u128(), xxh3_128(&joined), "{len}");
        }
    }

    #[test]
    fn hex_digits_are_those_of_display() {
        let hash = TextHash::of_text("x");
        assert_eq!(std::str::from_utf8(&hash.to_hex()).unwrap(), hash.to_string());
    }
}
