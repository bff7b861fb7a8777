//! The parts of a text in memory.
#![allow(
    clippy::inline_always,
    reason = "inlined, `next` computes only what the caller looks at: counting units page by page runs 1.3 times as fast as \
              with a call"
)]

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::front_matter::FrontMatter;
use crate::locale::Locale;
use crate::markup::Markup;
use crate::part::sequence::Sequence;
use crate::part::settings::Settings;
use crate::part::unit::Part;
use crate::scan::front;

/// The parts of a text, in order.
///
/// ```
/// # use bitext::{Part, Parts};
/// let page = "# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let parts: Vec<_> = Parts::new(page).collect();
/// let [Part::Skeleton("# "), Part::Unit(unit), Part::Skeleton("\n")] = parts[..] else { panic!() };
/// assert_eq!((unit.target, unit.source), ("Sveiki", Some("Hello")));
/// assert_eq!(parts.iter().map(Part::raw).collect::<String>(), page);
/// ```
pub struct Parts<'a> {
    text: &'a str,
    front_matter: Option<FrontMatter<'a>>,
    locale: Option<Locale<'a>>,
    settings: Settings<'a>,
    sequence: Sequence,
}

impl<'a> Parts<'a> {
    /// The parts of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self::with_settings(text, &Settings::default())
    }

    /// The parts of `text`, with a limit and a fallback locale of the caller's.
    #[must_use]
    pub fn with_settings(text: &'a str, settings: &Settings<'a>) -> Self {
        let front_matter_end = match settings.markup {
            Markup::Markdown => front::end(text.as_bytes()),
            Markup::Html => 0,
        };
        let front_matter = (front_matter_end > 0).then(|| FrontMatter::new(&text[..front_matter_end]));
        let locale = front_matter.and_then(FrontMatter::locale).or(settings.locale);
        let sequence = Sequence::new(settings.unit_limit, settings.markup, front_matter_end);
        Self { text, front_matter, locale, settings: *settings, sequence }
    }

    /// The whole front matter, if the text has one. It is known before the first part.
    #[must_use]
    pub fn front_matter(&self) -> Option<FrontMatter<'a>> {
        self.front_matter
    }

    /// The locale of the targets: the page's own word, else the caller's.
    #[must_use]
    pub fn locale(&self) -> Option<Locale<'a>> {
        self.locale
    }

    /// The findings that begin in the part given last, in the order of their places.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.sequence.diagnostics()
    }

    /// How the text is read.
    pub(crate) const fn settings(&self) -> &Settings<'a> {
        &self.settings
    }

    /// How much of the text the parts given so far are, in bytes.
    pub(crate) fn given(&self) -> usize {
        self.sequence.at()
    }

    /// The whole text.
    pub(crate) const fn text(&self) -> &'a str {
        self.text
    }
}

impl fmt::Debug for Parts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, len) = (self.sequence.at(), self.text.len());
        f.debug_struct("Parts").field("at", &at).field("len", &len).finish_non_exhaustive()
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn size_hint(&self) -> (usize, Option<usize>) {
        // No part is empty.
        let rest = self.text.len() - self.sequence.at();
        (rest.min(1), Some(rest))
    }

    #[inline(always)]
    fn next(&mut self) -> Option<Part<'a>> {
        let next = self.sequence.step(self.text, true);
        self.sequence.part(self.text, 0, self.locale, next)
    }
}

impl std::iter::FusedIterator for Parts<'_> {}
