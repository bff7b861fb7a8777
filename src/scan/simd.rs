//! The candidates of a window by AVX2, 64 bytes at a time. The only module that may hold `unsafe`; its interface is safe:
//! a window in, positions out, and the portable fill is the meaning (`candidates::portable`; tests hold them equal).
#![allow(unsafe_code, reason = "vector loads and a feature-gated call; every block says why it is sound")]

use crate::scan::candidates::Fill;

/// The fill for this processor, if there is one.
#[cfg(not(all(target_arch = "x86_64", target_pointer_width = "64")))]
pub(crate) fn fill() -> Option<Fill> {
    None
}

/// The fill for this processor, if there is one.
#[cfg(all(target_arch = "x86_64", target_pointer_width = "64"))]
pub(crate) fn fill() -> Option<Fill> {
    std::arch::is_x86_feature_detected!("avx2").then_some(avx2::fill as Fill)
}

#[cfg(all(target_arch = "x86_64", target_pointer_width = "64"))]
mod avx2 {
    use std::arch::x86_64::{
        _MM_HINT_T0, _mm_prefetch, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_movemask_epi8,
        _mm256_or_si256, _mm256_set1_epi8,
    };

    use crate::scan::candidates::{CAPACITY, WINDOW, portable};

    const BLOCK: usize = 64;
    /// A block's candidate depends on two bytes behind it.
    const BEHIND: usize = 2;
    const AHEAD: usize = 2048;

    pub(super) fn fill(input: &[u8], from: usize, to: usize, out: &mut [u16; CAPACITY]) -> usize {
        assert!(from <= to && to <= input.len() && to - from <= WINDOW);
        let blocks = (to - from).min((input.len() - from).saturating_sub(BEHIND)) / BLOCK;
        // SAFETY: `fill` is handed out only where AVX2 was detected, and the `blocks` blocks from `from` on, with the two
        // bytes behind the last, lie in `input`: from + blocks * 64 + 2 <= input.len().
        let count = unsafe { candidates(input, from, blocks, out) };
        tail(input, from, from + blocks * BLOCK, to, count, out)
    }

    /// What is left of a window behind its whole blocks.
    #[inline]
    fn tail(input: &[u8], from: usize, start: usize, to: usize, mut count: usize, out: &mut [u16; CAPACITY]) -> usize {
        if start < to {
            let mut rest = [0; CAPACITY];
            let found = portable(input, start, to, &mut rest);
            for &at in &rest[..found] {
                out[count] = at + (start - from) as u16;
                count += 1;
            }
        }
        count
    }

    /// # Safety
    /// The processor has AVX2, and `from + blocks * 64 + 2 <= input.len()`. `blocks * 64` is at most [`WINDOW`].
    #[target_feature(enable = "avx2")]
    unsafe fn candidates(input: &[u8], from: usize, blocks: usize, out: &mut [u16; CAPACITY]) -> usize {
        let start = input.as_ptr().wrapping_add(from);
        let out = out.as_mut_ptr();
        let mut count = 0;
        for block in 0..blocks {
            let at = start.wrapping_add(block * BLOCK);
            _mm_prefetch::<_MM_HINT_T0>(at.wrapping_add(AHEAD).cast());
            // SAFETY: the caller's bound covers this block and the two bytes behind it.
            let mut mask = unsafe { u64::from(half(at)) | u64::from(half(at.wrapping_add(32))) << 32 };
            let found = mask.count_ones() as usize;
            let base = (block * BLOCK) as u16;
            // Four at once without a branch: more in 64 bytes are rare.
            for slot in 0..4 {
                // SAFETY: before this block `count` is at most `block * 32`, so these slots, and the at most 32 of the
                // loop below, lie within CAPACITY = WINDOW / 2 + 64.
                unsafe { out.add(count + slot).write(base + mask.trailing_zeros() as u16) };
                mask &= mask.wrapping_sub(1);
            }
            let mut slot = count + 4;
            while mask != 0 {
                // SAFETY: as above.
                unsafe { out.add(slot).write(base + mask.trailing_zeros() as u16) };
                mask &= mask - 1;
                slot += 1;
            }
            count += found;
        }
        count
    }

    /// Bit `i` says whether `<s` or `</s`, in either letter case, begins at byte `i` of the 32.
    ///
    /// # Safety
    /// The processor has AVX2, and 34 bytes can be read at `at`.
    #[target_feature(enable = "avx2")]
    unsafe fn half(at: *const u8) -> u32 {
        // SAFETY: 34 bytes can be read, so 32 can at each of the three.
        let (first, second, third) = unsafe {
            (_mm256_loadu_si256(at.cast()), _mm256_loadu_si256(at.add(1).cast()), _mm256_loadu_si256(at.add(2).cast()))
        };
        let (lower, s) = (_mm256_set1_epi8(0x20), _mm256_set1_epi8(b's' as i8));
        let opens = _mm256_cmpeq_epi8(_mm256_or_si256(second, lower), s);
        let slash = _mm256_cmpeq_epi8(second, _mm256_set1_epi8(b'/' as i8));
        let closes = _mm256_and_si256(slash, _mm256_cmpeq_epi8(_mm256_or_si256(third, lower), s));
        let begins = _mm256_cmpeq_epi8(first, _mm256_set1_epi8(b'<' as i8));
        _mm256_movemask_epi8(_mm256_and_si256(begins, _mm256_or_si256(opens, closes))) as u32
    }
}
