//! `bitext merge`: edits back into pages.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bitext::Settings;
use bitext::edit::Edits;
use bitext::merge::{Merged, Outcome, Verdict};
use clap::ValueEnum;
use serde::Serialize;

use super::edit_files::read_files;
use super::inputs::{Input, InputArgs};
use super::outputs::Output;
use super::pages::with_document;
use super::report::{Report, count};
use super::rewrite::{Rewrite, To, is_one, rewrite};
use super::{NOT_ALL, Stop};

/// Merge edited targets back into pages.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    /// A file of edits: XLIFF 1.x or 2.x, or JSON Lines; may be given several times
    #[arg(long, required = true, value_name = "FILE")]
    edits: Vec<PathBuf>,
    /// What to write
    #[arg(long, value_enum, value_name = "VIEW", default_value_t = ViewArg::Sxs)]
    view: ViewArg,
    /// Where to write: a file, or a folder that gets one file for each page [default: standard output]
    ///
    /// It is a folder if it ends in `/` or is one. Its files stand as the pages do below each folder argument, under the
    /// same names. A file is replaced only when it is whole. Several pages need a folder.
    #[arg(short, long, value_name = "FILE|DIR/", conflicts_with = "in_place")]
    output: Option<PathBuf>,
    /// Replace each page that changes, whole or not at all
    #[arg(long)]
    in_place: bool,
    /// Write no page: only tell what would become of each edit
    #[arg(long)]
    dry_run: bool,
    /// Write what became of each edit to this file, as JSON Lines
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Tell only what could not be read or written: no refusals, no summary
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  bitext merge --edits docs.xlf --in-place docs        each page below docs that has edits
  bitext merge --edits page.md.xlf -o new.md page.md   one page
  bitext merge --edits docs.jsonl --dry-run --report report.jsonl docs

An edit belongs to the page whose name it has: the argument, joined with the path inside it, as extract wrote it. With
one page and edits of one page, names are not compared. An edit that would change anything but its target is refused, and
the old target is kept.

Exit codes: 0 all done; 1 an edit was refused; 2 wrong usage; 3 some input could not be read or some output not be
written, all else is done.";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ViewArg {
    /// The bilingual page
    Sxs,
    /// The clean localized page
    Target,
}

