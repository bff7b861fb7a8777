//! A change as a small diff: the source, the old target, the new target.

use std::io::{self, BufWriter, Write};

use similar::{ChangeTag, TextDiff};

use super::outcomes::EditOutcome;
use crate::cli::outputs::Output;
use crate::cli::report::{Paint, Painter};
use crate::cli::shown::{escaped, shown};
use crate::cli::stop::Stop;

/// The longest text that is shown, in characters.
const LONGEST: usize = 2000;

/// Writes changes to standard output.
pub(super) struct DiffOut {
    out: BufWriter<Output>,
    painter: Painter,
    error: Option<io::Error>,
}

impl DiffOut {
    pub(super) fn new(painter: Painter) -> io::Result<Self> {
        Ok(Self { out: BufWriter::new(Output::stdout()?), painter, error: None })
    }

    /// Shows a change. An error is kept until the end, so that pages are merged all the same.
    pub(super) fn write(&mut self, name: &str, judged: &EditOutcome) {
        let (Some(old), Some(new)) = (&judged.old, &judged.new) else { return };
        if self.error.is_some() || !judged.is_changed() {
            return;
        }
        let place = match judged.outcome.position {
            Some(position) => format!("{}:{position}", shown(name)),
            None => shown(name).into_owned(),
        };
        let place = self.painter.paint(Paint::Place, &place);
        let mut text = format!("{place}: unit {}\n", shown(&judged.outcome.id));
        if let Some(source) = &judged.source {
            text.extend(["  ", &escaped(source, LONGEST), "\n"]);
        }
        let (old, new) = (escaped(old, LONGEST), escaped(new, LONGEST));
        if self.painter.is_off() {
            // The words of a side, marked or not, are the side.
            text.extend(["- ", &old, "\n+ ", &new, "\n"]);
        } else {
            let words = TextDiff::from_words(&*old, &*new);
            text += &self.line('-', Paint::Bad, Paint::BadWord, &words, ChangeTag::Delete);
            text += &self.line('+', Paint::New, Paint::NewWord, &words, ChangeTag::Insert);
        }
        self.error = self.out.write_all(text.as_bytes()).err();
    }

    /// One side of a change, its own words marked.
    fn line(&self, sign: char, paint: Paint, word: Paint, words: &TextDiff<'_, '_, str>, own: ChangeTag) -> String {
        let mut line = self.painter.paint(paint, &format!("{sign} "));
        for change in words.iter_all_changes() {
            match change.tag() {
                ChangeTag::Equal => line += &self.painter.paint(paint, change.value()),
                tag if tag == own => line += &self.painter.paint(word, change.value()),
                _ => {}
            }
        }
        line.push('\n');
        line
    }

    pub(super) fn finish(self) -> Result<(), Stop> {
        let Self { out, error, .. } = self;
        let done = match error {
            Some(error) => Err(error),
            None => out.into_inner().map_err(io::IntoInnerError::into_error).and_then(Output::commit),
        };
        done.map_err(|error| Stop::output(None, error))
    }
}
