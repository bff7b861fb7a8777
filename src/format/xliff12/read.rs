//! Units of XLIFF 1.2 (OASIS Standard, 1 February 2008, section 2.4): a code is the content of an element in the text.

use std::sync::Arc;

use crate::edit::{CodeHalf, EditState, EditText};
use crate::error::Result;
use crate::format::read_unit::ReadUnit;
use crate::format::xml::{Node, Xml, XmlTag};

/// The rest of a `<trans-unit>`. Its own `<source>` and `<target>` count, not those of an `<alt-trans>`.
pub(in crate::format) fn unit(xml: &mut Xml<'_>, tag: &XmlTag<'_>) -> Result<ReadUnit> {
    let is_approved = xml.attribute(tag, "approved")?.is_some_and(|approved| approved == "yes");
    let mut unit = ReadUnit::default();
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "source" => unit.source = Some(content(xml)?),
            Node::Open(tag) if tag.name() == "target" => {
                unit.state = match xml.attribute(&tag, "state")?.as_deref() {
                    _ if is_approved => EditState::Approved,
                    Some("new" | "needs-translation" | "needs-adaptation") => EditState::Untranslated,
                    Some(_) => EditState::Translated,
                    None => EditState::Unknown,
                };
                unit.target = Some(content(xml)?);
            }
            Node::Open(_) => xml.skip()?,
            Node::Text(_) => {}
            Node::Close | Node::End => return Ok(unit),
        }
    }
}

/// The rest of a `<source>` or `<target>`.
fn content(xml: &mut Xml<'_>) -> Result<EditText> {
    let mut text = EditText::default();
    // For each open element, the id of the pair that ends with it, if it is one.
    let mut open: Vec<Option<String>> = Vec::new();
    loop {
        match xml.next()? {
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
                        open.push(Some(id));
                    }
                    _ => open.push(None),
                }
            }
            Node::Close => match open.pop() {
                Some(Some(id)) => text.push_code(&id, CodeHalf::Close, None),
                Some(None) => {}
                None => return Ok(text),
            },
            Node::End => return Ok(text),
        }
    }
}

/// The id that the halves of a pair share: `rid`, if the file has it, else `id`.
fn id(xml: &Xml<'_>, tag: &XmlTag<'_>) -> Result<String> {
    let rid = xml.attribute(tag, "rid")?;
    Ok(match rid {
        Some(rid) => rid,
        None => xml.attribute(tag, "id")?.unwrap_or_default(),
    })
}

/// The content of a code, `<sub>` included.
fn code(xml: &mut Xml<'_>) -> Result<Option<Arc<str>>> {
    Ok(Some(xml.text()?.into()))
}

/// Passes over a code that has no content.
fn lost(xml: &mut Xml<'_>) -> Result<Option<Arc<str>>> {
    xml.skip()?;
    Ok(None)
}
