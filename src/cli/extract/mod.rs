//! `bitext extract`: the units of pages as JSON, XLIFF or TMX.

mod format;
mod locales;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bitext::export::Export;
use bitext::format::UnitWriter;
use bitext::html::HtmlPage;
use bitext::{CannotHold, Document, Error, Locale, Settings, scan};

use super::guard::Guard;
use super::inputs::{Input, InputArgs, Listing, Unreadable};
use super::outputs::{Destination, Mirror, Output};
use super::pages::{Content, Pages, is_published};
use super::report::{FindingsArgs, Report, ReportArgs, count};
use super::stop::{FOUND, NOT_ALL, Stop};
use format::{Form, Format, InlineArg, Protect};

/// Write the translation units of pages as XLIFF, TMX or JSON
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    /// What to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Jsonl)]
    to: Format,
    /// Where to write: a file, or a folder that gets one file for each page [default: standard output]
    ///
    /// It is a folder if it ends in `/` or is one. Its files are in the tree of the pages below each folder argument, and are named like the pages with the format's extension: page.md.jsonl. A file is replaced only when it is whole. A page without units gets no file, but in JSON, which holds its front matter.
    #[arg(short, long, value_name = "FILE|DIR/")]
    output: Option<PathBuf>,
    /// Write through links that are below the output folder
    #[arg(long)]
    follow_links: bool,
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
    /// In XLIFF, give each unit a note with its headings and its line
    #[arg(long)]
    notes: bool,
    /// In XLIFF and TMX, make inline codes of what should survive a translation
    #[arg(long, value_enum, value_name = "KINDS", value_delimiter = ',')]
    protect: Vec<Protect>,
    /// Exit with 1 if a page is damaged
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    findings: FindingsArgs,
    #[command(flatten)]
    report: ReportArgs,
}

const EXAMPLES: &str = "\
Examples:
  bitext extract page.md                          one line of JSON per unit
  bitext extract --to json -o units.json docs     all pages below docs, in one array
  bitext extract -o units/ docs                   one file per page: units/page.md.jsonl
  bitext extract --to xliff -o all.xlf docs       one XLIFF 1.2 file, each page with its own languages
  bitext extract --to xliff21 -o lv.xlf docs      one XLIFF 2.1 file; all pages have one target language
  bitext extract --to tmx -o memory.tmx docs      a translation memory
  git ls-files | bitext extract --files-from - --to xliff -o all.xlf
  git show HEAD:a.md | bitext extract --path a.md -

Exit codes: 0 all done; 1 with --strict, a page is damaged; 2 wrong usage; 3 some input could not be read or some output not be written, all else is done.";

impl Args {
    fn check(&self) -> Result<(), Stop> {
        if self.inline.is_some() && !self.to.is_exchange() {
            return Err(Stop::Usage("--inline is for XLIFF and TMX".into()));
        }
        if self.copy_source && self.to.xliff().is_none() {
            return Err(Stop::Usage("--copy-source is for XLIFF".into()));
        }
        if self.notes && self.to.xliff().is_none() {
            return Err(Stop::Usage("--notes is for XLIFF".into()));
        }
        if !self.protect.is_empty() && !self.to.is_exchange() {
            return Err(Stop::Usage("--protect is for XLIFF and TMX".into()));
        }
        Ok(())
    }
}

