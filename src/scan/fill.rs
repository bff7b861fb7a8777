//! Which bytes are `<`, as bits: the step that is done by vector instructions where the processor has them.
//!
//! The portable fill defines the result; the one in [`simd`](super::simd) must agree with it on every input, and tests hold
//! it to that.

/// Bytes that one word describes.
pub(crate) const WORD: usize = 64;

/// Writes a word for each 64 bytes (little endian), the lowest bit for the first of them: whether it is `<`. There are as
/// many words as blocks.
pub(crate) type Fill = fn(blocks: &[[u8; WORD]], words: &mut [[u8; 8]]);

/// The portable fill.
pub(crate) fn portable(blocks: &[[u8; WORD]], words: &mut [[u8; 8]]) {
    words.fill([0; 8]);
    for at in memchr::memchr_iter(b'<', blocks.as_flattened()) {
        words[at / WORD][at % WORD / 8] |= 1 << (at % 8);
    }
}
