//! Edits out of JSON Lines.

use std::sync::Arc;

use serde::Deserialize;

use crate::edit::{Edit, Edits, MadeFor};
use crate::error::{Error, Result};
use crate::position::Position;

/// What counts of a line. Other keys are passed over.
#[derive(Deserialize)]
struct EditLine {
    path: Option<String>,
    id: Option<String>,
    #[serde(default, deserialize_with = "made_for")]
    source: MadeFor,
    target: Option<String>,
    error: Option<String>,
}

/// Null says that there is no source; a missing key says nothing.
fn made_for<'de, D: serde::Deserializer<'de>>(value: D) -> std::result::Result<MadeFor, D::Error> {
    let source = Option::<String>::deserialize(value)?;
    Ok(source.map_or(MadeFor::NoSource, |source| MadeFor::Source(source.into())))
}

/// The edits of a text, a line each.
pub(in crate::format) fn read(text: &str) -> Result<Edits> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut edits = Edits::new();
    // Edits of one page are neighbours, so their path is kept once.
    let mut last: Option<Arc<str>> = None;
    for (line, number) in text.split('\n').zip(1..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let at = |column: usize| Position { line: number, column: column.max(1) as u64 };
        let read: EditLine = serde_json::from_str(line).map_err(|error| {
            let before = line.get(..error.column().saturating_sub(1));
            let position = at(before.map_or(1, |before| before.chars().count() + 1));
            Error::edits_because(position, format!("not a line of JSON that holds an edit: {}", reason(&error)), error)
        })?;
        if read.error.is_some() {
            continue;
        }
        let Some(id) = read.id else { return Err(Error::edits(at(1), "an edit without `id`")) };
        let Some(target) = read.target else { continue };
        let mut edit = Edit::new(id, target).made_for(read.source).at(at(1));
        if let Some(path) = read.path {
            let path = last.take().filter(|last| **last == *path).unwrap_or_else(|| path.into());
            last = Some(Arc::clone(&path));
            edit = edit.in_page(path);
        }
        edits.push(edit);
    }
    Ok(edits)
}

/// The message without the place, which is said in our own way.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(reason, _)| reason.to_owned())
}
