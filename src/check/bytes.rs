//! The bytes that a text holds, asked before rules look at each of them.

use std::ops::Range;

/// Which bytes a text holds.
#[derive(Debug, Clone)]
pub(super) struct ByteSet([bool; 256]);

impl Default for ByteSet {
    fn default() -> Self {
        Self::new()
    }
}

impl ByteSet {
    pub(super) const fn new() -> Self {
        Self([false; 256])
    }

    #[cfg(test)]
    pub(super) fn of(text: &str) -> Self {
        let mut set = Self::new();
        set.read(text);
        set
    }

    /// Becomes the set of the bytes of this text.
    pub(super) fn read(&mut self, text: &str) {
        self.0 = [false; 256];
        for &byte in text.as_bytes() {
            self.0[byte as usize] = true;
        }
    }

    pub(super) const fn has(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }

    pub(super) fn has_any(&self, bytes: &[u8]) -> bool {
        bytes.iter().any(|&byte| self.has(byte))
    }

    pub(super) fn has_in(&self, range: Range<u8>) -> bool {
        self.0[usize::from(range.start)..usize::from(range.end)].contains(&true)
    }

    /// Whether it may hold a decimal digit of any script.
    pub(super) fn may_have_digit(&self) -> bool {
        self.has_in(b'0'..b'9' + 1) || self.has_any(&[0xD9, 0xDB, 0xE0, 0xE1, 0xE2, 0xEF])
    }
}