/// A language tag, checked.
fn tag(text: &str) -> Result<String, Error> {
    Locale::parse(text).map(|locale| locale.to_string())
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<ExitCode, Stop> {
    args.check()?;
    let mut listing = args.inputs.list()?;
    let mut guard = Guard::new(&listing);
    let extension = args.to.extension();
    if let Some(findings) = &args.findings.findings {
        guard.writes(&mut listing, findings, "")?;
    }
    let mut run = Extraction::new(args)?;
    match Destination::of(args.output.as_deref()) {
        Destination::Folder(folder) => {
            if args.inputs.reads_nameless_stdin() {
                let message = "with a folder for output, standard input needs a name: --path NAME";
                return Err(Stop::Usage(message.into()));
            }
            let mirror = Mirror::new(folder, extension).following_links(args.follow_links);
            guard.writes_each(&mut listing, &mirror, &mut |_, output| !output.holds_unit())?;
            run.begin(&listing)?;
            run.write_to_each(listing, mirror);
        }
        one => {
            guard.writes(&mut listing, one.file().unwrap_or(Path::new("-")), extension)?;
            if args.to.has_one_locale() {
                locales::check(&listing, &run.settings, &mut run.pages)?;
            }
            run.begin(&listing)?;
            let output = match one.file() {
                Some(place) => Output::file(place).map_err(|error| Stop::beginning(place, error))?,
                None => Output::stdout().map_err(|error| Stop::output(None, error))?,
            };
            run.write_to_one(listing, output, one.file())?;
        }
    }
    run.finish()
}

/// The state of a run.
struct Extraction<'a> {
    args: &'a Args,
    form: Form,
    source_locale: Locale<'a>,
    settings: Settings<'a>,
    pages: Pages,
    report: Report,
    counts: Counts,
}

#[derive(Default)]
struct Counts {
    files: u64,
    units: u64,
    damaged: u64,
    left_out: u64,
    replaced: u64,
    not_read: u64,
    without_locale: u64,
    without_units: u64,
}

/// What became of a page.
#[derive(PartialEq, Eq)]
enum Written {
    Whole,
    /// Its rest could not be read, or none of it be written.
    InPart,
    WithoutUnits,
}

impl<'a> Extraction<'a> {
    fn new(args: &'a Args) -> Result<Self, Stop> {
        let locale = |tag| Locale::parse(tag).map_err(|error| Stop::Usage(error.to_string()));
        let target_locale = args.target_locale.as_deref().map(locale).transpose()?;
        Ok(Self {
            args,
            form: Form {
                format: args.to,
                inline: args.inline,
                copies_sources: args.copy_source,
                has_notes: args.notes,
                protected: args.protect.clone(),
            },
            source_locale: locale(&args.source_locale)?,
            settings: Settings::default().with_locale(target_locale),
            pages: Pages::default(),
            report: Report::new(&args.report),
            counts: Counts::default(),
        })
    }

    /// Nothing is written before this.
    fn begin(&mut self, listing: &Listing) -> Result<(), Stop> {
        self.report.keep_findings(&self.args.findings)?;
        self.report.begin(listing.inputs.len());
        listing.left_out().iter().for_each(|left_out| self.report.detail(left_out));
        Ok(())
    }

    /// All pages into one output.
    fn write_to_one(&mut self, listing: Listing, mut output: Output, place: Option<&Path>) -> Result<(), Stop> {
        let mut writer = self.form.writer(&mut output);
        let written = self.write_all(listing, &mut *writer);
        drop(writer);
        let written = written.map_err(into_io).and_then(|()| output.commit());
        written.map_err(|error| Stop::output(place, error))
    }

