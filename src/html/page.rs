//! A published page, read whole.

use super::head::Head;
use super::walk::{Sight, Walk};
use super::{content, tree};
use crate::context::PageBlocks;
use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::FrontMatter;
use crate::locale::Locale;
use crate::markup::Markup;
use crate::part::{Part, Parts, Settings, TranslationUnit};
use crate::position::Span;

/// A published page: what its head says, and what is around its units. [`Document::from_html`](crate::Document::from_html)
/// has the units.
///
/// ```
/// use bitext::{Document, html::HtmlPage};
///
/// let text = "<!DOCTYPE html><html lang=\"lv-lv\"><head><meta name=\"ms.translationtype\" content=\"HT\"></head><body>\
///             <h1><span data-ttu-id=\"407fb-102\">Sveiki, <em>pasaule</em></span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello, <em>world</em></span></span></h1></body></html>";
/// let page = HtmlPage::parse(text);
/// let document = Document::from_html(&page);
/// let unit = document.units()[0];
/// assert_eq!((unit.target, unit.source), ("Sveiki, <em>pasaule</em>", Some("Hello, <em>world</em>")));
/// assert_eq!(unit.locale.unwrap().to_string(), "lv-LV");
/// assert!(document.front_matter().unwrap().translation_type().unwrap().is_human());
/// ```
#[derive(Debug, Clone)]
pub struct HtmlPage<'a> {
    text: &'a str,
    settings: Settings<'a>,
    head: Head,
    blocks: PageBlocks,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> HtmlPage<'a> {
    /// Reads a page. No text is an error: what is odd is a diagnostic of the document.
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        Self::with_settings(text, &Settings::default())
    }

    /// Reads a page with a limit and a fallback locale of the caller's.
    #[must_use]
    pub fn with_settings(text: &'a str, settings: &Settings<'a>) -> Self {
        let settings = settings.with_markup(Markup::Html);
        let units: Vec<_> = Parts::with_settings(text, &settings).filter_map(Part::into_unit).collect();
        let tree = tree::build(text, &units);
        let walk = Walk::over(&tree.html, &units);
        let mut diagnostics = Vec::new();
        let end = tree.stopped_at.unwrap_or(text.len()) as u64;
        if let Some(at) = tree.stopped_at {
            diagnostics.push(Diagnostic::new(Code::TooDeep, Span::new(at as u64, text.len() as u64), None));
        }
        for (unit, sight) in units.iter().zip(&walk.sights) {
            report(unit, *sight, unit.span.end <= end, &mut diagnostics);
        }
        Self { text, settings, head: Head::of(&tree.html), blocks: walk.blocks, diagnostics }
    }

    /// The page.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    pub(crate) const fn settings(&self) -> &Settings<'a> {
        &self.settings
    }

    /// The blocks around the units.
    pub(crate) const fn blocks(&self) -> &PageBlocks {
        &self.blocks
    }

    /// What a browser sees differently.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The facts of the head as front matter, if there are any: `title`, and each `<meta name="…" content="…">` whose
    /// name can be a key. Its text is not a part of the page.
    #[must_use]
    pub fn front_matter(&self) -> Option<FrontMatter<'_>> {
        let facts = self.head.front_matter.as_str();
        (!facts.is_empty()).then(|| FrontMatter::new(facts))
    }

    /// The locale of the targets: `ms.contentlocale`, else the `lang` of the page, else the caller's.
    #[must_use]
    pub fn locale(&self) -> Option<Locale<'_>> {
        let language = || self.head.language.as_deref().and_then(|tag| Locale::parse(tag).ok());
        self.front_matter().and_then(FrontMatter::locale).or_else(language).or(self.settings.locale)
    }
}

/// Reports what a browser sees differently in a unit.
fn report(unit: &TranslationUnit<'_>, sight: Sight, is_in_tree: bool, diagnostics: &mut Vec<Diagnostic>) {
    let before = diagnostics.len();
    let sides = [Some((unit.target, unit.target_span())), unit.source.zip(unit.source_span())];
    for (text, span) in sides.into_iter().flatten() {
        for (code, range) in content::odd_tags(text) {
            let span = Span::new(span.start + range.start as u64, span.start + range.end as u64);
            diagnostics.push(Diagnostic::new(code, span, Some(unit.id.as_str())));
        }
    }
    let differs = sight.differs || !sight.is_known;
    if differs && is_in_tree && diagnostics.len() == before {
        diagnostics.push(Diagnostic::new(Code::SeenDifferently, unit.span, Some(unit.id.as_str())));
    }
}
