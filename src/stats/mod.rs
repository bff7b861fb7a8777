//! How much there is: files, units, words and characters of both sides, and what a translator has still to do.
//!
//! A [`Counter`] is shown the units of all pages, and gives [`Counts`] for each group of them. Counters of parts of the pages
//! can be [joined](Counter::join); the totals do not depend on the order, nor do those of groups of locales.
//!
//! ```
//! use bitext::Document;
//! use bitext::stats::{Counter, GroupBy};
//!
//! let page = "<span data-ttu-id=\"407fb-102\">Labs rīts</span><span class=\"sxs-lookup\">\
//!             <span data-stu-id=\"407fb-102\">Good morning, all</span></span>\n";
//! let document = Document::parse(page);
//! let mut counter = Counter::new(GroupBy::Locale);
//! counter.begin_page("a.md", document.front_matter());
//! for unit in document.located_units() {
//!     counter.unit(&unit);
//! }
//! let counts = counter.total();
//! assert_eq!((counts.units, counts.source.words, counts.target.words), (1, 3, 2));
//! ```
//!
//! # Words
//! Texts are counted [without their codes](crate::inline::plain_text). A word is what UAX 29 (Unicode 16) takes for one and
//! holds a letter or a digit, as in unicode-segmentation. Chinese, Japanese, Thai, Lao and Khmer do not write blanks between
//! words: there every character of these scripts counts as one word, as translation agencies count; in other texts such
//! characters do, too. Characters are Unicode scalar values, with blanks and without.
//!
//! # Distinct texts
//! Two units are equal if the [hashes](crate::hash) of source, target and locale are. Only hashes are kept, so memory
//! grows with the number of distinct units: about 50 bytes for each.

mod count;
mod counter;
mod words;

pub use count::{Counts, Effort};
pub use counter::{Counter, GroupBy};
pub use words::{Amount, amount_of};
