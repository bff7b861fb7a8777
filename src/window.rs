//! Looks for certain bytes, a window at a time.
//!
//! Most texts hold none. The test of a window has no exit and no branch, so that it becomes vector instructions; single
//! bytes are looked at only in a window that holds one. Looking at each byte took more than half of the time of an export
//! to XLIFF.

/// The bytes that are looked at together; a multiple of what one vector register holds.
pub(crate) const WINDOW: usize = 32;

/// Whether `these` holds for a byte of the window. It should be without branches.
#[inline]
pub(crate) fn any(window: &[u8; WINDOW], these: impl Fn(u8) -> bool) -> bool {
    window.iter().fold(0, |seen, &byte| seen | u8::from(these(byte))) != 0
}

/// The last window of `bytes`: of fewer bytes all of them, some twice, and blanks.
///
/// It is put together from pieces of fixed lengths, which stay in registers. Copied by its length and read back, the window
/// was most of the time of short texts.
#[inline]
pub(crate) fn last(bytes: &[u8]) -> [u8; WINDOW] {
    let mut window = [b' '; WINDOW];
    if let Some(last) = bytes.last_chunk() {
        window = *last;
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<16>(), bytes.last_chunk::<16>()) {
        window[..16].copy_from_slice(first);
        window[16..].copy_from_slice(last);
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        window[..8].copy_from_slice(first);
        window[8..16].copy_from_slice(last);
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        window[..4].copy_from_slice(first);
        window[4..8].copy_from_slice(last);
    } else {
        window.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    }
    window
}

/// The first place from `at` on for which `is_special_at` holds; the end if there is none. `is_plain` says of a window
/// that there is no such place in it; a blank is none.
#[cfg(any(feature = "json", feature = "xliff"))]
#[inline]
pub(crate) fn find(
    bytes: &[u8],
    mut at: usize,
    is_plain: impl Fn(&[u8; WINDOW]) -> bool,
    is_special_at: impl Fn(usize) -> bool,
) -> usize {
    while let Some(window) = bytes[at..].first_chunk() {
        if !is_plain(window)
            && let Some(found) = (at..at + WINDOW).find(|&at| is_special_at(at))
        {
            return found;
        }
        at += WINDOW;
    }
    // It may hold bytes from before `at`; then no more than the last few are looked at one by one.
    if is_plain(&last(bytes)) {
        return bytes.len();
    }
    (at..bytes.len()).find(|&at| is_special_at(at)).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_window_holds_the_last_bytes_and_nothing_else() {
        let bytes: Vec<u8> = (100..200).collect();
        for len in 0..bytes.len() {
            let (bytes, last) = (&bytes[..len], last(&bytes[..len]));
            let end = &bytes[len.saturating_sub(WINDOW)..];
            assert!(end.iter().all(|byte| last.contains(byte)), "{len}");
            assert!(last.iter().all(|byte| end.contains(byte) || *byte == b' '), "{len}");
            // Neighbours stay neighbours.
            assert!(end.windows(2).all(|two| last.windows(2).any(|pair| pair == two)), "{len}");
        }
    }
}
