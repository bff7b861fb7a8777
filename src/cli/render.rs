//! `bitext render`: pages in one language.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use bitext::Settings;
use bitext::view::{Side, repair};
use clap::ValueEnum;

use super::inputs::{Input, InputArgs};
use super::pages::with_document;
use super::report::{Report, count};
use super::rewrite::{Rewrite, To, rewrite};
use super::{NOT_ALL, Stop};

/// Write pages in one language: each unit replaced by its target, or by its source.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    /// Which language to write
    #[arg(long, value_enum, value_name = "SIDE")]
    view: Language,
    /// Restore the quotes that a mass edit turned into `&quot;`, and tell each place
    #[arg(long)]
    repair: bool,
    /// Where to write: a file, or a folder that gets one file for each page [default: standard output]
    ///
    /// It is a folder if it ends in `/` or is one. Its files stand as the pages do below each folder argument, under the
    /// same names. A file is replaced only when it is whole. Several pages need a folder.
    #[arg(short, long, value_name = "FILE|DIR/")]
    output: Option<PathBuf>,
    /// Tell only what could not be read or written: no findings, no summary
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  bitext render --view target page.md             the clean localized page
  bitext render --view source -o english/ docs    all pages below docs, in English: english/page.md

Exit codes: 0 all done; 2 wrong usage; 3 some input could not be read or some output not be written, all else is done.";

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    /// The clean localized page
    Target,
    /// The original page, without the heading anchors that the localization pipeline adds
    Source,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<ExitCode, Stop> {
    let mut report = Report::new(args.quiet);
    let side = match args.view {
        Language::Target => Side::Target,
        Language::Source => Side::Source,
    };
    let mut render = Render { side, repairs: args.repair, units: 0, restored: 0 };
    let done = rewrite(&args.inputs, &To::Output(args.output.as_deref()), &mut report, &mut render)?;
    let mut summary = vec![
        count(done.files, "file", "files"),
        count(render.units, "unit", "units"),
        count(done.not_read, "file not read", "files not read"),
    ];
    if args.repair {
        summary.push(count(render.restored, "quote restored", "quotes restored"));
    }
    report.finish(&summary.join(", "));
    Ok(if report.failures() > 0 { ExitCode::from(NOT_ALL) } else { ExitCode::SUCCESS })
}

struct Render {
    side: Side,
    repairs: bool,
    units: u64,
    restored: u64,
}

impl Rewrite for Render {
    fn page(&mut self, input: &Input, text: &str, out: &mut dyn Write, report: &mut Report) -> io::Result<()> {
        if !self.repairs {
            return self.view(input, text, out, report);
        }
        let repaired = repair(text);
        report.findings(&input.name, text, &repaired.diagnostics);
        self.restored += repaired.diagnostics.len() as u64;
        self.view(input, &repaired.text, out, report)
    }
}

impl Render {
    fn view(&mut self, input: &Input, text: &str, out: &mut dyn Write, report: &mut Report) -> io::Result<()> {
        with_document(&input.name, text, &Settings::default(), |document| {
            report.findings(&input.name, text, document.diagnostics());
            self.units += document.units().len() as u64;
            document.view(self.side).write_to(out)
        })
    }
}
