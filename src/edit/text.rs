//! The text of an edit as its file holds it: text and inline codes.

use std::borrow::Cow;

/// A text of an edit, with its codes told apart as far as its file does so. A plain `&str` or `String` is a text in which
/// they are not.
///
/// ```
/// # use bitext::edit::{CodeHalf, EditText};
/// let mut text = EditText::from("Click ");
/// text.push_code("1", CodeHalf::Open, Some("**"));
/// text.push_text("OK");
/// text.push_code("1", CodeHalf::Close, Some("**"));
/// assert_eq!(text.to_flat().as_deref(), Some("Click **OK**"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct EditText {
    /// The characters, and the content of the codes as far as it is known, in order: a file holds very many texts, so each
    /// takes one piece of memory.
    flat: String,
    /// What many texts do not have.
    more: Option<Box<More>>,
}

/// What a text has besides its characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct More {
    codes: Vec<CodeRange>,
    /// The ids of the codes, one after the other.
    ids: String,
    rare: Option<Box<RareFacts>>,
}

/// What few texts have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct RareFacts {
    /// The same text without what may be layout of its file, where that differs.
    without_layout: Option<EditText>,
    fault: Option<TextFault>,
}

/// Where a code is: empty if its content is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct CodeRange {
    start: u32,
    end: u32,
    /// The end of its id among the ids.
    id_end: u32,
    half: CodeHalf,
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
    Code(EditCode<'t>),
}

