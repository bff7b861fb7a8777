//! The translated strings of a page that have no source in it, with their sources from the English original of the page.
//!
//! The pipeline translates titles, descriptions, keywords and the alternative texts of images, but puts no source beside them:
//! the page hides them. With the original at hand (the same path at the commit `ms.sourcegitcommit` of the English repository), an [`Original`] gives
//! them as [`HiddenUnit`]s, and says whether the original still holds the source of a unit.
//!
//! - Title and keywords are whole; a description is split into sentences where both sides have equally many, as the pipeline
//!   does.
//! - Images that are inside a unit are part of its texts and hidden no more. All others are matched with those of the original:
//!   by position if there are equally many images, else by their addresses, in order.
//! - What is empty on either side, or has no match on the other, is left out.
//!
//! It reads texts only: where originals come from is for the caller to say.
//!
//! ```
//! use bitext::english::Original;
//! use bitext::Document;
//!
//! let original = Original::new("---\ntitle: Hello\n---\n![A cat](cat.png)\n\nGood day\n");
//! let page = "---\ntitle: Sveiki\n---\n![Kaķis](cat.png)\n\n\
//!     <span data-ttu-id=\"407fb-103\">Labdien</span><span class=\"sxs-lookup\">\
//!     <span data-stu-id=\"407fb-103\">Good day</span></span>\n";
//! let document = Document::parse(page);
//! let hidden = original.hidden_units(&document);
//! let pairs: Vec<_> = hidden.iter().map(|unit| (&*unit.key, &*unit.source, &*unit.target)).collect();
//! assert_eq!(pairs, [("title", "Hello", "Sveiki"), ("image-alt-1", "A cat", "Kaķis")]);
//! assert!(original.check().holds("Good day"));
//! ```

mod images;
mod normal;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;

use crate::document::Document;
use crate::front_matter::{Entry, FrontMatter};
use crate::locale::Locale;
use crate::part::Part;
use crate::place::ContextKind;
use crate::position::Span;
use crate::sentence::align;
use images::images;
use normal::push_normal;

/// A string of a page that has no markup of a unit, with its English source.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HiddenUnit<'a> {
    /// What it is, unique in its page: `title`, `description`, `description-2`, `keywords`, `image-alt-3`.
    pub key: String,
    /// [`ContextKind::FrontMatter`] or [`ContextKind::ImageAlt`].
    pub context: ContextKind,
    /// The text of the original; quotes of a scalar are taken off, and its escapes resolved.
    pub source: Cow<'a, str>,
    /// The text of the page, likewise.
    pub target: Cow<'a, str>,
    /// Where the target is in the page: the value of the entry (of all its sentences), or the alternative text.
    pub span: Span,
}

/// The keys of the front matter that the pipeline translates.
const TRANSLATED: [&str; 3] = ["title", "description", "keywords"];

/// The English original of a page.
#[derive(Debug, Clone, Copy)]
pub struct Original<'a> {
    text: &'a str,
}

impl<'a> Original<'a> {
    /// The original with this text.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text }
    }

    /// The strings of a page that have no markup, with their sources, in the order of the page: first those of the front
    /// matter, then images.
    #[must_use]
    pub fn hidden_units(&self, page: &Document<'a>) -> Vec<HiddenUnit<'a>> {
        let mut hidden = Vec::new();
        if let (Some(original), Some(front_matter)) = (FrontMatter::of(self.text), page.front_matter()) {
            let language = page.locale().map(Locale::language);
            for entry in last_entries(front_matter) {
                if let (Some(source), Some(target)) = (original.get(entry.key), entry.text()) {
                    push_entry(&mut hidden, &entry, source, target, language);
                }
            }
        }
        self.push_images(&mut hidden, page);
        hidden
    }

    /// The images that are not inside units, as far as the original has their alternative texts.
    fn push_images(&self, hidden: &mut Vec<HiddenUnit<'a>>, page: &Document<'a>) {
        let body = body(self.text);
        let english: Vec<_> = images(body).map(|image| (&body[image.alt], image.address)).collect();
        let localized = localized_images(page);
        let by_address =
            (english.len() != localized.len()).then(|| occurrences(english.iter().map(|(_, address)| *address)));
        let mut met = HashMap::<&str, usize>::new();
        for (index, (address, place)) in localized.iter().enumerate() {
            let occurrence = met.entry(address).or_default();
            let found = match &by_address {
                None => Some(index),
                Some(by_address) => by_address.get(&**address).and_then(|found| found.get(*occurrence)).copied(),
            };
            *occurrence += 1;
            let (Some(place), Some((source, _))) = (place, found.and_then(|found| english.get(found))) else {
                continue;
            };
            let target = &page.text()[place.clone()];
            if !(source.trim().is_empty() || target.trim().is_empty()) {
                hidden.push(HiddenUnit {
                    key: format!("image-alt-{}", index + 1),
                    context: ContextKind::ImageAlt,
                    source: Cow::Borrowed(source),
                    target: Cow::Borrowed(target),
                    span: Span::new(place.start as u64, place.end as u64),
                });
            }
        }
    }

    /// Prepares for the question whether the original holds the sources of a page's units. A source that it does not hold was
    /// changed or removed between the commit that was translated and this original.
    ///
    /// ```
    /// # use bitext::english::Original;
    /// let mut check = Original::new("> Good\n> day. See a_b.\n").check();
    /// assert!(check.holds("Good day.") && check.holds("See a\\_b.") && !check.holds("Good evening."));
    /// ```
    #[must_use]
    pub fn check(&self) -> SourceCheck {
        let mut text = String::with_capacity(self.text.len());
        push_normal(&mut text, self.text);
        let budget = SCANS * text.len();
        SourceCheck { text, at: 0, budget, wanted: String::new() }
    }
}

