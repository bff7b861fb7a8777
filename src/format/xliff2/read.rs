//! Units of XLIFF 2 (OASIS Standard 2.1, 13 February 2018, sections 4.2.2 and 4.7): the text of codes is in
//! `<originalData>`, and a unit may be cut into segments.

use std::collections::HashMap;
use std::sync::Arc;

use crate::edit::{CodeHalf, EditState, EditText};
use crate::error::{Error, Result};
use crate::format::read_unit::{ReadUnit, refuse_second, unit_in_unit};
use crate::format::text_builder::TextBuilder;
use crate::format::xml::{Node, Xml, XmlTag};

/// The contents of `<data>` by id.
type DataTexts = HashMap<String, Arc<str>>;

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
pub(in crate::format) fn unit(xml: &mut Xml<'_>, _tag: &XmlTag<'_>) -> Result<ReadUnit> {
    let mut data = DataTexts::new();
    let mut segments = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "originalData" => read_data(xml, &mut data)?,
            Node::Open(tag) if matches!(tag.name(), "segment" | "ignorable") => {
                segments.push(segment(xml, &tag, &data)?);
            }
            Node::Open(tag) if tag.name() == UNIT => return Err(unit_in_unit(xml, &tag)),
            Node::Open(_) => xml.skip(UNIT)?,
            Node::Text(_) => {}
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
            source.get_or_insert_default().append(text);
        }
    }
    targets.sort_by_key(|(order, _)| *order);
    let mut target = EditText::default();
    if !lacks_one {
        for (_, text) in targets {
            target.append(text);
        }
    }
    ReadUnit { source, target: has_target.then_some(target), state }
}

/// The rest of `<originalData>`.
fn read_data(xml: &mut Xml<'_>, data: &mut DataTexts) -> Result<()> {
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "data" => {
                let id = xml.attribute(&tag, "id")?.unwrap_or_default();
                let content = characters(xml)?;
                data.insert(id, content.into());
            }
            Node::Open(_) => xml.skip(UNIT)?,
            Node::Text(_) => {}
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
            Node::Text(more) => text.push_str(&more),
            Node::Open(tag) => {
                text.extend(code_point(xml, &tag)?);
                depth += 1;
            }
            Node::Close if depth > 0 => depth -= 1,
            Node::Close | Node::End => return Ok(text),
        }
    }
}

/// The character that a `<cp hex="001B"/>` stands for; `None` for other elements.
fn code_point(xml: &Xml<'_>, tag: &XmlTag<'_>) -> Result<Option<char>> {
    if tag.name() != "cp" {
        return Ok(None);
    }
    let hex = xml.attribute(tag, "hex")?.unwrap_or_default();
    let char = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
    char.map(Some).ok_or_else(|| xml.error(tag.at, &format!("`{hex}` is not the number of a character")))
}

fn segment(xml: &mut Xml<'_>, tag: &XmlTag<'_>, data: &DataTexts) -> Result<ReadSegment> {
    let state = match xml.attribute(tag, "state")?.as_deref() {
        Some("initial") => EditState::Untranslated,
        Some("translated") => EditState::Translated,
        Some("reviewed" | "final") => EditState::Approved,
        _ => EditState::Unknown,
    };
    let mut segment = ReadSegment { state, is_ignorable: tag.name() == "ignorable", ..ReadSegment::default() };
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "source" => {
                refuse_second(xml, &tag, segment.source.is_some())?;
                segment.source = Some(content(xml, data)?);
            }
            Node::Open(tag) if tag.name() == "target" => {
                refuse_second(xml, &tag, segment.target.is_some())?;
                segment.order = xml.attribute(&tag, "order")?.and_then(|order| order.parse().ok());
                segment.target = Some(content(xml, data)?);
            }
            Node::Open(_) => xml.skip(UNIT)?,
            Node::Text(_) => {}
            Node::Close | Node::End => return Ok(segment),
        }
    }
}

/// The rest of a `<source>` or `<target>`.
fn content(xml: &mut Xml<'_>, data: &DataTexts) -> Result<EditText> {
    let mut text = TextBuilder::new(xml);
    // For each open element, the end of the pair that ends with it, if it is one.
    let mut open: Vec<Option<(String, Option<Arc<str>>)>> = Vec::new();
    drop(xml.take_passed());
    loop {
        let node = xml.next()?;
        if let Some(name) = xml.take_passed() {
            text.push_unknown(&name);
        }
        match node {
            Node::Text(more) => text.push_text(&more),
            Node::Open(tag) => {
                let attribute = |name| xml.attribute(&tag, name);
                let content = |name| Ok::<_, Error>(attribute(name)?.and_then(|id| data.get(&id).cloned()));
                let id = attribute("id")?.unwrap_or_default();
                let mut end = None;
                match tag.name() {
                    "ph" => text.push_code(&id, CodeHalf::Single, content("dataRef")?),
                    "sc" => text.push_code(&id, CodeHalf::Open, content("dataRef")?),
                    "ec" => {
                        let id = attribute("startRef")?.unwrap_or(id);
                        text.push_code(&id, CodeHalf::Close, content("dataRef")?);
                    }
                    "pc" => {
                        text.push_code(&id, CodeHalf::Open, content("dataRefStart")?);
                        end = Some((id, content("dataRefEnd")?));
                    }
                    "cp" => {
                        let char = code_point(xml, &tag)?.unwrap_or(char::REPLACEMENT_CHARACTER);
                        text.push_text(char.encode_utf8(&mut [0; 4]));
                    }
                    // Annotations (section 4.3.1): they add nothing to the text.
                    "mrk" | "sm" | "em" => {}
                    name => text.push_unknown(name),
                }
                open.push(end);
            }
            Node::Close => match open.pop() {
                Some(Some((id, content))) => text.push_code(&id, CodeHalf::Close, content),
                Some(None) => {}
                None => return Ok(text.finish(xml)),
            },
            Node::End => return Ok(text.finish(xml)),
        }
    }
}
