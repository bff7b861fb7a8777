//! Units of XLIFF 1.2 (OASIS Standard, 1 February 2008, section 2.4): a code is the content of an element in the text.

use std::sync::Arc;

use crate::error::Result;
use crate::import::text::{Half, Text};
use crate::import::xliff::{Dialect, Unit};
use crate::import::xml::{Node, Tag, Xml};

pub(super) const DIALECT: Dialect = Dialect { unit: "trans-unit", name: "resname", read: unit };

/// The rest of a `<trans-unit>`. Its own `<source>` and `<target>` count, not those of an `<alt-trans>`.
fn unit(xml: &mut Xml<'_>) -> Result<Unit> {
    let (mut source, mut target) = (None, None);
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "source" => source = Some(content(xml)?),
            Node::Open(tag) if tag.name() == "target" => target = Some(content(xml)?),
            Node::Open(_) => xml.skip()?,
            Node::Text(_) => {}
            Node::Close | Node::End => return Ok((source, target)),
        }
    }
}

/// The rest of a `<source>` or `<target>`.
fn content(xml: &mut Xml<'_>) -> Result<Text> {
    let mut text = Text::default();
    // For each open element, the id of the pair that ends with it, if it is one.
    let mut open: Vec<Option<String>> = Vec::new();
    loop {
        match xml.next()? {
            Node::Text(more) => text.push_text(&more),
            Node::Open(tag) => {
                let id = id(xml, &tag)?;
                match tag.name() {
                    "bpt" => text.push_code(&id, Half::Open, code(xml)?),
                    "ept" => text.push_code(&id, Half::Close, code(xml)?),
                    "ph" | "it" => text.push_code(&id, Half::Single, code(xml)?),
                    "bx" => text.push_code(&id, Half::Open, lost(xml)?),
                    "ex" => text.push_code(&id, Half::Close, lost(xml)?),
                    "x" => text.push_code(&id, Half::Single, lost(xml)?),
                    "g" => {
                        text.push_code(&id, Half::Open, None);
                        open.push(Some(id));
                    }
                    _ => open.push(None),
                }
            }
            Node::Close => match open.pop() {
                Some(Some(id)) => text.push_code(&id, Half::Close, None),
                Some(None) => {}
                None => return Ok(text),
            },
            Node::End => return Ok(text),
        }
    }
}

/// The id that the halves of a pair share: `rid`, if the file has it, else `id`.
fn id(xml: &Xml<'_>, tag: &Tag<'_>) -> Result<String> {
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
