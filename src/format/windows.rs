//! Looks for the bytes that have to be escaped, a window at a time.
//!
//! Most texts hold none. The test of a window has no exit and no branch, so that it becomes vector instructions; single
//! bytes are looked at only in a window that holds one. Looking at each byte took more than half of the time of an export
//! to XLIFF.

/// The bytes that are looked at together; a multiple of what one vector register holds.
pub(in crate::format) const WINDOW: usize = 32;

/// Whether `these` holds for a byte of the window.
#[inline]
pub(in crate::format) fn any(window: &[u8; WINDOW], these: impl Fn(u8) -> bool) -> bool {
    window.iter().fold(0, |seen, &byte| seen | u8::from(these(byte))) != 0
}

/// The first place from `at` on for which `is_special_at` holds; the end if there is none. `is_plain` says of a window
/// that there is no such place in it. The last window is filled up with blanks.
#[inline]
pub(in crate::format) fn find(
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
    let rest = &bytes[at..];
    let mut window = [b' '; WINDOW];
    window[..rest.len()].copy_from_slice(rest);
    if is_plain(&window) {
        return bytes.len();
    }
    (at..bytes.len()).find(|&at| is_special_at(at)).unwrap_or(bytes.len())
}
