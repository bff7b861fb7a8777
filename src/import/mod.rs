//! Edits: new targets for units, out of XLIFF 1.2, XLIFF 2 and JSON Lines.
//!
//! An edit names its unit by a path and an id and holds the new target, and the source for which it was made. Which unit
//! that is, and whether the edit is good for it, is for [`merge`](crate::merge) to say.
//!
//! Law: reading never panics, and what is kept does not grow faster than the file. Files over [`Limits::bytes`] are an
//! error; entities (other than the five of XML and character references), document type declarations and deep nesting
//! are, too, and nothing outside the file is ever read.
//!
//! What is left out: everything else that these files hold (notes, states, alternative translations, metadata). A unit
//! without a target is no edit.

mod json;
pub(crate) mod text;
mod xliff;
mod xliff12;
mod xliff2;
mod xml;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::Arc;

use crate::document;
use crate::error::{Error, Result};
use crate::part::{Settings, UnitId};
use crate::position::Position;
use text::Text;

/// What a file of edits may take.
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
    /// The same with another limit for the length of a file, in bytes.
    #[must_use]
    pub const fn with_bytes(mut self, bytes: u64) -> Self {
        self.bytes = bytes;
        self
    }
}

/// Edits of any number of pages.
///
/// ```
/// # use bitext::{Document, import::Edits};
/// let page = "# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let edits = Edits::from_json_lines(&br#"{"path":"a.md","id":"407fb-102","source":"Hello","target":"Labdien"}"#[..])?;
/// let mut merged = Vec::new();
/// edits.merge("a.md", &Document::parse(page), &mut merged)?;
/// assert_eq!(String::from_utf8(merged).unwrap(), page.replace("Sveiki", "Labdien"));
/// # Ok::<(), bitext::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Edits {
    edits: Vec<Edit>,
    /// The places of the edits of each path in `edits`.
    paths: HashMap<Option<Arc<str>>, Vec<usize>>,
}

/// A new target for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    path: Option<Arc<str>>,
    id: Box<str>,
    /// The name of the file that it comes from.
    origin: Option<Arc<str>>,
    position: Position,
    pub(crate) source: MadeFor,
    pub(crate) target: Text,
}

/// The source for which an edit was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum MadeFor {
    /// The file does not tell.
    #[default]
    Unknown,
    /// The unit has no source.
    NoSource,
    Source(Text),
}

impl Edit {
    /// The path of the page, if the file tells it.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The id of the unit, or what the file has in its place.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name that was given to the file of edits.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Where the edit stands in its file.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The new target; `None` if the file has lost the content of its codes, or if it is longer than 4 MiB, which no unit
    /// is: a small file may refer to one code very often.
    #[must_use]
    pub fn target(&self) -> Option<String> {
        self.target.flatten(Settings::default().unit_limit, |_| None).ok()
    }
}

impl Edits {
    /// No edits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The edits of an XLIFF file of version 1.0 to 1.2, or 2.x.
    ///
    /// The key of an edit is the `resname` (1.2) or the `name` (2.x) of its unit if that has the form of an id, else the
    /// `id`; its path is the `original` of the `<file>`.
    ///
    /// # Errors
    /// [`Error::Edits`] for what is no such file, [`Error::NotUtf8`], and those of `source`.
    pub fn from_xliff(source: impl Read) -> Result<Self> {
        Self::from_xliff_with(source, Limits::default())
    }

    /// The same with other limits.
    ///
    /// # Errors
    /// As [`from_xliff`](Self::from_xliff).
    pub fn from_xliff_with(source: impl Read, limits: Limits) -> Result<Self> {
        let bytes = read(source, limits)?;
        xliff::read(document::text(&bytes)?).map(Self::of)
    }

    /// The edits of a file of JSON Lines as [`JsonLines`](crate::export::JsonLines) writes it; of the keys `path`, `id`,
    /// `source` and `target`, only `id` and `target` must be there. Lines that say why a page could not be read are
    /// passed over.
    ///
    /// # Errors
    /// [`Error::Edits`] for what is no such file, [`Error::NotUtf8`], and those of `source`.
    pub fn from_json_lines(source: impl Read) -> Result<Self> {
        Self::from_json_lines_with(source, Limits::default())
    }

    /// The same with other limits.
    ///
    /// # Errors
    /// As [`from_json_lines`](Self::from_json_lines).
    pub fn from_json_lines_with(source: impl Read, limits: Limits) -> Result<Self> {
        let bytes = read(source, limits)?;
        json::read(document::text(&bytes)?).map(Self::of)
    }

    /// The edits of a file of either format: XLIFF begins with `<`, JSON Lines with `{`.
    ///
    /// # Errors
    /// As [`from_xliff`](Self::from_xliff) and [`from_json_lines`](Self::from_json_lines).
    pub fn from_either(source: impl Read) -> Result<Self> {
        let bytes = read(source, Limits::default())?;
        let text = document::text(&bytes)?;
        let is_xml = text.trim_start_matches('\u{FEFF}').trim_ascii_start().starts_with('<');
        if is_xml { xliff::read(text) } else { json::read(text) }.map(Self::of)
    }

    /// The same edits with the name of their file, for whoever reports about them.
    #[must_use]
    pub fn with_origin(mut self, name: &str) -> Self {
        let name: Arc<str> = name.into();
        for edit in &mut self.edits {
            edit.origin = Some(Arc::clone(&name));
        }
        self
    }

    /// The same edits without their paths: for one page whose name is not that of the `<file>`.
    #[must_use]
    pub fn without_paths(mut self) -> Self {
        for edit in &mut self.edits {
            edit.path = None;
        }
        Self::of(self.edits)
    }

    /// Adds the edits of another file.
    pub fn append(&mut self, other: Self) {
        let edits = std::mem::take(&mut self.edits);
        *self = Self::of(edits.into_iter().chain(other.edits).collect());
    }

    /// How many edits there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// How many different paths there are; edits without a path have one more.
    #[must_use]
    pub fn paths(&self) -> usize {
        self.paths.len()
    }

    /// All edits, in the order of their files.
    pub fn iter(&self) -> impl Iterator<Item = &Edit> {
        self.edits.iter()
    }

    /// The edits of a page, in order; those without a path if they all have none.
    pub(crate) fn of_page<'e>(&'e self, path: &str) -> impl Iterator<Item = &'e Edit> + use<'e> {
        let has_paths = self.paths.keys().any(Option::is_some);
        let key = if has_paths { Some(Arc::from(path)) } else { None };
        self.paths.get(&key).into_iter().flatten().map(|&place| &self.edits[place])
    }

    fn of(edits: Vec<Edit>) -> Self {
        let mut paths: HashMap<_, Vec<usize>> = HashMap::new();
        for (place, edit) in edits.iter().enumerate() {
            paths.entry(edit.path.clone()).or_default().push(place);
        }
        Self { edits, paths }
    }
}

/// All of `source`, if it is not longer than the limit.
fn read(source: impl Read, limits: Limits) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.bytes {
        let reason = format!("the file is longer than {} bytes", limits.bytes);
        return Err(Error::Io(io::Error::new(io::ErrorKind::FileTooLarge, reason)));
    }
    Ok(bytes)
}

/// The key of an edit: the name if it is an id, else the id.
fn key<'k>(name: Option<Cow<'k, str>>, id: Option<Cow<'k, str>>) -> Box<str> {
    let name = name.filter(|name| UnitId::parse(name).is_some());
    name.or(id).unwrap_or_default().into_owned().into_boxed_str()
}
