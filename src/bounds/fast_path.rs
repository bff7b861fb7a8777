//! The usual unit, read in one go: one kind of quotes, the same id twice, no `<` in its texts, neither side empty, and not
//! much longer than 4 KiB. Whatever is not so is left to [`pair`](super::pair), which gives the same for these; tests hold
//! the two together.
#![allow(
    clippy::inline_always,
    clippy::cast_possible_truncation,
    reason = "one function without calls for each spelling, and the low bytes of an integer"
)]

use crate::part::pair::Found;
use crate::scan::Quoting;
use crate::scan::candidates::Candidates;
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

/// In bytes.
const SHORTEST_ID: usize = 9;

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
    /// Writes to `found` the unit that begins at the candidate `at`, if it is a flat one.
    #[inline(always)]
    pub(crate) fn unit(
        &mut self,
        candidates: &mut Candidates,
        input: &[u8],
        at: usize,
        limit: usize,
        found: &mut Found,
    ) -> bool {
        // What follows `data-ttu-id=` tells the quotes apart.
        match input.get(at + 18) {
            Some(b'"') => self.spelled(candidates, input, at, limit, PLAIN, found),
            Some(b'\\') => self.spelled(candidates, input, at, limit, BACKSLASH, found),
            _ => None,
        }
        .is_some()
    }

    #[inline(always)]
    fn spelled<const OPEN: usize, const JOINT: usize>(
        &mut self,
        candidates: &mut Candidates,
        input: &[u8],
        start: usize,
        limit: usize,
        spelling: &Spelling<OPEN, JOINT>,
        found: &mut Found,
    ) -> Option<()> {
        let (opening, target_id) = input.get(start..)?.split_first_chunk::<OPEN>()?;
        if opening != &spelling.open {
            return None;
        }
        // Neither the joint nor the end has a candidate that counts behind its first, and an id has none.
        let close = candidates.near(input, start + OPEN + SHORTEST_ID + spelling.behind_len, start);
        let (joint, source_id) = input.get(close..)?.split_first_chunk::<JOINT>()?;
        if !is_equal(joint, &spelling.joint) {
            return None;
        }
        let end = candidates.near(input, close + JOINT + SHORTEST_ID + spelling.behind_len, start);
        let ending: &[u8; 14] = input.get(end..)?.first_chunk()?;
        if !is_end(ending) || end - start > limit {
            return None;
        }
        let (target_id, source_id): (&[u8; 20], &[u8; 16]) = (target_id.first_chunk()?, source_id.first_chunk()?);
        let len = self.id_len(target_id)?;
        let (id_at, source_at) = (start + OPEN, close + JOINT);
        let marked = len + spelling.behind_len;
        if marked > 16 {
            return None;
        }
        let target = (id_at + marked, close);
        let source = (source_at + marked, end);
        let behind =
            u32::from_le_bytes(*target_id[len..].first_chunk()?) & (u32::MAX >> (32 - 8 * spelling.behind_len));
        // Both ids, each with the mark and `>` behind it.
        if behind != spelling.behind
            || target_id[..8] != source_id[..8]
            || target_id[marked - 8..marked] != source_id[marked - 8..marked]
            || target.0 >= target.1
            || source.0 >= source.1
        {
            return None;
        }
        found.start = start;
        found.end = end + END.len();
        found.id = (id_at, id_at + len);
        found.target = target;
        found.source = Some(source);
        found.quoting = spelling.quoting;
        Some(())
    }

    /// The length of the id at the start of these bytes, if it has at most 7 digits.
    #[inline(always)]
    fn id_len(&mut self, bytes: &[u8; 20]) -> Option<usize> {
        const PREFIX: u64 = (1 << 48) - 1;
        let prefix = u64::from_le_bytes(*bytes.first_chunk()?) & PREFIX;
        let merged = usize::from(bytes[6] == b'p');
        let digits = leading_digits(u64::from_le_bytes(*bytes[6 + merged..].first_chunk()?));
        if prefix != self.prefix {
            lex::id_len(bytes)?;
            self.prefix = prefix;
        }
        (3..=7).contains(&digits).then_some(6 + merged + digits)
    }
}

/// Compares by halves that overlap, each short enough not to become a call.
#[inline(always)]
fn is_equal<const N: usize>(a: &[u8; N], b: &[u8; N]) -> bool {
    (a.first_chunk::<32>() == b.first_chunk()) & (a.last_chunk::<32>() == b.last_chunk())
}

#[inline(always)]
fn is_end(a: &[u8; 14]) -> bool {
    (a.first_chunk::<8>() == END.first_chunk()) & (a.last_chunk::<8>() == END.last_chunk())
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
        let is_flat = |page: &[u8]| {
            Flat::default().unit(&mut Candidates::new(), page, 0, page.len(), &mut Found::NOTHING.clone())
        };
        assert!(!is_flat(page));
        let good = String::from_utf8_lossy(page).replace("\0\0\0\0\0\0", "407fb-");
        assert!(is_flat(good.as_bytes()));
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
