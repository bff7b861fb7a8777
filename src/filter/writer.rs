//! Filters between a reader of pages and a writer.

use std::{fmt, io};

use super::{Candidate, Filter, FilterRule, Removed, Seen};
use crate::format::{Page, UnitWriter, Written};
use crate::front_matter::{FrontMatter, Translator};
use crate::hash::TextHash;
use crate::locale::Locale;
use crate::markup::Markup;
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
    markup: Markup,
    locale: Option<String>,
    translator: Option<Translator>,
}

/// Which units are repeated, if the filter asks for it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Repeats<'f> {
    /// Those that are among these hashes; the others are taken in, but for those that the writer leaves out.
    Met(&'f mut Seen),
    /// What was found out before, for each unit that passes all other rules, in order. Units after the last one stay.
    Known(std::slice::Iter<'f, bool>),
    /// None; the hashes of the units are collected, so that it can be found out, with `None` for those that the writer leaves out.
    Collected(&'f mut Vec<Option<TextHash>>),
}

impl<'f> FilteredWriter<'f> {
    /// Passes on to `writer` what `filter` lets through.
    pub fn new(filter: &'f Filter, repeats: Repeats<'f>, writer: &'f mut dyn UnitWriter) -> Self {
        let (removed, markup) = (Removed::default(), Markup::Markdown);
        Self { filter, repeats, writer, removed, markup, locale: None, translator: None }
    }

    /// What was taken away so far.
    #[must_use]
    pub const fn removed(&self) -> Removed {
        self.removed
    }

    /// The rule that a unit breaks, or the hash by which it is compared with others.
    fn judge(&mut self, unit: &LocatedUnit<'_>) -> Result<Option<TextHash>, FilterRule> {
        let candidate = Candidate {
            is_merged: unit.id.is_merged(),
            translator: self.translator,
            locale: self.locale.as_deref().map(Locale::known),
            markup: self.markup,
            ..Candidate::new(unit.source, unit.target)
        };
        if let Some(rule) = self.filter.rule_against(&candidate, || Some(unit.place.context())) {
            return Err(rule);
        }
        let Some(key) = self.filter.key(&candidate) else { return Ok(None) };
        let is_repeated = match &mut self.repeats {
            Repeats::Met(seen) => seen.contains(key),
            Repeats::Known(known) => known.next().copied().unwrap_or_default(),
            Repeats::Collected(_) => false,
        };
        if is_repeated { Err(FilterRule::Repeated) } else { Ok(Some(key)) }
    }

    /// Takes in the hash of a unit that the writer was given.
    fn take_in(&mut self, key: TextHash, written: Written) {
        let is_there = !matches!(written, Written::LeftOut(_));
        match &mut self.repeats {
            Repeats::Met(seen) => {
                if is_there {
                    seen.is_new(key);
                }
            }
            Repeats::Known(_) => {}
            Repeats::Collected(keys) => keys.push(is_there.then_some(key)),
        }
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
        self.markup = page.markup;
        self.writer.begin(page)
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        match self.judge(unit) {
            Ok(key) => {
                let written = self.writer.unit(unit)?;
                if let Some(key) = key {
                    self.take_in(key, written);
                }
                Ok(written)
            }
            Err(rule) => {
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
