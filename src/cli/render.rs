//! `bitext render`: pages in one language.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use bitext::view::{Side, repair};
use bitext::{Diagnostic, Part, PartReader, Position, Settings, text_of};
use clap::ValueEnum;

use super::guard::Guard;
use super::inputs::{Input, InputArgs};
use super::jobs::JobsArg;
use super::pages::with_document;
use super::report::{FindingsArgs, Report, ReportArgs, located};
use super::rewrite::{Rewrite, StreamError, To, rewrite};
use super::shown::count;
use super::stop::{NOT_ALL, Stop};

/// Write pages in one language: each unit replaced by its target, or by its source
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct RenderArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Which language to write
    #[arg(long, value_enum, value_name = "SIDE")]
    view: ViewLanguage,
    /// Restore the quotes that a mass edit turned into `&quot;`, and report each place
    #[arg(long)]
    repair: bool,
    /// Where to write: a file, or a folder that gets one file for each page [default: standard output]
    ///
    /// It is a folder if it ends in `/` or is one. Its files are in the tree of the pages below each folder argument, under the same names. A file is replaced only when it is whole. Several pages need a folder.
    #[arg(short, long, value_name = "FILE|DIR/")]
    output: Option<PathBuf>,
    /// Write through links that are below the output folder
    #[arg(long)]
    follow_links: bool,
    #[command(flatten)]
    jobs: JobsArg,
    #[command(flatten)]
    findings: FindingsArgs,
    #[command(flatten)]
    report: ReportArgs,
}

const EXAMPLES: &str = "\
Examples:
  bitext render --view target page.md             the clean localized page
  bitext render --view source -o english/ docs    all pages below docs, in English: english/page.md

A page of more than 64 MiB is written as it is read: anchors and link definitions that belong to the other language stay in it.

Exit codes: 0 all done; 2 wrong usage; 3 some input could not be read or some output not be written, all else is done.";

#[derive(Clone, Copy, ValueEnum)]
enum ViewLanguage {
    /// The clean localized page
    Target,
    /// The original page, without the heading anchors that the localization pipeline adds
    Source,
}

/// Runs the command.
pub(crate) fn run(args: &RenderArgs) -> Result<ExitCode, Stop> {
    let side = match args.view {
        ViewLanguage::Target => Side::Target,
        ViewLanguage::Source => Side::Source,
    };
    let mut render = Render { side, repairs: args.repair, ..Render::default() };
    let mut listing = args.inputs.list()?;
    let mut guard = Guard::new(&listing);
    let to = To::output(args.output.as_deref(), args.follow_links);
    to.check(&args.inputs, &mut listing, &mut guard, &render)?;
    if let Some(findings) = &args.findings.findings {
        guard.writes(&mut listing, findings, "")?;
    }
    let mut report = Report::new(&args.report);
    report.keep_findings(&args.findings)?;
    let done = rewrite(listing, to, &args.jobs.start()?, &mut report, &mut render)?;
    let mut summary = vec![
        count(done.files, "file", "files"),
        count(render.units, "unit", "units"),
        count(done.not_read, "file not read", "files not read"),
    ];
    if render.without_units > 0 {
        summary.push(count(render.without_units, "page without units", "pages without units"));
    }
    if args.repair {
        summary.push(count(render.restored, "quote restored", "quotes restored"));
    }
    report.finish(&summary.join(", "))?;
    Ok(if report.failures() > 0 { ExitCode::from(NOT_ALL) } else { ExitCode::SUCCESS })
}

struct Render {
    side: Side,
    repairs: bool,
    units: u64,
    without_units: u64,
    restored: u64,
}

impl Default for Render {
    fn default() -> Self {
        Self { side: Side::Target, repairs: false, units: 0, without_units: 0, restored: 0 }
    }
}

/// What has come of a page.
struct RenderedPage {
    findings: Vec<(Diagnostic, Position)>,
    units: u64,
    restored: u64,
}

impl Rewrite for Render {
    type Made = RenderedPage;

    fn keeps(&self, _: &Input) -> bool {
        false
    }

    fn make(&self, input: &Input, text: &str, out: &mut dyn Write) -> io::Result<RenderedPage> {
        if !self.repairs {
            return self.view(input, text, out);
        }
        let repaired = repair(text);
        let mut page = self.view(input, &repaired.text, out)?;
        let mut findings = located(text, &repaired.diagnostics);
        page.restored = findings.len() as u64;
        findings.append(&mut page.findings);
        page.findings = findings;
        Ok(page)
    }

    fn take(&mut self, input: &Input, made: RenderedPage, report: &mut Report) {
        made.findings.iter().for_each(|(finding, position)| report.finding(&input.name, finding, *position));
        self.restored += made.restored;
        self.count(made.units);
    }

    fn stream(
        &mut self,
        input: &Input,
        source: &mut dyn Read,
        out: &mut dyn Write,
        report: &mut Report,
    ) -> Result<(), StreamError> {
        if self.repairs {
            let message = "is longer than 64 MiB, which is the limit of --repair";
            return Err(StreamError::Read(io::Error::new(io::ErrorKind::FileTooLarge, message).into()));
        }
        let mut reader = PartReader::new(source);
        let mut units = 0;
        while reader.advance().map_err(StreamError::Read)? {
            let Some(part) = reader.part() else { continue };
            let text = match part {
                Part::Unit(unit) => {
                    units += 1;
                    if self.side == Side::Source { unit.source.unwrap_or(unit.target) } else { unit.target }
                }
                part => part.raw(),
            };
            out.write_all(text.as_bytes()).map_err(StreamError::Write)?;
        }
        self.count(units);
        report.detail(&format!("{}: longer than 64 MiB, so it was written as it was read", input.name));
        Ok(())
    }

    fn settled(&mut self, _: &str, _: bool, _: &mut Report) {}

    /// What an earlier run wrote is what this one would write.
    fn is_earlier(&self, page: &Input, output: &Input) -> bool {
        let (Some(bytes), Some(output)) = (page.bytes(), output.bytes()) else { return false };
        let Ok(text) = text_of(&bytes) else { return false };
        let repaired = if self.repairs { repair(text).text.into_owned() } else { text.to_owned() };
        with_document(&page.name, &repaired, &Settings::default(), |document| {
            document.view(self.side).to_string().as_bytes() == output
        })
    }
}

impl Render {
    fn view(&self, input: &Input, text: &str, out: &mut dyn Write) -> io::Result<RenderedPage> {
        with_document(&input.name, text, &Settings::default(), |document| {
            document.view(self.side).write_to(out)?;
            let findings = located(text, document.diagnostics());
            Ok(RenderedPage { findings, units: document.units().len() as u64, restored: 0 })
        })
    }

    fn count(&mut self, units: u64) {
        self.units += units;
        self.without_units += u64::from(units == 0);
    }
}
