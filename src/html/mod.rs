//! Published pages: the units of a page in HTML, in which the Markdown around and inside them has become elements.
//!
//! [`HtmlPage`] reads a page. The body is read by the scanner that reads Markdown pages: byte spans, verbatim inner HTML,
//! and the same rule for where a text ends; other attributes on the spans are read, too. A tree of the page, built as a
//! browser builds it (by html5ever), gives what needs one: the head, the block around each unit and the headings above.
//! Both are compared: a unit whose text a browser sees differently is reported, with its cause where it is known (a tag that is not
//! closed, an end tag that closes nothing, a block).
//!
//! - Several hex prefixes are no damage here: included files are inlined in a page.
//! - The facts of the head (`<meta name="ms.contentlocale" …>` and its like) are the front matter; see
//!   [`HtmlPage::front_matter`].
//! - A page is recognised by its content, see [`is_html`](crate::place::is_html); a saved page that has lost its head is not.
//!
//! # What it leaves out
//! Encodings other than UTF-8, streams (the head is needed first and the tree needs all), and what scripts of the site
//! do with a page. Of a page that is nested so deep, or repaired to such a size, that no browser's tree is of use, the
//! rest has no tree: its units are there, their blocks are [`ContextKind::Other`](crate::place::ContextKind::Other), and it is
//! reported.

mod content;
mod document;
mod head;
mod page;
mod tree;
mod walk;

pub use page::HtmlPage;
