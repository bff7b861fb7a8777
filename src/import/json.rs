//! Edits out of JSON Lines.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::import::Edit;
use crate::import::text::Text;
use crate::position::Position;

/// What counts of a line. Other keys are passed over.
#[derive(Deserialize)]
struct Line {
    path: Option<String>,
    id: Option<String>,
    /// `None` if the key is missing, `Some(None)` if it is null.
    #[serde(default, deserialize_with = "present")]
    source: Option<Option<String>>,
    target: Option<String>,
    error: Option<String>,
}

/// Tells null from a key that is missing.
fn present<'de, D: serde::Deserializer<'de>>(value: D) -> std::result::Result<Option<Option<String>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// The edits of a text, a line each.
pub(super) fn read(text: &str) -> Result<Vec<Edit>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut edits: Vec<Edit> = Vec::new();
    for (line, number) in text.split('\n').zip(1..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let at = |column: usize| Position { line: number, column: column.max(1) as u64 };
        let read: Line = serde_json::from_str(line).map_err(|error| Error::Edits {
            position: at(line.get(..error.column().saturating_sub(1)).map_or(1, |before| before.chars().count() + 1)),
            reason: format!("not a line of JSON that holds an edit: {}", reason(&error)),
        })?;
        if read.error.is_some() {
            continue;
        }
        let Some(id) = read.id else {
            return Err(Error::Edits { position: at(1), reason: "an edit without `id`".to_owned() });
        };
        let Some(target) = read.target else { continue };
        // Edits of one page are neighbours, so their path is kept once.
        let path = read.path.map(|path| match edits.last().and_then(|last| last.path.as_ref()) {
            Some(last) if **last == *path => std::sync::Arc::clone(last),
            _ => path.into(),
        });
        edits.push(Edit {
            path,
            id: id.into(),
            origin: None,
            position: at(1),
            source: read.source.map(|source| source.map(Text::flat)),
            target: Text::flat(target),
        });
    }
    Ok(edits)
}

/// The message without the place, which is told in our own way.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(reason, _)| reason.to_owned())
}
