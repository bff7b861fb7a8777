//! XML as far as XLIFF needs it: elements of one namespace, their attributes, and text.
//!
//! What it refuses, so that no file can take more than a bounded time and memory or reach anything outside itself:
//! document type declarations with an internal subset, entities other than the five of XML 1.0 (section 4.6) and character
//! references, elements nested deeper than [`DEPTH`], and encodings other than UTF-8 and UTF-16. Elements of other
//! namespaces are passed over with all that is in them, and so are comments and instructions; the name of the last one
//! that was passed over can be asked for.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::XmlVersion;
use quick_xml::events::attributes::{Attribute, Attributes};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{QName, ResolveResult};
use quick_xml::reader::NsReader;

use super::source::Source;
use crate::error::{Error, Result};
use crate::format::decode::Encoding;
use crate::position::Position;

/// How deep elements may be nested.
const DEPTH: usize = 256;

/// What comes next in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) enum Node {
    /// An opening tag: [`Xml::name`], [`Xml::attribute`].
    Open,
    Close,
    /// Characters: [`Xml::characters`].
    Text,
    End,
}

/// A document that is being read.
pub(in crate::format) struct Xml<'r> {
    reader: NsReader<Source<'r>>,
    /// What the reader holds of its input.
    buffer: Vec<u8>,
    /// The name and the attributes of the opening tag that was read last.
    tag: String,
    name: Range<usize>,
    /// The names and values of its attributes.
    attributes: Vec<[Range<usize>; 2]>,
    /// The characters that were read last.
    characters: String,
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

impl<'r> Xml<'r> {
    /// A document of which the text is given, and how its bytes were encoded.
    pub(in crate::format) fn new(source: Source<'r>, encoding: Encoding) -> Self {
        let mut reader = NsReader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            tag: String::new(),
            name: 0..0,
            attributes: Vec::new(),
            characters: String::new(),
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
    pub(in crate::format) fn next(&mut self) -> Result<Node> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let node = loop {
            buffer.clear();
            if let Some(node) = self.next_event(&mut buffer)?.filter(|_| self.foreign.is_none()) {
                break node;
            }
        };
        self.buffer = buffer;
        Ok(node)
    }

