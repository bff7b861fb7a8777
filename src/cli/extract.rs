//! `bitext extract`: the units of pages as JSON.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bitext::export::{Export, Json, JsonLines, UnitWriter};
use bitext::{Locale, Settings};
use clap::ValueEnum;

use super::inputs::{Input, InputArgs, Unreadable};
use super::outputs::{Destination, Mirror, Output};
use super::pages::{Content, Pages};
use super::report::{Report, count};
use super::{NOT_ALL, Stop};

/// Write the translation units of pages as JSON.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    /// What to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Jsonl)]
    to: Format,
    /// Where to write: a file, or a folder that gets one file for each page [default: standard output]
    ///
    /// It is a folder if it ends in `/` or is one. Its files stand as the pages do below each folder argument, and are
    /// named like them with the format's extension: page.md.jsonl. A file is replaced only when it is whole.
    #[arg(short, long, value_name = "FILE|DIR/")]
    output: Option<PathBuf>,
    /// The language of the sources
    #[arg(long, value_name = "TAG", default_value = "en-US", value_parser = tag)]
    source_locale: String,
    /// The language of the targets in pages that do not state theirs
    #[arg(long, value_name = "TAG", value_parser = tag)]
    target_locale: Option<String>,
    /// Tell only what could not be read or written: no findings, no summary
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  bitext extract page.md                          one line of JSON per unit
  bitext extract --to json -o units.json docs     all pages below docs, in one array
  bitext extract -o units/ docs                   one file per page: units/page.md.jsonl
  git show HEAD:a.md | bitext extract --path a.md -

Exit codes: 0 all done; 2 wrong usage; 3 some input could not be read or some output not be written, all else is done.";

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One object per unit and line; a page that cannot be read is a line with `path` and `error`
    Jsonl,
    /// One array with an object per page, front matter included
    Json,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Json => "json",
        }
    }

    fn writer<'w>(self, out: &'w mut dyn Write) -> Box<dyn UnitWriter + 'w> {
        match self {
            Self::Jsonl => Box::new(JsonLines::new(out)),
            Self::Json => Box::new(Json::new(out)),
        }
    }
}

/// A language tag, checked.
fn tag(text: &str) -> Result<String, bitext::Error> {
    Locale::parse(text).map(|locale| locale.to_string())
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<ExitCode, Stop> {
    args.inputs.check()?;
    let mut run = Run::new(args)?;
    match Destination::of(args.output.as_deref()) {
        Destination::Stdout => run.write_to_one(Output::stdout(), None)?,
        Destination::File(path) if args.inputs.names(&path) => {
            return Err(Stop::Usage(format!("{} is to be read, so it cannot be the output", path.display())));
        }
        Destination::File(path) => {
            let output = Output::file(&path)
                .map_err(|error| Stop::Usage(format!("cannot write to {}: {error}", path.display())))?;
            run.write_to_one(output, Some(&path))?;
        }
        Destination::Folder(_) if args.inputs.reads_nameless_stdin() => {
            return Err(Stop::Usage("with a folder for output, standard input needs a name: --path NAME".into()));
        }
        Destination::Folder(mirror) => run.write_to_each(mirror),
    }
    Ok(run.finish())
}

/// The state of a run.
struct Run<'a> {
    args: &'a Args,
    source_locale: Locale<'a>,
    settings: Settings<'a>,
    report: Report,
    files: u64,
    units: u64,
    damaged: u64,
    not_read: u64,
    without_locale: u64,
}

impl<'a> Run<'a> {
    fn new(args: &'a Args) -> Result<Self, Stop> {
        let locale = |tag| Locale::parse(tag).map_err(|error| Stop::Usage(error.to_string()));
        let target_locale = args.target_locale.as_deref().map(locale).transpose()?;
        Ok(Self {
            args,
            source_locale: locale(&args.source_locale)?,
            settings: Settings::default().with_locale(target_locale),
            report: Report::new(args.quiet),
            files: 0,
            units: 0,
            damaged: 0,
            not_read: 0,
            without_locale: 0,
        })
    }

