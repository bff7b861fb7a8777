//! `bitext extract`: the units of pages as JSON, XLIFF or TMX.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bitext::export::Export;
use bitext::format::{InlineMode, JsonLinesWriter, JsonWriter, TmxWriter, UnitWriter, XliffVersion, XliffWriter};
use bitext::html::HtmlPage;
use bitext::{CannotHold, Document, Error, Locale, Part, Parts, Settings};
use clap::ValueEnum;

use super::inputs::{Input, InputArgs, Place, Unreadable};
use super::outputs::{Destination, Mirror, Output};
use super::pages::{Content, Pages, is_published};
use super::report::{Report, count};
use super::{NOT_ALL, Stop};

/// Write the translation units of pages as JSON, XLIFF or TMX.
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
    /// In XLIFF and TMX, whether inline codes are elements that tools protect, or text [default: codes]
    #[arg(long, value_enum, value_name = "WHAT")]
    inline: Option<InlineArg>,
    /// In XLIFF, fill empty targets with the source, marked as new: some tools show no unit without a target
    #[arg(long)]
    copy_source: bool,
    /// Tell only what could not be read or written: no findings, no summary
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  bitext extract page.md                          one line of JSON per unit
  bitext extract --to json -o units.json docs     all pages below docs, in one array
  bitext extract -o units/ docs                   one file per page: units/page.md.jsonl
  bitext extract --to xliff -o lv.xlf docs        one XLIFF 2.1 file; all pages have one target language
  bitext extract --to xliff12 -o all.xlf docs     one XLIFF 1.2 file, each page with its own languages
  bitext extract --to tmx -o memory.tmx docs      a translation memory
  git show HEAD:a.md | bitext extract --path a.md -

Exit codes: 0 all done; 2 wrong usage; 3 some input could not be read or some output not be written, all else is done.";

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One object per unit and line; a page that cannot be read is a line with `path` and `error`
    Jsonl,
    /// One array with an object per page, front matter included
    Json,
    /// XLIFF 2.1; all pages of an output have one target language
    Xliff,
    /// XLIFF 1.2 (strict), the form that most translation tools read
    Xliff12,
    /// XLIFF 2.0
    Xliff20,
    /// TMX 1.4b
    Tmx,
}

#[derive(Clone, Copy, ValueEnum)]
enum InlineArg {
    /// Elements of their own
    Codes,
    /// Text like all else
    None,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::Xliff | Self::Xliff12 | Self::Xliff20 => "xlf",
            Self::Tmx => "tmx",
        }
    }

    /// The version, if it is XLIFF.
    const fn xliff(self) -> Option<XliffVersion> {
        match self {
            Self::Jsonl | Self::Json | Self::Tmx => None,
            Self::Xliff => Some(XliffVersion::V21),
            Self::Xliff12 => Some(XliffVersion::V12),
            Self::Xliff20 => Some(XliffVersion::V20),
        }
    }

    /// Whether it is a format of translation tools.
    const fn is_exchange(self) -> bool {
        !matches!(self, Self::Jsonl | Self::Json)
    }
}

impl Args {
    fn check(&self) -> Result<(), Stop> {
        if self.inline.is_some() && !self.to.is_exchange() {
            return Err(Stop::Usage("--inline is for XLIFF and TMX".into()));
        }
        if self.copy_source && self.to.xliff().is_none() {
            return Err(Stop::Usage("--copy-source is for XLIFF".into()));
        }
        self.inputs.check()
    }

    fn writer<'w>(&self, out: &'w mut dyn Write) -> Box<dyn UnitWriter + 'w> {
        let inline = match self.inline {
            Some(InlineArg::None) => InlineMode::Text,
            Some(InlineArg::Codes) | None => InlineMode::Codes,
        };
        if let Some(version) = self.to.xliff() {
            let writer = XliffWriter::new(out).with_version(version).with_inline(inline);
            return Box::new(if self.copy_source { writer.with_copied_sources() } else { writer });
        }
        match self.to {
            Format::Tmx => Box::new(TmxWriter::new(out).with_inline(inline)),
            Format::Json => Box::new(JsonWriter::new(out)),
            _ => Box::new(JsonLinesWriter::new(out)),
        }
    }
}

