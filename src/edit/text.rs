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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct EditText {
    /// All characters, without those of codes.
    characters: String,
    /// What few texts have. Files hold very many texts, so it is apart.
    more: Option<Box<More>>,
}

/// What most texts lack.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct More {
    /// The codes in order, each with the number of bytes of characters before it.
    codes: Vec<(usize, EditCode)>,
    /// The text without what may be layout of its file, where that differs.
    without_layout: Option<EditText>,
    fault: Option<TextFault>,
}

/// Why a text cannot be known from its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextFault {
    /// It holds an element of this name, which its format does not have in texts.
    UnknownElement(Box<str>),
    /// It is very much longer than its unit in the file, because many codes refer to one content.
    TooLong,
}

/// A range of a text: characters, or one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextRun<'t> {
    Text(&'t str),
    Code(&'t EditCode),
}

/// An inline code, or half of one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
        text.to_owned().into()
    }
}

impl From<String> for EditText {
    fn from(text: String) -> Self {
        Self { characters: text, more: None }
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

    fn codes(&self) -> &[(usize, EditCode)] {
        self.more.as_ref().map_or(&[], |more| &more.codes)
    }

    fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }

    /// What it is made of; two ranges of characters are never neighbours, and none is empty.
    pub(crate) fn runs(&self) -> impl Iterator<Item = TextRun<'_>> {
        let mut codes = self.codes().iter().peekable();
        let mut at = 0;
        std::iter::from_fn(move || {
            let end = codes.peek().map_or(self.characters.len(), |(place, _)| *place);
            if at < end {
                let text = &self.characters[at..end];
                at = end;
                return Some(TextRun::Text(text));
            }
            codes.next().map(|(_, code)| TextRun::Code(code))
        })
    }

    /// Adds characters.
    pub fn push_text(&mut self, text: &str) {
        self.characters.push_str(text);
    }

    /// Adds a code, or half of one. `id` is the same for both halves of a pair; `content` is the code itself, if it is known.
    pub fn push_code(&mut self, id: &str, half: CodeHalf, content: Option<Arc<str>>) {
        let content = content.filter(|content| !content.is_empty());
        self.push_known(EditCode { id: id.into(), half, content });
    }

    /// States what `self` is without white space that may be layout of its file: indentation at its ends and around its
    /// segments, where nothing in the file says that white space is to be kept.
    #[must_use]
    pub fn or_without_layout(mut self, plain: Self) -> Self {
        let is_other = plain.characters != self.characters || plain.codes() != self.codes();
        if is_other {
            self.more().without_layout = Some(plain);
        } else if let Some(more) = &mut self.more {
            more.without_layout = None;
        }
        self
    }

    /// The text without white space that may be layout of its file; `None` if there is no such white space.
    #[must_use]
    pub fn without_layout(&self) -> Option<&Self> {
        self.more.as_ref()?.without_layout.as_ref()
    }

    /// States why the text cannot be known. The first fault stays.
    pub fn push_fault(&mut self, fault: TextFault) {
        self.more().fault.get_or_insert(fault);
    }

    /// The text in no more memory than it needs: files hold very many.
    #[cfg(feature = "xliff")]
    pub(crate) fn shrunk(mut self) -> Self {
        self.characters.shrink_to_fit();
        if let Some(more) = &mut self.more {
            more.codes.shrink_to_fit();
        }
        self
    }

    /// The text as far as it is known.
    #[cfg(feature = "xliff")]
    pub(crate) fn without_fault(mut self) -> Self {
        if let Some(more) = &mut self.more {
            more.fault = None;
        }
        self
    }

    /// Why the text cannot be known from its file, if that is so. What else the text holds is then not all of it.
    #[must_use]
    pub fn fault(&self) -> Option<&TextFault> {
        self.more.as_ref()?.fault.as_ref()
    }

    /// Adds a code as it is.
    pub(crate) fn push_known(&mut self, code: EditCode) {
        let place = self.characters.len();
        self.more().codes.push((place, code));
    }

    /// Adds another text after this one.
    #[cfg(feature = "xliff")]
    pub(crate) fn append(&mut self, mut other: Self) {
        let plains =
            [&mut *self, &mut other].map(|text| text.more.as_mut().and_then(|more| more.without_layout.take()));
        if plains.iter().any(Option::is_some) {
            let [first, second] = plains;
            let of_runs = |text: &Self| {
                let mut runs = Self::new();
                runs.append_runs(text);
                runs
            };
            let mut plain = first.unwrap_or_else(|| of_runs(self));
            plain.append_runs(second.as_ref().unwrap_or(&other));
            self.more().without_layout = Some(plain);
        }
        self.append_runs(&other);
        if let Some(fault) = other.more.and_then(|more| more.fault) {
            self.push_fault(fault);
        }
    }

    #[cfg(feature = "xliff")]
    fn append_runs(&mut self, other: &Self) {
        for run in other.runs() {
            match run {
                TextRun::Text(text) => self.push_text(text),
                TextRun::Code(code) => self.push_known(code.clone()),
            }
        }
    }

    /// Whether its last character is text and one of these.
    #[cfg(feature = "xliff")]
    pub(crate) fn ends_with(&self, these: impl Fn(char) -> bool) -> bool {
        let is_text = self.codes().last().is_none_or(|(place, _)| *place < self.characters.len());
        is_text && self.characters.ends_with(these)
    }

    /// The length of the text with the content of all codes that is known.
    #[cfg(feature = "xliff")]
    pub(crate) fn known_len(&self) -> usize {
        let lens = self.codes().iter().map(|(_, code)| code.content.as_ref().map_or(0, |content| content.len()));
        lens.fold(self.characters.len(), usize::saturating_add)
    }

    #[cfg(feature = "merge")]
    pub(crate) fn has_codes(&self) -> bool {
        !self.codes().is_empty()
    }

    /// The characters, if there is nothing else: no code, and no fault.
    #[cfg(feature = "merge")]
    pub(crate) fn as_characters(&self) -> Option<&str> {
        (self.codes().is_empty() && self.fault().is_none()).then_some(&self.characters)
    }

    /// The text with the content of all codes; `lost` gives that of codes without. `Err` with the first code whose
    /// content is not known, or with nothing if the text is longer than `limit` bytes or cannot be known.
    pub(crate) fn flatten<'s>(
        &'s self,
        limit: usize,
        mut lost: impl FnMut(&'s EditCode) -> Option<&'s str>,
    ) -> Result<String, Option<&'s EditCode>> {
        if self.fault().is_some() {
            return Err(None);
        }
        let mut flat = String::with_capacity(self.characters.len());
        for run in self.runs() {
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
