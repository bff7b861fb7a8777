//! Reading files of edits: limits, encoding, and which format it is.

#[cfg(feature = "json")]
use std::io::BufReader;
use std::io::{self, Read};

use crate::edit::Edits;
use crate::error::{Error, Result};
#[cfg(feature = "xliff")]
use crate::format::decode::Encoding;
use crate::format::decode::decode;
use crate::format::decode::utf16_order;
#[cfg(feature = "json")]
use crate::format::json;
#[cfg(feature = "xliff")]
use crate::format::xliff;
#[cfg(feature = "xliff")]
use crate::format::xml::Source;

/// What a file of edits may take.
///
/// ```
/// # #[cfg(feature = "json")] {
/// # use bitext::format::{Limits, read_json_lines};
/// let limits = Limits::default().with_bytes(4);
/// let error = read_json_lines(&b"{\"id\":\"407fb-102\"}"[..], limits).unwrap_err();
/// assert_eq!(error.to_string(), "the file is longer than 4 bytes");
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The longest file in bytes: 256 MiB unless set. Edits take at most a small multiple of their file.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 256 << 20 }
    }
}

impl Limits {
    /// Sets the limit for the length of a file, in bytes.
    #[must_use]
    pub const fn with_bytes(mut self, bytes: u64) -> Self {
        self.bytes = bytes;
        self
    }
}

/// The edits of an XLIFF file of version 1.0 to 1.2, or 2.x, in UTF-8 or UTF-16.
///
/// The key of an edit is the `resname` (1.2) or the `name` (2.x) of its unit if that has the form of an id, else the `id`;
/// its path is the `original` of the `<file>`. A unit without a target is no edit. The file is read piece by piece, unless it
/// is UTF-16.
///
/// # Errors
/// [`Error::Edits`](crate::Error::Edits) for what is no such file, [`Error::NotUtf8`](crate::Error::NotUtf8), and
/// [`Error::Io`](crate::Error::Io) if `source` fails or has more bytes than the limit ([`FileTooLarge`](io::ErrorKind::FileTooLarge)).
#[cfg(feature = "xliff")]
pub fn read_xliff(source: impl Read, limits: Limits) -> Result<Edits> {
    EditsFile::open(source, limits)?.xliff()
}

/// The edits of a file of JSON Lines as [`JsonLinesWriter`](crate::format::JsonLinesWriter) writes it. The file is read line by
/// line. Of the keys `path`, `id`, `source`, `target` and `target_locale`, only `id` must be there; where
/// `target` is missing or `null` there is no edit. Lines that say why a page could not be read are no edits.
///
/// ```
/// # use bitext::format::{Limits, read_json_lines};
/// let line = br#"{"path":"a.md","id":"407fb-102","source":"Hello","target":"Labdien"}"#;
/// let edits = read_json_lines(&line[..], Limits::default())?;
/// assert_eq!(edits.iter().next().unwrap().target().as_deref(), Some("Labdien"));
/// # Ok::<(), bitext::Error>(())
/// ```
///
/// # Errors
/// [`Error::Edits`](crate::Error::Edits) for what is no such file, [`Error::NotUtf8`](crate::Error::NotUtf8), and
/// [`Error::Io`](crate::Error::Io) if `source` fails or has more bytes than the limit ([`FileTooLarge`](io::ErrorKind::FileTooLarge)).
#[cfg(feature = "json")]
pub fn read_json_lines(source: impl Read, limits: Limits) -> Result<Edits> {
    EditsFile::open(source, limits)?.json_lines()
}

/// The edits of a JSON file as [`JsonWriter`](crate::format::JsonWriter) writes it: an array of pages with their `units`. An
/// array of the objects that are lines of JSON Lines is read as well.
///
/// ```
/// # use bitext::format::{Limits, read_json};
/// let file = br#"[{"path":"a.md","target_locale":"lv","units":[{"id":"407fb-102","target":"Labdien"}]}]"#;
/// let edits = read_json(&file[..], Limits::default())?;
/// assert_eq!(edits.iter().next().unwrap().path(), Some("a.md"));
/// # Ok::<(), bitext::Error>(())
/// ```
///
/// # Errors
/// As [`read_json_lines`].
#[cfg(feature = "json")]
pub fn read_json(source: impl Read, limits: Limits) -> Result<Edits> {
    let bytes = EditsFile::open(source, limits)?.rest()?;
    json::read_array(&decode(&bytes)?.0)
}

