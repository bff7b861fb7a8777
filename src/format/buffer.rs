//! An output that gets large pieces: writers fill one buffer, which is written when it has grown large.

use std::io::{self, Write};

/// The output gets pieces of about this many bytes.
const FULL: usize = 256 << 10;

/// The room to begin with: what most pages become fits in. Some allocators tidy up when 64 KiB are given back.
const ROOM: usize = 48 << 10;

/// A buffer before an output. What it holds is written when it is dropped; an error is then lost.
#[derive(Debug)]
pub(super) struct Buffer<W: Write> {
    /// What has not been written yet.
    pub(super) bytes: Vec<u8>,
    /// It is there until the buffer is taken apart.
    out: Option<W>,
}

impl<W: Write> Buffer<W> {
    pub(super) fn new(out: W) -> Self {
        Self { bytes: Vec::with_capacity(ROOM), out: Some(out) }
    }

    /// Writes the buffer if it is large enough.
    pub(super) fn flush_if_full(&mut self) -> io::Result<()> {
        if self.bytes.len() < FULL { Ok(()) } else { self.write() }
    }

    /// Writes everything, and flushes the output.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.write()?;
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }

    /// The output, after everything has been written.
    pub(super) fn into_inner(mut self) -> io::Result<W> {
        self.flush()?;
        self.out.take().ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    pub(super) fn get_ref(&self) -> &W {
        self.out.as_ref().expect("only `into_inner` takes the output, and takes the buffer with it")
    }

    fn write(&mut self) -> io::Result<()> {
        // After an error the bytes are not tried again.
        let bytes = std::mem::take(&mut self.bytes);
        if let Some(out) = &mut self.out {
            out.write_all(&bytes)?;
        }
        self.bytes = bytes;
        self.bytes.clear();
        Ok(())
    }
}

impl<W: Write> Drop for Buffer<W> {
    fn drop(&mut self) {
        let _ = self.flush();
    }
}
