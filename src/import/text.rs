//! The text of an edit as its file holds it: text and inline codes.

use std::sync::Arc;

/// A text with its codes told apart, so far as the file does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Text {
    pub(crate) runs: Vec<Run>,
}

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Run {
    Text(String),
    Code(Code),
}

/// An inline code, or half of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    /// The id in the file; the halves of a pair share it.
    pub(crate) id: Box<str>,
    pub(crate) half: Half,
    /// The code itself; `None` if the file does not hold it (any more).
    pub(crate) content: Option<Arc<str>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    Open,
    Close,
    Single,
}

impl Text {
    /// A text in which codes are not told apart.
    pub(crate) fn flat(text: &str) -> Self {
        let mut all = Self::default();
        all.push_text(text);
        all
    }

    /// Adds text; stretches of text are never neighbours, and never empty.
    pub(crate) fn push_text(&mut self, text: &str) {
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(Run::Text(last)) => last.push_str(text),
            _ => self.runs.push(Run::Text(text.to_owned())),
        }
    }

    pub(crate) fn push_code(&mut self, id: &str, half: Half, content: Option<Arc<str>>) {
        let content = content.filter(|content| !content.is_empty());
        self.runs.push(Run::Code(Code { id: id.into(), half, content }));
    }

    /// Adds another text behind this one.
    pub(crate) fn append(&mut self, other: Self) {
        for run in other.runs {
            match run {
                Run::Text(text) => self.push_text(&text),
                code @ Run::Code(_) => self.runs.push(code),
            }
        }
    }

    pub(crate) fn has_codes(&self) -> bool {
        self.runs.iter().any(|run| matches!(run, Run::Code(_)))
    }

    /// The text with the content of all codes; `lost` gives that of codes without. `Err` with the first code whose
    /// content is not known, or with nothing if the text is longer than `limit` bytes.
    pub(crate) fn flatten<'s>(
        &'s self,
        limit: usize,
        mut lost: impl FnMut(&'s Code) -> Option<&'s str>,
    ) -> Result<String, Option<&'s Code>> {
        let mut flat = String::new();
        for run in &self.runs {
            flat.push_str(match run {
                Run::Text(text) => text,
                Run::Code(code) => match &code.content {
                    Some(content) => content,
                    None => lost(code).ok_or(Some(code))?,
                },
            });
            if flat.len() > limit {
                return Err(None);
            }
        }
        Ok(flat)
    }

    /// Whether there are codes, and a new line and blanks stand before each of them.
    pub(crate) fn is_laid_out(&self) -> bool {
        let is_indented = |place: usize| {
            let before = place.checked_sub(1).and_then(|before| self.runs.get(before));
            matches!(before, Some(Run::Text(text)) if text.ends_with(BLANK) && text.trim_end_matches(BLANK).ends_with('\n'))
        };
        self.has_codes() && (0..self.runs.len()).all(|place| !self.is_code(place) || is_indented(place))
    }

    /// The text without the new lines, and the blanks behind them, that stand next to codes or at either end: what tools
    /// add that lay out an element with children over several lines.
    pub(crate) fn without_layout(&self) -> Self {
        let mut plain = Self::default();
        for (place, run) in self.runs.iter().enumerate() {
            match run {
                Run::Text(text) => {
                    let text = if place == 0 || self.is_code(place - 1) { without_first_break(text) } else { text };
                    let is_last = place + 1 == self.runs.len();
                    plain.push_text(if is_last || self.is_code(place + 1) { without_last_break(text) } else { text });
                }
                code @ Run::Code(_) => plain.runs.push(code.clone()),
            }
        }
        plain
    }

    fn is_code(&self, place: usize) -> bool {
        matches!(self.runs.get(place), Some(Run::Code(_)))
    }
}

fn without_first_break(text: &str) -> &str {
    let rest = text.strip_prefix('\r').unwrap_or(text);
    rest.strip_prefix('\n').map_or(text, |rest| rest.trim_start_matches(BLANK))
}

fn without_last_break(text: &str) -> &str {
    let rest = text.trim_end_matches(BLANK);
    rest.strip_suffix('\n').map_or(text, |rest| rest.strip_suffix('\r').unwrap_or(rest))
}

const BLANK: [char; 2] = [' ', '\t'];
