//! `bitext check`: faults in translations.

mod base;
pub(super) mod config;
mod page;

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bitext::check::report::{FindingWriter, GithubReport, JsonLinesReport, SarifReport, TextReport};
use bitext::check::{Baseline, Checker, Corpus, Level, Rule, Rules};
use bitext::{Locale, Settings};
use clap::ValueEnum;

use self::base::{Base, Known};
use self::config::Configs;
use self::page::{PageReport, View};
use super::guard::Guard;
use super::inputs::{Input, InputArgs, Listing, Unreadable};
use super::outputs::Output;
use super::pages::Pages;
use super::report::{Report, ReportArgs, count};
use super::stop::{NOT_ALL, Stop};

/// Look for faults in translations
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    /// What to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    to: Format,
    /// The file to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The language of the targets in pages that do not state theirs
    #[arg(long, value_name = "TAG")]
    target_locale: Option<String>,
    /// How serious a rule is: off, note, warning or error; may be repeated
    #[arg(long, value_name = "CODE=LEVEL", value_parser = rule)]
    rule: Vec<(Rule, Level)>,
    /// The settings [default: the file bitext.toml beside or above each page]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Findings that are known and stay quiet
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the file of known findings: all that are found now
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Check only units that are not in this folder or revision of git
    #[arg(long, value_name = "BASE")]
    diff: Option<String>,
    /// The level from which a finding makes the command fail
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// How many pages are checked at once [default: one for each processor]
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<std::num::NonZeroUsize>,
    /// Write what a rule looks for, with examples
    #[arg(long, value_name = "CODE", exclusive = true)]
    explain: Option<Rule>,
    /// Write all rules and how serious they are
    #[arg(long, exclusive = true)]
    list_rules: bool,
    #[command(flatten)]
    report: ReportArgs,
}

const EXAMPLES: &str = "\
Examples:
  bitext check docs                                       faults in all pages below docs
  bitext check --rule glued-markup=off --fail-on warning docs
  bitext check --write-baseline known.txt docs            from now on only what is new:
  bitext check --baseline known.txt docs
  bitext check --diff origin/main docs                    only units that changed
  bitext check --to sarif -o bitext.sarif docs            for code scanning
  bitext check --explain broken-markup

A comment <!-- bitext-ignore CODE --> on the line of a unit silences a rule there. The settings are in bitext.toml.

Exit codes: 0 nothing at or above --fail-on; 1 such a finding; 2 wrong usage; 3 some input could not be read or some output not be written, all else is done.";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with excerpts
    Text,
    /// One object per finding and line
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of a workflow run on GitHub
    Github,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Note,
    Warning,
    Error,
    Never,
}

impl FailOn {
    fn is_reached(self, level: Level) -> bool {
        match self {
            Self::Note => level >= Level::Note,
            Self::Warning => level >= Level::Warning,
            Self::Error => level >= Level::Error,
            Self::Never => false,
        }
    }
}

fn rule(text: &str) -> Result<(Rule, Level), String> {
    let (rule, level) = text.split_once('=').ok_or("a rule and its level have a `=` between them")?;
    config::pair(rule, level)
}

/// How many pages are in hand at once, for each that is being checked.
const AHEAD: usize = 16;

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<ExitCode, Stop> {
    if let Some(rule) = args.explain {
        return to_stdout(|out| explain(rule, out));
    }
    if args.list_rules {
        return to_stdout(list);
    }
    let mut listing = args.inputs.list()?;
    let mut guard = Guard::new(&listing);
    for file in args.config.iter().chain(&args.baseline) {
        guard.reads(file);
    }
    guard.writes(&mut listing, args.output.as_deref().unwrap_or(Path::new("-")), "")?;
    if let Some(baseline) = &args.write_baseline {
        guard.writes(&mut listing, baseline, "")?;
    }
    let run = Run::new(args, listing)?;
    let place = args.output.as_deref();
    let name = || place.map_or_else(|| "standard output".to_owned(), |place| place.display().to_string());
    let output = match place {
        None => Output::stdout().map_err(|error| Stop::output(None, error))?,
        Some(path) => Output::file(path).map_err(|error| Stop::beginning(path, error))?,
    };
    let mut output = BufWriter::new(output);
    let code = run.to(&mut *args.writer(&mut output)).map_err(|error| match error {
        Failure::Output(error) => Stop::Output(name(), error),
        Failure::Stop(stop) => stop,
    })?;
    let output = output.into_inner().map_err(|error| Stop::Output(name(), error.into_error()))?;
    output.commit().map_err(|error| Stop::Output(name(), error))?;
    Ok(code)
}

fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<ExitCode, Stop> {
    let written = Output::stdout().and_then(|out| {
        let mut out = BufWriter::new(out);
        write(&mut out)?;
        out.into_inner()?.commit()
    });
    written.map(|()| ExitCode::SUCCESS).map_err(|error| Stop::output(None, error))
}

