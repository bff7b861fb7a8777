//! One edit: a new target for a unit, and what its file says about it.

use std::borrow::Cow;
use std::sync::Arc;

use crate::edit::text::EditText;
use crate::part::Settings;
use crate::position::Position;

/// A new target for a unit.
///
/// ```
/// # use bitext::edit::Edit;
/// let edit = Edit::new("407fb-102", "Labdien").in_page("docs/a.md").for_source("Hello");
/// assert_eq!((edit.id(), edit.path()), ("407fb-102", Some("docs/a.md")));
/// assert_eq!(edit.target().as_deref(), Some("Labdien"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    path: Option<Arc<str>>,
    id: Box<str>,
    /// The name of the file that it comes from, and where it is in that file.
    origin: Option<Arc<str>>,
    position: Option<Position>,
    locale: Option<Arc<str>>,
    state: EditState,
    is_locked: bool,
    made_for: MadeFor,
    text: EditText,
}

/// The source for which an edit was made.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum MadeFor {
    /// It is not known.
    #[default]
    Unknown,
    /// The unit has no source.
    NoSource,
    /// The unit has this source.
    Source(EditText),
}

/// What a file of edits says about the state of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum EditState {
    /// Nothing.
    #[default]
    Unknown,
    /// Not translated yet: state `new`, `needs-translation` or `needs-adaptation` (XLIFF 1.2, section 2.3), `initial`
    /// (XLIFF 2.1, section 4.3.1.31). Its text is no edit where it is empty or equals the source.
    Untranslated,
    /// Translated, but not approved.
    Translated,
    /// Approved: `approved="yes"` (XLIFF 1.2), state `reviewed` or `final` (XLIFF 2.1).
    Approved,
}

impl Edit {
    /// A new target for the unit `id`, in whatever page it is merged into.
    #[must_use]
    pub fn new(id: impl Into<Box<str>>, target: impl Into<EditText>) -> Self {
        Self {
            path: None,
            id: id.into(),
            origin: None,
            position: None,
            locale: None,
            state: EditState::Unknown,
            is_locked: false,
            made_for: MadeFor::Unknown,
            text: target.into(),
        }
    }

    /// Names the page of the unit: only a merge under this name takes the edit.
    #[must_use]
    pub fn in_page(mut self, path: impl Into<Arc<str>>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// States the source for which the edit was made: a merge refuses it where the unit has another one.
    #[must_use]
    pub fn for_source(self, source: impl Into<EditText>) -> Self {
        self.made_for(MadeFor::Source(source.into()))
    }

    /// States for which source the edit was made, if for any.
    #[must_use]
    pub fn made_for(mut self, source: MadeFor) -> Self {
        self.made_for = source;
        self
    }

    /// States what the edit's file says about its state.
    #[must_use]
    pub fn with_state(mut self, state: EditState) -> Self {
        self.state = state;
        self
    }

    /// States that the edit's file says the unit is not to be translated: `translate="no"`.
    #[must_use]
    pub fn locked(mut self) -> Self {
        self.is_locked = true;
        self
    }

    /// States the language of the new target, as a language tag.
    #[must_use]
    pub fn with_locale(mut self, tag: impl Into<Arc<str>>) -> Self {
        self.locale = Some(tag.into());
        self
    }

    /// States where the edit is in its file (1-based line and column).
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }

    /// Names the file that the edit comes from.
    #[must_use]
    pub fn from_file(mut self, name: impl Into<Arc<str>>) -> Self {
        self.origin = Some(name.into());
        self
    }

    /// Takes the name of the page away: the edit is then for any page.
    pub(super) fn remove_path(&mut self) {
        self.path = None;
    }

    /// Names the file that the edit comes from.
    pub(super) fn set_file(&mut self, name: &Arc<str>) {
        self.origin = Some(Arc::clone(name));
    }

    /// What it says about its unit: edits of one unit for which this is equal have one verdict, wherever they come from.
    #[cfg(feature = "merge")]
    pub(crate) fn statement(&self) -> impl Eq + std::hash::Hash {
        (self.state, self.is_locked, &self.locale, &self.text, &self.made_for)
    }

    /// The path of the page, if it is known.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    pub(crate) fn shared_path(&self) -> Option<&Arc<str>> {
        self.path.as_ref()
    }

    /// The id of the unit, or what the file has in its place.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name of the file that it comes from, if it was given.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// The line and column of the edit in its file, if it comes from one.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.position
    }

    /// The language tag that its file states for the new target.
    #[must_use]
    pub fn locale(&self) -> Option<&str> {
        self.locale.as_deref()
    }

    /// What its file says about its state.
    #[must_use]
    pub fn state(&self) -> EditState {
        self.state
    }

    /// Whether its file says that the unit is not to be translated.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.is_locked
    }

    /// The source for which it was made.
    #[must_use]
    pub fn source(&self) -> &MadeFor {
        &self.made_for
    }

    /// The new target, with its codes told apart as far as its file does so.
    #[must_use]
    pub fn text(&self) -> &EditText {
        &self.text
    }

    /// The new target; `None` if the file has lost the content of its codes, or if it is longer than 4 MiB, which no unit
    /// is: a small file may refer to one code very often.
    #[must_use]
    pub fn target(&self) -> Option<String> {
        self.text.flatten(Settings::default().unit_limit, |_| None).ok().map(Cow::into_owned)
    }
}
