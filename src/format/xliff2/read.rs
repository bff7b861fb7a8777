//! Units of XLIFF 2 (OASIS Standard 2.1, 13 February 2018, sections 4.2.2 and 4.7): the text of codes is in
//! `<originalData>`, and a unit may be cut into segments.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::edit::{CodeHalf, EditState, EditText};
use crate::error::{Error, Result};
use crate::format::read_unit::{ReadUnit, refuse_second, unit_in_unit};
use crate::format::text_builder::TextBuilder;
use crate::format::xml::{Node, Xml};

/// The contents of `<data>` by id.
type DataTexts = HashMap<String, String>;

/// A `<segment>` or `<ignorable>`.
#[derive(Default)]
struct ReadSegment {
    source: Option<EditText>,
    target: Option<EditText>,
    /// The place of its target among the targets (section 4.3.1.23); in the order of the sources if nothing says so.
    order: Option<usize>,
    state: EditState,
    is_ignorable: bool,
}

/// The rest of a `<unit>`.
pub(in crate::format) fn unit(xml: &mut Xml<'_>) -> Result<ReadUnit> {
    let mut data = DataTexts::new();
    let mut segments = Vec::new();
    loop {
        match xml.next()? {
            Node::Open if xml.name() == "originalData" => read_data(xml, &mut data)?,
            Node::Open if matches!(xml.name(), "segment" | "ignorable") => {
                segments.push(segment(xml, &data)?);
            }
            Node::Open if xml.name() == UNIT => return Err(unit_in_unit(xml)),
            Node::Open => xml.skip(UNIT)?,
            Node::Text => {}
            Node::Close | Node::End => return Ok(joined(segments)),
        }
    }
}

const UNIT: &str = "unit";

/// The segments as one source and one target. No target at all is none; a segment that lacks one among others that have
/// one gives the empty target, which no merge takes.
fn joined(segments: Vec<ReadSegment>) -> ReadUnit {
    let has_target = segments.iter().any(|segment| segment.target.is_some());
    let lacks_one = segments.iter().any(|segment| segment.target.is_none() && !segment.is_ignorable);
    // The state of a unit is that of the segment that is least far.
    let states = segments.iter().filter(|segment| !segment.is_ignorable).map(|segment| segment.state);
    let state = states.min().unwrap_or_default();
    let mut source: Option<EditText> = None;
    let mut targets = Vec::with_capacity(segments.len());
    for (place, segment) in segments.into_iter().enumerate() {
        // What is ignorable and has no target is the same in both languages.
        let target = segment.target.or_else(|| segment.source.clone()).unwrap_or_default();
        targets.push((segment.order.unwrap_or(place + 1), target));
        if let Some(text) = segment.source {
            source.get_or_insert_default().append(&text);
        }
    }
    targets.sort_by_key(|(order, _)| *order);
    let mut target = EditText::default();
    if !lacks_one {
        for (_, text) in targets {
            target.append(&text);
        }
    }
    ReadUnit { source, target: has_target.then_some(target), state }
}

/// The rest of `<originalData>`.
fn read_data(xml: &mut Xml<'_>, data: &mut DataTexts) -> Result<()> {
    loop {
        match xml.next()? {
            Node::Open if xml.name() == "data" => {
                let id = xml.attribute("id")?.unwrap_or_default().into_owned();
                let content = characters(xml)?;
                data.insert(id, content);
            }
            Node::Open => xml.skip(UNIT)?,
            Node::Text => {}
            Node::Close | Node::End => return Ok(()),
        }
    }
}

/// The text of a `<data>`, with its `<cp>`s.
fn characters(xml: &mut Xml<'_>) -> Result<String> {
    let mut text = String::new();
    let mut depth = 0;
    loop {
        match xml.next()? {
            Node::Text => text.push_str(xml.characters()),
            Node::Open => {
                text.extend(code_point(xml)?);
                depth += 1;
            }
            Node::Close if depth > 0 => depth -= 1,
            Node::Close | Node::End => return Ok(text),
        }
    }
}

/// The character that a `<cp hex="001B"/>` stands for; `None` for other elements.
fn code_point(xml: &Xml<'_>) -> Result<Option<char>> {
    if xml.name() != "cp" {
        return Ok(None);
    }
    let hex = xml.attribute("hex")?.unwrap_or_default();
    let char = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
    char.map(Some).ok_or_else(|| xml.error(&format!("`{hex}` is not the number of a character")))
}

fn segment(xml: &mut Xml<'_>, data: &DataTexts) -> Result<ReadSegment> {
    let state = match xml.attribute("state")?.as_deref() {
        Some("initial") => EditState::Untranslated,
        Some("translated") => EditState::Translated,
        Some("reviewed" | "final") => EditState::Approved,
        _ => EditState::Unknown,
    };
    let mut segment = ReadSegment { state, is_ignorable: xml.name() == "ignorable", ..ReadSegment::default() };
    loop {
        match xml.next()? {
            Node::Open if xml.name() == "source" => {
                refuse_second(xml, segment.source.is_some())?;
                segment.source = Some(content(xml, data)?);
            }
            Node::Open if xml.name() == "target" => {
                refuse_second(xml, segment.target.is_some())?;
                segment.order = xml.attribute("order")?.and_then(|order| order.parse().ok());
                segment.target = Some(content(xml, data)?);
            }
            Node::Open => xml.skip(UNIT)?,
            Node::Text => {}
            Node::Close | Node::End => return Ok(segment),
        }
    }
}

/// The rest of a `<source>` or `<target>`.
fn content(xml: &mut Xml<'_>, data: &DataTexts) -> Result<EditText> {
    let mut text = TextBuilder::new(xml);
    // For each open element, the end of the pair that ends with it, if it is one.
    let mut open: Vec<Option<(String, Option<&str>)>> = Vec::new();
    drop(xml.take_passed());
    loop {
        let node = xml.next()?;
        if let Some(name) = xml.take_passed() {
            text.push_unknown(&name);
        }
        match node {
            Node::Text => text.push_text(xml.characters()),
            Node::Open => {
                let content = |name| {
                    let reference = xml.attribute(name)?;
                    Ok::<_, Error>(reference.and_then(|id| data.get(&*id)).map(String::as_str))
                };
                let id = xml.attribute("id")?.unwrap_or_default().into_owned();
                let at = xml.offset();
                let mut end = None;
                match xml.name() {
                    "ph" => text.push_code_of_data(at, &id, CodeHalf::Single, content("dataRef")?),
                    "sc" => text.push_code_of_data(at, &id, CodeHalf::Open, content("dataRef")?),
                    "ec" => {
                        let id = xml.attribute("startRef")?.map_or(id, Cow::into_owned);
                        text.push_code_of_data(at, &id, CodeHalf::Close, content("dataRef")?);
                    }
                    "pc" => {
                        text.push_code_of_data(at, &id, CodeHalf::Open, content("dataRefStart")?);
                        end = Some((id, content("dataRefEnd")?));
                    }
                    "cp" => {
                        let char = code_point(xml)?.unwrap_or(char::REPLACEMENT_CHARACTER);
                        text.push_text(char.encode_utf8(&mut [0; 4]));
                    }
                    // Annotations (section 4.3.1): they add nothing to the text.
                    "mrk" | "sm" | "em" => {}
                    name => text.push_unknown(name),
                }
                open.push(end);
            }
            Node::Close => match open.pop() {
                Some(Some((id, content))) => text.push_code_of_data(xml.offset(), &id, CodeHalf::Close, content),
                Some(None) => {}
                None => return Ok(text.finish(xml)),
            },
            Node::End => return Ok(text.finish(xml)),
        }
    }
}