/// The exit code where an edit was refused.
const REFUSED: u8 = 1;

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<ExitCode, Stop> {
    if args.in_place && args.view == ViewArg::Target {
        return Err(Stop::Usage("--in-place would replace the bilingual pages by --view target".into()));
    }
    args.inputs.check()?;
    let mut report = Report::new(args.quiet);
    let Some(edits) = read_files(&args.edits, &mut report) else {
        report.finish("no page was merged");
        return Ok(ExitCode::from(NOT_ALL));
    };
    let edits = fitted(edits, args)?;
    let mut merge = MergeRun {
        edits,
        view: args.view,
        names: HashSet::new(),
        report: args.report.as_deref().map(ReportFile::new).transpose()?,
        counts: Counts::default(),
    };
    let to = match (args.dry_run, args.in_place) {
        (true, _) => To::Nothing,
        (_, true) => To::InPlace,
        _ => To::Output(args.output.as_deref()),
    };
    let done = rewrite(&args.inputs, &to, &mut report, &mut merge)?;
    merge.left_over(&mut report);
    let MergeRun { report: file, counts, .. } = merge;
    if let Some(file) = file {
        file.finish()?;
    }
    let summary = [
        count(done.files, "file", "files"),
        count(counts.changed, "unit changed", "units changed"),
        count(counts.unchanged, "unchanged", "unchanged"),
        count(counts.refused, "edit refused", "edits refused"),
        count(done.not_read, "file not read", "files not read"),
    ];
    report.finish(&summary.join(", "));
    Ok(match (report.failures(), counts.refused) {
        (0, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(REFUSED),
        _ => ExitCode::from(NOT_ALL),
    })
}

/// The edits without their paths where these need not be compared.
fn fitted(edits: Edits, args: &Args) -> Result<Edits, Stop> {
    if edits.paths().count() + usize::from(edits.has_pathless()) != 1 {
        return Ok(edits);
    }
    let is_one = is_one(&args.inputs, args.output.as_deref());
    if !is_one && edits.iter().any(|edit| edit.path().is_none()) {
        return Err(Stop::Usage("the edits do not tell their page, so they can be merged into one page only".into()));
    }
    Ok(if is_one { edits.without_paths() } else { edits })
}

#[derive(Default)]
struct Counts {
    changed: u64,
    unchanged: u64,
    refused: u64,
}

struct MergeRun {
    edits: Edits,
    view: ViewArg,
    /// The names of the pages so far.
    names: HashSet<String>,
    report: Option<ReportFile>,
    counts: Counts,
}

impl Rewrite for MergeRun {
    fn page(&mut self, input: &Input, text: &str, out: &mut dyn Write, report: &mut Report) -> io::Result<()> {
        self.names.insert(input.name.clone());
        let settings = Settings::default();
        with_document(&input.name, text, &settings, |document| {
            let merged = self.edits.merge(&input.name, document);
            match self.view {
                ViewArg::Sxs => out.write_all(merged.text().as_bytes())?,
                ViewArg::Target => {
                    with_document(&input.name, merged.text(), &settings, |document| {
                        document.target_view().write_to(out)
                    })?;
                }
            }
            self.tell(&input.name, &merged, report)
        })
    }
}

impl MergeRun {
    fn tell(&mut self, name: &str, merged: &Merged<'_>, report: &mut Report) -> io::Result<()> {
        for outcome in merged.outcomes() {
            self.outcome(name, outcome, report)?;
        }
        Ok(())
    }

    fn outcome(&mut self, name: &str, outcome: &Outcome, report: &mut Report) -> io::Result<()> {
        match outcome.verdict {
            Verdict::Changed => self.counts.changed += 1,
            Verdict::Unchanged | Verdict::Agreeing | Verdict::Untranslated => self.counts.unchanged += 1,
            _ => self.counts.refused += 1,
        }
        report.outcome(name, outcome);
        match &mut self.report {
            Some(file) => file.write(name, outcome),
            None => Ok(()),
        }
    }

    /// Tells of the edits of pages that did not come.
    fn left_over(&mut self, report: &mut Report) {
        let edits = std::mem::take(&mut self.edits);
        for edit in &edits {
            let Some(path) = edit.path().filter(|path| !self.names.contains(*path)) else { continue };
            // An error of the report file is kept, and told when the file is finished.
            let _ = self.outcome(path, &Outcome::unknown_path(edit), report);
        }
    }
}

/// The file that `--report` names.
struct ReportFile {
    name: String,
    out: io::BufWriter<Output>,
    error: Option<io::Error>,
}

impl ReportFile {
    fn new(place: &Path) -> Result<Self, Stop> {
        let name = place.display().to_string();
        let output = Output::file(place).map_err(|error| Stop::Usage(format!("cannot write to {name}: {error}")))?;
        Ok(Self { name, out: io::BufWriter::new(output), error: None })
    }

    /// Adds a line. An error is kept until the end, so that pages are merged all the same.
    fn write(&mut self, path: &str, outcome: &Outcome) -> io::Result<()> {
        #[derive(Serialize)]
        struct Line<'l> {
            path: &'l str,
            #[serde(flatten)]
            outcome: &'l Outcome,
        }
        if self.error.is_none() {
            let line = serde_json::to_string(&Line { path, outcome }).map_err(io::Error::from)?;
            self.error = writeln!(self.out, "{line}").err();
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Stop> {
        let Self { name, out, error } = self;
        let done = match error {
            Some(error) => Err(error),
            None => out.into_inner().map_err(io::IntoInnerError::into_error).and_then(Output::commit),
        };
        done.map_err(|error| Stop::Output(name, error))
    }
}