/// An inline code, or half of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EditCode<'t> {
    /// The id in the file; the halves of a pair share it.
    pub(crate) id: &'t str,
    pub(crate) half: CodeHalf,
    /// The code itself; `None` if the file does not hold it (any more).
    pub(crate) content: Option<&'t str>,
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
    fn from(mut flat: String) -> Self {
        flat.shrink_to_fit();
        Self { flat, more: None }
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
        self.flatten(usize::MAX, |_| None).ok().map(Cow::into_owned)
    }

    /// What it is made of; two ranges of characters are never neighbours, and none is empty.
    pub(crate) fn runs(&self) -> impl Iterator<Item = TextRun<'_>> {
        let mut codes = self.codes().iter().peekable();
        let ids = self.more.as_ref().map_or("", |more| &more.ids);
        let (mut at, mut id_at) = (0, 0);
        std::iter::from_fn(move || {
            let end = codes.peek().map_or(self.flat.len(), |code| code.start as usize);
            if at < end {
                let text = &self.flat[at..end];
                at = end;
                return Some(TextRun::Text(text));
            }
            let code = codes.next()?;
            let (content, id) = (&self.flat[at..code.end as usize], &ids[id_at..code.id_end as usize]);
            (at, id_at) = (code.end as usize, code.id_end as usize);
            Some(TextRun::Code(EditCode { id, half: code.half, content: Some(content).filter(|it| !it.is_empty()) }))
        })
    }

    fn codes(&self) -> &[CodeRange] {
        self.more.as_ref().map_or(&[], |more| &more.codes)
    }

    fn rare(&self) -> Option<&RareFacts> {
        self.more.as_ref()?.rare.as_deref()
    }

    fn rare_mut(&mut self) -> &mut RareFacts {
        self.more.get_or_insert_default().rare.get_or_insert_default()
    }

    /// Adds characters.
    pub fn push_text(&mut self, text: &str) {
        if self.has_room(text.len()) {
            self.flat.push_str(text);
        }
    }

    /// Adds a code, or half of one. `id` is the same for both halves of a pair; `content` is the code itself, if it is known.
    pub fn push_code(&mut self, id: &str, half: CodeHalf, content: Option<&str>) {
        let content = content.unwrap_or_default();
        let ids = self.more.as_ref().map_or(0, |more| more.ids.len());
        if !self.has_room(content.len()) || !self.has_room(ids + id.len()) {
            return;
        }
        let start = offset(self.flat.len());
        self.flat.push_str(content);
        let end = offset(self.flat.len());
        let more = self.more.get_or_insert_default();
        more.ids.push_str(id);
        more.codes.push(CodeRange { start, end, id_end: offset(more.ids.len()), half });
    }

    /// Whether so many bytes more can be held; if not, the text is too long. No unit has 4 GiB.
    fn has_room(&mut self, bytes: usize) -> bool {
        let has_room = u32::try_from(self.flat.len().saturating_add(bytes)).is_ok();
        if !has_room {
            self.push_fault(TextFault::TooLong);
        }
        has_room
    }

    /// States what `self` is without white space that may be layout of its file: indentation at its ends and around its
    /// segments, where nothing in the file says that white space is to be kept.
    #[must_use]
    pub fn or_without_layout(mut self, plain: Self) -> Self {
        if plain.flat != self.flat || !plain.runs().eq(self.runs()) {
            self.rare_mut().without_layout = Some(plain);
        } else if let Some(rare) = self.more.as_mut().and_then(|more| more.rare.as_mut()) {
            rare.without_layout = None;
        }
        self
    }

    /// The text without white space that may be layout of its file; `None` if there is no such white space.
    #[must_use]
    pub fn without_layout(&self) -> Option<&Self> {
        self.rare()?.without_layout.as_ref()
    }

    /// States why the text cannot be known. The first fault stays.
    pub fn push_fault(&mut self, fault: TextFault) {
        self.rare_mut().fault.get_or_insert(fault);
    }

    /// The text in no more memory than it needs: files hold very many.
    #[cfg(feature = "xliff")]
    pub(crate) fn shrunk(mut self) -> Self {
        self.flat.shrink_to_fit();
        if let Some(more) = &mut self.more {
            more.codes.shrink_to_fit();
            more.ids.shrink_to_fit();
        }
        self
    }

    /// The text as far as it is known.
    #[cfg(feature = "xliff")]
    pub(crate) fn without_fault(mut self) -> Self {
        if let Some(rare) = self.more.as_mut().and_then(|more| more.rare.as_mut()) {
            rare.fault = None;
        }
        self
    }

    /// Why the text cannot be known from its file, if that is so. What else the text holds is then not all of it.
    #[must_use]
    pub fn fault(&self) -> Option<&TextFault> {
        self.rare()?.fault.as_ref()
    }

    /// Adds another text after this one.
    #[cfg(feature = "xliff")]
    pub(crate) fn append(&mut self, other: &Self) {
        if self.without_layout().is_some() || other.without_layout().is_some() {
            let plain = self.rare_mut().without_layout.take();
            let mut plain = plain.unwrap_or_else(|| {
                let mut plain = Self::new();
                plain.append_runs(self);
                plain
            });
            plain.append_runs(other.without_layout().unwrap_or(other));
            self.rare_mut().without_layout = Some(plain);
        }
        if let Some(fault) = other.fault() {
            self.push_fault(fault.clone());
        }
        self.append_runs(other);
    }

    #[cfg(feature = "xliff")]
    fn append_runs(&mut self, other: &Self) {
        for run in other.runs() {
            match run {
                TextRun::Text(text) => self.push_text(text),
                TextRun::Code(code) => self.push_code(code.id, code.half, code.content),
            }
        }
    }

    /// Whether its last character is text and one of these.
    #[cfg(feature = "xliff")]
    pub(crate) fn ends_with(&self, these: impl Fn(char) -> bool) -> bool {
        let is_text = self.codes().last().is_none_or(|code| (code.end as usize) < self.flat.len());
        is_text && self.flat.ends_with(these)
    }

    /// The length of the text with the content of all codes that is known, in bytes.
    #[cfg(feature = "xliff")]
    pub(crate) fn known_len(&self) -> usize {
        self.flat.len()
    }

    #[cfg(feature = "merge")]
    pub(crate) fn has_codes(&self) -> bool {
        !self.codes().is_empty()
    }

    /// The characters, if there is nothing else: no code, and no fault.
    #[cfg(feature = "merge")]
    pub(crate) fn as_characters(&self) -> Option<&str> {
        (self.codes().is_empty() && self.fault().is_none()).then_some(&self.flat)
    }

    /// The text with the content of all codes; `lost` gives that of codes without. `Err` with the first code whose
    /// content is not known, or with nothing if the text is longer than `limit` bytes or cannot be known.
    pub(crate) fn flatten<'s>(
        &'s self,
        limit: usize,
        mut lost: impl FnMut(EditCode<'s>) -> Option<&'s str>,
    ) -> Result<Cow<'s, str>, Option<EditCode<'s>>> {
        if self.fault().is_some() || self.flat.len() > limit {
            return Err(None);
        }
        if self.codes().iter().all(|code| code.start < code.end) {
            return Ok(Cow::Borrowed(&self.flat));
        }
        let mut flat = String::with_capacity(self.flat.len());
        for run in self.runs() {
            flat.push_str(match run {
                TextRun::Text(text) => text,
                TextRun::Code(code) => match code.content {
                    Some(content) => content,
                    None => lost(code).ok_or(Some(code))?,
                },
            });
            if flat.len() > limit {
                return Err(None);
            }
        }
        Ok(Cow::Owned(flat))
    }
}

/// An offset in a text that has room for it.
fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("it was looked whether there is room")
}
