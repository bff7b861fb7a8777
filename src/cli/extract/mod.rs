//! `bitext extract`: the units of pages in the formats of translation tools, and in those for training and counting.

mod locales;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bitext::format::InlineMode;
use bitext::{Error, Locale, Settings};

use super::corpus::{
    self, CorpusArgs, Ended, Format, InlineArg, Plan, Protect, Split, Tar, Target, Totals, named, pages,
};
use super::guard::Guard;
use super::inputs::{InputArgs, Listing};
use super::jobs::JobsArg;
use super::outputs::{Destination, Mirror};
use super::report::{FindingsArgs, Report, ReportArgs};
use super::shown::{count, shown};
use super::stop::{FOUND, NOT_ALL, Stop};

/// Write the translation units of pages as XLIFF, TMX, JSON, or lines for training and counting
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(crate) struct ExtractArgs {
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
    corpus: CorpusArgs,
    #[command(flatten)]
    jobs: JobsArg,
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
  git archive origin/main docs | bitext extract --to csv -o docs.csv -
  bitext extract --only human --skip-empty --dedup pair --text plain --to moses -o corpus docs
  bitext extract --to hf --split-by locale --max-ratio 3 -o corpus.jsonl docs.tar.gz

Exit codes: 0 all done; 1 with --strict, a page is damaged; 2 wrong usage; 3 some input could not be read or some output not be written, all else is done.";

impl ExtractArgs {
    fn check(&self, destination: &Destination) -> Result<(), Stop> {
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
        self.corpus.check(self.to, destination.file().is_some())
    }

    /// What to write.
    fn plan(&self) -> Result<Plan<'_>, Stop> {
        let locale = |tag| Locale::parse(tag).map_err(|error| Stop::Usage(error.to_string()));
        let target_locale = self.target_locale.as_deref().map(locale).transpose()?;
        Ok(Plan {
            to: self.to,
            inline: self.inline.map_or(InlineMode::Codes, InlineMode::from),
            copies_sources: self.copy_source,
            has_notes: self.notes,
            protected: self.protect.iter().map(|&kind| kind.into()).collect(),
            has_hashes: self.corpus.has_hashes(),
            text: self.corpus.text(),
            splits_sentences: self.corpus.splits_sentences(),
            filter: self.corpus.filter()?,
            split: self.corpus.split(),
            originals: self.corpus.originals()?,
            source_locale: locale(&self.source_locale)?,
            settings: Settings::default().with_locale(target_locale),
        })
    }
}

/// A language tag, checked.
fn tag(text: &str) -> Result<String, Error> {
    Locale::parse(text).map(|locale| locale.to_string())
}

/// Runs the command.
pub(crate) fn run(args: &ExtractArgs) -> Result<ExitCode, Stop> {
    let destination = Destination::of(args.output.as_deref());
    args.check(&destination)?;
    let plan = args.plan()?;
    let globs = args.inputs.overrides()?;
    let mut listing = args.inputs.list()?;
    let mut guard = Guard::new(&listing);
    if let Some(folder) = args.corpus.folder_of_originals() {
        guard.reads_folder(folder, &format!("--english {}", shown(&folder.to_string_lossy())));
    }
    let extension = args.to.extension();
    if let Some(findings) = &args.findings.findings {
        guard.writes(&mut listing, findings, "")?;
    }
    let mut report = Report::new(&args.report);
    let target = match destination {
        Destination::Folder(folder) => {
            if args.inputs.reads_nameless_stdin() && args.corpus.tar() == Tar::ByContent {
                let message =
                    "with a folder for output, standard input needs a name (--path NAME) or is a tar stream (--tar)";
                return Err(Stop::Usage(message.into()));
            }
            let mirror = Mirror::new(folder, extension).following_links(args.follow_links);
            guard.writes_each(&mut listing, &mirror, &mut |_, output| !output.holds_unit())?;
            begin(args, &listing, &mut report)?;
            Target::Mirror(mirror, guard)
        }
        one => {
            match one.file() {
                Some(place) if plan.split != Split::No || args.to == Format::Moses => {
                    guard.leave_out_earlier(&mut listing, place, extension);
                    for key in plan.split.stated() {
                        guard.writes(&mut listing, &named(place, &key, extension), extension)?;
                    }
                }
                place => guard.writes(&mut listing, place.unwrap_or(Path::new("-")), extension)?,
            }
            if args.to.has_one_locale() && plan.split != Split::Locale {
                locales::check(&listing, &plan.settings, |locale| args.corpus.takes(locale))?;
            }
            begin(args, &listing, &mut report)?;
            Target::joined(&plan, one.file(), guard).map_err(|ended| stop(args, ended))?
        }
    };
    let jobs = args.jobs.start()?;
    let inputs = pages(listing.inputs.into_inputs(), args.corpus.tar(), globs);
    let totals = corpus::run(&plan, &jobs, inputs, target, &mut report).map_err(|ended| stop(args, ended))?;
    report.finish(&summary(args, &totals))?;
    Ok(match report.failures() {
        0 if args.strict && totals.damaged > 0 => ExitCode::from(FOUND),
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(NOT_ALL),
    })
}

/// Nothing is written before this.
fn begin(args: &ExtractArgs, listing: &Listing, report: &mut Report) -> Result<(), Stop> {
    report.keep_findings(&args.findings)?;
    report.begin(listing.inputs.len());
    listing.left_out().iter().for_each(|left_out| report.detail(left_out));
    Ok(())
}

/// What was done.
fn summary(args: &ExtractArgs, totals: &Totals) -> String {
    let mut summary = vec![
        count(totals.files, "file", "files"),
        count(totals.units, "unit", "units"),
        count(totals.damaged, "damaged place", "damaged places"),
        count(totals.not_read, "file not read", "files not read"),
        count(totals.without_locale, "file without target locale", "files without target locale"),
    ];
    if totals.without_units > 0 {
        summary.push(count(totals.without_units, "page without units", "pages without units"));
    }
    if args.to.leaves_out() {
        summary.push(count(totals.left_out, "unit left out", "units left out"));
    }
    if args.to.is_exchange() {
        summary.push(count(totals.replaced, "character replaced", "characters replaced"));
    }
    if totals.removed.total() > 0 {
        let rules: Vec<_> = totals.removed.iter().map(|(rule, units)| format!("{units} {}", rule.as_str())).collect();
        summary.push(format!("{} not wanted ({})", count(totals.removed.total(), "unit", "units"), rules.join(", ")));
    }
    summary.join(", ")
}

fn stop(args: &ExtractArgs, ended: Ended) -> Stop {
    let (first, second) = match ended {
        Ended::Stop(stop) => return stop,
        Ended::Languages(first, second) => (first, second),
    };
    let (format, ways) = match args.to {
        Format::Hf => ("the JSON Lines for Hugging Face have", "an output for each language (--split-by locale)"),
        _ => ("XLIFF 2 has", "XLIFF 1.2 (--to xliff)"),
    };
    Stop::Usage(format!(
        "{format} one target language, but {second} comes after {first}\n\
         Write a file for each page (-o DIR/), or {ways}, or take the pages of one language (--locale TAG)"
    ))
}
