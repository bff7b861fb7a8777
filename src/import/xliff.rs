//! What the versions of XLIFF share: the root, and `<file>`s that hold units.

use std::sync::Arc;

use crate::error::Result;
use crate::import::text::Text;
use crate::import::xml::{Node, Tag, Xml};
use crate::import::{Edit, MadeFor, key, xliff2, xliff12};
use crate::position::{Cursor, Position};

/// A unit as a version of XLIFF gives it: its source and its target, as far as they are there.
pub(super) type Unit = (Option<Text>, Option<Text>);

/// What the versions name differently.
pub(super) struct Dialect {
    /// The element that is a unit.
    pub(super) unit: &'static str,
    /// The attribute that holds the name of the resource.
    pub(super) name: &'static str,
    /// Reads the rest of a unit.
    pub(super) read: fn(&mut Xml<'_>) -> Result<Unit>,
}

/// The edits of a text.
pub(super) fn read(text: &str) -> Result<Vec<Edit>> {
    let mut xml = Xml::new(text);
    let dialect = dialect(&mut xml)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut places = Places { text, cursor: Cursor::new() };
    let mut edits = Vec::new();
    let mut path: Option<Arc<str>> = None;
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "file" => {
                path = xml.attribute(&tag, "original")?.filter(|path| !path.is_empty()).map(Arc::from);
            }
            Node::Open(tag) if tag.name() == dialect.unit => {
                let id = key(attribute(&xml, &tag, dialect.name)?, attribute(&xml, &tag, "id")?);
                let position = places.position(tag.at);
                let (source, target) = (dialect.read)(&mut xml)?;
                let Some(target) = target else { continue };
                let source = source.map_or(MadeFor::Unknown, MadeFor::Source);
                edits.push(Edit { path: path.clone(), id, origin: None, position, source, target });
            }
            Node::Open(_) | Node::Close | Node::Text(_) => {}
            Node::End => return Ok(edits),
        }
    }
}

fn attribute(xml: &Xml<'_>, tag: &Tag<'_>, name: &str) -> Result<Option<std::borrow::Cow<'static, str>>> {
    Ok(xml.attribute(tag, name)?.map(std::borrow::Cow::Owned))
}

/// Reads the root, which tells the version.
fn dialect(xml: &mut Xml<'_>) -> Result<&'static Dialect> {
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "xliff" => {
                let version = xml.attribute(&tag, "version")?.unwrap_or_default();
                return match version.split('.').next() {
                    Some("1") => Ok(&xliff12::DIALECT),
                    Some("2") => Ok(&xliff2::DIALECT),
                    _ => Err(xml.error(tag.at, &format!("XLIFF of version `{version}` is not read, only 1.x and 2.x"))),
                };
            }
            Node::Open(tag) => return Err(xml.error(tag.at, "the root element is not `xliff`")),
            Node::Text(_) | Node::Close => {}
            Node::End => return Err(xml.error(0, "no XLIFF: there is no element")),
        }
    }
}

/// Tells the line and column of offsets that only rise.
struct Places<'t> {
    text: &'t str,
    cursor: Cursor,
}

impl Places<'_> {
    fn position(&mut self, at: usize) -> Position {
        let from = usize::try_from(self.cursor.offset()).unwrap_or(usize::MAX).min(at);
        self.cursor.pass(&self.text.as_bytes()[from..at.min(self.text.len())]);
        self.cursor.position()
    }
}
