//! What a merge takes.

use crate::edit::{Edit, EditState};

/// What a merge takes, otherwise than usual.
///
/// ```
/// use bitext::Document;
/// use bitext::edit::{Edit, Edits};
/// use bitext::merge::{MergeOptions, Verdict};
///
/// let page = "---\nms.contentlocale: lv-LV\n---\n<span data-ttu-id=\"407fb-102\">Sveiki</span>\
///             <span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let document = Document::parse(page);
/// let edits = Edits::from_iter([Edit::new("407fb-102", "Tere").with_locale("et-EE")]);
/// let verdict = |options| edits.merge_with("a.md", &document, options).outcomes()[0].verdict;
/// assert_eq!(verdict(MergeOptions::new()), Verdict::OtherLanguage);
/// assert_eq!(verdict(MergeOptions::new().with_any_language()), Verdict::Changed);
/// assert_eq!(verdict(MergeOptions::new().with_only_approved()), Verdict::NotApproved);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct MergeOptions {
    any_language: bool,
    only_approved: bool,
}

impl MergeOptions {
    /// Edits in the page's language, in any state.
    #[must_use]
    pub const fn new() -> Self {
        Self { any_language: false, only_approved: false }
    }

    /// Takes edits whose file states another language than the page does, too.
    #[must_use]
    pub const fn with_any_language(mut self) -> Self {
        self.any_language = true;
        self
    }

    /// Passes over edits that their file does not state to be approved
    /// ([`EditState::Approved`](crate::edit::EditState::Approved)).
    #[must_use]
    pub const fn with_only_approved(mut self) -> Self {
        self.only_approved = true;
        self
    }

    /// Whether an edit is in a state that is wanted.
    #[must_use]
    pub fn takes(self, edit: &Edit) -> bool {
        !self.only_approved || edit.state() == EditState::Approved
    }

    pub(super) const fn takes_any_language(self) -> bool {
        self.any_language
    }
}