fn explain(rule: Rule, out: &mut dyn Write) -> io::Result<()> {
    let about = rule.about();
    let human = rule.level(Some(bitext::check::Translator::Human));
    writeln!(out, "{rule}: {}", rule.summary())?;
    match rule.level(None) {
        level if level == human => writeln!(out, "Level: {level}")?,
        level => writeln!(out, "Level: {level}; {human} where a person translated")?,
    }
    writeln!(out, "\n{}\n", about.text)?;
    for (what, example) in [("Found", about.fires), ("Right", about.quiet)] {
        writeln!(out, "{what} ({}):\n  source: {}\n  target: {}", example.locale, example.source, example.target)?;
    }
    Ok(())
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    for rule in Rule::ALL {
        let human = rule.level(Some(bitext::check::Translator::Human));
        writeln!(
            out,
            "{:<22} {:<8} {:<8} {}",
            rule.as_str(),
            rule.level(None).as_str(),
            human.as_str(),
            rule.summary()
        )?;
    }
    Ok(())
}

impl Args {
    fn writer<'w>(&self, out: &'w mut dyn Write) -> Box<dyn FindingWriter + 'w> {
        match self.to {
            Format::Text if self.output.is_none() && io::stdout().is_terminal() => {
                Box::new(TextReport::new(out).with_color())
            }
            Format::Text => Box::new(TextReport::new(out)),
            Format::Jsonl => Box::new(JsonLinesReport::new(out)),
            Format::Sarif => Box::new(SarifReport::new(out)),
            Format::Github => Box::new(GithubReport::new(out)),
        }
    }

    /// Whether a reader of the report wants one finding for each cause.
    fn leaves_out_consequences(&self) -> bool {
        matches!(self.to, Format::Text | Format::Github)
    }
}

enum Failure {
    Output(io::Error),
    Stop(Stop),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// A page with all that is needed to check it.
struct Job {
    input: Input,
    settings: config::Settings,
    before: Option<Known>,
}

struct Run<'a> {
    args: &'a Args,
    configs: Configs,
    base: Option<Base>,
    baseline: Option<Baseline>,
    corpus: Option<Arc<Corpus>>,
    report: Report,
    listing: Listing,
    jobs: usize,
}

impl<'a> Run<'a> {
    fn new(args: &'a Args, listing: Listing) -> Result<Self, Stop> {
        if let Some(tag) = &args.target_locale {
            Locale::parse(tag).map_err(|error| Stop::Usage(error.to_string()))?;
        }
        let read = |path: &Path| Baseline::read(BufReader::new(File::open(path)?));
        let baseline = args
            .baseline
            .as_deref()
            .map(|path| read(path).map_err(|error| Stop::Usage(format!("{}:{error}", path.display()))));
        let jobs = args.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
        Ok(Self {
            args,
            configs: Configs::new(args.rule.clone(), args.config.as_deref()).map_err(Stop::Usage)?,
            base: args.diff.as_deref().map(Base::open).transpose().map_err(Stop::Usage)?,
            baseline: baseline.transpose()?,
            corpus: None,
            report: Report::new(&args.report),
            listing,
            jobs,
        })
    }

    fn to(mut self, writer: &mut dyn FindingWriter) -> Result<ExitCode, Failure> {
        self.collect()?;
        let (mut files, mut units, mut known) = (0, 0, 0);
        let mut levels = [0_u64; 4];
        let mut fails = false;
        let mut baseline = Baseline::default();
        self.report.begin(self.listing.inputs.len());
        self.listing.left_out().iter().for_each(|left_out| self.report.detail(left_out));
        let mut inputs = std::mem::take(&mut self.listing.inputs).into_iter();
        loop {
            let jobs = self.next(&mut inputs)?;
            if jobs.is_empty() {
                break;
            }
            for (job, report) in jobs.iter().zip(self.check(&jobs)) {
                let Some(report) = report else { continue };
                if let Some(error) = &report.error {
                    self.report.failure(&job.input.name, error);
                }
                files += 1;
                units += report.units;
                known += report.known;
                baseline.join(report.baseline);
                for finding in &report.findings {
                    fails |= self.args.fail_on.is_reached(finding.level);
                    if finding.consequence_of.is_some() && self.args.leaves_out_consequences() {
                        continue;
                    }
                    levels[finding.level as usize] += 1;
                    if self.args.write_baseline.is_none() || finding.sides.is_none() {
                        writer.finding(finding)?;
                    }
                }
                self.report.progress(0);
            }
        }
        writer.close()?;
        if let Some(path) = &self.args.write_baseline {
            let failed = |error| Failure::Stop(Stop::Output(path.display().to_string(), error));
            let mut output = Output::file(path).map_err(failed)?;
            baseline.write(&mut output).and_then(|()| output.commit()).map_err(failed)?;
            fails = false;
        }
        let mut summary = vec![
            count(files, "file", "files"),
            count(units, "unit", "units"),
            count(levels[Level::Error as usize], "error", "errors"),
            count(levels[Level::Warning as usize], "warning", "warnings"),
            count(levels[Level::Note as usize], "note", "notes"),
        ];
        if self.baseline.is_some() {
            summary.push(count(known, "known finding", "known findings"));
        }
        self.report.finish(&summary.join(", "))?;
        let code = if self.report.failures() > 0 { NOT_ALL } else { u8::from(fails) };
        Ok(ExitCode::from(code))
    }

