//! The two markup languages of pages, and of the texts in them.

/// The markup language of a page and of the texts of its units: the Markdown of a page's source, or the HTML of a
/// published page.
///
/// In HTML the spans of a unit may have other attributes, too, several hex prefixes are no damage, and there is no front matter
/// in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Markup {
    /// `CommonMark` with what the documentation platform adds to it.
    #[default]
    Markdown,
    /// HTML: in a text only tags, comments and character references are codes.
    Html,
}
