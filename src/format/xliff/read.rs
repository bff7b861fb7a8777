//! What the versions of XLIFF share in reading: the root, and `<file>`s that hold units.

use std::sync::Arc;

use crate::edit::{Edit, EditText, Edits, MadeFor};
use crate::error::Result;
use crate::format::decode::Encoding;
use crate::format::xml::{Node, Xml, XmlTag};
use crate::format::{xliff2, xliff12};
use crate::part::UnitId;
use crate::position::{Cursor, Position};

use crate::format::read_unit::ReadUnit;

/// What the versions name differently.
struct VersionNames {
    /// The element that is a unit.
    unit: &'static str,
    /// The attribute that holds the name of the resource.
    name: &'static str,
    /// The attribute that holds the target language, on the root or on a `<file>`.
    locale: &'static str,
    /// Reads the rest of a unit.
    read: fn(&mut Xml<'_>, &XmlTag<'_>) -> Result<ReadUnit>,
}

const ONE: VersionNames =
    VersionNames { unit: "trans-unit", name: "resname", locale: "target-language", read: xliff12::unit };
const TWO: VersionNames = VersionNames { unit: "unit", name: "name", locale: "trgLang", read: xliff2::unit };

/// The edits of a text.
pub(in crate::format) fn read(text: &str, encoding: Encoding) -> Result<Edits> {
    let mut xml = Xml::new(text, encoding);
    let (names, mut locale) = root(&mut xml)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut positions = RisingPositions { text, cursor: Cursor::new() };
    let mut edits = Edits::new();
    let mut path: Option<Arc<str>> = None;
    // For each open element, whether what is in it is not to be translated.
    let mut locked = vec![false];
    loop {
        let node = xml.next()?;
        let is_locked = match &node {
            Node::Open(tag) => translate(&xml, tag)?.map(|translate| !translate),
            _ => None,
        };
        let is_locked = is_locked.unwrap_or_else(|| locked.last().is_some_and(|locked| *locked));
        match &node {
            Node::Open(tag) if tag.name() == names.unit => {}
            Node::Open(_) => locked.push(is_locked),
            Node::Close => drop(locked.pop()),
            Node::Text(_) | Node::End => {}
        }
        match node {
            Node::Open(tag) if tag.name() == "file" => {
                path = xml.attribute(&tag, "original")?.filter(|path| !path.is_empty()).map(Arc::from);
                if let Some(of_file) = xml.attribute(&tag, names.locale)? {
                    locale = Some(of_file.into());
                }
            }
            Node::Open(tag) if tag.name() == names.unit => {
                let id = key(xml.attribute(&tag, names.name)?, xml.attribute(&tag, "id")?);
                let position = positions.position(tag.at);
                let unit = (names.read)(&mut xml, &tag)?;
                let Some(target) = unit.target else { continue };
                // What a source is not known by is not lost: it is only compared.
                let source = unit.source.map(EditText::without_fault).map_or(MadeFor::Unknown, MadeFor::Source);
                let mut edit = Edit::new(id, target).made_for(source).with_state(unit.state).at(position);
                if is_locked {
                    edit = edit.locked();
                }
                if let Some(path) = &path {
                    edit = edit.in_page(Arc::clone(path));
                }
                if let Some(locale) = &locale {
                    edit = edit.with_locale(Arc::clone(locale));
                }
                edits.push(edit);
            }
            Node::Open(_) | Node::Close | Node::Text(_) => {}
            Node::End => return Ok(edits),
        }
    }
}

/// What an element says about whether its text is to be translated.
fn translate(xml: &Xml<'_>, tag: &XmlTag<'_>) -> Result<Option<bool>> {
    Ok(match xml.attribute(tag, "translate")?.as_deref() {
        Some("no") => Some(false),
        Some("yes") => Some(true),
        _ => None,
    })
}

/// The key of an edit: the name if it is an id, else the id.
fn key(name: Option<String>, id: Option<String>) -> String {
    name.filter(|name| UnitId::parse(name).is_some()).or(id).unwrap_or_default()
}

/// Reads the root, which states the version, and in XLIFF 2 the target language.
fn root(xml: &mut Xml<'_>) -> Result<(&'static VersionNames, Option<Arc<str>>)> {
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "xliff" => {
                let version = xml.attribute(&tag, "version")?.unwrap_or_default();
                let names = match version.split('.').next() {
                    Some("1") => &ONE,
                    Some("2") => &TWO,
                    _ => {
                        let reason = format!("XLIFF of version `{version}` is not read, only 1.x and 2.x");
                        return Err(xml.error(tag.at, &reason));
                    }
                };
                return Ok((names, xml.attribute(&tag, names.locale)?.map(Arc::from)));
            }
            Node::Open(tag) => return Err(xml.error(tag.at, "the root element is not `xliff`")),
            Node::Text(_) | Node::Close => {}
            Node::End => return Err(xml.error(0, "no XLIFF: there is no element")),
        }
    }
}

/// Finds the line and column of offsets that only rise.
struct RisingPositions<'t> {
    text: &'t str,
    cursor: Cursor,
}

impl RisingPositions<'_> {
    fn position(&mut self, at: usize) -> Position {
        let from = usize::try_from(self.cursor.offset()).unwrap_or(usize::MAX).min(at);
        self.cursor.pass(&self.text.as_bytes()[from..at.min(self.text.len())]);
        self.cursor.position()
    }
}
