//! What a fuzz target draws from its input: a text, and from the last four bytes how to look at it. So every page is a
//! seed as it stands.

use bitext::Settings;

/// The bytes that are the text, and those that are drawn from.
pub(crate) fn split(data: &[u8]) -> (&[u8], [u8; 4]) {
    data.split_last_chunk().map_or((data, [0; 4]), |(text, tail)| (text, *tail))
}

/// As much of `bytes` as is UTF-8.
pub(crate) fn valid(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

/// The text after so much filling that it meets the ends of blocks and windows (64 and 4096 bytes), and repeated.
pub(crate) fn placed(text: &str, [low, high, times, _]: [u8; 4]) -> String {
    let filling = if high < 0x80 { 0 } else { usize::from(u16::from_le_bytes([low, high & 0x1F])) };
    "x".repeat(filling) + &text.repeat(1 + usize::from(times % 3))
}

/// Settings at which something happens in small pages, and the size of a stream's chunks.
pub(crate) fn settings([limit, buffer, chunk, flags]: [u8; 4]) -> (Settings<'static>, usize) {
    let settings = Settings::default().with_buffer(8 + usize::from(buffer) * if flags & 1 == 0 { 1 } else { 16 });
    let settings = if flags & 4 == 0 { settings } else { settings.with_unit_limit(usize::from(limit) * 4) };
    (settings, 1 + usize::from(chunk) * if flags & 8 == 0 { 1 } else { 16 })
}
