//! The text of an edit as its file holds it: text and inline codes.

use std::sync::Arc;

/// A text of an edit, with its codes told apart as far as its file does so. A plain `&str` or `String` is a text in which
/// they are not.
///
/// ```
/// # use bitext::edit::{CodeHalf, EditText};
/// let mut text = EditText::from("Click ");
/// text.push_code("1", CodeHalf::Open, Some("**".into()));
/// text.push_text("OK");
/// text.push_code("1", CodeHalf::Close, Some("**".into()));
/// assert_eq!(text.to_flat().as_deref(), Some("Click **OK**"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EditText {
    runs: Vec<TextRun>,
}

/// A range of a text: characters, or one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TextRun {
    Text(String),
    Code(EditCode),
}

/// An inline code, or half of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EditCode {
    /// The id in the file; the halves of a pair share it.
    pub(crate) id: Box<str>,
    pub(crate) half: CodeHalf,
    /// The code itself; `None` if the file does not hold it (any more).
    pub(crate) content: Option<Arc<str>>,
}

/// Which half of a code an element of an edit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CodeHalf {
    /// The opening half of a pair.
    Open,
    /// The closing half of a pair.
    Close,
    /// A code that stands for itself.
    Single,
}

impl From<&str> for EditText {
    fn from(text: &str) -> Self {
        let mut all = Self::default();
        all.push_text(text);
        all
    }
}

impl From<String> for EditText {
    fn from(text: String) -> Self {
        let runs = if text.is_empty() { Vec::new() } else { vec![TextRun::Text(text)] };
        Self { runs }
    }
}

impl EditText {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text with the content of all codes; `None` if the content of one is not known.
    #[must_use]
    pub fn to_flat(&self) -> Option<String> {
        self.flatten(usize::MAX, |_| None).ok()
    }

    /// What it is made of; two ranges of characters are never neighbours, and none is empty.
    #[cfg(feature = "merge")]
    pub(crate) fn runs(&self) -> &[TextRun] {
        &self.runs
    }

    /// Adds characters.
    pub fn push_text(&mut self, text: &str) {
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(TextRun::Text(last)) => last.push_str(text),
            _ => self.runs.push(TextRun::Text(text.to_owned())),
        }
    }

    /// Adds a code, or half of one. `id` is the same for both halves of a pair; `content` is the code itself, if it is known.
    pub fn push_code(&mut self, id: &str, half: CodeHalf, content: Option<Arc<str>>) {
        let content = content.filter(|content| !content.is_empty());
        self.runs.push(TextRun::Code(EditCode { id: id.into(), half, content }));
    }

    /// Adds a code as it is.
    #[cfg(feature = "merge")]
    pub(crate) fn push_known(&mut self, code: EditCode) {
        self.runs.push(TextRun::Code(code));
    }

    /// Adds another text after this one.
    #[cfg(feature = "xliff")]
    pub(crate) fn append(&mut self, other: Self) {
        for run in other.runs {
            match run {
                TextRun::Text(text) => self.push_text(&text),
                code @ TextRun::Code(_) => self.runs.push(code),
            }
        }
    }

    #[cfg(feature = "merge")]
    pub(crate) fn has_codes(&self) -> bool {
        self.runs.iter().any(|run| matches!(run, TextRun::Code(_)))
    }

    /// The text with the content of all codes; `lost` gives that of codes without. `Err` with the first code whose
    /// content is not known, or with nothing if the text is longer than `limit` bytes.
    pub(crate) fn flatten<'s>(
        &'s self,
        limit: usize,
        mut lost: impl FnMut(&'s EditCode) -> Option<&'s str>,
    ) -> Result<String, Option<&'s EditCode>> {
        let mut flat = String::new();
        for run in &self.runs {
            flat.push_str(match run {
                TextRun::Text(text) => text,
                TextRun::Code(code) => match &code.content {
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
}