    fn write_all(&mut self, listing: Listing, writer: &mut dyn UnitWriter) -> bitext::Result<()> {
        let mut pages = std::mem::take(&mut self.pages);
        for input in listing.inputs {
            let (name, error) = match input {
                Ok(Input { name, place, .. }) => match pages.read(&place) {
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
    fn write_to_each(&mut self, listing: Listing, mut mirror: Mirror) {
        let mut pages = std::mem::take(&mut self.pages);
        for input in listing.inputs {
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
        let place = mirror.place(&input.inner);
        if let Content::Text(text) = &content
            && !self.form.format.holds_empty_pages()
            && !scan::is_bilingual(text.as_bytes())
        {
            // No output, and no folders for it, but the findings and the counts.
            let mut nowhere = io::sink();
            let mut writer = self.form.writer(&mut nowhere);
            if let Err(error) = self.page(&input.name, content, &mut *writer) {
                self.not_read(&input.name, &error.to_string());
            }
            return;
        }
        let write = || -> bitext::Result<()> {
            let mut output = mirror.create(&place, &input.name)?;
            let mut writer = self.form.writer(&mut output);
            let written = self.page(&input.name, content, &mut *writer)?;
            writer.close()?;
            drop(writer);
            match written {
                Written::Whole => output.commit()?,
                Written::WithoutUnits if self.form.format.holds_empty_pages() => output.commit()?,
                Written::InPart | Written::WithoutUnits => {}
            }
            Ok(())
        };
        if let Err(error) = write() {
            self.report.failure(&place.to_string_lossy(), &error.to_string());
        }
    }

    /// One page.
    fn page(&mut self, name: &str, content: Content<'_>, writer: &mut dyn UnitWriter) -> bitext::Result<Written> {
        let export = Export::new(name, self.source_locale).with_settings(self.settings);
        let (report, counts) = (&mut self.report, &mut self.counts);
        let findings = &mut |finding: &_, position| report.finding(name, finding, position);
        let (summary, bytes) = match content {
            Content::NoPage => return Ok(Written::WithoutUnits),
            Content::Text(text) if is_published(name, text) => {
                let page = HtmlPage::with_settings(text, &self.settings);
                (export.document(&Document::from_html(&page), writer, findings), text.len())
            }
            Content::Text(text) => (export.text(text, writer, findings), text.len()),
            Content::Stream(source) => (export.stream(source, writer, findings), 0),
        };
        let summary = match summary {
            Ok(summary) => summary,
            Err(Error::CannotHold {
                reason: reason @ (CannotHold::NoTargetLocale | CannotHold::TargetLocale { .. }),
                units,
                ..
            }) => {
                counts.files += 1;
                counts.left_out += units;
                counts.without_locale += 1;
                let units = count(units, "unit is", "units are");
                let message = format!("{reason}, so its {units} left out; --target-locale TAG states one");
                self.report.failure(name, &message);
                return Ok(Written::InPart);
            }
            Err(error) => return Err(error),
        };
        counts.units += summary.units;
        counts.damaged += summary.damaged;
        counts.left_out += summary.left_out;
        counts.replaced += summary.replaced;
        let has_units = summary.units + summary.left_out > 0;
        counts.without_locale += u64::from(summary.lacks_locale && has_units);
        if let Some(error) = summary.error {
            self.not_read(name, &error.to_string());
            return Ok(Written::InPart);
        }
        counts.files += 1;
        counts.without_units += u64::from(!has_units);
        self.report.progress(bytes);
        Ok(if summary.units > 0 { Written::Whole } else { Written::WithoutUnits })
    }

    fn not_read(&mut self, name: &str, error: &str) {
        self.counts.not_read += 1;
        self.report.failure(name, error);
    }

    fn finish(mut self) -> Result<ExitCode, Stop> {
        let counts = &self.counts;
        let mut summary = vec![
            count(counts.files, "file", "files"),
            count(counts.units, "unit", "units"),
            count(counts.damaged, "damaged place", "damaged places"),
            count(counts.not_read, "file not read", "files not read"),
            count(counts.without_locale, "file without target locale", "files without target locale"),
        ];
        if counts.without_units > 0 {
            summary.push(count(counts.without_units, "page without units", "pages without units"));
        }
        if self.args.to.is_exchange() {
            summary.push(count(counts.left_out, "unit left out", "units left out"));
            summary.push(count(counts.replaced, "character replaced", "characters replaced"));
        }
        self.report.finish(&summary.join(", "))?;
        Ok(match self.report.failures() {
            0 if self.args.strict && self.counts.damaged > 0 => ExitCode::from(FOUND),
            0 => ExitCode::SUCCESS,
            _ => ExitCode::from(NOT_ALL),
        })
    }
}

fn into_io(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    }
}
