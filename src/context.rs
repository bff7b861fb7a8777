//! The kinds of places in which units are.

use std::fmt;

/// What a unit is in; of several, the innermost.
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

/// The blocks around the units of a page that a tree has found; where there are none, [`place`](crate::place) finds them in
/// the text.
#[derive(Debug, Clone, Default)]
#[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only published pages have a tree"))]
pub(crate) struct PageBlocks {
    /// Of each unit its context and the innermost heading above it, as a place in the list of headings.
    pub(crate) units: Vec<(ContextKind, Option<usize>)>,
    pub(crate) headings: Vec<PageHeading>,
}

/// A heading of a page.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only published pages have a tree"))]
pub(crate) struct PageHeading {
    /// 1 to 6.
    pub(crate) level: u8,
    /// The plain text of the heading in the source language.
    pub(crate) text: String,
    /// The innermost heading above it, as a place in the list.
    pub(crate) above: Option<usize>,
}

impl PageBlocks {
    /// The context of a unit.
    pub(crate) fn context(&self, unit: usize) -> ContextKind {
        self.units.get(unit).map_or(ContextKind::Other, |(context, _)| *context)
    }

    /// The innermost heading above a unit.
    pub(crate) fn heading(&self, unit: usize) -> Option<usize> {
        self.units.get(unit)?.1
    }

    /// The texts of a heading and of those above it, outermost first: six at most, as levels rise.
    pub(crate) fn headings(&self, innermost: Option<usize>) -> Vec<String> {
        let all = &self.headings;
        let above = std::iter::successors(innermost.map(|at| &all[at]), |heading| heading.above.map(|at| &all[at]));
        let mut path: Vec<_> = above.map(|heading| heading.text.clone()).collect();
        path.reverse();
        path
    }
}
