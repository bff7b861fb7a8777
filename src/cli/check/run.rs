//! One run: all pages in the order of the listing, what is found in them, and how the run ends.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;
use std::process::ExitCode;
use std::vec;

use bitext::Locale;
use bitext::check::report::FindingWriter;
use bitext::check::{Baseline, Corpus, Level, Rule, Rules};

use super::args::CheckArgs;
use super::base::Base;
use super::config::{CheckSettings, Configs};
use super::page::{Glance, PageReport};
use super::workers::{Job, Workers};
use crate::cli::inputs::{Input, Listing, Unreadable};
use crate::cli::outputs::Output;
use crate::cli::report::Report;
use crate::cli::shown::count;
use crate::cli::stop::{NOT_ALL, Stop};

/// Why a run ends before its end.
pub(super) enum Failure {
    /// The report cannot be written.
    Output(io::Error),
    Stop(Stop),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

/// How many pages are in hand at once, for each that is being checked.
const AHEAD: usize = 16;

pub(super) struct CheckRun<'a> {
    args: &'a CheckArgs,
    base: Option<Base>,
    report: Report,
    plan: vec::IntoIter<Result<Planned, Unreadable>>,
    workers: Workers<'a>,
    counts: FindingCounts,
}

/// A page, and how to look at it.
struct Planned {
    input: Input,
    settings: CheckSettings,
    glance: Glance,
}

#[derive(Default)]
struct FindingCounts {
    files: u64,
    units: u64,
    /// By [`Level`].
    findings: [u64; 4],
    /// Findings that the baseline knows.
    known: u64,
    /// Whether there is a finding of the level that makes the command fail.
    fails: bool,
    /// The findings for a baseline to be written.
    baseline: Baseline,
}

impl<'a> CheckRun<'a> {
    pub(super) fn new(args: &'a CheckArgs, listing: Listing) -> Result<Self, Stop> {
        if let Some(tag) = &args.target_locale {
            Locale::parse(tag).map_err(|error| Stop::Usage(error.to_string()))?;
        }
        if args.diff.is_some() && listing.reads_stdin() {
            return Err(Stop::Usage("--diff needs files: standard input has no earlier state".to_owned()));
        }
        let mut workers = Workers::new(args.jobs.number(), args.target_locale.as_deref());
        workers.baseline = args.baseline.as_deref().map(baseline).transpose()?;
        workers.writes_baseline = args.write_baseline.is_some();
        let mut configs = Configs::new(args.rule.clone(), args.config.as_deref()).map_err(Stop::Usage)?;
        let base = args.diff.as_deref().map(Base::open).transpose().map_err(Stop::Usage)?;
        let mut report = Report::new(&args.report);
        report.begin(listing.inputs.len());
        listing.left_out().iter().for_each(|left_out| report.detail(left_out));
        let mut plan = Vec::with_capacity(listing.inputs.len());
        for input in listing.inputs.into_inputs() {
            plan.push(match input {
                Ok(input) => {
                    let settings = configs.of(input.real.as_deref().or(input.path())).map_err(Stop::Usage)?;
                    Ok(Planned { input, settings, glance: Glance::Unknown })
                }
                Err(unreadable) => Err(unreadable),
            });
        }
        collect(&mut plan, &mut workers);
        Ok(Self { args, base, report, plan: plan.into_iter(), workers, counts: FindingCounts::default() })
    }

    /// Writes all findings to `writer`.
    pub(super) fn to(mut self, writer: &mut dyn FindingWriter) -> Result<ExitCode, Failure> {
        loop {
            let jobs = self.next();
            if jobs.is_empty() {
                break;
            }
            for (job, report) in jobs.iter().zip(self.workers.check(&jobs)) {
                if let Some(report) = report {
                    self.take(job, report, writer)?;
                }
            }
        }
        writer.close()?;
        if let Some(path) = &self.args.write_baseline {
            let failed = |error| Failure::Stop(Stop::Output(path.display().to_string(), error));
            let mut output = Output::file(path).map_err(|error| Failure::Stop(Stop::beginning(path, error)))?;
            self.counts.baseline.write(&mut output).and_then(|()| output.commit()).map_err(failed)?;
            self.counts.fails = false;
        }
        self.report.finish(&self.summary())?;
        let code = if self.report.failures() > 0 { NOT_ALL } else { u8::from(self.counts.fails) };
        Ok(ExitCode::from(code))
    }

