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
    /// The text without what may be layout of its file, where that differs.
    without_layout: Option<Box<EditText>>,
    fault: Option<TextFault>,
}

/// Why a text cannot be known from its file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextFault {
    /// It holds an element of this name, which its format does not have in texts.
    UnknownElement(Box<str>),
    /// It is very much longer than its unit in the file, because many codes refer to one content.
    TooLong,
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
    /// A code without a partner.
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
        Self { runs, ..Self::default() }
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

    /// States what `self` is without white space that may be layout of its file: indentation at its ends and around its
    /// segments, where nothing in the file says that white space is to be kept.
    #[must_use]
    pub fn or_without_layout(mut self, plain: Self) -> Self {
        self.without_layout = Some(Box::new(plain)).filter(|plain| plain.runs != self.runs);
        self
    }

    /// The text without white space that may be layout of its file; `None` if there is no such white space.
    #[must_use]
    pub fn without_layout(&self) -> Option<&Self> {
        self.without_layout.as_deref()
    }

    /// States why the text cannot be known. The first fault stays.
    pub fn push_fault(&mut self, fault: TextFault) {
        self.fault.get_or_insert(fault);
    }

    /// The text in no more memory than it needs: files hold very many.
    #[cfg(feature = "xliff")]
    pub(crate) fn shrunk(mut self) -> Self {
        self.runs.shrink_to_fit();
        self
    }

    /// The text as far as it is known.
    #[cfg(feature = "xliff")]
    pub(crate) fn without_fault(mut self) -> Self {
        self.fault = None;
        self
    }

    /// Why the text cannot be known from its file, if that is so. What else the text holds is then not all of it.
    #[must_use]
    pub const fn fault(&self) -> Option<&TextFault> {
        self.fault.as_ref()
    }

    /// Adds a code as it is.
    #[cfg(feature = "merge")]
    pub(crate) fn push_known(&mut self, code: EditCode) {
        self.runs.push(TextRun::Code(code));
    }

    /// Adds another text after this one.
    #[cfg(feature = "xliff")]
    pub(crate) fn append(&mut self, mut other: Self) {
        let plains = [self.without_layout.take(), other.without_layout.take()];
        if plains.iter().any(Option::is_some) {
            let [first, second] = plains;
            let mut plain = first.map_or_else(|| Self { runs: self.runs.clone(), ..Self::default() }, |plain| *plain);
            let second = second.map_or_else(|| other.runs.clone(), |plain| plain.runs);
            plain.append_runs(second);
            self.without_layout = Some(Box::new(plain));
        }
        self.fault = self.fault.take().or(other.fault);
        self.append_runs(other.runs);
    }

    #[cfg(feature = "xliff")]
    fn append_runs(&mut self, runs: Vec<TextRun>) {
        for run in runs {
            match run {
                TextRun::Text(text) => self.push_text(&text),
                code @ TextRun::Code(_) => self.runs.push(code),
            }
        }
    }

    /// Whether its last character is text and one of these.
    #[cfg(feature = "xliff")]
    pub(crate) fn ends_with(&self, these: impl Fn(char) -> bool) -> bool {
        matches!(self.runs.last(), Some(TextRun::Text(text)) if text.ends_with(these))
    }

    /// The length of the text with the content of all codes that is known.
    #[cfg(feature = "xliff")]
    pub(crate) fn known_len(&self) -> usize {
        let lens = self.runs.iter().map(|run| match run {
            TextRun::Text(text) => text.len(),
            TextRun::Code(code) => code.content.as_ref().map_or(0, |content| content.len()),
        });
        lens.fold(0, usize::saturating_add)
    }

    #[cfg(feature = "merge")]
    pub(crate) fn has_codes(&self) -> bool {
        self.runs.iter().any(|run| matches!(run, TextRun::Code(_)))
    }

    /// The text with the content of all codes; `lost` gives that of codes without. `Err` with the first code whose
    /// content is not known, or with nothing if the text is longer than `limit` bytes or cannot be known.
    pub(crate) fn flatten<'s>(
        &'s self,
        limit: usize,
        mut lost: impl FnMut(&'s EditCode) -> Option<&'s str>,
    ) -> Result<String, Option<&'s EditCode>> {
        if self.fault.is_some() {
            return Err(None);
        }
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
