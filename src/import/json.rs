//! Edits out of JSON Lines.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::import::text::Text;
use crate::import::{Edit, MadeFor};
use crate::position::Position;

/// What counts of a line. Other keys are passed over.
#[derive(Deserialize)]
struct Line {
    path: Option<String>,
    id: Option<String>,
    #[serde(default)]
    source: MadeFor,
    target: Option<String>,
    error: Option<String>,
}

/// Null says that there is no source; a missing key says nothing.
impl<'de> Deserialize<'de> for MadeFor {
    fn deserialize<D: serde::Deserializer<'de>>(value: D) -> std::result::Result<Self, D::Error> {
        let source = Option::<String>::deserialize(value)?;
        Ok(source.map_or(Self::NoSource, |source| Self::Source(Text::flat(&source))))
    }
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
            source: read.source,
            target: Text::flat(&target),
        });
    }
    Ok(edits)
}

/// The message without the place, which is told in our own way.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(reason, _)| reason.to_owned())
}
