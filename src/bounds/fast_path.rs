//! The usual unit, read in one go: one kind of quotes, the same id twice, no `<` in its texts, neither side empty, and not
//! much longer than 4 KiB. Every other unit is left to [`finder`](super::finder), which gives the same for these; tests
//! hold the two together.
#![allow(
    clippy::inline_always,
    clippy::cast_possible_truncation,
    reason = "one function without calls for each spelling, and the low bytes of an integer"
)]

use super::unit_bounds::UnitBounds;
use crate::scan::Quoting;
use crate::scan::candidates::Candidates;
use crate::scan::lex::{self, BACKSLASH_QUOTE, PLAIN_QUOTE, concat};

/// How the markup of a usual unit is spelled in one kind of quotes.
struct Spelling<const OPEN: usize, const BOUNDARY: usize> {
    quoting: Quoting,
    open: [u8; OPEN],
    /// Between the target and the source's id.
    boundary: [u8; BOUNDARY],
    /// After an id: its first three bytes in little endian, and how many count.
    after_id: u32,
    after_id_len: usize,
}

const PLAIN: &Spelling<{ open_len(PLAIN_QUOTE) }, { boundary_len(PLAIN_QUOTE) }> =
    &spelling(Quoting::Plain, PLAIN_QUOTE);

const BACKSLASH: &Spelling<{ open_len(BACKSLASH_QUOTE) }, { boundary_len(BACKSLASH_QUOTE) }> =
    &spelling(Quoting::Backslash, BACKSLASH_QUOTE);

const fn open_len(quote: &[u8]) -> usize {
    lex::TARGET.len() + quote.len()
}

const fn boundary_len(quote: &[u8]) -> usize {
    lex::CLOSE.len() + lex::LOOKUP.len() + lex::LOOKUP_NAME.len() + 1 + lex::SOURCE.len() + 3 * quote.len()
}

const fn spelling<const OPEN: usize, const BOUNDARY: usize>(
    quoting: Quoting,
    quote: &[u8],
) -> Spelling<OPEN, BOUNDARY> {
    let boundary = concat(&[lex::CLOSE, lex::LOOKUP, quote, lex::LOOKUP_NAME, quote, b">", lex::SOURCE, quote]);
    let nothing: &[u8] = &[0; 3];
    let after_id = concat(&[quote, b">", nothing.split_at(3 - quote.len()).0]);
    Spelling {
        quoting,
        open: concat(&[lex::TARGET, quote]),
        boundary,
        after_id: u32::from_le_bytes(after_id),
        after_id_len: quote.len() + 1,
    }
}

/// In bytes.
const SHORTEST_ID: usize = 9;

const END: &[u8; lex::CLOSE_PAIR.len()] = &concat(&[lex::CLOSE_PAIR]);

/// What is remembered from unit to unit: the first six bytes of the last id (its hex digits and `-`), known to be good.
#[derive(Debug)]
pub(crate) struct FastPath {
    prefix: u64,
}

impl Default for FastPath {
    /// No six bytes are equal to this, so the first id is looked at.
    fn default() -> Self {
        Self { prefix: u64::MAX }
    }
}

impl FastPath {
    /// Writes to `found` the unit that begins at the candidate `at`, if it is a usual one.
    #[inline(always)]
    pub(crate) fn unit(
        &mut self,
        candidates: &mut Candidates,
        input: &[u8],
        at: usize,
        limit: usize,
        found: &mut UnitBounds,
    ) -> bool {
        // What follows the attribute's name tells the quotes apart.
        match input.get(at + lex::TARGET.len()) {
            Some(b'"') => self.spelled(candidates, input, at, limit, PLAIN, found),
            Some(b'\\') => self.spelled(candidates, input, at, limit, BACKSLASH, found),
            _ => None,
        }
        .is_some()
    }

    #[inline(always)]
    fn spelled<const OPEN: usize, const BOUNDARY: usize>(
        &mut self,
        candidates: &mut Candidates,
        input: &[u8],
        start: usize,
        limit: usize,
        spelling: &Spelling<OPEN, BOUNDARY>,
        found: &mut UnitBounds,
    ) -> Option<()> {
        let (opening, target_id) = input.get(start..)?.split_first_chunk::<OPEN>()?;
        if opening != &spelling.open {
            return None;
        }
        // Of the boundary and of the end only the first candidate counts, and an id has none.
        let close = candidates.near(input, start + OPEN + SHORTEST_ID + spelling.after_id_len, start);
        let (boundary, source_id) = input.get(close..)?.split_first_chunk::<BOUNDARY>()?;
        if !is_equal(boundary, &spelling.boundary) {
            return None;
        }
        let end = candidates.near(input, close + BOUNDARY + SHORTEST_ID + spelling.after_id_len, start);
        let ending: &[u8; END.len()] = input.get(end..)?.first_chunk()?;
        if !is_end(ending) || end - start > limit {
            return None;
        }
        let (target_id, source_id): (&[u8; 20], &[u8; 16]) = (target_id.first_chunk()?, source_id.first_chunk()?);
        let len = self.id_len(target_id)?;
        let (id_at, source_at) = (start + OPEN, close + BOUNDARY);
        let marked = len + spelling.after_id_len;
        if marked > 16 {
            return None;
        }
        let target = (id_at + marked, close);
        let source = (source_at + marked, end);
        let after_id =
            u32::from_le_bytes(*target_id[len..].first_chunk()?) & (u32::MAX >> (32 - 8 * spelling.after_id_len));
        // Both ids, each with the mark and `>` after it.
        if after_id != spelling.after_id
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
fn is_end(a: &[u8; END.len()]) -> bool {
    (a.first_chunk::<8>() == END.first_chunk()) & (a.last_chunk::<8>() == END.last_chunk())
}

/// How many of the eight bytes, from the lowest on, are ASCII digits. A byte is one if it is at most 9 once `0` is taken
/// off by exclusive or: then adding `0x76` does not reach its highest bit. Carries go upwards only, past the first
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
        let is_usual = |page: &[u8]| {
            FastPath::default().unit(&mut Candidates::new(), page, 0, page.len(), &mut UnitBounds::NOTHING.clone())
        };
        assert!(!is_usual(page));
        let good = String::from_utf8_lossy(page).replace("\0\0\0\0\0\0", "407fb-");
        assert!(is_usual(good.as_bytes()));
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
