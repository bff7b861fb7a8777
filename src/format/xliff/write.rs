//! Writes XLIFF of each version.

use std::io::{self, Write};

use crate::error::CannotHold;
use crate::format::exchange::{Dialect, EmptyTargets, ExchangeUnit, ExchangeWriter, InlineMode};
use crate::format::writer::{Page, UnitWriter, Written};
use crate::format::xliff2::Xliff2;
use crate::format::xliff12::Xliff12;
use crate::inline::Protectable;
use crate::place::LocatedUnit;

/// A version of XLIFF.
///
/// ```
/// # use bitext::format::{UnitWriter, XliffVersion, XliffWriter};
/// let writer = XliffWriter::new(Vec::new()).with_version(XliffVersion::V21);
/// assert!(String::from_utf8(writer.finish()?).unwrap().contains("version=\"2.1\""));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum XliffVersion {
    /// 1.2, valid against the strict schema: what most tools read. Each page has its own languages.
    #[default]
    V12,
    /// 2.0, which differs from 2.1 in the version alone.
    V20,
    /// 2.1. All pages have the same languages.
    V21,
}

/// Writes XLIFF: one element `<file>` per page, one `<trans-unit>` or `<unit>` per unit.
///
/// - A unit without a source, or with an empty one, is left out; so is one whose id an earlier unit of its page has. The
///   answer is [`Code::LeftOutNoSource`](crate::Code::LeftOutNoSource) or
///   [`Code::LeftOutRepeatedId`](crate::Code::LeftOutRepeatedId).
/// - A character that XML cannot hold is a `<cp>` in the text of XLIFF 2, and U+FFFD elsewhere: then the answer is
///   [`Code::IllegalCharacter`](crate::Code::IllegalCharacter). In paths and front matter it is U+FFFD, and no answer says so.
/// - Pages without units to write have no `<file>`, because XLIFF 2 has no empty one. An output without any is valid.
/// - A page without a target locale cannot be held ([`CannotHold::NoTargetLocale`]), nor, in XLIFF 2, one in another language
///   than the pages before ([`CannotHold::SecondLocale`]).
/// - What could not be read has no place in these formats: that is for the caller to report.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::format::XliffWriter;
/// # use bitext::Locale;
/// let page = "---\nms.contentlocale: lv-lv\nms.translationtype: HT\n---\n\
///             <span data-ttu-id=\"407fb-102\">**Sveiki**</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">**Hello**</span></span>\n";
/// let mut writer = XliffWriter::new(Vec::new());
/// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
/// let xliff = String::from_utf8(writer.finish()?).unwrap();
/// let unit = r#"<trans-unit id="407fb-102" xml:space="preserve" approved="yes">
/// <source><bpt id="p1" ctype="bold">**</bpt>Hello<ept id="p1">**</ept></source>
/// <target state="translated"><bpt id="p1" ctype="bold">**</bpt>Sveiki<ept id="p1">**</ept></target>
/// </trans-unit>"#;
/// assert!(xliff.contains(unit));
/// # Ok::<(), bitext::Error>(())
/// ```
#[doc(alias = "xlf")]
#[derive(Debug)]
#[must_use]
pub struct XliffWriter<W: Write> {
    writer: ExchangeWriter<W, Version>,
}

impl<W: Write> XliffWriter<W> {
    /// Writes XLIFF 1.2 to `out`, in large pieces.
    pub fn new(out: W) -> Self {
        let mut writer = ExchangeWriter::new(out, Version::of(XliffVersion::default()));
        writer.has_kinds = true;
        Self { writer }
    }

    /// Sets the version; before the first page.
    pub fn with_version(mut self, version: XliffVersion) -> Self {
        *self.writer.dialect_mut() = Version::of(version);
        self
    }

    /// Sets what becomes of inline codes.
    pub fn with_inline(mut self, inline: InlineMode) -> Self {
        self.writer.inline = inline;
        self
    }

    /// Fills empty targets with the source, marked as new: some tools show no unit without a target.
    pub fn with_copied_sources(mut self) -> Self {
        self.writer.empty_targets = EmptyTargets::Filled;
        self
    }

    /// Leaves out in what kind of place each unit is (`restype` of XLIFF 1.2, `type` of a `<unit>` of XLIFF 2): heading, table
    /// cell, list item, link text and others. Running text has none. Without it an export takes less time, because no place
    /// has to be found out.
    pub fn without_kinds(mut self) -> Self {
        self.writer.has_kinds = false;
        self
    }

    /// Adds a `<note>` to each unit, with its line and the headings above it: `line 12: Install > Prerequisites`.
    pub fn with_notes(mut self) -> Self {
        self.writer.has_notes = true;
        self
    }

