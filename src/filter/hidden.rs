//! What the English original of a page adds to it.

use std::{fmt, io};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::english::{HiddenUnit, Original, SourceCheck};
use crate::format::{Page, UnitWriter, Written};
use crate::part::{TranslationUnit, UnitId};
use crate::place::{ContextKind, LocatedUnit};
use crate::position::Cursor;
use crate::scan::Quoting;

/// Gives a writer the strings that a page hides, before its units, and answers [`Code::OlderSource`] for units whose source the
/// original does not hold.
///
/// A hidden string has its [key](HiddenUnit::key) for an id, says that it is one ([`Extent::Hidden`](crate::place::Extent)), and
/// is not counted among the units.
///
/// ```
/// use bitext::english::Original;
/// use bitext::export::Export;
/// use bitext::filter::WithOriginal;
/// use bitext::format::JsonLinesWriter;
/// use bitext::{Code, Document, Locale};
///
/// let original = Original::new("---\ntitle: Hello\n---\nGood evening\n");
/// let page = "---\ntitle: Sveiki\n---\n<span data-ttu-id=\"407fb-103\">Labdien</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-103\">Good day</span></span>\n";
/// let document = Document::parse(page);
/// let mut lines = JsonLinesWriter::new(Vec::new());
/// let mut writer = WithOriginal::new(&mut lines, &document, &original);
/// let mut found = Vec::new();
/// let mut sink = |finding: &bitext::Diagnostic, _| found.push(finding.code);
/// let summary = Export::new("a.md", Locale::parse("en-US")?).document(&document, &mut writer, &mut sink)?;
/// assert_eq!((writer.written(), summary.units), (1, 1));
/// assert_eq!(found, [Code::OlderSource]);
/// let lines = String::from_utf8(lines.finish()?).unwrap();
/// assert!(lines.starts_with(r#"{"path":"a.md","id":"title","index":null,"source":"Hello","target":"Sveiki","#));
/// # Ok::<(), bitext::Error>(())
/// ```
#[must_use]
pub struct WithOriginal<'w> {
    writer: &'w mut dyn UnitWriter,
    document: &'w Document<'w>,
    hidden: Vec<HiddenUnit<'w>>,
    check: SourceCheck,
    written: u64,
    diagnostics: Vec<Diagnostic>,
}

impl<'w> WithOriginal<'w> {
    /// Passes on to `writer` what it is given of `document`.
    pub fn new(writer: &'w mut dyn UnitWriter, document: &'w Document<'w>, original: &Original<'w>) -> Self {
        let (hidden, check) = (original.hidden_units(document), original.check());
        Self { writer, document, hidden, check, written: 0, diagnostics: Vec::new() }
    }

    /// How many hidden strings were written.
    #[must_use]
    pub const fn written(&self) -> u64 {
        self.written
    }

    /// What there is to say about hidden strings that were left out or changed: the driver of an export does not see them.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Counts what became of a hidden string.
    fn account(&mut self, written: Written, unit: &TranslationUnit<'_>) {
        let code = match written {
            Written::NotWanted => return,
            Written::Whole => None,
            Written::Changed(code) | Written::LeftOut(code) => Some(code),
        };
        self.written += u64::from(!matches!(written, Written::LeftOut(_)));
        self.diagnostics.extend(code.map(|code| Diagnostic::new(code, unit.span, Some(unit.id.as_str()))));
    }
}

impl fmt::Debug for WithOriginal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithOriginal")
            .field("hidden", &self.hidden)
            .field("written", &self.written)
            .finish_non_exhaustive()
    }
}

/// The bytes of the page that hold the target.
fn raw<'d>(document: &Document<'d>, unit: &HiddenUnit<'_>) -> &'d str {
    unit.span.of(document.text()).unwrap_or_default()
}

impl UnitWriter for WithOriginal<'_> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.writer.begin(page)?;
        let text = self.document.text();
        // They are in the order of the page.
        let (mut cursor, mut passed) = (Cursor::new(), 0);
        for hidden in std::mem::take(&mut self.hidden) {
            let unit = TranslationUnit {
                id: UnitId::of_hidden(&hidden.key),
                target: &hidden.target,
                source: Some(&hidden.source),
                locale: page.target_locale,
                raw: raw(self.document, &hidden),
                span: hidden.span,
                quoting: Quoting::Plain,
                in_front_matter: hidden.context == ContextKind::FrontMatter,
            };
            let start = usize::try_from(hidden.span.start).unwrap_or(text.len()).min(text.len());
            cursor.pass(text.get(passed..start).unwrap_or_default().as_bytes());
            passed = passed.max(start);
            let written = self.writer.unit(&LocatedUnit::hidden(unit, cursor.position(), hidden.context))?;
            self.account(written, &unit);
        }
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let is_held = unit.source.is_none_or(|source| self.check.holds(source));
        match self.writer.unit(unit)? {
            Written::Whole if !is_held => Ok(Written::Changed(Code::OlderSource)),
            written => Ok(written),
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
