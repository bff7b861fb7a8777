//! A review: units side by side in one HTML file, for the people who read translations.
//!
//! [`ReviewPage`] writes a page about documents, [`ReviewIndex`] a page that leads to others. A page needs no script to be
//! read and no network, ever: a small script, which the page's own policy allows by its hash, adds filters and keys.
//! Whatever comes from the input is text: it is escaped by the template crate, characters that one cannot see are
//! labels, and the policy would keep it from running were it not. Texts have the language and the direction of their
//! side.
//!
//! ```
//! use bitext::Markup;
//! use bitext::review::{FindingLevel, ReviewDocument, ReviewFinding, ReviewPage, ReviewUnit};
//!
//! let mut unit = ReviewUnit::new("407fb-102", Some("Hello, **world** <script>"), "Sveiki, **pasaule**");
//! unit.findings.push(ReviewFinding::new("too-friendly", FindingLevel::Note, "are they friends?"));
//! let mut document = ReviewDocument::new("page.md", Markup::Markdown);
//! document.units.push(unit);
//! let mut html = Vec::new();
//! ReviewPage::new().write(&[document], &mut html)?;
//! let html = String::from_utf8(html).unwrap();
//! assert!(html.contains("Sveiki, <code class=\"k\">**</code>pasaule"));
//! assert!(html.contains("&lt;script&gt;"));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! [`ReviewDocument::of`] makes the document of a page, [`ReviewDocument::add_edits`] adds what a merge would do, and with
//! the feature `check` `ReviewDocument::add_findings` adds what a checker finds.
//!
//! # What it leaves out
//! Checking and reading of files: the caller gives findings and edits. Nothing can be changed in a page.

mod build;
mod characters;
mod chart;
#[cfg(feature = "check")]
mod checked;
mod counts;
mod data;
mod differences;
mod direction;
mod document;
mod edits;
mod marked;
mod page;
mod policy;
mod unit;
mod words;

pub use data::{FindingLevel, ReviewDocument, ReviewEdit, ReviewFinding, ReviewUnit};
pub use page::{ReviewIndex, ReviewPage};