/// The edits of a file of any format that is read: XLIFF begins with `<`, JSON with `[`, JSON Lines with `{`.
///
/// ```
/// # use bitext::format::{Limits, read_edits};
/// let xliff = br#"<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.md"><body>
///     <trans-unit id="407fb-102"><source>Hello</source><target>Labdien</target></trans-unit></body></file></xliff>"#;
/// let lines = br#"{"id":"407fb-102","target":"Labdien"}"#;
/// for file in [&xliff[..], lines] {
///     let edits = read_edits(file, Limits::default())?;
///     assert_eq!(edits.iter().next().unwrap().target().as_deref(), Some("Labdien"));
/// }
/// # Ok::<(), bitext::Error>(())
/// ```
///
/// # Errors
/// As [`read_xliff`] and [`read_json_lines`].
#[doc(alias = "import")]
#[cfg(all(feature = "json", feature = "xliff"))]
pub fn read_edits(source: impl Read, limits: Limits) -> Result<Edits> {
    let file = EditsFile::open(source, limits)?;
    let head = file.head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&file.head);
    // Piece by piece, so that the file is not kept. What is not UTF-8 is decoded first.
    match head.trim_ascii_start().first() {
        _ if utf16_order(head).is_some() => {}
        Some(b'{') => return file.json_lines(),
        Some(b'<') => return file.xliff(),
        _ => {}
    }
    let bytes = file.rest()?;
    let (text, encoding) = decode(&bytes)?;
    match text.trim_start_matches('\u{FEFF}').trim_ascii_start().as_bytes().first() {
        Some(b'<') => xliff::read(Source::new(&mut text.as_bytes()), encoding),
        Some(b'[') => json::read_array(&text),
        _ => json::read_lines(text.as_bytes()),
    }
}

/// A file of edits of which the beginning has been read.
struct EditsFile<R> {
    head: Vec<u8>,
    rest: io::Take<R>,
    limits: Limits,
}

/// How many bytes are read to see what a file is.
const HEAD: u64 = 4 << 10;

impl<R: Read> EditsFile<R> {
    fn open(source: R, limits: Limits) -> Result<Self> {
        let mut source = source.take(HEAD);
        let mut head = Vec::new();
        source.read_to_end(&mut head)?;
        let rest = limits.bytes.saturating_add(1).saturating_sub(head.len() as u64);
        Ok(Self { rest: source.into_inner().take(rest), head, limits })
    }

    /// All of the file, if it is not longer than the limit.
    fn rest(self) -> Result<Vec<u8>> {
        let Self { head: mut bytes, mut rest, limits } = self;
        rest.read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limits.bytes { Err(limits.exceeded()) } else { Ok(bytes) }
    }

    #[cfg(feature = "json")]
    fn json_lines(self) -> Result<Edits> {
        if utf16_order(&self.head).is_some() {
            let bytes = self.rest()?;
            return json::read_lines(decode(&bytes)?.0.as_bytes());
        }
        let Self { head, mut rest, limits } = self;
        let edits = json::read_lines(BufReader::new(head.as_slice().chain(&mut rest)));
        if rest.limit() == 0 || head.len() as u64 > limits.bytes { Err(limits.exceeded()) } else { edits }
    }
}

#[cfg(feature = "xliff")]
impl<R: Read> EditsFile<R> {
    fn xliff(self) -> Result<Edits> {
        if utf16_order(&self.head).is_some() {
            let bytes = self.rest()?;
            let (text, encoding) = decode(&bytes)?;
            return xliff::read(Source::new(&mut text.as_bytes()), encoding);
        }
        let Self { head, mut rest, limits } = self;
        let edits = xliff::read(Source::new(&mut head.as_slice().chain(&mut rest)), Encoding::Utf8);
        if rest.limit() == 0 || head.len() as u64 > limits.bytes { Err(limits.exceeded()) } else { edits }
    }
}

impl Limits {
    fn exceeded(self) -> Error {
        let reason = format!("the file is longer than {} bytes", self.bytes);
        io::Error::new(io::ErrorKind::FileTooLarge, reason).into()
    }
}
