//! Edits into a page: the way back, with nothing lost.
//!
//! [`Edits::merge`](crate::edit::Edits::merge) gives a page with new targets. Laws: without edits it gives the page; with
//! edits, what it gives is read as the page with those targets that it says have changed, every other byte stays, and so do
//! the blocks of the page and the validity of its front matter, YAML or JSON. So an edit is refused, and the old target kept,
//! if it would change anything else. Each edit has an [`Outcome`], or is counted
//! as unmatched; refusing one changes the outcome of no other.
//!
//! Accepted are reordered codes, new codes, missing codes, and codes that a file holds as plain text. What is refused, and
//! what is repaired and noted, is said by [`Verdict`] and [`Note`].
//!
//! ```
//! use bitext::Document;
//! use bitext::edit::{Edit, Edits};
//! use bitext::merge::Verdict;
//!
//! let page = "# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
//!             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
//! let document = Document::parse(page);
//! let mut edits = Edits::new();
//! edits.push(Edit::new("407fb-102", "Labdien").for_source("Hello"));
//! edits.push(Edit::new("407fb-102", "Labdien").in_page("other.md"));
//! let merged = edits.merge("a.md", &document);
//! assert_eq!(merged.text(), page.replace("Sveiki", "Labdien"));
//! assert_eq!(merged.outcomes()[0].verdict, Verdict::Changed);
//! assert_eq!(merged.unmatched(), 1);
//! ```
//!
//! What is left out: front matter (its title and description are no units), and everything that is not in a target.

mod blocks;
mod check;
mod codes;
mod doubled;
mod inert;
#[cfg(test)]
mod inert_laws;
mod judge;
mod language;
mod layout;
#[cfg(test)]
mod linear;
mod new_target;
mod options;
mod outcome;
mod page;
mod placeholders;
mod reach;
mod script;
mod target_blocks;

pub use options::MergeOptions;
pub use outcome::{Note, Outcome, Verdict};
pub use page::Merged;
