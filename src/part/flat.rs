//! The usual unit, read in one go: one kind of quotes, the same id twice, no foreign span in it, neither side empty, and
//! all its six candidates in one window. Whatever is not so is left to [`pair`](super::pair), which gives the same for
//! these; tests hold the two together.
#![allow(
    clippy::inline_always,
    clippy::cast_possible_truncation,
    reason = "a unit that stays in registers, and the low bytes of an integer that holds sixteen"
)]

use crate::part::pair::Found;
use crate::scan::Quoting;
use crate::scan::lex;

/// How the markup of a flat unit is spelled in one kind of quotes.
struct Spelling<const OPEN: usize, const JOINT: usize> {
    quoting: Quoting,
    open: [u8; OPEN],
    /// Between the target and the source's id.
    joint: [u8; JOINT],
    /// Behind an id: its first three bytes in little endian, and how many count.
    behind: u32,
    behind_len: usize,
}

const PLAIN: &Spelling<19, 51> = &Spelling {
    quoting: Quoting::Plain,
    open: *b"<span data-ttu-id=\"",
    joint: *b"</span><span class=\"sxs-lookup\"><span data-stu-id=\"",
    behind: u32::from_le_bytes(*b"\">\0\0"),
    behind_len: 2,
};

const BACKSLASH: &Spelling<20, 54> = &Spelling {
    quoting: Quoting::Backslash,
    open: *b"<span data-ttu-id=\\\"",
    joint: *b"</span><span class=\\\"sxs-lookup\\\"><span data-stu-id=\\\"",
    behind: u32::from_le_bytes(*b"\\\">\0"),
    behind_len: 3,
};

const END: &[u8; 14] = b"</span></span>";

/// What is remembered from unit to unit: the first six bytes of the last id (its hex digits and `-`), known to be good.
#[derive(Debug)]
pub(crate) struct Flat {
    prefix: u64,
}

impl Default for Flat {
    /// No six bytes are equal to this, so the first id is looked at.
    fn default() -> Self {
        Self { prefix: u64::MAX }
    }
}

impl Flat {
    /// The unit that begins with the first of these candidates (relative to `base`), if it is a flat one.
    #[inline(always)]
    pub(crate) fn unit(&mut self, input: &[u8], base: usize, window: &[u16]) -> Option<Found> {
        let at: &[u16; 6] = window.first_chunk()?;
        if at[2] - at[1] != 7 || at[5] - at[4] != 7 {
            return None;
        }
        let places = [at[0], at[1], at[4]].map(|candidate| base + usize::from(candidate));
        // The lookup's length tells the quotes apart before any byte is compared.
        match at[3] - at[2] {
            25 => self.spelled(input, places, PLAIN),
            27 => self.spelled(input, places, BACKSLASH),
            _ => None,
        }
    }

    #[inline(always)]
    fn spelled<const OPEN: usize, const JOINT: usize>(
        &mut self,
        input: &[u8],
        [start, close, end]: [usize; 3],
        spelling: &Spelling<OPEN, JOINT>,
    ) -> Option<Found> {
        let opening: &[u8; OPEN] = input.get(start..)?.first_chunk()?;
        let joint: &[u8; JOINT] = input.get(close..)?.first_chunk()?;
        let ending: &[u8; 14] = input.get(end..)?.first_chunk()?;
        if opening != &spelling.open || joint != &spelling.joint || ending != END {
            return None;
        }
        let id_at = start + OPEN;
        let id = load(input, id_at)?;
        let len = self.id_len(id)?;
        let whole = 8 * (len + spelling.behind_len);
        if whole > 128 {
            return None;
        }
        // Both ids, each with the mark and `>` behind it, in one comparison.
        let differ = id ^ load(input, close + JOINT)?;
        let behind = (id >> (8 * len)) as u32 & (u32::MAX >> (32 - 8 * spelling.behind_len));
        let target = (id_at + len + spelling.behind_len, close);
        let source = (close + JOINT + len + spelling.behind_len, end);
        let is_flat =
            differ << (128 - whole) == 0 && behind == spelling.behind && target.0 < target.1 && source.0 < source.1;
        is_flat.then_some(Found {
            start,
            end: end + END.len(),
            id: (id_at, id_at + len),
            target,
            source: Some(source),
            quoting: spelling.quoting,
        })
    }

    /// The length of the id at the start of these 16 bytes (little endian), if it has at most 7 digits.
    #[inline(always)]
    fn id_len(&mut self, bytes: u128) -> Option<usize> {
        const PREFIX: u64 = (1 << 48) - 1;
        let prefix = bytes as u64 & PREFIX;
        let merged = usize::from((bytes >> 48) as u8 == b'p');
        let digits = leading_digits((bytes >> (48 + 8 * merged)) as u64);
        if prefix != self.prefix {
            lex::id_len(&bytes.to_le_bytes())?;
            self.prefix = prefix;
        }
        (3..=7).contains(&digits).then_some(6 + merged + digits)
    }
}

#[inline(always)]
fn load(input: &[u8], at: usize) -> Option<u128> {
    input.get(at..)?.first_chunk().map(|bytes| u128::from_le_bytes(*bytes))
}

/// How many of the eight bytes, from the lowest on, are ASCII digits. A byte is one if it is at most 9 once `0` is taken
/// off by exclusive or: then adding `0x76` does not reach its highest bit. Carries go upwards only, behind the first
/// byte that is none.
const fn leading_digits(bytes: u64) -> usize {
    let values = bytes ^ 0x3030_3030_3030_3030;
    let others = (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
    (others.trailing_zeros() / 8) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_nul_bytes_are_no_prefix() {
        let page = b"<span data-ttu-id=\"\0\0\0\0\0\0888\">a</span><span class=\"sxs-lookup\">\
                     <span data-stu-id=\"\0\0\0\0\0\0888\">b</span></span>";
        assert_eq!(Flat::default().unit(page, 0, &[0, 31, 38, 63, 94, 101]), None);
        let good = String::from_utf8_lossy(page).replace("\0\0\0\0\0\0", "407fb-");
        assert!(Flat::default().unit(good.as_bytes(), 0, &[0, 31, 38, 63, 94, 101]).is_some());
    }

    #[test]
    fn digits_are_counted_as_one_by_one() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut bytes = *b"90909090";
                bytes[place] = byte;
                let naive = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
                assert_eq!(leading_digits(u64::from_le_bytes(bytes)), naive, "{bytes:?}");
            }
        }
    }
}
