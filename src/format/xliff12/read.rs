//! Units of XLIFF 1.2 (OASIS Standard, 1 February 2008, section 2.4): a code is the content of an element in the text.

use crate::edit::{CodeHalf, EditState, EditText};
use crate::error::Result;
use crate::format::read_unit::{ReadUnit, refuse_second, unit_in_unit};
use crate::format::text_builder::TextBuilder;
use crate::format::xml::{Node, Xml};

/// The rest of a `<trans-unit>`. Its own `<source>` and `<target>` count, not those of an `<alt-trans>`.
pub(in crate::format) fn unit(xml: &mut Xml<'_>) -> Result<ReadUnit> {
    let is_approved = xml.attribute("approved")?.is_some_and(|approved| approved == "yes");
    let mut unit = ReadUnit::default();
    loop {
        match xml.next()? {
            Node::Open if xml.name() == "source" => {
                refuse_second(xml, unit.source.is_some())?;
                unit.source = Some(content(xml)?);
            }
            Node::Open if xml.name() == "target" => {
                refuse_second(xml, unit.target.is_some())?;
                unit.state = match xml.attribute("state")?.as_deref() {
                    _ if is_approved => EditState::Approved,
                    Some("new" | "needs-translation" | "needs-adaptation") => EditState::Untranslated,
                    Some(_) => EditState::Translated,
                    None => EditState::Unknown,
                };
                unit.target = Some(content(xml)?);
            }
            Node::Open if xml.name() == UNIT => return Err(unit_in_unit(xml)),
            Node::Open => xml.skip(UNIT)?,
            Node::Text => {}
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
            Node::Text => text.push_text(xml.characters()),
            Node::Open => {
                let id = id(xml)?;
                match xml.name() {
                    "bpt" => text.push_code(&id, CodeHalf::Open, Some(&xml.text()?)),
                    "ept" => text.push_code(&id, CodeHalf::Close, Some(&xml.text()?)),
                    "ph" | "it" => text.push_code(&id, CodeHalf::Single, Some(&xml.text()?)),
                    "bx" => text.push_code(&id, CodeHalf::Open, lost(xml)?),
                    "ex" => text.push_code(&id, CodeHalf::Close, lost(xml)?),
                    "x" => text.push_code(&id, CodeHalf::Single, lost(xml)?),
                    "g" => {
                        text.push_code(&id, CodeHalf::Open, None);
                        open.push(Ends::Pair(id));
                    }
                    "mrk" if xml.attribute("mtype")?.as_deref() == Some("seg") => {
                        text.open_segment();
                        open.push(Ends::Segment);
                    }
                    "mrk" => open.push(Ends::Nothing),
                    UNIT => return Err(unit_in_unit(xml)),
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
fn id(xml: &Xml<'_>) -> Result<String> {
    let id = match xml.attribute("rid")? {
        Some(rid) => Some(rid),
        None => xml.attribute("id")?,
    };
    Ok(id.unwrap_or_default().into_owned())
}

/// Passes over a code that has no content.
fn lost(xml: &mut Xml<'_>) -> Result<Option<&'static str>> {
    xml.skip(UNIT)?;
    Ok(None)
}
