//! Outputs of several writers made one, so that pages can be exported by several threads.
//!
//! Each thread gives some pages to a writer of its own; a [`Joiner`] takes what they wrote, in the order of the pages. Law: the
//! result is, byte for byte, what one writer would have written of all these pages, if there is a part.
//!
//! A writer's output is a head, pages, and a tail (JSON: brackets; XLIFF and TMX: the root element; CSV: the header). The
//! first head is kept, the others have to be the same, and the tail comes once. In XLIFF 2 the `<file>` elements are numbered
//! anew. A part without pages changes nothing; in XLIFF and TMX, where its head is
//! another one, it is refused.
//!
//! ```
//! use bitext::Locale;
//! use bitext::export::Export;
//! use bitext::format::{Joiner, JsonWriter, UnitWriter};
//!
//! let json = |names: &[&str]| {
//!     let mut writer = JsonWriter::new(Vec::new());
//!     for name in names {
//!         Export::new(name, Locale::parse("en-US").unwrap()).text("", &mut writer, &mut ()).unwrap();
//!     }
//!     writer.finish().unwrap()
//! };
//! let mut joiner = Joiner::json(Vec::new());
//! joiner.append(&json(&["a.md", "b.md"]))?;
//! joiner.append(&json(&["c.md"]))?;
//! assert_eq!(joiner.finish()?, json(&["a.md", "b.md", "c.md"]));
//! # Ok::<(), std::io::Error>(())
//! ```

use std::io::{self, Write};

use memchr::memmem;

use crate::error::CannotHold;

/// Joins parts of one format.
#[derive(Debug)]
#[must_use]
pub struct Joiner<W> {
    out: W,
    framing: Framing,
    /// What is before the pages, once there are any.
    head: Option<Vec<u8>>,
    /// The `<file>` elements so far.
    files: u64,
    /// Whether pages were written.
    has_pages: bool,
}

/// How the pages of a part are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Framing {
    /// Nothing is around them.
    Lines,
    /// After the first line end.
    Header,
    /// Between brackets, with commas.
    Array,
    /// From the first `<file` to the end of the root element.
    Files,
    /// From `<body>` to its end.
    Body,
}

/// What begins a file in XLIFF 2, up to its number.
const NUMBERED_FILE: &[u8] = b"<file id=\"f";

/// The longest head, in bytes. A root element has less than 1 KiB.
const LONGEST_HEAD: usize = 16 << 10;

impl Framing {
    const fn tail(self) -> &'static [u8] {
        match self {
            Self::Lines | Self::Header => b"",
            Self::Array => b"]\n",
            Self::Files => b"</xliff>\n",
            Self::Body => b"</body>\n</tmx>\n",
        }
    }

    /// The length of the head, if all of it is there.
    fn head(self, start: &[u8]) -> Option<usize> {
        match self {
            Self::Lines => Some(0),
            Self::Header => memchr::memchr(b'\n', start).map(|at| at + 1),
            Self::Array => (!start.is_empty()).then_some(1),
            Self::Files => memmem::find(start, b"<file "),
            Self::Body => memmem::find(start, b"<body>\n").map(|at| at + 7),
        }
    }

    /// How many bytes at the end of what has come cannot be written yet: they may be of the tail, or of a number.
    const fn held_back(self) -> usize {
        match self {
            Self::Lines | Self::Header => 0,
            Self::Array | Self::Body => self.tail().len(),
            Self::Files => self.tail().len() + NUMBERED_FILE.len() + 21,
        }
    }
}

impl<W: Write> Joiner<W> {
    /// Joins outputs without a frame: JSON Lines, TSV, the lines for Hugging Face, the files of Moses.
    pub const fn lines(out: W) -> Self {
        Self::new(out, Framing::Lines)
    }

    /// Joins CSV with headers.
    pub const fn csv(out: W) -> Self {
        Self::new(out, Framing::Header)
    }

    /// Joins JSON arrays of pages.
    pub const fn json(out: W) -> Self {
        Self::new(out, Framing::Array)
    }

    /// Joins XLIFF of one version. The pages of XLIFF 2 have one source and one target language.
    pub const fn xliff(out: W) -> Self {
        Self::new(out, Framing::Files)
    }

    /// Joins TMX.
    pub const fn tmx(out: W) -> Self {
        Self::new(out, Framing::Body)
    }

    const fn new(out: W, framing: Framing) -> Self {
        Self { out, framing, head: None, files: 0, has_pages: false }
    }

    /// The output.
    pub const fn get_ref(&self) -> &W {
        &self.out
    }

    /// Whether nothing was appended.
    pub const fn is_empty(&self) -> bool {
        self.head.is_none()
    }

    /// Appends what a writer wrote.
    ///
    /// # Errors
    /// Those of the output; [`CannotHold::SecondLocale`] (inside) if the part has other languages than those before it; and
    /// [`io::ErrorKind::InvalidData`] if it is no whole output of the format.
    pub fn append(&mut self, part: &[u8]) -> io::Result<()> {
        if part.is_empty() && self.framing == Framing::Lines {
            return Ok(());
        }
        let head = self.framing.head(part).ok_or_else(broken)?;
        let (head, rest) = part.split_at(head);
        self.begin_part(head)?;
        self.end_part(rest, true)
    }

