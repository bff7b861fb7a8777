//! An output that gets large pieces: writers fill one buffer, which is emptied when it has grown large.

use std::io::{self, Write};

/// The output gets pieces of about this many bytes.
const FLUSH: usize = 256 << 10;

/// A buffer before an output.
pub(super) struct Buffered<W> {
    /// What has not been handed on yet.
    pub(super) buffer: Vec<u8>,
    out: W,
}

impl<W: Write> Buffered<W> {
    pub(super) fn new(out: W) -> Self {
        Self { buffer: Vec::new(), out }
    }

    /// Hands the buffer on if it is large enough.
    pub(super) fn relieve(&mut self) -> io::Result<()> {
        if self.buffer.len() < FLUSH { Ok(()) } else { self.empty() }
    }

    fn empty(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// Hands everything on.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.empty()?;
        self.out.flush()
    }
}