    /// Makes inline codes of what is text in Markdown and should survive a translation: bare URLs, footnote references,
    /// placeholders. It does nothing where inline codes are text.
    ///
    /// ```
    /// # use bitext::export::Export;
    /// # use bitext::format::XliffWriter;
    /// # use bitext::{Locale, inline::Protectable};
    /// # let page = "---\nms.contentlocale: lv-lv\n---\n<span data-ttu-id=\"407fb-102\">{0} faili</span>\
    /// #     <span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\">{0} files</span></span>\n";
    /// let mut writer = XliffWriter::new(Vec::new()).with_protected([Protectable::Placeholder]);
    /// Export::new("a.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
    /// let xliff = String::from_utf8(writer.finish()?).unwrap();
    /// assert!(xliff.contains(r#"<source><ph id="ph1" ctype="x-placeholder">{0}</ph> files</source>"#));
    /// # Ok::<(), bitext::Error>(())
    /// ```
    pub fn with_protected(mut self, kinds: impl IntoIterator<Item = Protectable>) -> Self {
        self.writer.protect(kinds);
        self
    }

    /// Writes a unit as several segments where its source and its target have equally many sentences and each code is in the
    /// same sentence of both (see [`sentence`](crate::sentence)): `<mrk mtype="seg">` in `<seg-source>` and `<target>` of
    /// XLIFF 1.2, `<segment>` of XLIFF 2, with the blanks after a sentence in an `<ignorable>`. Read back, the
    /// segments are the unit's text again.
    ///
    /// ```
    /// # use bitext::export::Export;
    /// # use bitext::format::XliffWriter;
    /// # use bitext::Locale;
    /// # let page = "---\nms.contentlocale: lv-lv\n---\n<span data-ttu-id=\"407fb-102\">Viens. Divi.</span>\
    /// #     <span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\">One. Two.</span></span>\n";
    /// let mut writer = XliffWriter::new(Vec::new()).with_segments();
    /// Export::new("a.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
    /// let xliff = String::from_utf8(writer.finish()?).unwrap();
    /// let target = r#"<mrk mtype="seg" mid="1">Viens.</mrk> <mrk mtype="seg" mid="2">Divi.</mrk></target>"#;
    /// assert!(xliff.contains(target));
    /// # Ok::<(), bitext::Error>(())
    /// ```
    #[cfg(feature = "corpus")]
    pub fn with_segments(mut self) -> Self {
        self.writer.segmenter = Some(crate::format::segmenter::Segmenter::default());
        self
    }

    /// The output.
    pub fn get_ref(&self) -> &W {
        self.writer.get_ref()
    }

    /// Writes what ends the output, and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(self) -> io::Result<W> {
        self.writer.finish()
    }
}

impl<W: Write> UnitWriter for XliffWriter<W> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.writer.begin(page);
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        self.writer.unit(unit)
    }

    fn end(&mut self, _error: Option<&str>) -> io::Result<()> {
        self.writer.end()
    }

    fn close(&mut self) -> io::Result<()> {
        self.writer.close()
    }
}

/// The dialect of a version.
#[derive(Debug)]
enum Version {
    One(Xliff12),
    Two(Box<Xliff2>),
}

impl Version {
    fn of(version: XliffVersion) -> Self {
        match version {
            XliffVersion::V12 => Self::One(Xliff12::default()),
            XliffVersion::V20 => Self::Two(Box::new(Xliff2::new("2.0"))),
            XliffVersion::V21 => Self::Two(Box::new(Xliff2::new("2.1"))),
        }
    }

    fn get(&self) -> &dyn Dialect {
        match self {
            Self::One(dialect) => dialect,
            Self::Two(dialect) => &**dialect,
        }
    }

    fn get_mut(&mut self) -> &mut dyn Dialect {
        match self {
            Self::One(dialect) => dialect,
            Self::Two(dialect) => &mut **dialect,
        }
    }
}

impl Dialect for Version {
    fn page(&mut self, page: &Page<'_>) {
        self.get_mut().page(page);
    }

    fn begin_file(&mut self, out: &mut Vec<u8>) {
        self.get_mut().begin_file(out);
    }

    fn check_page(&self) -> Result<(), CannotHold> {
        self.get().check_page()
    }

    fn begin_page(&mut self, out: &mut Vec<u8>) {
        self.get_mut().begin_page(out);
    }

    fn unit(&mut self, unit: &ExchangeUnit<'_>, out: &mut Vec<u8>) -> u64 {
        self.get_mut().unit(unit, out)
    }

    fn end_page(&mut self, out: &mut Vec<u8>) {
        self.get_mut().end_page(out);
    }

    fn end_file(&mut self, out: &mut Vec<u8>) {
        self.get_mut().end_file(out);
    }

    fn nothing(&mut self, out: &mut Vec<u8>) {
        self.get_mut().nothing(out);
    }
}