    fn next_event(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Node>> {
        self.reader.get_mut().set_mark();
        let event = match self.reader.read_event_into(buffer) {
            Ok(event) => event,
            Err(error) => {
                let of_file = self.reader.get_mut().take_error();
                return Err(of_file.unwrap_or_else(|| self.malformed(error)));
            }
        };
        Ok(match event {
            Event::Start(start) => self.open(&start)?,
            Event::End(_) => self.close(),
            Event::Text(text) => self.set_characters(&text.xml10_content()),
            Event::CData(text) => self.set_characters(&text.xml10_content()),
            Event::GeneralRef(reference) => self.reference(&reference)?,
            Event::DocType(declaration) if declaration.contains('[') => {
                return Err(self.error("a document type declaration with an internal subset is not read"));
            }
            Event::Decl(declaration) => {
                self.check_encoding(declaration.encoding().and_then(std::result::Result::ok))?;
                None
            }
            Event::Eof if self.depth > 0 => return Err(self.error("the file ends within an element")),
            Event::Eof => {
                self.foreign = None;
                Some(Node::End)
            }
            Event::DocType(_) | Event::Empty(_) | Event::Comment(_) | Event::PI(_) => None,
        })
    }

    /// Passes over the rest of the element that was opened last. An element with the name `refused` in it is an error.
    pub(in crate::format) fn skip(&mut self, refused: &str) -> Result<()> {
        let depth = self.depth;
        while self.depth >= depth {
            match self.next()? {
                Node::Open if self.name() == refused => {
                    return Err(self.error(&format!("a `<{refused}>` in an element that cannot hold one")));
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

    /// How many bytes texts may still be longer than they are in the file.
    pub(in crate::format) fn growth(&self) -> usize {
        self.growth
    }

    /// Whether a text may be so many bytes longer than it is in the file; if so, these are counted.
    pub(in crate::format) fn may_grow(&mut self, bytes: usize) -> bool {
        let rest = self.growth.checked_sub(bytes);
        self.growth = rest.unwrap_or(self.growth);
        rest.is_some()
    }

    /// How many bytes have been read.
    pub(in crate::format) fn offset(&self) -> usize {
        self.reader.get_ref().offset()
    }

    /// The line and column of what was read last; for many of them.
    pub(in crate::format) fn position(&mut self) -> Position {
        self.reader.get_mut().pass_to_mark()
    }

    /// The text of the rest of the element that was opened last, elements in it included.
    pub(in crate::format) fn text(&mut self) -> Result<String> {
        let depth = self.depth;
        let mut text = String::new();
        while self.depth >= depth {
            match self.next()? {
                Node::Text => text.push_str(&self.characters),
                Node::Open | Node::Close => {}
                Node::End => break,
            }
        }
        Ok(text)
    }

    /// The characters that were read last.
    pub(in crate::format) fn characters(&self) -> &str {
        &self.characters
    }

    /// The name, without its prefix, of the opening tag that was read last.
    pub(in crate::format) fn name(&self) -> &str {
        &self.tag[self.name.clone()]
    }

    /// The value of an attribute without prefix of the opening tag that was read last.
    pub(in crate::format) fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>> {
        let found = self.attributes.iter().find(|[key, _]| self.tag[key.clone()] == *name);
        let Some([key, value]) = found else { return Ok(None) };
        let attribute =
            Attribute { key: QName(&self.tag[key.clone()]), value: Cow::Borrowed(&self.tag[value.clone()]) };
        attribute.normalized_value(XmlVersion::Implicit1_0).map(Some).map_err(|error| self.malformed(error))
    }

    /// An error at what was read last.
    pub(in crate::format) fn error(&self, reason: &str) -> Error {
        Error::edits(self.reader.get_ref().position(), reason)
    }

    fn malformed(&self, error: impl std::error::Error + Send + Sync + 'static) -> Error {
        let position = self.reader.get_ref().position();
        Error::edits_because(position, format!("not well-formed XML: {error}"), error)
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<Option<Node>> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.error(&format!("elements are nested deeper than {DEPTH}")));
        }
        let outer = self.keeps_space();
        self.keeps_space.push(outer);
        if self.foreign.is_some() {
            return Ok(None);
        }
        let namespace = match self.reader.resolver().resolve_element(start.name()).0 {
            ResolveResult::Bound(namespace) => namespace.into_inner(),
            ResolveResult::Unbound => "",
            ResolveResult::Unknown(_) => return Err(self.error("an element has a prefix that nothing declares")),
        };
        if self.namespace.get_or_insert_with(|| namespace.to_owned()) != namespace {
            self.foreign = Some(self.depth);
            self.passed = Some(start.name().into_inner().into());
            return Ok(None);
        }
        self.tag.clear();
        self.tag.push_str(start);
        let (all, local) = (start.name().into_inner().len(), start.local_name().into_inner().len());
        self.name = all - local..all;
        self.read_attributes(all)?;
        Ok(Some(Node::Open))
    }

    /// Finds the attributes of the tag, which come after its first `name` bytes.
    fn read_attributes(&mut self, name: usize) -> Result<()> {
        self.attributes.clear();
        let range = |part: &str| {
            let start = part.as_ptr().addr() - self.tag.as_ptr().addr();
            start..start + part.len()
        };
        for attribute in Attributes::new(&self.tag, name).with_checks(false) {
            let attribute = attribute.map_err(|error| self.malformed(error))?;
            // Values are as they are in the tag.
            let Cow::Borrowed(value) = attribute.value else { continue };
            if attribute.key.as_ref() == "xml:space"
                && let Some(keeps) = self.keeps_space.last_mut()
            {
                *keeps = value == "preserve";
            }
            self.attributes.push([range(attribute.key.into_inner()), range(value)]);
        }
        Ok(())
    }

    fn close(&mut self) -> Option<Node> {
        self.depth = self.depth.saturating_sub(1);
        self.keeps_space.pop();
        if self.foreign.is_some_and(|depth| self.depth < depth) {
            self.foreign = None;
            return None;
        }
        Some(Node::Close)
    }

    #[allow(clippy::unnecessary_wraps, reason = "it is a node as the others")]
    fn set_characters(&mut self, text: &str) -> Option<Node> {
        self.characters.clear();
        self.characters.push_str(text);
        Some(Node::Text)
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<Option<Node>> {
        let char = reference.resolve_char_ref().map_err(|error| self.malformed(error))?;
        if let Some(char) = char {
            return Ok(self.set_characters(char.encode_utf8(&mut [0; 4])));
        }
        let name: &str = reference;
        Ok(self.set_characters(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ => return Err(self.error("an entity other than the five of XML is not read")),
        }))
    }

    fn check_encoding(&self, encoding: Option<Cow<'_, str>>) -> Result<()> {
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
            return Err(self.error(&reason));
        }
        Err(self.error(&format!("the encoding `{name}` is not read, only UTF-8 and UTF-16")))
    }
}
