//! The bits of a window by AVX2, 64 bytes at a time. The only module that may hold `unsafe`; its interface is safe: blocks
//! in, words out, and the portable fill is the meaning (`fill::portable`; tests hold them equal).
#![allow(unsafe_code, reason = "vector loads and a feature-gated call; every block says why it is sound")]

use crate::scan::fill::Fill;

/// The fill for this processor, if there is one.
#[cfg(not(target_arch = "x86_64"))]
pub(crate) fn fill() -> Option<Fill> {
    None
}

/// The fill for this processor, if there is one.
#[cfg(target_arch = "x86_64")]
pub(crate) fn fill() -> Option<Fill> {
    std::arch::is_x86_feature_detected!("avx2").then_some(avx2::fill as Fill)
}

/// Asks for 256 bytes of `input` from `at` on to be brought near; they may be after its end.
///
/// The walk asks, unit by unit, for what will be filled next. Asking in the fill itself stalls it, and asking not at all
/// leaves it waiting on a busy machine: 15 % of the time for units in 64 MB, against 3 % lost on an idle one.
#[inline]
pub(crate) fn prefetch(input: &[u8], at: usize) {
    #[cfg(target_arch = "x86_64")]
    for line in 0..4 {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let address = input.as_ptr().wrapping_add(at + 64 * line);
        // SAFETY: every x86-64 processor has the instruction, and it may be given any address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(address.cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (input, at);
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{_mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_set1_epi8};

    pub(super) fn fill(blocks: &[[u8; 64]], words: &mut [[u8; 8]]) {
        // SAFETY: `fill` is handed out only where AVX2 was detected.
        unsafe { bits(blocks, words) }
    }

    /// # Safety
    /// The processor has AVX2.
    #[target_feature(enable = "avx2")]
    unsafe fn bits(blocks: &[[u8; 64]], words: &mut [[u8; 8]]) {
        for (block, word) in blocks.iter().zip(words) {
            let (low, high) = block.split_at(32);
            // SAFETY: both halves are 32 bytes long.
            let (low, high) = unsafe { (half(low.as_ptr()), half(high.as_ptr())) };
            *word = (u64::from(low) | u64::from(high) << 32).to_le_bytes();
        }
    }

    /// # Safety
    /// The processor has AVX2, and 32 bytes can be read at `at`.
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn half(at: *const u8) -> u32 {
        // SAFETY: 32 bytes can be read, at any address.
        let bytes = unsafe { _mm256_loadu_si256(at.cast()) };
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'<'.cast_signed()))).cast_unsigned()
    }
}
