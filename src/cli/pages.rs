//! The bytes of pages, one page at a time, in a buffer that is reused.
//!
//! A page is read whole unless it is longer than [`LONG`]: then it is given as its beginning and the rest to be streamed, so
//! that no file and no device can take more than a bounded memory. Standard input is read like a file, and kept, because it
//! can be read only once. Archives and other formats are told by their first bytes.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bitext::html::HtmlPage;
use bitext::place::is_html;
use bitext::{Document, Result, Settings, scan, text_of};

use super::first_bytes::Foreign;
use super::inputs::InputPlace;
use super::paths::has_page_extension;

/// How much of a file with another extension is looked at, in bytes.
const SNIFFED: usize = 64 << 10;

/// The room for a page to begin with, in bytes.
const ROOM: usize = 256 << 10;

/// What is longer, in bytes, is streamed. The longest real page has 4.2 MB.
pub(crate) const LONG: usize = 64 << 20;

/// Reads pages.
#[derive(Default)]
pub(crate) struct Pages {
    buffer: PageBuffer,
    /// What standard input holds, up to [`LONG`], once it was asked for.
    stdin: Option<Vec<u8>>,
}

/// What a file holds.
pub(crate) enum Content<'b> {
    Text(&'b str),
    /// From its first byte on.
    Stream(Box<dyn Read + 'b>),
    NoPage,
}

/// The bytes of one page, in room that stays from page to page: a page of usual length is there after one call.
#[derive(Default)]
struct PageBuffer {
    room: Vec<u8>,
    len: usize,
}

impl PageBuffer {
    fn get(&self) -> &[u8] {
        &self.room[..self.len]
    }

    fn clear(&mut self) {
        self.len = 0;
    }

    /// Reads on until it holds `limit` bytes, or to the end.
    fn fill(&mut self, file: &mut impl Read, limit: usize) -> io::Result<()> {
        while self.len < limit {
            if self.len == self.room.len() {
                self.room.resize((2 * self.len).clamp(ROOM, LONG), 0);
            }
            let end = self.room.len().min(limit);
            match file.read(&mut self.room[self.len..end]) {
                Ok(0) => break,
                Ok(read) => self.len += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Pages {
    /// Reads a page.
    ///
    /// # Errors
    /// Those of the file system, and what is no page but was named or has a page's extension.
    pub(crate) fn read(&mut self, place: &InputPlace) -> Result<Content<'_>> {
        self.buffer.clear();
        match place {
            InputPlace::Stdin => self.stdin(),
            InputPlace::Named(path) => self.rest(File::open(path)?, None),
            InputPlace::Found(path) if has_page_extension(path) => self.rest(File::open(path)?, Some(path)),
            InputPlace::Found(path) => {
                let mut file = File::open(path)?;
                self.buffer.fill(&mut file, SNIFFED)?;
                if scan::is_bilingual(self.buffer.get()) { self.rest(file, Some(path)) } else { Ok(Content::NoPage) }
            }
        }
    }

    fn stdin(&mut self) -> Result<Content<'_>> {
        let mut stdin = io::stdin().lock();
        if self.stdin.is_none() {
            let mut bytes = Vec::new();
            stdin.by_ref().take(LONG as u64).read_to_end(&mut bytes)?;
            self.stdin = Some(bytes);
        }
        content(self.stdin.as_deref().unwrap_or_default(), stdin, None)
    }

    /// Reads on to the end of the file.
    fn rest(&mut self, mut file: File, found: Option<&Path>) -> Result<Content<'_>> {
        self.buffer.fill(&mut file, LONG)?;
        content(self.buffer.get(), file, found)
    }
}

/// What `head` and the rest of the source hold.
fn content<'b>(head: &'b [u8], rest: impl Read + 'b, found: Option<&Path>) -> Result<Content<'b>> {
    if let Some(foreign) = Foreign::of(head) {
        if found.is_some_and(|path| foreign.is_expected_at(path)) {
            return Ok(Content::NoPage);
        }
        return Err(io::Error::new(io::ErrorKind::InvalidData, foreign.message()).into());
    }
    if head.len() == LONG {
        return Ok(Content::Stream(Box::new(head.chain(rest))));
    }
    Ok(Content::Text(text_of(head)?))
}

/// What the bytes of a page hold that are in memory, less than [`LONG`] of them.
///
/// # Errors
/// As for [`Pages::read`].
pub(crate) fn in_memory<'b>(bytes: &'b [u8], place: &InputPlace) -> Result<Content<'b>> {
    let found = match place {
        InputPlace::Stdin | InputPlace::Named(_) => None,
        InputPlace::Found(path) => Some(path.as_path()),
    };
    content(bytes, io::empty(), found)
}

/// Whether a member of an archive is a page, by its name or by its first bytes.
pub(crate) fn is_page(name: &Path, start: &[u8]) -> bool {
    has_page_extension(name) || scan::is_bilingual(&start[..start.len().min(SNIFFED)])
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
