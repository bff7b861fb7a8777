//! The bytes of files, one file at a time, in a buffer that is reused.
//!
//! A file is read whole unless it is very long: then it is given as its beginning and the rest to be streamed, so that
//! no file and no device can take more than a bounded memory.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bitext::{Result, scan, text_of};

use super::inputs::Place;

/// The extensions of pages, in lower case.
const EXTENSIONS: [&str; 6] = ["md", "markdown", "yml", "yaml", "json", "xml"];

/// How much of a file with another extension is looked at, in bytes.
const SNIFFED: u64 = 64 << 10;

/// What is longer, in bytes, is streamed. The longest real page has 4.2 MB.
const LONG: u64 = 64 << 20;

/// Reads files.
#[derive(Default)]
pub(crate) struct Pages {
    buffer: Vec<u8>,
}

/// What a file holds.
pub(crate) enum Content<'b> {
    Text(&'b str),
    /// From its first byte on.
    Stream(Box<dyn Read + 'b>),
    NoPage,
}

impl Pages {
    pub(crate) fn read(&mut self, place: &Place) -> Result<Content<'_>> {
        self.buffer.clear();
        match place {
            Place::Stdin => Ok(Content::Stream(Box::new(io::stdin().lock()))),
            Place::Named(path) => self.rest(File::open(path)?),
            Place::Found(path) if has_page_extension(path) => self.rest(File::open(path)?),
            Place::Found(path) => {
                let mut file = File::open(path)?;
                self.fill(&mut file, SNIFFED)?;
                if scan::is_bilingual(&self.buffer) { self.rest(file) } else { Ok(Content::NoPage) }
            }
        }
    }

    /// Reads on to the end of the file.
    fn rest(&mut self, mut file: File) -> Result<Content<'_>> {
        self.fill(&mut file, LONG)?;
        if self.buffer.len() as u64 == LONG {
            return Ok(Content::Stream(Box::new(self.buffer.chain(file))));
        }
        Ok(Content::Text(text_of(&self.buffer)?))
    }

    /// Reads on until the buffer holds `len` bytes, or to the end.
    fn fill(&mut self, file: &mut File, len: u64) -> io::Result<()> {
        file.take(len - self.buffer.len() as u64).read_to_end(&mut self.buffer)?;
        Ok(())
    }
}

fn has_page_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}
