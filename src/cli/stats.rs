//! `bitext stats`: how much there is.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use bitext::export::Export;
use bitext::format::{Page, UnitWriter, Written};
use bitext::place::LocatedUnit;
use bitext::stats::{Counter, Counts, GroupBy};
use bitext::{Locale, Settings};
use clap::ValueEnum;

use super::guard::Guard;
use super::inputs::{Input, InputArgs, Unreadable};
use super::outputs::Output;
use super::pages::{Content, Pages};
use super::report::{Report, ReportArgs, count};
use super::stop::{NOT_ALL, Stop};

/// Count files, units, words and characters
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    /// What makes a group
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = By::Locale)]
    by: By,
    /// What to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    to: Format,
    /// The language of the targets in pages that do not state theirs
    #[arg(long, value_name = "TAG")]
    target_locale: Option<String>,
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
enum Format {
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
pub(crate) fn run(args: &Args) -> Result<ExitCode, Stop> {
    let mut listing = args.inputs.list()?;
    Guard::new(&listing).writes(&mut listing, Path::new("-"), "")?;
    let locale = |tag| Locale::parse(tag).map_err(|error| Stop::Usage(error.to_string()));
    let settings = Settings::default().with_locale(args.target_locale.as_deref().map(locale).transpose()?);
    let mut report = Report::new(&args.report);
    let mut count_all = CountAll(Counter::new(args.by.into()));
    let mut pages = Pages::default();
    let mut files = 0;
    report.begin(listing.inputs.len());
    listing.left_out().iter().for_each(|left_out| report.detail(left_out));
    for input in listing.inputs {
        let result = match input {
            Err(Unreadable { name, error }) => Err((name, error)),
            Ok(Input { name, place, .. }) => match pages.read(&place) {
                Ok(Content::NoPage) => continue,
                Ok(content) => page(&name, content, settings, &mut count_all).map_err(|error| (name, error)),
                Err(error) => Err((name, error.to_string())),
            },
        };
        files += 1;
        report.progress(0);
        if let Err((name, error)) = result {
            report.failure(&name, &error);
        }
    }
    let counter = count_all.0;
    let written = Output::stdout().and_then(|out| {
        let mut out = BufWriter::new(out);
        match args.to {
            Format::Table => table(&counter, &mut out),
            Format::Json => json(&counter, &mut out),
            Format::Csv => csv(&counter, &mut out),
        }?;
        out.into_inner()?.commit()
    });
    written.map_err(|error| Stop::output(None, error))?;
    report.finish(&[count(files, "file", "files"), count(counter.total().units, "unit", "units")].join(", "))?;
    Ok(if report.failures() > 0 { ExitCode::from(NOT_ALL) } else { ExitCode::SUCCESS })
}

struct CountAll(Counter);

impl UnitWriter for CountAll {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.0.begin_page(page.path, page.front_matter);
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        self.0.unit(unit);
        Ok(Written::Whole)
    }
}

fn page(name: &str, content: Content<'_>, settings: Settings<'_>, writer: &mut CountAll) -> Result<(), String> {
    let source_locale = Locale::parse("en-US").map_err(|error| error.to_string())?;
    let export = Export::new(name, source_locale).with_settings(settings);
    let summary = match content {
        Content::NoPage => return Ok(()),
        Content::Text(text) => export.text(text, writer, &mut ()),
        Content::Stream(source) => export.stream(source, writer, &mut ()),
    };
    match summary.map_err(|error| error.to_string())?.error {
        Some(error) => Err(error.to_string()),
        None => Ok(()),
    }
}

/// A column: its name, and its value.
type Column = (&'static str, fn(&Counts) -> u64);

/// All columns.
const COLUMNS: [Column; 21] = [
    ("files", |counts| counts.files),
    ("units", |counts| counts.units),
    ("distinct", |counts| counts.distinct),
    ("human", |counts| counts.human),
    ("machine", |counts| counts.machine),
    ("unchanged", |counts| counts.unchanged),
    ("damaged", |counts| counts.damaged),
    ("source_words", |counts| counts.source.words),
    ("source_segments", |counts| counts.source.segments),
    ("source_characters", |counts| counts.source.characters),
    ("source_letters", |counts| counts.source.letters),
    ("target_words", |counts| counts.target.words),
    ("target_segments", |counts| counts.target.segments),
    ("target_characters", |counts| counts.target.characters),
    ("target_letters", |counts| counts.target.letters),
    ("new_units", |counts| counts.effort.new_units),
    ("new_words", |counts| counts.effort.new_words),
    ("repeated_units", |counts| counts.effort.repeated_units),
    ("repeated_words", |counts| counts.effort.repeated_words),
    ("unchanged_units", |counts| counts.effort.unchanged_units),
    ("unchanged_words", |counts| counts.effort.unchanged_words),
];

/// The columns of the table for people.
const SHOWN: [&str; 12] = [
    "files",
    "units",
    "distinct",
    "human",
    "machine",
    "unchanged",
    "damaged",
    "source_words",
    "target_words",
    "new_words",
    "repeated_words",
    "unchanged_words",
];

fn rows(counter: &Counter) -> impl Iterator<Item = (&str, &Counts)> {
    counter.groups().chain([("total", counter.total())])
}

fn table(counter: &Counter, out: &mut dyn Write) -> io::Result<()> {
    let columns: Vec<_> = COLUMNS.iter().filter(|(name, _)| SHOWN.contains(name)).collect();
    let first = rows(counter).map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let width = |name: &str, value: fn(&Counts) -> u64| name.len().max(value(counter.total()).to_string().len());
    write!(out, "{:first$}", "")?;
    for (name, value) in &columns {
        write!(out, "  {:>1$}", name.replace('_', " "), width(name, *value))?;
    }
    writeln!(out)?;
    for (group, counts) in rows(counter) {
        write!(out, "{group:first$}")?;
        for (name, value) in &columns {
            write!(out, "  {:>1$}", value(counts), width(name, *value))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn json(counter: &Counter, out: &mut dyn Write) -> io::Result<()> {
    let object = |counts: &Counts| -> serde_json::Map<String, serde_json::Value> {
        COLUMNS.iter().map(|(name, value)| ((*name).to_owned(), value(counts).into())).collect()
    };
    let groups: serde_json::Map<String, serde_json::Value> =
        counter.groups().map(|(name, counts)| (name.to_owned(), object(counts).into())).collect();
    serde_json::to_writer_pretty(
        &mut *out,
        &serde_json::json!({ "groups": groups, "total": object(counter.total()) }),
    )?;
    writeln!(out)
}

fn csv(counter: &Counter, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    writeln!(out, "group,{}", names.join(","))?;
    for (group, counts) in rows(counter) {
        let values: Vec<String> = COLUMNS.iter().map(|(_, value)| value(counts).to_string()).collect();
        writeln!(out, "{},{}", quoted(group), values.join(","))?;
    }
    Ok(())
}

/// A field of CSV (RFC 4180).
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
