//! The document of a published page.

use super::page::HtmlPage;
use crate::document::Document;

impl<'a> Document<'a> {
    /// The document of a published page: its units are those of the text, its front matter is the head's, and the places of
    /// its units are those of the tree. Several hex prefixes are no damage in it.
    #[must_use]
    pub fn from_html(page: &'a HtmlPage<'a>) -> Self {
        let settings = page.settings().with_locale(page.locale());
        Self::with_settings(page.text(), &settings).with_facts(page.front_matter(), page.blocks(), page.diagnostics())
    }
}