/// A language tag, checked.
fn tag(text: &str) -> Result<String, Error> {
    Locale::parse(text).map(|locale| locale.to_string())
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<ExitCode, Stop> {
    args.check()?;
    let mut run = Extraction::new(args)?;
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
struct Extraction<'a> {
    args: &'a Args,
    source_locale: Locale<'a>,
    settings: Settings<'a>,
    report: Report,
    files: u64,
    units: u64,
    damaged: u64,
    left_out: u64,
    replaced: u64,
    not_read: u64,
    without_locale: u64,
}

impl<'a> Extraction<'a> {
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
            left_out: 0,
            replaced: 0,
            not_read: 0,
            without_locale: 0,
        })
    }

    /// All pages into one output.
    fn write_to_one(&mut self, mut output: Output, place: Option<&Path>) -> Result<(), Stop> {
        let failed =
            |error| Stop::Output(place.map_or("standard output".into(), |place| place.display().to_string()), error);
        let mut writer = self.args.writer(&mut output);
        match self.write_all(&mut *writer, place) {
            Ok(()) => {}
            Err(Error::CannotHold { reason, .. }) => return Err(several_locales(self, reason, place)),
            Err(error) => return Err(failed(into_io(error))),
        }
        drop(writer);
        output.commit().map_err(failed)
    }

    fn write_all(&mut self, writer: &mut dyn UnitWriter, place: Option<&Path>) -> bitext::Result<()> {
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
                Err(Unreadable { name, error }) => (name, error),
            };
            self.not_read(&name, &error);
            writer.unreadable(&name, &error)?;
        }
        Ok(writer.close()?)
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
                Err(Unreadable { name, error }) => self.not_read(&name, &error),
            }
        }
    }

    fn page_of_its_own(&mut self, input: &Input, content: Content<'_>, mirror: &mut Mirror) {
        let place = mirror.place(&input.inner, self.args.to.extension());
        let write = || -> bitext::Result<()> {
            let mut output = mirror.create(&place, &input.name)?;
            let mut writer = self.args.writer(&mut output);
            let is_whole = self.page(&input.name, content, &mut *writer)?;
            writer.close()?;
            drop(writer);
            if is_whole {
                output.commit()?;
            }
            Ok(())
        };
        if let Err(error) = write() {
            self.report.failure(&place.to_string_lossy(), &error.to_string());
        }
    }

    /// One page; `false` if its rest could not be read, or none of it be written.
    fn page(&mut self, name: &str, content: Content<'_>, writer: &mut dyn UnitWriter) -> bitext::Result<bool> {
        let export = Export::new(name, self.source_locale).with_settings(self.settings);
        let report = &mut self.report;
        let findings = &mut |finding: &_, position| report.finding(name, finding, position);
        let summary = match content {
            Content::NoPage => return Ok(true),
            Content::Text(text) if is_published(name, text) => {
                export.document(&Document::from_html(&HtmlPage::with_settings(text, &self.settings)), writer, findings)
            }
            Content::Text(text) => export.text(text, writer, findings),
            Content::Stream(source) => export.stream(source, writer, findings),
        };
        let summary = match summary {
            Ok(summary) => summary,
            Err(Error::CannotHold {
                reason: reason @ (CannotHold::NoTargetLocale | CannotHold::TargetLocale { .. }),
                units,
                ..
            }) => {
                self.files += 1;
                self.left_out += units;
                self.without_locale += 1;
                let units = count(units, "unit is", "units are");
                let message = format!("{reason}, so its {units} left out; --target-locale TAG states one");
                self.report.failure(name, &message);
                return Ok(false);
            }
            Err(error) => return Err(error),
        };
        self.units += summary.units;
        self.damaged += summary.damaged;
        self.left_out += summary.left_out;
        self.replaced += summary.replaced;
        self.without_locale += u64::from(summary.lacks_locale && summary.units + summary.left_out > 0);
        if let Some(error) = summary.error {
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
        let mut summary = vec![
            count(self.files, "file", "files"),
            count(self.units, "unit", "units"),
            count(self.damaged, "damaged unit", "damaged units"),
            count(self.not_read, "file not read", "files not read"),
            count(self.without_locale, "file without target locale", "files without target locale"),
        ];
        if self.args.to.is_exchange() {
            summary.push(count(self.left_out, "unit left out", "units left out"));
            summary.push(count(self.replaced, "character replaced", "characters replaced"));
        }
        self.report.finish(&summary.join(", "));
        if self.report.failures() > 0 { ExitCode::from(NOT_ALL) } else { ExitCode::SUCCESS }
    }
}

/// The pages have several target locales, two of which are known, and the output can hold one: names all of them.
fn several_locales(run: &Extraction<'_>, known: CannotHold, place: Option<&Path>) -> Stop {
    let mut pages = Pages::default();
    let mut locales = BTreeSet::new();
    if let CannotHold::SecondLocale { first, second, .. } = known {
        locales.extend([first, second]);
    }
    for input in run.args.inputs.iter(place).flatten() {
        // What standard input had is read already, and a very long page is not read again.
        if let (false, Ok(Content::Text(text))) = (matches!(input.place, Place::Stdin), pages.read(&input.place)) {
            let mut parts = Parts::with_settings(text, &run.settings);
            if parts.any(|part| matches!(part, Part::Unit(_))) {
                locales.extend(parts.locale().map(|locale| locale.to_string()));
            }
        }
    }
    let locales = Vec::from_iter(locales).join(", ");
    Stop::Usage(format!(
        "one XLIFF 2 output has one target language, and these pages have several: {locales}\n\
         Give each page an output of its own (-o DIR/), or write XLIFF 1.2 (--to xliff12)"
    ))
}

fn into_io(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    }
}
