//! Streams as they are, or decompressed: gzip and zstd are known by their first bytes, and so is a tar stream.
//!
//! It holds a window of the compressed format and a few bytes of the stream's start, whatever the length of the stream.
//! Members of gzip and frames of zstd may follow each other, as `cat a.gz b.gz` writes them.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::archive::is_tar;

/// RFC 1952, section 2.3.1, with the one method that there is.
const GZIP: &[u8] = &[0x1F, 0x8B, 8];

/// RFC 8878, section 3.1.1.
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// The most that a zstd frame may ask for; `zstd -19` asks for 8 MiB, and RFC 8878 recommends no less than that.
const ZSTD_WINDOW: u64 = 32 << 20;

/// A stream whose first bytes have been looked at.
pub(crate) struct Opened<'r> {
    /// The content, decompressed if it was compressed, from its first byte on.
    pub(crate) reader: Box<dyn Read + Send + 'r>,
    /// Whether the content begins like a tar stream.
    pub(crate) is_tar: bool,
}

/// Looks at the start of a stream.
///
/// # Errors
/// Those of the stream, and a compressed stream that is broken from the start.
pub(crate) fn open<'r>(source: impl Read + Send + 'r) -> io::Result<Opened<'r>> {
    let (start, source) = peek(source, ZSTD.len())?;
    let reader: Box<dyn Read + Send + 'r> = if start.starts_with(GZIP) {
        Box::new(Decompressed(MultiGzDecoder::new(source)))
    } else if start.starts_with(ZSTD) {
        Box::new(Decompressed(ZstdFrames::new(source)))
    } else {
        Box::new(source)
    };
    let (start, reader) = peek(reader, super::archive::BLOCK)?;
    Ok(Opened { reader: Box::new(reader), is_tar: is_tar(&start) })
}

/// The first `len` bytes, or all of a shorter stream, and the stream with them.
fn peek<'r>(mut source: impl Read + Send + 'r, len: usize) -> io::Result<(Vec<u8>, impl Read + Send + 'r)> {
    let mut start = Vec::with_capacity(len);
    source.by_ref().take(len as u64).read_to_end(&mut start)?;
    Ok((start.clone(), Cursor::new(start).chain(source)))
}

/// Says of errors that they are those of decompression.
struct Decompressed<R>(R);

impl<R: Read> Read for Decompressed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let said = |error: io::Error| io::Error::new(error.kind(), format!("cannot be decompressed: {error}"));
        self.0.read(buffer).map_err(said)
    }
}

/// Frames of zstd, one after the other, until the stream ends. Skippable frames are passed over.
struct ZstdFrames<R> {
    source: BufReader<R>,
    decoder: FrameDecoder,
    is_in_frame: bool,
}

impl<R: Read> ZstdFrames<R> {
    fn new(source: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(ZSTD_WINDOW);
        Self { source: BufReader::new(source), decoder, is_in_frame: false }
    }

    /// Begins the next frame; `false` if there is none.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut self.source.by_ref().take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(broken(error)),
            }
        }
        Ok(false)
    }

    /// Ends a frame. The decoder itself does not compare the checksums.
    fn end(&mut self) -> io::Result<()> {
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(stated), Some(found)) if stated != found => Err(broken("the checksum of a zstd frame is wrong")),
            _ => Ok(()),
        }
    }
}

impl<R: Read> Read for ZstdFrames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() {
            if !self.is_in_frame && !self.begin()? {
                return Ok(0);
            }
            self.is_in_frame = true;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1)).map_err(broken)?;
            }
            match self.decoder.read(buffer)? {
                0 => {
                    self.end()?;
                    self.is_in_frame = false;
                }
                read => return Ok(read),
            }
        }
        Ok(0)
    }
}

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(text: &str) -> Vec<u8> {
        compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
    }

    fn read(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        open(bytes)?.reader.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn content_is_the_same_however_it_is_packed() {
        for text in ["", "x", "Sveiki\n", &"many words ".repeat(100_000)] {
            assert_eq!(read(text.as_bytes()).unwrap(), text);
            assert_eq!(read(&gzip(text)).unwrap(), text);
            assert_eq!(read(&zstd(text)).unwrap(), text);
        }
    }

    #[test]
    fn members_and_frames_follow_each_other() {
        let skippable = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, b'a', b'b', b'c'];
        assert_eq!(read(&[gzip("one "), gzip("two")].concat()).unwrap(), "one two");
        assert_eq!(read(&[&*zstd("one "), &skippable, &*zstd(""), &*zstd("two")].concat()).unwrap(), "one two");
    }

    #[test]
    fn what_is_cut_or_damaged_is_an_error() {
        let text = "many words, and no two are alike: 1 2 3 4 5 6 7 8 9 ".repeat(50);
        for packed in [gzip(&text), zstd(&text)] {
            assert!(read(&packed[..packed.len() - 1]).is_err());
            assert!(read(&packed[..packed.len() / 2]).is_err());
            assert!(read(&[&packed[..], b"junk"].concat()).is_err());
            let mut damaged = packed.clone();
            let last = damaged.len() - 1;
            damaged[last] ^= 1;
            assert!(read(&damaged).is_err());
        }
    }

    #[test]
    fn a_frame_that_asks_for_much_memory_is_refused() {
        // A frame header with a window of 2 GiB and nothing after it.
        let error = read(&[0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xA8]).unwrap_err();
        assert!(error.to_string().contains("window"), "{error}");
    }
}