    /// Writes the last pages of a part and leaves out its tail.
    fn end_part(&mut self, rest: &[u8], is_start: bool) -> io::Result<()> {
        let pages = rest.strip_suffix(self.framing.tail()).ok_or_else(broken)?;
        if pages.is_empty() {
            return Ok(());
        }
        self.write_pages(pages, is_start)
    }

    /// A part that is appended while it is written.
    pub const fn part(&mut self) -> OpenPart<'_, W> {
        OpenPart { joiner: self, waiting: Vec::new(), has_head: false, has_pages: false }
    }

    /// Writes the tail, or, if nothing was appended, `empty`: what a writer writes that is given no pages.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish_or(mut self, empty: &[u8]) -> io::Result<W> {
        let end = if self.is_empty() { empty } else { self.framing.tail() };
        self.out.write_all(end)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Writes the tail. An output that nothing was appended to stays empty.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(self) -> io::Result<W> {
        self.finish_or(b"")
    }

    /// Takes in the head of a part.
    fn begin_part(&mut self, head: &[u8]) -> io::Result<()> {
        match &self.head {
            None => {
                self.out.write_all(head)?;
                self.head = Some(head.to_vec());
            }
            Some(first) if first != head => return Err(another_head(first, head)),
            Some(_) => {}
        }
        Ok(())
    }

    /// Writes bytes of a part's pages, with a comma before the first ones of an array that has pages already. Files of XLIFF 2 that begin in them get their numbers.
    fn write_pages(&mut self, pages: &[u8], is_start: bool) -> io::Result<()> {
        if is_start && self.has_pages && self.framing == Framing::Array {
            self.out.write_all(b",")?;
        }
        self.has_pages = true;
        if self.framing != Framing::Files {
            return self.out.write_all(pages);
        }
        let mut written = 0;
        for at in memmem::find_iter(pages, NUMBERED_FILE) {
            let number = at + NUMBERED_FILE.len();
            let digits = pages[number..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.files += 1;
            self.out.write_all(&pages[written..number])?;
            write!(self.out, "{}", self.files)?;
            written = number + digits;
        }
        self.out.write_all(&pages[written..])
    }
}

/// A part that is being written; made by [`Joiner::part`]. End it with [`finish`](Self::finish).
#[derive(Debug)]
#[must_use]
pub struct OpenPart<'j, W> {
    joiner: &'j mut Joiner<W>,
    /// What has come and is not written yet.
    waiting: Vec<u8>,
    has_head: bool,
    has_pages: bool,
}

impl<W: Write> OpenPart<'_, W> {
    /// Ends the part.
    ///
    /// # Errors
    /// As for [`Joiner::append`].
    pub fn finish(self) -> io::Result<()> {
        if !self.has_head {
            return if self.joiner.framing == Framing::Lines { Ok(()) } else { Err(broken()) };
        }
        self.joiner.end_part(&self.waiting, !self.has_pages)
    }

    /// Writes what can be no part of the tail.
    fn write_waiting(&mut self) -> io::Result<()> {
        let mut end = self.waiting.len().saturating_sub(self.joiner.framing.held_back());
        if self.joiner.framing == Framing::Files {
            // A file that begins here is left for the next time, so that its number is there.
            let near = end.saturating_sub(64);
            end = end.min(memmem::rfind(&self.waiting[near..], NUMBERED_FILE).map_or(end, |at| near + at));
        }
        if end > 0 {
            self.joiner.write_pages(&self.waiting[..end], !self.has_pages)?;
            self.has_pages = true;
            self.waiting.drain(..end);
        }
        Ok(())
    }
}

impl<W: Write> Write for OpenPart<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.has_head && self.joiner.framing.held_back() == 0 {
            self.joiner.write_pages(bytes, !self.has_pages)?;
            self.has_pages = true;
            return Ok(bytes.len());
        }
        self.waiting.extend_from_slice(bytes);
        if !self.has_head {
            match self.joiner.framing.head(&self.waiting) {
                Some(head) => {
                    self.joiner.begin_part(&self.waiting[..head])?;
                    self.waiting.drain(..head);
                    self.has_head = true;
                }
                None if self.waiting.len() > LONGEST_HEAD => {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "not an output of this format"));
                }
                None => return Ok(bytes.len()),
            }
        }
        self.write_waiting()?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.joiner.out.flush()
    }
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not a whole output of this format")
}

/// The error for a part whose head is not that of the parts before.
fn another_head(first: &[u8], second: &[u8]) -> io::Error {
    for name in [&b"srcLang=\""[..], b"trgLang=\""] {
        let languages = attribute(first, name).zip(attribute(second, name));
        if let Some((first, second)) = languages.filter(|(first, second)| first != second) {
            return CannotHold::SecondLocale { first, second }.into();
        }
    }
    io::Error::new(io::ErrorKind::InvalidData, "another form of output than that of the parts before")
}

/// The value of an attribute, as it is written.
fn attribute(head: &[u8], name: &[u8]) -> Option<String> {
    let value = &head[memmem::find(head, name)? + name.len()..];
    let end = memchr::memchr(b'"', value)?;
    Some(String::from_utf8_lossy(&value[..end]).into_owned())
}
