//! The bytes of files, one file at a time, in a buffer that is reused.
//!
//! A file is read whole unless it is very long: then it is given as its beginning and the rest to be streamed, so that
//! no file and no device can take more than a bounded memory.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bitext::html::HtmlPage;
use bitext::place::{FileKind, is_html, is_xliff};
use bitext::{Document, Result, Settings, scan, text_of};

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
            Place::Stdin => {
                let mut stdin = io::stdin().lock();
                self.fill(&mut stdin, FileKind::WINDOW as u64)?;
                // A published page has to be known whole.
                if is_html(&self.buffer) || is_xliff(&self.buffer) {
                    return self.rest(stdin);
                }
                Ok(Content::Stream(Box::new(self.buffer.chain(stdin))))
            }
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
    fn rest<'b>(&'b mut self, mut file: impl Read + 'b) -> Result<Content<'b>> {
        self.fill(&mut file, LONG)?;
        if is_xliff(&self.buffer) {
            return Err(io::Error::other("an XLIFF file, not a page: `bitext merge` takes it for edits").into());
        }
        if self.buffer.len() as u64 == LONG {
            return Ok(Content::Stream(Box::new(self.buffer.chain(file))));
        }
        Ok(Content::Text(text_of(&self.buffer)?))
    }

    /// Reads on until the buffer holds `len` bytes, or to the end.
    fn fill(&mut self, file: &mut impl Read, len: u64) -> io::Result<()> {
        file.take(len - self.buffer.len() as u64).read_to_end(&mut self.buffer)?;
        Ok(())
    }
}

/// Gives the document of a page to `take`: of a published page, if its content or its name says that it is one.
pub(crate) fn with_document<T>(
    name: &str,
    text: &str,
    settings: &Settings<'_>,
    take: impl FnOnce(&Document<'_>) -> T,
) -> T {
    if is_published(name, text) {
        take(&Document::from_html(&HtmlPage::with_settings(text, settings)))
    } else {
        take(&Document::with_settings(text, settings))
    }
}

/// Whether a page is a published one, by its content or by its name: a saved page may have lost its head.
pub(crate) fn is_published(name: &str, text: &str) -> bool {
    let extension = Path::new(name).extension().and_then(OsStr::to_str);
    is_html(text.as_bytes())
        || extension.is_some_and(|it| it.eq_ignore_ascii_case("html") || it.eq_ignore_ascii_case("htm"))
}

fn has_page_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}
