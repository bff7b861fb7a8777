//! XML as far as XLIFF needs it: elements of one namespace, their attributes, and text.
//!
//! What it refuses, so that no file can take more than a bounded time and memory or reach anything outside itself:
//! document type declarations with an internal subset, entities other than the five of XML 1.0 (section 4.6) and character
//! references, elements nested deeper than [`DEPTH`], and encodings other than UTF-8 and UTF-16. Elements of other
//! namespaces are passed over with all that is in them, and so are comments and instructions; the name of the last one
//! that was passed over can be asked for.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::error::{Error, Result};
use crate::format::decode::Encoding;
use crate::position::{Cursor, Position};

/// How deep elements may be nested.
const DEPTH: usize = 256;

/// The next thing in a document.
#[derive(Debug)]
pub(in crate::format) enum Node<'t> {
    Open(XmlTag<'t>),
    Close,
    Text(Cow<'t, str>),
    End,
}

/// An opening tag.
#[derive(Debug)]
pub(in crate::format) struct XmlTag<'t> {
    start: BytesStart<'t>,
    /// The offset of its `<`.
    pub(in crate::format) at: usize,
}

/// A document that is being read.
pub(in crate::format) struct Xml<'t> {
    text: &'t str,
    reader: NsReader<&'t [u8]>,
    depth: usize,
    /// The namespace of the root: all that is read.
    namespace: Option<String>,
    /// The depth of the outermost open element of another namespace.
    foreign: Option<usize>,
    /// The name of an element of another namespace that was passed over, until it is taken.
    passed: Option<Box<str>>,
    /// For each open element, whether its white space is to be kept (XML 1.0, section 2.10).
    keeps_space: Vec<bool>,
    encoding: Encoding,
    /// How many bytes texts may still be longer than they are in the file.
    growth: usize,
}

/// How many bytes the texts of a file may be longer, with the content of their codes, than they are in the file. A real file
/// names each code where it is; a small file could otherwise ask for any amount of memory.
const GROWTH: usize = 4 << 20;

