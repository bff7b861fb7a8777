//! `bitext stats`: how much there is.

mod count;
mod write;

use std::io::BufWriter;
use std::path::Path;
use std::process::ExitCode;

use bitext::stats::GroupBy;
use bitext::{Locale, Settings};
use clap::ValueEnum;

use super::guard::Guard;
use super::inputs::InputArgs;
use super::jobs::JobsArg;
use super::outputs::Output;
use super::report::{Report, ReportArgs};
use super::shown::count;
use super::stop::{NOT_ALL, Stop};

/// Count files, units, words and characters
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// What makes a group
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = By::Locale)]
    by: By,
    /// What to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Table)]
    to: TableFormat,
    /// The language of the targets in pages that do not state theirs
    #[arg(long, value_name = "TAG")]
    target_locale: Option<String>,
    #[command(flatten)]
    jobs: JobsArg,
    #[command(flatten)]
    report: ReportArgs,
}

const EXAMPLES: &str = "\
Words are those of UAX 29; of Chinese, Japanese, Thai, Lao and Khmer every character is one. The effort classes are words of sources: new, repeated (the same source occurred before in the locale), and left as they are.

Examples:
  bitext stats docs                               a table, one row for each locale
  bitext stats --by folder --to csv docs > docs.csv
  bitext stats --to json docs

Exit codes: 0 all done; 2 wrong usage; 3 some input could not be read, all else is done.";

#[derive(Clone, Copy, ValueEnum)]
enum By {
    Locale,
    Folder,
    Context,
    /// Human, machine, or not stated
    Type,
}

#[derive(Clone, Copy, ValueEnum)]
enum TableFormat {
    Table,
    Json,
    Csv,
}

impl From<By> for GroupBy {
    fn from(by: By) -> Self {
        match by {
            By::Locale => Self::Locale,
            By::Folder => Self::Folder,
            By::Context => Self::Context,
            By::Type => Self::Translator,
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: &StatsArgs) -> Result<ExitCode, Stop> {
    let mut listing = args.inputs.list()?;
    Guard::new(&listing).writes(&mut listing, Path::new("-"), "")?;
    let locale = |tag| Locale::parse(tag).map_err(|error| Stop::Usage(error.to_string()));
    let settings = Settings::default().with_locale(args.target_locale.as_deref().map(locale).transpose()?);
    let mut report = Report::new(&args.report);
    report.begin(listing.inputs.len());
    listing.left_out().iter().for_each(|left_out| report.detail(left_out));
    let all = count::count(&listing.inputs, args.jobs.number(), args.by.into(), settings, || report.progress(0));
    all.failures.iter().for_each(|failure| report.failure(&failure.name, &failure.error));
    let counter = all.counter;
    let written = Output::stdout().and_then(|out| {
        let mut out = BufWriter::new(out);
        match args.to {
            TableFormat::Table => write::table(&counter, &mut out),
            TableFormat::Json => write::json(&counter, &mut out),
            TableFormat::Csv => write::csv(&counter, &mut out),
        }?;
        out.into_inner()?.commit()
    });
    written.map_err(|error| Stop::output(None, error))?;
    report.finish(&[count(all.files, "file", "files"), count(counter.total().units, "unit", "units")].join(", "))?;
    Ok(if report.failures() > 0 { ExitCode::from(NOT_ALL) } else { ExitCode::SUCCESS })
}
