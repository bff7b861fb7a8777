//! An independent reader of XLIFF 1.2, XLIFF 2 and TMX: any file of these formats, ours or another program's, is read by
//! quick-xml, and a unit's text put together again from its text and the content of its codes.

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// A unit as an export holds it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Reread {
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) source: Side,
    pub(crate) target: Side,
    /// The attributes of the unit, of its segment and of its target.
    pub(crate) marks: Vec<(String, String)>,
}

/// A flattened text, and where the codes stand in it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) text: String,
    pub(crate) codes: Vec<Range<usize>>,
    /// The names and ids of the code elements, in order.
    pub(crate) ids: Vec<(String, String)>,
}

/// All units of a file, in order.
///
/// # Panics
/// If the file is not well-formed, or holds a character that XML cannot hold.
#[track_caller]
pub(crate) fn reread(xml: &str) -> Vec<Reread> {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    assert!(xml.chars().all(is_legal), "a character that XML cannot hold");
    let mut reader = Reader::from_str(xml);
    let mut state = State::default();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} at {}", reader.buffer_position())) {
            Event::Eof => break,
            Event::Start(tag) => {
                state.depth += 1;
                state.start(&tag);
            }
            Event::Empty(tag) => {
                state.start(&tag);
                state.end(tag.local_name().as_ref());
            }
            Event::End(tag) => {
                state.depth -= 1;
                state.end(tag.local_name().as_ref());
            }
            Event::Text(text) => state.push(&text.xml10_content()),
            Event::CData(text) => state.push(&text),
            Event::GeneralRef(name) => match name.resolve_char_ref().unwrap() {
                Some(char) => state.push(char.encode_utf8(&mut [0; 4])),
                None => state.push(resolve_predefined_entity(&name).expect("an entity that XML does not predefine")),
            },
            _ => {}
        }
    }
    assert_eq!(state.depth, 0, "an element is not closed");
    state.units
}

/// Where text goes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Sink {
    #[default]
    Nowhere,
    Source,
    Target,
    Data,
    Path,
}

#[derive(Debug, Default)]
struct State {
    units: Vec<Reread>,
    unit: Reread,
    depth: usize,
    sink: Sink,
    /// The text of the codes of an XLIFF 2 unit by id, and the id of the one that is being read.
    data: HashMap<String, String>,
    data_id: String,
    /// The `dataRefEnd` of the open `<pc>`s.
    pcs: Vec<String>,
    /// Where the open `<bpt>`, `<ept>`, `<it>` or `<ph>` began.
    code: Option<usize>,
    in_alternative: bool,
}

impl State {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        let name = name.as_ref();
        match name {
            "alt-trans" => self.in_alternative = true,
            _ if self.in_alternative => {}
            "file" => self.unit.path = attribute(tag, "original").unwrap_or_default(),
            "trans-unit" | "unit" | "tu" => {
                let key = if name == "tu" { "tuid" } else { "id" };
                let path = std::mem::take(&mut self.unit.path);
                self.unit = Reread { path, id: attribute(tag, key).unwrap_or_default(), ..Reread::default() };
                self.data.clear();
                self.take_marks(tag);
            }
            "segment" | "tuv" => self.take_marks(tag),
            "prop" if attribute(tag, "type").as_deref() == Some("x-file") => {
                self.unit.path.clear();
                self.sink = Sink::Path;
            }
            "data" => {
                self.data_id = attribute(tag, "id").unwrap();
                self.data.insert(self.data_id.clone(), String::new());
                self.sink = Sink::Data;
            }
            "source" => self.sink = Sink::Source,
            "target" => {
                self.sink = Sink::Target;
                self.take_marks(tag);
            }
            "seg" if self.unit.source == Side::default() => self.sink = Sink::Source,
            "seg" => self.sink = Sink::Target,
            "bpt" | "ept" | "it" | "ph" | "pc" | "sc" | "ec" => self.code(name, tag),
            "cp" => {
                let code = u32::from_str_radix(&attribute(tag, "hex").unwrap(), 16).unwrap();
                self.push(char::from_u32(code).unwrap().encode_utf8(&mut [0; 4]));
            }
            _ => {}
        }
    }

    fn code(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(side) = self.side() else { return };
        let id = ["rid", "id", "i", "x", "startRef"].iter().find_map(|key| attribute(tag, key)).unwrap_or_default();
        side.ids.push((name.to_owned(), id));
        let start = side.text.len();
        if name == "pc" {
            self.pcs.push(attribute(tag, "dataRefEnd").unwrap());
        }
        match attribute(tag, "dataRef").or_else(|| attribute(tag, "dataRefStart")) {
            Some(data) => self.push_data(&data),
            None => self.code = Some(start),
        }
    }

    fn push_data(&mut self, id: &str) {
        let data = self.data.get(id).unwrap_or_else(|| panic!("no data {id}")).clone();
        let side = self.side().unwrap();
        let start = side.text.len();
        side.text.push_str(&data);
        side.codes.push(start..side.text.len());
    }

    fn end(&mut self, name: &str) {
        match name {
            "alt-trans" => self.in_alternative = false,
            _ if self.in_alternative => {}
            "pc" => {
                let data = self.pcs.pop().unwrap();
                self.push_data(&data);
            }
            "bpt" | "ept" | "it" | "ph" => {
                if let Some(start) = self.code.take() {
                    let side = self.side().unwrap();
                    side.codes.push(start..side.text.len());
                }
            }
            "source" | "target" | "seg" | "data" | "prop" => self.sink = Sink::Nowhere,
            "trans-unit" | "unit" | "tu" => {
                if name == "tu" {
                    let path = format!("{}#", self.unit.path);
                    self.unit.id = self.unit.id.strip_prefix(&path).expect("tuid is PATH#ID").to_owned();
                }
                self.units.push(self.unit.clone());
            }
            _ => {}
        }
    }

    fn side(&mut self) -> Option<&mut Side> {
        match self.sink {
            Sink::Source => Some(&mut self.unit.source),
            Sink::Target => Some(&mut self.unit.target),
            _ => None,
        }
    }

    fn push(&mut self, text: &str) {
        match self.sink {
            Sink::Nowhere => {}
            Sink::Source => self.unit.source.text.push_str(text),
            Sink::Target => self.unit.target.text.push_str(text),
            Sink::Data => self.data.get_mut(&self.data_id).unwrap().push_str(text),
            Sink::Path => self.unit.path.push_str(text),
        }
    }

    fn take_marks(&mut self, tag: &BytesStart<'_>) {
        for attribute in tag.attributes() {
            let attribute = attribute.unwrap();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
            self.unit.marks.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).unwrap()?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned())
}