    /// The next pages, as many as are in hand at once.
    fn next(&mut self) -> Vec<Job> {
        let mut jobs = Vec::new();
        while jobs.len() < AHEAD * self.workers.number() {
            match self.plan.next() {
                None => break,
                Some(Ok(planned)) => match self.job(planned) {
                    Ok(job) => jobs.push(job),
                    Err(Unreadable { name, error }) => self.report.failure(&name, &error),
                },
                Some(Err(Unreadable { name, error })) => self.report.failure(&name, &error),
            }
        }
        jobs
    }

    fn job(&mut self, planned: Planned) -> Result<Job, Unreadable> {
        let Planned { input, settings, glance } = planned;
        let before = match (&mut self.base, input.path()) {
            (Some(base), Some(path)) if glance == Glance::Unknown => match base.known(path, &input.inner) {
                Ok(known) => Some(known),
                Err(error) => return Err(Unreadable { name: input.name, error: error.to_string() }),
            },
            _ => None,
        };
        Ok(Job { input, settings, before, glance })
    }

    /// Counts and writes what was found in a page.
    fn take(&mut self, job: &Job, report: PageReport, writer: &mut dyn FindingWriter) -> io::Result<()> {
        if let Some(error) = &report.error {
            self.report.failure(&job.input.name, error);
        }
        let counts = &mut self.counts;
        counts.files += 1;
        counts.units += report.units;
        counts.known += report.known;
        counts.baseline.join(report.baseline);
        for finding in &report.findings {
            counts.fails |= self.args.fail_on.is_reached(finding.level);
            if finding.consequence_of.is_some() && self.args.leaves_out_consequences() {
                continue;
            }
            counts.findings[finding.level as usize] += 1;
            if self.args.write_baseline.is_none() {
                writer.finding(finding)?;
            }
        }
        self.report.progress(0);
        Ok(())
    }

    fn summary(&self) -> String {
        let FindingCounts { files, units, findings, known, .. } = self.counts;
        let mut summary = vec![
            count(files, "file", "files"),
            count(units, "unit", "units"),
            count(findings[Level::Error as usize], "error", "errors"),
            count(findings[Level::Warning as usize], "warning", "warnings"),
            count(findings[Level::Note as usize], "note", "notes"),
        ];
        if self.workers.baseline.is_some() {
            summary.push(count(known, "known finding", "known findings"));
        }
        summary.join(", ")
    }
}

/// Reads the file of known findings.
fn baseline(path: &Path) -> Result<Baseline, Stop> {
    let stop = |message: String| Stop::Usage(format!("{}:{message}", path.display()));
    let file = File::open(path).map_err(|error| stop(format!(" {error}")))?;
    Baseline::read(BufReader::new(file)).map_err(|error| stop(error.to_string()))
}

/// Shows all pages to the corpus, if a rule needs them; standard input can be read but once and is left out. A page without
/// units is not read again.
fn collect(plan: &mut [Result<Planned, Unreadable>], workers: &mut Workers<'_>) {
    let is_on = |rules: &Rules, rule: Rule| rules.level(rule, None) > Level::Off;
    let needs_corpus = |rules: &Rules| Rule::ALL.iter().any(|&rule| rule.needs_corpus() && is_on(rules, rule));
    let needing = || plan.iter().flatten().map(|page| &page.settings.rules).filter(|rules| needs_corpus(rules));
    // Of the two rules the one that needs longer texts, too, decides what is kept.
    let widest = needing().find(|rules| is_on(rules, Rule::InconsistentTarget)).or_else(|| needing().next());
    let Some(corpus) = widest.map(|rules| Corpus::new(rules)) else { return };
    let mut pages =
        plan.iter_mut().flatten().filter(|page| page.input.path().is_some() && needs_corpus(&page.settings.rules));
    loop {
        let mut batch: Vec<&mut Planned> = pages.by_ref().take(AHEAD * workers.number()).collect();
        if batch.is_empty() {
            break;
        }
        let job = |page: &&mut Planned| {
            let (input, settings) = (page.input.clone(), page.settings.clone());
            Job { input, settings, before: None, glance: Glance::Unknown }
        };
        let jobs: Vec<Job> = batch.iter().map(job).collect();
        for (page, glance) in batch.iter_mut().zip(workers.collect(&jobs, &corpus)) {
            page.glance = glance;
        }
    }
    workers.join(corpus);
}
