//! What the versions of XLIFF share in reading: the root, and `<file>`s that hold units.

use std::borrow::Cow;
use std::sync::Arc;

use crate::edit::{Edit, EditText, Edits, MadeFor};
use crate::error::{Error, Result};
use crate::format::decode::Encoding;
use crate::format::xml::{Node, Source, Xml};
use crate::format::{xliff2, xliff12};
use crate::part::UnitId;
use crate::position::Position;

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
    read: fn(&mut Xml<'_>) -> Result<ReadUnit>,
}

const ONE: VersionNames =
    VersionNames { unit: "trans-unit", name: "resname", locale: "target-language", read: xliff12::unit };
const TWO: VersionNames = VersionNames { unit: "unit", name: "name", locale: "trgLang", read: xliff2::unit };

/// The edits of a file.
pub(in crate::format) fn read(source: Source<'_>, encoding: Encoding) -> Result<Edits> {
    let mut xml = Xml::new(source, encoding);
    let (names, mut locale) = root(&mut xml)?;
    let mut edits = Edits::new();
    let mut path: Option<Arc<str>> = None;
    // For each open element, whether what is in it is not to be translated.
    let mut locked = vec![false];
    loop {
        let node = xml.next()?;
        let is_unit = node == Node::Open && xml.name() == names.unit;
        let is_locked = if node == Node::Open { translate(&xml)?.map(|translate| !translate) } else { None };
        let is_locked = is_locked.unwrap_or_else(|| locked.last().is_some_and(|locked| *locked));
        match node {
            Node::Open if is_unit => {
                let id = key(xml.attribute(names.name)?, xml.attribute("id")?);
                let position = xml.position();
                let unit = (names.read)(&mut xml)?;
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
            Node::Open => {
                locked.push(is_locked);
                if xml.name() == "file" {
                    path = xml.attribute("original")?.filter(|path| !path.is_empty()).map(Arc::from);
                    if let Some(of_file) = xml.attribute(names.locale)? {
                        locale = Some(of_file.into());
                    }
                }
            }
            Node::Close => drop(locked.pop()),
            Node::Text => {}
            Node::End => return Ok(edits),
        }
    }
}

/// What an element says about whether its text is to be translated.
fn translate(xml: &Xml<'_>) -> Result<Option<bool>> {
    Ok(match xml.attribute("translate")?.as_deref() {
        Some("no") => Some(false),
        Some("yes") => Some(true),
        _ => None,
    })
}

/// The key of an edit: the name if it is an id, else the id.
fn key(name: Option<Cow<'_, str>>, id: Option<Cow<'_, str>>) -> Box<str> {
    name.filter(|name| UnitId::parse(name).is_some()).or(id).unwrap_or_default().into()
}

/// Where a file begins.
const START: Position = Position { line: 1, column: 1 };

/// Reads the root, which states the version, and in XLIFF 2 the target language.
fn root(xml: &mut Xml<'_>) -> Result<(&'static VersionNames, Option<Arc<str>>)> {
    loop {
        match xml.next()? {
            Node::Open if xml.name() == "xliff" => {
                let version = xml.attribute("version")?.unwrap_or_default();
                let names = match version.split('.').next() {
                    Some("1") => &ONE,
                    Some("2") => &TWO,
                    _ => {
                        let reason = format!("XLIFF of version `{version}` is not read, only 1.x and 2.x");
                        return Err(xml.error(&reason));
                    }
                };
                return Ok((names, xml.attribute(names.locale)?.map(Arc::from)));
            }
            Node::Open => return Err(xml.error("the root element is not `xliff`")),
            Node::Text | Node::Close => {}
            Node::End => return Err(Error::edits(START, "no XLIFF: there is no element")),
        }
    }
}
