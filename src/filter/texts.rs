//! Other texts for a writer: plain ones, or the sentences of the page's units.

use std::{fmt, io};

use crate::format::{Page, UnitWriter, Written};
use crate::markup::Markup;
use crate::part::TranslationUnit;
use crate::place::{Extent, LocatedUnit};
use crate::sentence::align_in;

/// Gives a writer the texts of units as a reader sees them ([`plain_text`](Markup::plain_text)): codes dropped, escapes and entities resolved.
///
/// Ids, places and byte offsets stay those of the page.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::filter::PlainTexts;
/// # use bitext::format::JsonLinesWriter;
/// # use bitext::Locale;
/// let page = "<span data-ttu-id=\"407fb-102\">**Sveiki**</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">**Hello** &amp; more</span></span>\n";
/// let mut lines = JsonLinesWriter::new(Vec::new());
/// Export::new("a.md", Locale::parse("en-US")?).text(page, &mut PlainTexts::new(&mut lines), &mut ())?;
/// let lines = String::from_utf8(lines.finish()?).unwrap();
/// assert!(lines.contains(r#""source":"Hello & more","target":"Sveiki","#));
/// # Ok::<(), bitext::Error>(())
/// ```
#[must_use]
pub struct PlainTexts<'w> {
    writer: &'w mut dyn UnitWriter,
    markup: Markup,
}

impl<'w> PlainTexts<'w> {
    /// Passes on to `writer`.
    pub fn new(writer: &'w mut dyn UnitWriter) -> Self {
        Self { writer, markup: Markup::Markdown }
    }
}

/// Gives a writer each sentence of a unit as a unit of its own where both sides have equally many ([`align_in`]), without the
/// blanks around it; other units whole.
///
/// A sentence has the id, the place and the byte offsets of its unit, and says that it is one ([`Extent::Sentence`]).
/// The answer for a unit is that for its first sentence that was changed or left out, if there is one; else
/// [`Written::Whole`] if a sentence of it was written.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::filter::Sentences;
/// # use bitext::format::JsonLinesWriter;
/// # use bitext::Locale;
/// let page = "<span data-ttu-id=\"407fb-102\">Labrīt. Kā iet?</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Good morning. How are you?</span></span>\n";
/// let mut lines = JsonLinesWriter::new(Vec::new());
/// Export::new("a.md", Locale::parse("en-US")?).text(page, &mut Sentences::new(&mut lines), &mut ())?;
/// let lines = String::from_utf8(lines.finish()?).unwrap();
/// assert_eq!(lines.lines().count(), 2);
/// assert!(lines.contains(r#""source":"How are you?","target":"Kā iet?","#));
/// # Ok::<(), bitext::Error>(())
/// ```
#[must_use]
pub struct Sentences<'w> {
    writer: &'w mut dyn UnitWriter,
    markup: Markup,
    source_language: String,
    target_language: Option<String>,
}

impl<'w> Sentences<'w> {
    /// Passes on to `writer`.
    pub fn new(writer: &'w mut dyn UnitWriter) -> Self {
        Self { writer, markup: Markup::Markdown, source_language: String::new(), target_language: None }
    }
}

impl fmt::Debug for PlainTexts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlainTexts").finish_non_exhaustive()
    }
}

impl fmt::Debug for Sentences<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sentences")
            .field("source_language", &self.source_language)
            .field("target_language", &self.target_language)
            .finish_non_exhaustive()
    }
}

/// A unit with other texts.
fn with_texts<'t>(
    unit: &'t LocatedUnit<'_>,
    source: Option<&'t str>,
    target: &'t str,
    extent: Extent,
) -> LocatedUnit<'t> {
    LocatedUnit { unit: TranslationUnit { target, source, ..unit.unit }, place: unit.place.clone(), extent }
}

impl UnitWriter for PlainTexts<'_> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.markup = page.markup;
        self.writer.begin(page)
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let plain = |text| self.markup.plain_text(text);
        let (source, target) = (unit.source.map(plain), plain(unit.target));
        self.writer.unit(&with_texts(unit, source.as_deref(), &target, unit.extent))
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

impl UnitWriter for Sentences<'_> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.markup = page.markup;
        page.source_locale.language().clone_into(&mut self.source_language);
        self.target_language = page.target_locale.map(|locale| locale.language().to_owned());
        self.writer.begin(page)
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let target_language = self.target_language.as_deref();
        let target = (unit.target, target_language);
        let split = |source| align_in(self.markup, (source, Some(&*self.source_language)), target);
        let Some(sentences) = unit.source.and_then(split) else { return self.writer.unit(unit) };
        let mut written = Written::NotWanted;
        for (number, (source, target)) in (1..).zip(sentences) {
            let extent = Extent::Sentence(number);
            let of_sentence = self.writer.unit(&with_texts(unit, Some(source.trim()), target.trim(), extent))?;
            written = joined(written, of_sentence);
        }
        Ok(written)
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

/// The answer for a unit of which these are the answers for its sentences: what was lost of one, else whether any was written.
const fn joined(before: Written, next: Written) -> Written {
    match (before, next) {
        (Written::Whole, Written::NotWanted) => Written::Whole,
        (Written::NotWanted | Written::Whole, next) => next,
        (before, _) => before,
    }
}