    /// The next pages, as many as are in hand at once.
    fn next(&mut self, inputs: &mut dyn Iterator<Item = Result<Input, Unreadable>>) -> Result<Vec<Job>, Stop> {
        let mut jobs = Vec::new();
        while jobs.len() < AHEAD * self.jobs {
            match inputs.next() {
                None => break,
                Some(Ok(input)) => match self.job(input)? {
                    Ok(job) => jobs.push(job),
                    Err((name, error)) => self.report.failure(&name, &error),
                },
                Some(Err(Unreadable { name, error })) => self.report.failure(&name, &error),
            }
        }
        Ok(jobs)
    }

    /// What is needed to check a page; settings that are wrong are wrong usage.
    fn job(&mut self, input: Input) -> Result<Result<Job, (String, String)>, Stop> {
        let path = input.path();
        let settings = self.configs.of(path).map_err(Stop::Usage)?;
        let before = match (&mut self.base, path) {
            (Some(base), Some(path)) => match base.known(path, &input.inner) {
                Ok(known) => Some(known),
                Err(error) => return Ok(Err((input.name, error.to_string()))),
            },
            _ => None,
        };
        Ok(Ok(Job { input, settings, before }))
    }

    /// Checks pages on as many threads as are allowed; the reports are in the order of the pages.
    fn check(&self, jobs: &[Job]) -> Vec<Option<PageReport>> {
        let work = |pages: &mut Pages, checkers: &mut HashMap<*const Rules, Checker>, job: &Job| {
            let checker = checkers.entry(Arc::as_ptr(&job.settings.rules)).or_insert_with(|| {
                let checker = Checker::new((*job.settings.rules).clone());
                match &self.corpus {
                    Some(corpus) => checker.with_corpus(Arc::clone(corpus)),
                    None => checker,
                }
            });
            self.page(pages, job, |view, content| view.check(content, checker))
        };
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<Option<PageReport>>> = Mutex::new(jobs.iter().map(|_| None).collect());
        thread::scope(|scope| {
            for _ in 0..self.jobs.min(jobs.len()) {
                scope.spawn(|| {
                    let (mut pages, mut checkers) = (Pages::default(), HashMap::new());
                    while let Some((place, job)) = take(&next, jobs) {
                        let report = work(&mut pages, &mut checkers, job);
                        done.lock().unwrap_or_else(PoisonError::into_inner)[place] = report;
                    }
                });
            }
        });
        done.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads a page and does something with it; `None` if it is no page.
    fn page(
        &self,
        pages: &mut Pages,
        job: &Job,
        then: impl FnOnce(&View<'_>, super::pages::Content<'_>) -> PageReport,
    ) -> Option<PageReport> {
        let tag = self.args.target_locale.as_deref().or(job.settings.target_locale.as_deref());
        let view = View {
            name: &job.input.name,
            settings: Settings::default().with_locale(tag.and_then(|tag| Locale::parse(tag).ok())),
            before: job.before.as_ref(),
            baseline: self.baseline.as_ref(),
            writes_baseline: self.args.write_baseline.is_some(),
        };
        match pages.read(&job.input.place) {
            Ok(super::pages::Content::NoPage) => None,
            Ok(content) => Some(then(&view, content)),
            Err(error) => Some(PageReport { error: Some(error.to_string()), ..PageReport::default() }),
        }
    }

    /// Shows all pages to the corpus, if a rule needs them; standard input can be read but once and is left out.
    fn collect(&mut self) -> Result<(), Stop> {
        let mut corpus: Option<Corpus> = None;
        let mut pages = Pages::default();
        for input in self.listing.inputs.iter().flatten() {
            let Some(path) = input.path() else { continue };
            let settings = self.configs.of(Some(path)).map_err(Stop::Usage)?;
            let is_on = |rule: &Rule| rule.needs_corpus() && settings.rules.level(*rule, None) > Level::Off;
            if !Rule::ALL.iter().any(is_on) {
                continue;
            }
            let corpus = corpus.get_or_insert_with(|| Corpus::new(&settings.rules));
            let job = Job { input: input.clone(), settings, before: None };
            // What cannot be read is reported when the page is checked.
            let _ = self.page(&mut pages, &job, |view, content| {
                view.collect(content, corpus);
                PageReport::default()
            });
        }
        self.corpus = corpus.map(Arc::new);
        Ok(())
    }
}

/// The next job that nobody has taken.
fn take<'j>(next: &AtomicUsize, jobs: &'j [Job]) -> Option<(usize, &'j Job)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(place).map(|job| (place, job))
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}
