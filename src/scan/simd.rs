//! The candidates of a window by AVX2, 64 bytes at a time. The only module that may hold `unsafe`; its interface is safe:
//! a window in, positions out, and the portable fill is the meaning (`candidates::portable`; tests hold them equal).
#![allow(unsafe_code, reason = "vector loads and a feature-gated call; every block says why it is sound")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::cast_ptr_alignment,
    reason = "bit patterns of the width that an instruction wants, and unaligned loads"
)]

use crate::scan::candidates::Fill;

/// The fill for this processor, if there is one.
#[cfg(not(all(target_arch = "x86_64", target_pointer_width = "64")))]
pub(crate) fn fill() -> Option<Fill> {
    None
}

/// The fill for this processor, if there is one.
#[cfg(all(target_arch = "x86_64", target_pointer_width = "64"))]
pub(crate) fn fill() -> Option<Fill> {
    let is_there = std::arch::is_x86_feature_detected!("avx2")
        && std::arch::is_x86_feature_detected!("bmi1")
        && std::arch::is_x86_feature_detected!("popcnt");
    is_there.then_some(avx2::fill as Fill)
}

#[cfg(all(target_arch = "x86_64", target_pointer_width = "64"))]
mod avx2 {
    use std::arch::x86_64::{
        _MM_HINT_T0, _mm_prefetch, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_movemask_epi8,
        _mm256_or_si256, _mm256_set1_epi8,
    };

    use std::ops::Range;

    use crate::scan::candidates::{CAPACITY, WINDOW, portable};

    const BLOCK: usize = 64;
    /// A block's candidate depends on two bytes behind it.
    const BEHIND: usize = 2;
    const AHEAD: usize = 2048;

    /// Positions written for each block without looking how many there are. Three is the fastest of two to four: real
    /// pages have 1.4 candidates in 64 bytes, and up to three where a unit's pieces meet.
    const SLOTS: usize = 3;

    pub(super) fn fill(
        input: &[u8],
        window: Range<usize>,
        offset: u16,
        out: &mut [u16; CAPACITY],
        count: usize,
    ) -> usize {
        let Range { start, end } = window;
        assert!(start <= end && end <= input.len() && end - start <= WINDOW && count + WINDOW / 2 + SLOTS <= CAPACITY);
        let blocks = (end - start).min((input.len() - start).saturating_sub(BEHIND)) / BLOCK;
        // SAFETY: `fill` is handed out only where AVX2, BMI1 and POPCNT were detected. The blocks from `start` on, with
        // the two bytes behind the last, lie in `input`: start + blocks * 64 + 2 <= input.len(). Each block has at most
        // 32 candidates, so at most WINDOW / 2 are written behind `count`, and SLOTS more ahead of it; they fit.
        let count = unsafe { candidates(input.as_ptr().add(start), blocks, offset, out.as_mut_ptr(), count) };
        let rest = start + blocks * BLOCK;
        portable(input, rest..end, offset + (rest - start) as u16, out, count)
    }

    /// # Safety
    /// The processor has AVX2, BMI1 and POPCNT; `blocks * 64 + 2` bytes can be read at `start`; `blocks * 32 + SLOTS`
    /// positions can be written at `out + count`.
    #[target_feature(enable = "avx2,bmi1,popcnt")]
    unsafe fn candidates(start: *const u8, blocks: usize, offset: u16, out: *mut u16, mut count: usize) -> usize {
        for block in 0..blocks {
            let at = start.wrapping_add(block * BLOCK);
            _mm_prefetch::<_MM_HINT_T0>(at.wrapping_add(AHEAD).cast());
            // SAFETY: the caller's bound covers this block and the two bytes behind it.
            let mut mask = unsafe { u64::from(half(at)) | u64::from(half(at.wrapping_add(32))) << 32 };
            let found = mask.count_ones() as usize;
            let base = offset.wrapping_add((block * BLOCK) as u16);
            for slot in 0..SLOTS {
                // SAFETY: `count` has grown by at most 32 a block, so that SLOTS more are within the caller's bound.
                unsafe { out.add(count + slot).write(base.wrapping_add(mask.trailing_zeros() as u16)) };
                mask &= mask.wrapping_sub(1);
            }
            let mut slot = count + SLOTS;
            while mask != 0 {
                // SAFETY: `slot` is less than `count + found`, and `found` is at most 32.
                unsafe { out.add(slot).write(base.wrapping_add(mask.trailing_zeros() as u16)) };
                mask &= mask - 1;
                slot += 1;
            }
            count += found;
        }
        count
    }

    /// # Safety
    /// The processor has AVX2, and 34 bytes can be read at `at`.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,popcnt")]
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