    /// All pages into one output.
    fn write_to_one(&mut self, mut output: Output, place: Option<&Path>) -> Result<(), Stop> {
        let failed =
            |error| Stop::Output(place.map_or("standard output".into(), |place| place.display().to_string()), error);
        let mut writer = self.args.to.writer(&mut output);
        self.write_all(&mut *writer, place).map_err(failed)?;
        drop(writer);
        output.commit().map_err(failed)
    }

    fn write_all(&mut self, writer: &mut dyn UnitWriter, place: Option<&Path>) -> io::Result<()> {
        let mut pages = Pages::default();
        for input in self.args.inputs.iter(place) {
            let (name, error) = match input {
                Ok(Input { name, place, .. }) => match pages.read(&place) {
                    Ok(Content::NoPage) => continue,
                    Ok(content) => {
                        self.page(&name, content, writer)?;
                        continue;
                    }
                    Err(error) => (name, error.to_string()),
                },
                Err(Unreadable { name, error }) => (name, error.to_string()),
            };
            self.not_read(&name, &error);
            writer.unreadable(&name, &error)?;
        }
        writer.finish()
    }

    /// Each page into its own output.
    fn write_to_each(&mut self, mut mirror: Mirror) {
        let mut pages = Pages::default();
        let folder = mirror.folder().to_owned();
        for input in self.args.inputs.iter(Some(&folder)) {
            match input {
                Ok(input) => match pages.read(&input.place) {
                    Ok(Content::NoPage) => {}
                    Ok(content) => self.page_of_its_own(&input, content, &mut mirror),
                    Err(error) => self.not_read(&input.name, &error.to_string()),
                },
                Err(Unreadable { name, error }) => self.not_read(&name, &error.to_string()),
            }
        }
    }

    fn page_of_its_own(&mut self, input: &Input, content: Content<'_>, mirror: &mut Mirror) {
        let place = mirror.place(&input.inner, self.args.to.extension());
        let write = || -> io::Result<()> {
            let mut output = mirror.create(&place, &input.name)?;
            let mut writer = self.args.to.writer(&mut output);
            let is_whole = self.page(&input.name, content, &mut *writer)?;
            writer.finish()?;
            drop(writer);
            if is_whole { output.commit() } else { Ok(()) }
        };
        if let Err(error) = write() {
            self.report.failure(&place.to_string_lossy(), &error.to_string());
        }
    }

    /// One page; `false` if its rest could not be read.
    fn page(&mut self, name: &str, content: Content<'_>, writer: &mut dyn UnitWriter) -> io::Result<bool> {
        let export = Export::new(name, self.source_locale).with_settings(self.settings);
        let report = &mut self.report;
        let findings = &mut |finding: &_, position| report.finding(name, finding, position);
        let tally = match content {
            Content::NoPage => return Ok(true),
            Content::Text(text) => export.text(text, writer, findings)?,
            Content::Stream(source) => export.stream(source, writer, findings)?,
        };
        self.units += tally.units;
        self.damaged += tally.damaged;
        self.without_locale += u64::from(tally.lacks_locale && tally.units > 0);
        if let Some(error) = tally.error {
            self.not_read(name, &error.to_string());
            return Ok(false);
        }
        self.files += 1;
        self.report.progress(self.files);
        Ok(true)
    }

    fn not_read(&mut self, name: &str, error: &str) {
        self.not_read += 1;
        self.report.failure(name, error);
    }

    fn finish(mut self) -> ExitCode {
        let summary = [
            count(self.files, "file", "files"),
            count(self.units, "unit", "units"),
            count(self.damaged, "damaged unit", "damaged units"),
            count(self.not_read, "file not read", "files not read"),
            count(self.without_locale, "file without target locale", "files without target locale"),
        ];
        self.report.finish(&summary.join(", "));
        if self.report.failures() > 0 { ExitCode::from(NOT_ALL) } else { ExitCode::SUCCESS }
    }
}
