//! What is found in one page.

use std::io;

use bitext::check::report::PageFinding;
use bitext::check::{Baseline, Checker, Corpus, Level, UnitTexts};
use bitext::export::Export;
use bitext::format::{Page, UnitWriter, Written};
use bitext::html::HtmlPage;
use bitext::place::LocatedUnit;
use bitext::{Code, Diagnostic, DiagnosticSink, Document, Locale, Part, Parts, Position, Settings};

use super::base::{DamageNumbers, Known};
use crate::cli::pages::{Content, is_published};

/// What is known of a page before it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glance {
    Unknown,
    /// No page.
    NoPage,
    /// A page without units and without anything odd.
    NothingToCheck,
}

/// What was found in a page.
#[derive(Default)]
pub(super) struct PageReport {
    /// In the order of their places.
    pub(super) findings: Vec<PageFinding<'static>>,
    pub(super) units: u64,
    /// Findings that the baseline knows.
    pub(super) known: u64,
    /// All findings, for a baseline to be written.
    pub(super) baseline: Baseline,
    /// Why its rest could not be read.
    pub(super) error: Option<String>,
}

/// How a page is looked at.
pub(super) struct PageView<'a> {
    pub(super) name: &'a str,
    pub(super) settings: Settings<'a>,
    /// Only units that are not known are checked.
    pub(super) before: Option<&'a Known>,
    pub(super) baseline: Option<&'a Baseline>,
    /// Whether findings go into a baseline.
    pub(super) writes_baseline: bool,
}

impl PageView<'_> {
    /// Shows the units of a page to `writer`; gives why its rest could not be read.
    fn show(
        &self,
        content: Content<'_>,
        writer: &mut dyn UnitWriter,
        sink: &mut dyn DiagnosticSink,
    ) -> Result<Option<String>, String> {
        let source_locale = Locale::parse("en-US").map_err(|error| error.to_string())?;
        let export = Export::new(self.name, source_locale).with_settings(self.settings);
        let summary = match content {
            Content::NoPage => return Ok(None),
            Content::Text(text) if is_published(self.name, text) => {
                let page = HtmlPage::with_settings(text, &self.settings);
                export.document(&Document::from_html(&page), writer, sink)
            }
            Content::Text(text) => export.text(text, writer, sink),
            Content::Stream(source) => export.stream(source, writer, sink),
        };
        let summary = summary.map_err(|error| error.to_string())?;
        Ok(summary.error.map(|error| error.to_string()))
    }

    /// Runs the rules over a page.
    pub(super) fn check(&self, content: Content<'_>, checker: &mut Checker) -> PageReport {
        let mut diagnostics: Vec<(Diagnostic, Position)> = Vec::new();
        let mut run = PageRun { view: self, checker, report: PageReport::default() };
        let done = self.show(content, &mut run, &mut diagnostics);
        let mut report = run.report;
        report.error = done.unwrap_or_else(Some);
        // What rules report better: empty sides.
        diagnostics.retain(|(diagnostic, _)| !matches!(diagnostic.code, Code::EmptySource | Code::EmptyTarget));
        let mut numbers = DamageNumbers::default();
        for (damage, position) in &diagnostics {
            let number = numbers.of(damage);
            if self.before.is_some_and(|before| before.has_damage(damage, number)) {
                continue;
            }
            if self.writes_baseline {
                report.baseline.add_damage(self.name, damage, number);
            }
            if self.baseline.is_some_and(|baseline| baseline.has_damage(self.name, damage, number)) {
                report.known += 1;
                continue;
            }
            report.findings.push(PageFinding::of_diagnostic(self.name, damage, *position).into_owned());
        }
        report.findings.sort_by_key(|finding| (finding.position, finding.code));
        report
    }

    /// Shows the units of a page to the corpus.
    pub(super) fn collect(&self, content: Content<'_>, corpus: &mut Corpus) -> Glance {
        if let Content::Text(text) = content
            && !is_published(self.name, text)
        {
            return collect_text(text, &self.settings, corpus);
        }
        let mut writer = Collect { corpus, units: 0 };
        let mut odd: Option<(Diagnostic, Position)> = None;
        // What cannot be read is reported when the page is checked.
        let done = self.show(content, &mut writer, &mut odd);
        if done == Ok(None) && odd.is_none() && writer.units == 0 { Glance::NothingToCheck } else { Glance::Unknown }
    }
}

/// Shows the units of a page of Markdown to the corpus, which asks for no place.
fn collect_text(text: &str, settings: &Settings<'_>, corpus: &mut Corpus) -> Glance {
    let mut parts = Parts::with_settings(text, settings);
    let mut is_quiet = true;
    while let Some(part) = parts.next() {
        is_quiet &= parts.diagnostics().is_empty();
        let Part::Unit(unit) = part else { continue };
        is_quiet = false;
        if let Some(source) = unit.source {
            corpus.add(&UnitTexts::new(source, unit.target).with_locale(unit.locale));
        }
    }
    if is_quiet { Glance::NothingToCheck } else { Glance::Unknown }
}

struct PageRun<'r, 'v> {
    view: &'r PageView<'v>,
    checker: &'r mut Checker,
    report: PageReport,
}

impl UnitWriter for PageRun<'_, '_> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.checker.begin_page(page.front_matter);
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let Self { view, checker, report } = self;
        report.units += 1;
        if view.before.is_some_and(|before| before.has(unit)) {
            return Ok(Written::Whole);
        }
        checker.unit(unit, |finding| {
            if view.writes_baseline {
                report.baseline.add(view.name, unit, finding.rule);
            }
            if view.baseline.is_some_and(|baseline| baseline.has(view.name, unit, finding.rule)) {
                report.known += 1;
                return;
            }
            debug_assert!(finding.level > Level::Off, "{finding:?}");
            report.findings.push(PageFinding::of_unit(view.name, unit, &finding).into_owned());
        });
        Ok(Written::Whole)
    }
}

struct Collect<'c> {
    corpus: &'c mut Corpus,
    units: u64,
}

impl UnitWriter for Collect<'_> {
    fn begin(&mut self, _: &Page<'_>) -> io::Result<()> {
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        self.units += 1;
        if let Some(texts) = UnitTexts::of(unit) {
            self.corpus.add(&texts);
        }
        Ok(Written::Whole)
    }
}
