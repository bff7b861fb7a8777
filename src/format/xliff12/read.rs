//! Units of XLIFF 1.2 (OASIS Standard, 1 February 2008, section 2.4): a code is the content of an element in the text.

use std::sync::Arc;

use crate::edit::{CodeHalf, EditState, EditText};
use crate::error::Result;
use crate::format::read_unit::{ReadUnit, refuse_second, unit_in_unit};
use crate::format::text_builder::TextBuilder;
use crate::format::xml::{Node, Xml, XmlTag};

/// The rest of a `<trans-unit>`. Its own `<source>` and `<target>` count, not those of an `<alt-trans>`.
pub(in crate::format) fn unit(xml: &mut Xml<'_>, tag: &XmlTag<'_>) -> Result<ReadUnit> {
    let is_approved = xml.attribute(tag, "approved")?.is_some_and(|approved| approved == "yes");
    let mut unit = ReadUnit::default();
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "source" => {
                refuse_second(xml, &tag, unit.source.is_some())?;
                unit.source = Some(content(xml)?);
            }
            Node::Open(tag) if tag.name() == "target" => {
                refuse_second(xml, &tag, unit.target.is_some())?;
                unit.state = match xml.attribute(&tag, "state")?.as_deref() {
                    _ if is_approved => EditState::Approved,
                    Some("new" | "needs-translation" | "needs-adaptation") => EditState::Untranslated,
                    Some(_) => EditState::Translated,
                    None => EditState::Unknown,
                };
                unit.target = Some(content(xml)?);
            }
            Node::Open(tag) if tag.name() == UNIT => return Err(unit_in_unit(xml, &tag)),
            Node::Open(_) => xml.skip(UNIT)?,
            Node::Text(_) => {}
            Node::Close | Node::End => return Ok(unit),
        }
    }
}

const UNIT: &str = "trans-unit";

/// The rest of a `<source>` or `<target>`.
fn content(xml: &mut Xml<'_>) -> Result<EditText> {
    let mut text = TextBuilder::new(xml);
    // What ends with each open element.
    let mut open: Vec<Ends> = Vec::new();
    drop(xml.take_passed());
    loop {
        let node = xml.next()?;
        if let Some(name) = xml.take_passed() {
            text.push_unknown(&name);
        }
        match node {
            Node::Text(more) => text.push_text(&more),
            Node::Open(tag) => {
                let id = id(xml, &tag)?;
                match tag.name() {
                    "bpt" => text.push_code(&id, CodeHalf::Open, code(xml)?),
                    "ept" => text.push_code(&id, CodeHalf::Close, code(xml)?),
                    "ph" | "it" => text.push_code(&id, CodeHalf::Single, code(xml)?),
                    "bx" => text.push_code(&id, CodeHalf::Open, lost(xml)?),
                    "ex" => text.push_code(&id, CodeHalf::Close, lost(xml)?),
                    "x" => text.push_code(&id, CodeHalf::Single, lost(xml)?),
                    "g" => {
                        text.push_code(&id, CodeHalf::Open, None);
                        open.push(Ends::Pair(id));
                    }
                    "mrk" if xml.attribute(&tag, "mtype")?.as_deref() == Some("seg") => {
                        text.open_segment();
                        open.push(Ends::Segment);
                    }
                    "mrk" => open.push(Ends::Nothing),
                    UNIT => return Err(unit_in_unit(xml, &tag)),
                    name => {
                        text.push_unknown(name);
                        open.push(Ends::Nothing);
                    }
                }
            }
            Node::Close => match open.pop() {
                Some(Ends::Pair(id)) => text.push_code(&id, CodeHalf::Close, None),
                Some(Ends::Segment) => text.close_segment(),
                Some(Ends::Nothing) => {}
                None => return Ok(text.finish(xml)),
            },
            Node::End => return Ok(text.finish(xml)),
        }
    }
}

/// What ends with an element in a text.
enum Ends {
    /// The pair of codes with this id.
    Pair(String),
    Segment,
    Nothing,
}

/// The id that the halves of a pair share: `rid`, if the file has it, else `id`.
fn id(xml: &Xml<'_>, tag: &XmlTag<'_>) -> Result<String> {
    let rid = xml.attribute(tag, "rid")?;
    Ok(match rid {
        Some(rid) => rid,
        None => xml.attribute(tag, "id")?.unwrap_or_default(),
    })
}

/// The content of a code, `<sub>` included. An element of another namespace in it is for the caller to find.
fn code(xml: &mut Xml<'_>) -> Result<Option<Arc<str>>> {
    Ok(Some(xml.text()?.into()))
}

/// Passes over a code that has no content.
fn lost(xml: &mut Xml<'_>) -> Result<Option<Arc<str>>> {
    xml.skip(UNIT)?;
    Ok(None)
}
