//! Edits out of JSON Lines and JSON.
//!
//! Lines are read one by one, so what is kept is the edits and one line. An array is given as a text, because the places
//! of its units are found by their offsets.

use std::borrow::Cow;
use std::io::BufRead;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::document::text_of;
use crate::edit::{Edit, Edits, MadeFor};
use crate::error::{Error, Result};
use crate::position::{Cursor, Position};

/// What counts of a unit. Other keys are passed over.
#[derive(Deserialize)]
struct EditObject<'t> {
    #[serde(borrow)]
    path: Option<BorrowedText<'t>>,
    #[serde(borrow)]
    id: Option<BorrowedText<'t>>,
    #[serde(default, deserialize_with = "made_for")]
    source: MadeFor,
    target: Option<String>,
    #[serde(borrow)]
    target_locale: Option<BorrowedText<'t>>,
    #[serde(borrow)]
    error: Option<BorrowedText<'t>>,
}

/// A string that is not copied unless it has escapes: serde borrows no `Cow` within an `Option`.
#[derive(Clone, Deserialize)]
struct BorrowedText<'t>(#[serde(borrow)] Cow<'t, str>);

/// What counts of a page in an array.
#[derive(Deserialize)]
struct PageObject<'t> {
    #[serde(borrow)]
    path: Option<BorrowedText<'t>>,
    #[serde(borrow)]
    target_locale: Option<BorrowedText<'t>>,
    #[serde(borrow)]
    units: Option<Vec<&'t RawValue>>,
}

/// Null says that there is no source; a missing key says nothing.
fn made_for<'de, D: serde::Deserializer<'de>>(value: D) -> std::result::Result<MadeFor, D::Error> {
    let source = Option::<String>::deserialize(value)?;
    Ok(source.map_or(MadeFor::NoSource, |source| MadeFor::Source(source.into())))
}

/// Makes edits of objects, in order.
#[derive(Default)]
struct EditMaker {
    edits: Edits,
    /// Edits of one page are neighbours, so their path and locale are kept once.
    path: Option<Arc<str>>,
    locale: Option<Arc<str>>,
}

impl EditMaker {
    fn push(&mut self, object: EditObject<'_>, at: Position) -> Result<()> {
        if object.error.is_some() {
            if object.id.is_some() || object.target.is_some() {
                return Err(Error::edits(at, "an edit with `error`: either it is an edit, or it says what went wrong"));
            }
            return Ok(());
        }
        let Some(id) = object.id else { return Err(Error::edits(at, "an edit without `id`")) };
        let Some(target) = object.target else { return Ok(()) };
        let mut edit = Edit::new(&*id.0, target).made_for(object.source).at(at);
        if let Some(path) = shared(&mut self.path, object.path) {
            edit = edit.in_page(path);
        }
        if let Some(locale) = shared(&mut self.locale, object.target_locale) {
            edit = edit.with_locale(locale);
        }
        self.edits.push(edit);
        Ok(())
    }
}

/// The text as the last one was shared, if it is the same.
fn shared(last: &mut Option<Arc<str>>, text: Option<BorrowedText<'_>>) -> Option<Arc<str>> {
    let text = text?.0;
    let text = last.take().filter(|last| **last == *text).unwrap_or_else(|| Arc::from(&*text));
    *last = Some(Arc::clone(&text));
    Some(text)
}

/// The edits of lines.
pub(in crate::format) fn read_lines(mut source: impl BufRead) -> Result<Edits> {
    let mut maker = EditMaker::default();
    let mut bytes = Vec::new();
    let (mut number, mut offset) = (0, 0);
    loop {
        bytes.clear();
        let length = source.read_until(b'\n', &mut bytes)? as u64;
        if length == 0 {
            return Ok(maker.edits);
        }
        number += 1;
        let place = |column| Position { line: number, column };
        let line = text_of(&bytes).map_err(|error| not_utf8(error, number, offset))?;
        offset += length;
        let line = if number == 1 { line.strip_prefix('\u{FEFF}').unwrap_or(line) } else { line };
        let line = line.strip_suffix('\n').unwrap_or(line);
        let Some(first) = line.trim_ascii_start().chars().next() else { continue };
        if matches!(first, '[' | '"' | '0'..='9' | '-' | 't' | 'f' | 'n') {
            return Err(Error::edits(place(1), "not a line of JSON that holds an edit: it is not an object"));
        }
        let object = parse(line, |position| Position { line: number, ..position })?;
        maker.push(object, place(1))?;
    }
}

/// The edits of an array of pages, or of units.
pub(in crate::format) fn read_array(text: &str) -> Result<Edits> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut maker = EditMaker::default();
    let mut cursor = Cursor::new();
    let elements: Vec<&RawValue> = parse(text, |position| position)?;
    for element in elements {
        let at = position(&mut cursor, text, element);
        let in_element = |position| within(at, position);
        if !element.get().starts_with('{') {
            return Err(Error::edits(at, "neither a page nor an edit: it is not an object"));
        }
        let page: PageObject<'_> = parse(element.get(), in_element)?;
        let Some(units) = page.units else {
            maker.push(parse(element.get(), in_element)?, at)?;
            continue;
        };
        for unit in units {
            let at = position(&mut cursor, text, unit);
            if !unit.get().starts_with('{') {
                return Err(Error::edits(at, "not an edit: it is not an object"));
            }
            let mut object: EditObject<'_> = parse(unit.get(), |position| within(at, position))?;
            object.path = object.path.or_else(|| page.path.clone());
            object.target_locale = object.target_locale.or_else(|| page.target_locale.clone());
            maker.push(object, at)?;
        }
    }
    Ok(maker.edits)
}

/// Reads a value; `place` gives the place in the file for one in `text`.
fn parse<'t, T: Deserialize<'t>>(text: &'t str, place: impl Fn(Position) -> Position) -> Result<T> {
    serde_json::from_str(text).map_err(|error| {
        let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
        let before = line.get(..error.column().saturating_sub(1));
        let column = before.map_or(1, |before| before.chars().count() as u64 + 1);
        let position = place(Position { line: error.line().max(1) as u64, column });
        Error::edits_because(position, format!("not JSON that holds an edit: {}", reason(&error)), error)
    })
}

/// The place in a file of a place in a value that is at `at`.
const fn within(at: Position, position: Position) -> Position {
    let line = at.line + position.line - 1;
    let column = if position.line == 1 { at.column + position.column - 1 } else { position.column };
    Position { line, column }
}

/// The place of a value in the text; values are asked for in order.
fn position(cursor: &mut Cursor, text: &str, value: &RawValue) -> Position {
    let at = value.get().as_ptr().addr() - text.as_ptr().addr();
    let from = usize::try_from(cursor.offset()).unwrap_or(at).min(at);
    cursor.pass(&text.as_bytes()[from..at]);
    cursor.position()
}

/// The error of a line as that of the file.
fn not_utf8(error: Error, line: u64, before: u64) -> Error {
    match error {
        Error::NotUtf8 { offset, position, .. } => {
            Error::NotUtf8 { offset: before + offset, position: Position { line, ..position } }
        }
        other => other,
    }
}

/// The message without the place, which is said in our own way.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(reason, _)| reason.to_owned())
}