/// Says whether an original holds the sources of a page; made by [`Original::check`]. Give it the sources of a page in their order: it looks on from the last one found.
#[derive(Debug, Clone)]
pub struct SourceCheck {
    text: String,
    at: usize,
    /// So many bytes may still be looked at again.
    budget: usize,
    wanted: String,
}

/// An original is looked through so many times at the most for sources that it does not hold or that are in another order.
const SCANS: usize = 64;

impl SourceCheck {
    /// Whether the original holds a source, white space, backslashes and `>` aside.
    ///
    /// A page of which very many sources are missing is not looked through for each of them: from then on a source that is
    /// not after the last one found is taken for one that the original holds.
    pub fn holds(&mut self, source: &str) -> bool {
        self.wanted.clear();
        push_normal(&mut self.wanted, source);
        let finder = memmem::Finder::new(&self.wanted);
        if let Some(found) = finder.find(&self.text.as_bytes()[self.at..][..NEAR.min(self.text.len() - self.at)]) {
            self.at += found + self.wanted.len();
            return true;
        }
        let Some(budget) = self.budget.checked_sub(self.text.len()) else { return true };
        self.budget = budget;
        let Some(found) = finder.find(self.text.as_bytes()) else { return false };
        self.at = found + self.wanted.len();
        true
    }
}

/// So many bytes after the last source the next one is looked for at first.
const NEAR: usize = 8 << 10;

fn push_entry<'a>(
    hidden: &mut Vec<HiddenUnit<'a>>,
    entry: &Entry<'a>,
    source: Cow<'a, str>,
    target: Cow<'a, str>,
    language: Option<&str>,
) {
    if source.trim().is_empty() || target.trim().is_empty() {
        return;
    }
    let mut push = |key: String, source: Cow<'a, str>, target: Cow<'a, str>| {
        hidden.push(HiddenUnit { key, context: ContextKind::FrontMatter, source, target, span: entry.value_span });
    };
    let sentences = match entry.key {
        "description" => align(&source, Some("en"), &target, language),
        _ => None,
    };
    let Some(sentences) = sentences else {
        return push(entry.key.to_owned(), source, target);
    };
    for (index, (source, target)) in sentences.into_iter().enumerate() {
        let key = if index == 0 { entry.key.to_owned() } else { format!("{}-{}", entry.key, index + 1) };
        push(key, source.trim_end().to_owned().into(), target.trim_end().to_owned().into());
    }
}

/// The text after the front matter.
fn body(text: &str) -> &str {
    FrontMatter::of(text).map_or(text, |front_matter| &text[front_matter.raw().len()..])
}

/// For each address the numbers of its images.
fn occurrences<'a>(addresses: impl Iterator<Item = &'a str>) -> HashMap<&'a str, Vec<usize>> {
    let mut found = HashMap::<_, Vec<_>>::new();
    for (index, address) in addresses.enumerate() {
        found.entry(address).or_default().push(index);
    }
    found
}

/// The last entry of each translated key, in the order of the page.
fn last_entries(front_matter: FrontMatter<'_>) -> Vec<Entry<'_>> {
    let mut last = [None; TRANSLATED.len()];
    for entry in front_matter.entries() {
        if let Some(key) = TRANSLATED.iter().position(|key| *key == entry.key) {
            last[key] = Some(entry);
        }
    }
    let mut entries: Vec<_> = last.into_iter().flatten().collect();
    entries.sort_by_key(|entry| entry.span.start);
    entries
}

/// The images of a page whose units hold their sources, as the original has them: the address of each, and where its
/// alternative text is in the page, if no part of it is in a unit.
fn localized_images(page: &Document<'_>) -> Vec<(String, Option<Range<usize>>)> {
    let mut view = String::with_capacity(page.text().len());
    // For each range of skeleton its start in the view, its length, and its start in the page.
    let mut skeleton = Vec::new();
    let mut at = 0;
    for part in page.parts() {
        match part {
            Part::Unit(unit) => view.push_str(unit.source.unwrap_or_default()),
            Part::Skeleton(text) => {
                skeleton.push((view.len(), text.len(), at));
                view.push_str(text);
            }
            Part::FrontMatter(_) => {}
        }
        at += part.raw().len();
    }
    let place = |alt: &Range<usize>| {
        let next = skeleton.partition_point(|&(start, ..)| start <= alt.start);
        let (start, len, page_start) = *skeleton.get(next.checked_sub(1)?)?;
        (alt.end <= start + len).then(|| alt.start - start + page_start..alt.end - start + page_start)
    };
    images(&view).map(|image| (image.address.to_owned(), place(&image.alt))).collect()
}

#[cfg(test)]
mod tests;