impl<'t> Xml<'t> {
    /// A document of which the text is known, and how its bytes were encoded.
    pub(in crate::format) fn new(text: &'t str, encoding: Encoding) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self {
            text,
            reader,
            depth: 0,
            namespace: None,
            foreign: None,
            passed: None,
            keeps_space: Vec::new(),
            encoding,
            growth: GROWTH,
        }
    }

    /// The next element's beginning or end, or text between them.
    pub(in crate::format) fn next(&mut self) -> Result<Node<'t>> {
        loop {
            let at = self.offset();
            let event = self.reader.read_event().map_err(|error| self.malformed(at, error))?;
            let node = match event {
                Event::Start(start) => self.open(start, at)?,
                Event::End(_) => self.close(),
                Event::Text(text) => Some(Node::Text(text.xml10_content())),
                Event::CData(text) => Some(Node::Text(text.xml10_content())),
                Event::GeneralRef(reference) => Some(Node::Text(self.reference(&reference, at)?)),
                Event::DocType(declaration) => {
                    if declaration.contains('[') {
                        return Err(self.error(at, "a document type declaration with an internal subset is not read"));
                    }
                    None
                }
                Event::Decl(declaration) => {
                    self.check_encoding(declaration.encoding().and_then(std::result::Result::ok), at)?;
                    None
                }
                Event::Eof if self.depth > 0 => return Err(self.error(at, "the file ends within an element")),
                Event::Eof => return Ok(Node::End),
                Event::Empty(_) | Event::Comment(_) | Event::PI(_) => None,
            };
            if let Some(node) = node.filter(|_| self.foreign.is_none()) {
                return Ok(node);
            }
        }
    }

    /// Passes over the rest of the element that was opened last. An element with the name `refused` in it is an error.
    pub(in crate::format) fn skip(&mut self, refused: &str) -> Result<()> {
        let depth = self.depth;
        while self.depth >= depth {
            match self.next()? {
                Node::Open(tag) if tag.name() == refused => {
                    return Err(self.error(tag.at, &format!("a `<{refused}>` in an element that cannot hold one")));
                }
                Node::End => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }

    /// The name of an element of another namespace that was passed over since this was asked last.
    pub(in crate::format) fn take_passed(&mut self) -> Option<Box<str>> {
        self.passed.take()
    }

    /// Whether white space in the innermost open element is to be kept: the nearest `xml:space` says `preserve`.
    pub(in crate::format) fn keeps_space(&self) -> bool {
        self.keeps_space.last().is_some_and(|keeps| *keeps)
    }

    /// Whether a text may be so many bytes longer than it is in the file; if so, these are counted.
    pub(in crate::format) fn may_grow(&mut self, bytes: usize) -> bool {
        let rest = self.growth.checked_sub(bytes);
        self.growth = rest.unwrap_or(self.growth);
        rest.is_some()
    }

    /// How many bytes have been read.
    pub(in crate::format) fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The text of the rest of the element that was opened last, elements in it included.
    pub(in crate::format) fn text(&mut self) -> Result<String> {
        let depth = self.depth;
        let mut text = String::new();
        while self.depth >= depth {
            match self.next()? {
                Node::Text(more) => text.push_str(&more),
                Node::Open(_) | Node::Close => {}
                Node::End => break,
            }
        }
        Ok(text)
    }

    /// The value of an attribute without prefix.
    pub(in crate::format) fn attribute(&self, tag: &XmlTag<'t>, name: &str) -> Result<Option<String>> {
        if !tag.start.attributes_raw().contains(name) {
            return Ok(None);
        }
        let mut attributes = tag.start.attributes();
        for attribute in attributes.with_checks(false) {
            let attribute = attribute.map_err(|error| self.malformed(tag.at, error))?;
            if attribute.key.as_ref() == name {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                let value = value.map_err(|error| self.malformed(tag.at, error))?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    /// An error at a byte offset.
    pub(in crate::format) fn error(&self, at: usize, reason: &str) -> Error {
        Error::edits(self.position(at), reason)
    }

    fn malformed(&self, at: usize, error: impl std::error::Error + Send + Sync + 'static) -> Error {
        Error::edits_because(self.position(at), format!("not well-formed XML: {error}"), error)
    }

    fn position(&self, at: usize) -> Position {
        let mut cursor = Cursor::new();
        cursor.pass(&self.text.as_bytes()[..at.min(self.text.len())]);
        cursor.position()
    }

    fn open(&mut self, start: BytesStart<'t>, at: usize) -> Result<Option<Node<'t>>> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.error(at, &format!("elements are nested deeper than {DEPTH}")));
        }
        let outer = self.keeps_space();
        self.keeps_space.push(own_space(&start).unwrap_or(outer));
        if self.foreign.is_some() {
            return Ok(None);
        }
        let namespace = match self.reader.resolver().resolve_element(start.name()).0 {
            ResolveResult::Bound(namespace) => namespace.into_inner(),
            ResolveResult::Unbound => "",
            ResolveResult::Unknown(_) => return Err(self.error(at, "an element has a prefix that nothing declares")),
        };
        if self.namespace.get_or_insert_with(|| namespace.to_owned()) != namespace {
            self.foreign = Some(self.depth);
            self.passed = Some(start.name().into_inner().into());
            return Ok(None);
        }
        Ok(Some(Node::Open(XmlTag { start, at })))
    }

    fn close(&mut self) -> Option<Node<'t>> {
        self.depth = self.depth.saturating_sub(1);
        self.keeps_space.pop();
        if self.foreign.is_some_and(|depth| self.depth < depth) {
            self.foreign = None;
            return None;
        }
        Some(Node::Close)
    }

    fn reference(&self, reference: &BytesRef<'t>, at: usize) -> Result<Cow<'t, str>> {
        let char = reference.resolve_char_ref().map_err(|error| self.malformed(at, error))?;
        if let Some(char) = char {
            return Ok(Cow::Owned(char.to_string()));
        }
        let name: &str = reference;
        Ok(Cow::Borrowed(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ => return Err(self.error(at, "an entity other than the five of XML is not read")),
        }))
    }

    fn check_encoding(&self, encoding: Option<Cow<'_, str>>, at: usize) -> Result<()> {
        let Some(name) = encoding else { return Ok(()) };
        let known: &[&str] = match self.encoding {
            Encoding::Utf8 => &["utf-8", "us-ascii"],
            Encoding::Utf16 => &["utf-16", "utf-16le", "utf-16be"],
        };
        if known.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
            return Ok(());
        }
        let reason = format!("it states the encoding `{name}`, but is {}", self.encoding);
        let is_read = ["utf-8", "utf-16"].iter().any(|known| known.eq_ignore_ascii_case(&name));
        if is_read {
            return Err(self.error(at, &reason));
        }
        Err(self.error(at, &format!("the encoding `{name}` is not read, only UTF-8 and UTF-16")))
    }
}

/// What an element says about its white space.
fn own_space(start: &BytesStart<'_>) -> Option<bool> {
    if !start.attributes_raw().contains("xml:space") {
        return None;
    }
    let mut attributes = start.attributes();
    let space = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == "xml:space")?;
    Some(&*space.value == "preserve")
}

impl XmlTag<'_> {
    /// The name without its prefix.
    pub(in crate::format) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }
}
