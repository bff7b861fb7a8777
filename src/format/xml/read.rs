//! XML as far as XLIFF needs it: elements of one namespace, their attributes, and text.
//!
//! What it refuses, so that no file can take more than a bounded time and memory or reach anything outside itself:
//! document type declarations, entities other than the five of XML 1.0 (section 4.6) and character references, elements
//! nested deeper than [`DEPTH`], and encodings other than UTF-8. Elements of other namespaces are passed over with all
//! that is in them, and so are comments and instructions.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::error::{Error, Result};
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
}

impl<'t> Xml<'t> {
    pub(in crate::format) fn new(text: &'t str) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { text, reader, depth: 0, namespace: None, foreign: None }
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
                Event::DocType(_) => return Err(self.error(at, "document type declarations are not read")),
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

    /// Passes over the rest of the element that was opened last.
    pub(in crate::format) fn skip(&mut self) -> Result<()> {
        let depth = self.depth;
        while self.depth >= depth {
            if let Node::End = self.next()? {
                return Ok(());
            }
        }
        Ok(())
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

    fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn open(&mut self, start: BytesStart<'t>, at: usize) -> Result<Option<Node<'t>>> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.error(at, &format!("elements are nested deeper than {DEPTH}")));
        }
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
            return Ok(None);
        }
        Ok(Some(Node::Open(XmlTag { start, at })))
    }

    fn close(&mut self) -> Option<Node<'t>> {
        self.depth = self.depth.saturating_sub(1);
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
        match encoding {
            Some(name) if !["utf-8", "us-ascii"].iter().any(|known| known.eq_ignore_ascii_case(&name)) => {
                Err(self.error(at, &format!("the encoding `{name}` is not read, only UTF-8")))
            }
            _ => Ok(()),
        }
    }
}

impl XmlTag<'_> {
    /// The name without its prefix.
    pub(in crate::format) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }
}
