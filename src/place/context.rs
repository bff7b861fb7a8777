//! The kinds of places in which units are.

use std::fmt;

/// What a unit stands in; of several, the innermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContextKind {
    /// A heading of this level, 1 to 6, by `#` or underlined.
    Heading(u8),
    /// A paragraph; also one that is not the first in its list item.
    Paragraph,
    /// The first block of a bullet list's item.
    BulletItem,
    /// The first block of an ordered list's item.
    OrderedItem,
    /// A block quote, alerts such as `> [!NOTE]` included.
    Quote,
    /// A cell of a Markdown table.
    TableCell,
    /// A `<td>` or `<th>` of an HTML table.
    HtmlTableCell,
    /// The text of a link: `[unit](url)`, `[unit][label]`.
    LinkText,
    /// The text of an image: `![unit](url)`.
    ImageAlt,
    /// An HTML comment.
    Comment,
    /// A code block, fenced or indented.
    CodeFence,
    /// The front matter.
    FrontMatter,
    /// Anything else: other HTML, and all of a YAML or JSON page.
    Other,
}

impl ContextKind {
    /// One stable word in kebab-case; all levels of headings have the same.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::BulletItem => "bullet-item",
            Self::OrderedItem => "ordered-item",
            Self::Quote => "quote",
            Self::TableCell => "table-cell",
            Self::HtmlTableCell => "html-table-cell",
            Self::LinkText => "link-text",
            Self::ImageAlt => "image-alt",
            Self::Comment => "html-comment",
            Self::CodeFence => "code-fence",
            Self::FrontMatter => "front-matter",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for ContextKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
