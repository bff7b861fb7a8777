//! What all writers of units share: the trait, and what is said about a page.

use std::io;

use crate::diagnostic::Code;
use crate::front_matter::FrontMatter;
use crate::locale::Locale;
use crate::markup::Markup;
use crate::place::LocatedUnit;

/// What all units of a page share.
///
/// ```
/// # use bitext::{Document, Locale, format::Page};
/// let document = Document::parse("---\nms.translationtype: MT\nms.contentlocale: lv-lv\n---\n");
/// let page = Page::new("a.md", Locale::parse("en-US")?, document.locale()).with_front_matter(document.front_matter());
/// assert_eq!(page.translation_type(), Some("MT"));
/// # Ok::<(), bitext::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Page<'a> {
    /// The name of the page, `/`-separated; with the id of a unit the key of the unit.
    pub path: &'a str,
    /// The language of the sources. Pages do not state it.
    pub source_locale: Locale<'a>,
    /// The language of the targets, if the page or the caller states it.
    pub target_locale: Option<Locale<'a>>,
    /// The page's front matter, if it has one.
    pub front_matter: Option<FrontMatter<'a>>,
    /// The markup language of the page and of its texts.
    pub markup: Markup,
}

impl<'a> Page<'a> {
    /// A page of Markdown without front matter.
    #[must_use]
    pub const fn new(path: &'a str, source_locale: Locale<'a>, target_locale: Option<Locale<'a>>) -> Self {
        Self { path, source_locale, target_locale, front_matter: None, markup: Markup::Markdown }
    }

    /// Gives the page its front matter.
    #[must_use]
    pub const fn with_front_matter(mut self, front_matter: Option<FrontMatter<'a>>) -> Self {
        self.front_matter = front_matter;
        self
    }

    /// Sets the markup language of the page.
    #[must_use]
    pub const fn with_markup(mut self, markup: Markup) -> Self {
        self.markup = markup;
        self
    }

    /// Who translated it, in the page's own word: `HT`, `MT`, `Human Translation` and others.
    #[must_use]
    pub fn translation_type(&self) -> Option<&'a str> {
        Some(self.front_matter?.translation_type()?.as_str())
    }
}

/// What became of a unit that was given to a writer.
///
/// ```
/// # use bitext::{Code, Document, Locale};
/// # use bitext::format::{JsonLinesWriter, Page, TmxWriter, UnitWriter, Written};
/// // A unit with an empty source: JSON Lines hold it, a translation memory cannot.
/// let document = Document::parse(
///     "<span data-ttu-id=\"407fb-102\">.</span><span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\"></span></span>",
/// );
/// let page = Page::new("a.md", Locale::parse("en")?, Some(Locale::parse("lv")?));
/// let unit = document.located_units().next().unwrap();
/// let (mut lines, mut memory) = (JsonLinesWriter::new(Vec::new()), TmxWriter::new(Vec::new()));
/// lines.begin(&page)?;
/// memory.begin(&page)?;
/// assert_eq!(lines.unit(&unit)?, Written::Whole);
/// assert_eq!(memory.unit(&unit)?, Written::LeftOut(Code::LeftOutNoSource));
/// # Ok::<(), bitext::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
#[non_exhaustive]
pub enum Written {
    /// It was written as it is.
    Whole,
    /// It was written, but not all of it as it is, or there is something to say about it; the code says what.
    Changed(Code),
    /// It was not written, because the format cannot hold it; the code says why.
    LeftOut(Code),
    /// It was not written, because it was not asked for.
    NotWanted,
}

/// Writes units in some format.
///
/// For each page [`begin`](Self::begin), then [`unit`](Self::unit) for each of its units in order, then [`end`](Self::end); a
/// page of which nothing could be read is [`unreadable`](Self::unreadable) instead. Last of all [`close`](Self::close).
///
/// ```
/// use bitext::export::Export;
/// use bitext::format::{Page, UnitWriter, Written};
/// use bitext::place::LocatedUnit;
/// use bitext::Locale;
///
/// /// Counts the words of all targets.
/// struct Words(usize);
///
/// impl UnitWriter for Words {
///     fn begin(&mut self, _page: &Page<'_>) -> std::io::Result<()> {
///         Ok(())
///     }
///     fn unit(&mut self, unit: &LocatedUnit<'_>) -> std::io::Result<Written> {
///         self.0 += unit.target.split_whitespace().count();
///         Ok(Written::Whole)
///     }
/// }
///
/// let page = "<span data-ttu-id=\"407fb-102\">Labs rīts</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Good morning</span></span>\n";
/// let mut words = Words(0);
/// Export::new("a.md", Locale::parse("en-US")?).text(page, &mut words, &mut ())?;
/// assert_eq!(words.0, 2);
/// # Ok::<(), bitext::Error>(())
/// ```
///
/// # Errors
/// All methods give the errors of the output. After such an error the output is not usable. An error that holds a
/// [`CannotHold`](crate::CannotHold) says that the format cannot hold the page: nothing of it was written, and the writer can
/// go on with the next page: neither `unit` nor `end` is called for this one.
///
/// A writer that wraps another one passes on all five methods; those with a default do nothing.
#[allow(clippy::missing_errors_doc, reason = "said once, for the whole trait")]
pub trait UnitWriter {
    /// A page begins.
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()>;

    /// The next unit of the page.
    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written>;

    /// The page ends. `error` says why its rest could not be read, if that is so.
    fn end(&mut self, error: Option<&str>) -> io::Result<()> {
        let _ = error;
        Ok(())
    }

    /// A page could not be read.
    fn unreadable(&mut self, path: &str, error: &str) -> io::Result<()> {
        let _ = (path, error);
        Ok(())
    }

    /// No page follows: writes what ends the output, and flushes it. Once is enough; more do nothing.
    fn close(&mut self) -> io::Result<()> {
        Ok(())
    }
}
