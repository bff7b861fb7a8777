//! Filters between a reader of pages and a writer.

use std::{fmt, io};

use super::{Candidate, Filter, FilterRule, Removed, Seen};
use crate::format::{Page, UnitWriter, Written};
use crate::front_matter::{FrontMatter, Translator};
use crate::hash::TextHash;
use crate::locale::Locale;
use crate::place::LocatedUnit;

/// Passes the wanted units on to a writer, and counts the others. The answer for a unit that is not wanted is
/// [`Written::NotWanted`].
///
/// ```
/// use bitext::Locale;
/// use bitext::export::Export;
/// use bitext::filter::{Filter, FilteredWriter, Repeats, FilterRule, Seen, Skip};
/// use bitext::format::JsonLinesWriter;
///
/// let page = "<span data-ttu-id=\"407fb-102\">Hello</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let filter = Filter::new().with_skipped(Skip::Unchanged);
/// let (mut lines, mut seen) = (JsonLinesWriter::new(Vec::new()), Seen::new());
/// let mut writer = FilteredWriter::new(&filter, Repeats::Met(&mut seen), &mut lines);
/// let summary = Export::new("a.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
/// assert_eq!((summary.units, writer.removed().by(FilterRule::Unchanged)), (0, 1));
/// # Ok::<(), bitext::Error>(())
/// ```
#[must_use]
pub struct FilteredWriter<'f> {
    filter: &'f Filter,
    repeats: Repeats<'f>,
    writer: &'f mut dyn UnitWriter,
    removed: Removed,
    locale: Option<String>,
    translator: Option<Translator>,
}

/// Which units are repeated, if the filter asks for it.
#[derive(Debug)]
pub enum Repeats<'f> {
    /// Those that are among these hashes; the others are taken in.
    Met(&'f mut Seen),
    /// What was found out before, for each unit that passes all other rules, in order. Units after the last one stay.
    Known(std::slice::Iter<'f, bool>),
    /// None; the hashes of the units are collected, so that it can be found out.
    Collected(&'f mut Vec<TextHash>),
}

impl<'f> FilteredWriter<'f> {
    /// Passes on to `writer` what `filter` lets through.
    pub fn new(filter: &'f Filter, repeats: Repeats<'f>, writer: &'f mut dyn UnitWriter) -> Self {
        Self { filter, repeats, writer, removed: Removed::default(), locale: None, translator: None }
    }

    /// What was taken away so far.
    #[must_use]
    pub const fn removed(&self) -> Removed {
        self.removed
    }

    fn rule_against(&mut self, unit: &LocatedUnit<'_>) -> Option<FilterRule> {
        let candidate = Candidate {
            is_merged: unit.id.is_merged(),
            translator: self.translator,
            locale: self.locale.as_deref().and_then(|tag| Locale::parse(tag).ok()),
            ..Candidate::new(unit.source, unit.target)
        };
        let rule = self.filter.rule_against(&candidate, || Some(unit.place.context()));
        if rule.is_some() {
            return rule;
        }
        let is_repeated = match (&mut self.repeats, self.filter.key(&candidate)) {
            (_, None) => false,
            (Repeats::Met(seen), Some(key)) => !seen.is_new(key),
            (Repeats::Known(known), Some(_)) => known.next().copied().unwrap_or_default(),
            (Repeats::Collected(keys), Some(key)) => {
                keys.push(key);
                false
            }
        };
        is_repeated.then_some(FilterRule::Repeated)
    }
}

impl fmt::Debug for FilteredWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilteredWriter")
            .field("filter", self.filter)
            .field("removed", &self.removed)
            .finish_non_exhaustive()
    }
}

impl UnitWriter for FilteredWriter<'_> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.locale = page.target_locale.map(|locale| locale.to_string());
        let kind = page.front_matter.and_then(FrontMatter::translation_type);
        self.translator = kind.map(Translator::from);
        self.writer.begin(page)
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        match self.rule_against(unit) {
            None => self.writer.unit(unit),
            Some(rule) => {
                self.removed.add(rule);
                Ok(Written::NotWanted)
            }
        }
    }

    fn end(&mut self, error: Option<&str>) -> io::Result<()> {
        self.writer.end(error)
    }

    fn unreadable(&mut self, path: &str, error: &str) -> io::Result<()> {
        self.writer.unreadable(path, error)
    }

    fn close(&mut self) -> io::Result<()> {
        self.writer.close()
    }
}
