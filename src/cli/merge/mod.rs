//! `bitext merge`: edits back into pages.

mod diff;
mod edits;
mod outcomes;
mod report_file;
mod run;
mod unmatched;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::guard::Guard;
use super::inputs::InputArgs;
use super::jobs::JobsArg;
use super::outputs::Destination;
use super::paths::is_stdin;
use super::report::{Report, ReportArgs};
use super::rewrite::{To, rewrite};
use super::shown::count;
use super::stop::{FOUND, NOT_ALL, Stop};
use diff::DiffOut;
use edits::{EditArgs, GivenPages};
use outcomes::OutcomeCounts;
use report_file::ReportFile;
use run::MergeRun;

/// Merge edited targets back into pages
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(crate) struct MergeArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    edits: EditArgs,
    /// What to write
    #[arg(long, value_enum, value_name = "VIEW", default_value_t = ViewArg::Sxs)]
    view: ViewArg,
    /// Where to write: a file, or a folder that gets one file for each page [default: standard output]
    ///
    /// It is a folder if it ends in `/` or is one. Its files are in the tree of the pages below each folder argument, under the same names. A file is replaced only when it is whole. Several pages need a folder.
    #[arg(short, long, value_name = "FILE|DIR/", conflicts_with = "in_place")]
    output: Option<PathBuf>,
    /// Replace each page that changes, whole or not at all
    #[arg(long)]
    in_place: bool,
    /// Write through links: those below the output folder, and pages in folders that are links; a page that is named may be one
    #[arg(long)]
    follow_links: bool,
    /// Write no page: show each change, and report what would become of each edit
    #[arg(long, conflicts_with_all = ["output", "in_place"])]
    dry_run: bool,
    /// Show each change on standard output: the source, the old target, the new target
    #[arg(long)]
    diff: bool,
    /// Write what became of each edit to this file (`-` for standard output), as JSON Lines
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    jobs: JobsArg,
    #[command(flatten)]
    reporting: ReportArgs,
}

const EXAMPLES: &str = "\
Examples:
  bitext extract --to xliff -o xlf/ docs               one XLIFF file for each page
  bitext merge --edits xlf/ --dry-run docs             what would change
  bitext merge --edits xlf/ --in-place docs            each page below docs that has edits
  bitext merge --edits page.md.xlf -o new.md page.md   one page
  bitext merge --edits docs.jsonl --in-place --report report.jsonl docs

An edit belongs to the page whose name it has: the argument, joined with the path inside it, as extract wrote it, or the path below --base. With one page and edits of one page, names are not compared. An edit that would change anything but its target is refused, and the old target is kept.

In place, pages are written beside their place, 64 at a time, and then renamed: whenever the run is interrupted, each page is old or new, and whole. A page that another program changes meanwhile is not replaced. A page of more than 64 MiB is not merged.

Exit codes: 0 all done; 1 an edit was refused; 2 wrong usage; 3 some input could not be read or some output not be written, all else is done.";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ViewArg {
    /// The bilingual page
    Sxs,
    /// The clean localized page
    Target,
}

impl MergeArgs {
    fn check(&self) -> Result<(), Stop> {
        if self.in_place && self.view == ViewArg::Target {
            return Err(Stop::Usage("--in-place would replace the bilingual pages by --view target".into()));
        }
        let stdins = self.edits.stdins() + usize::from(self.inputs.reads_stdin());
        if stdins > 1 {
            return Err(Stop::Usage("standard input (`-`) can be read only once".into()));
        }
        let is_page_on_stdout =
            !self.dry_run && !self.in_place && matches!(Destination::of(self.output.as_deref()), Destination::Stdout);
        let is_report_on_stdout = self.report.as_deref().is_some_and(is_stdin);
        let on_stdout = [(is_page_on_stdout, "the page"), (is_report_on_stdout, "--report -"), (self.diff, "--diff")];
        let on_stdout: Vec<_> = on_stdout.iter().filter(|(is_there, _)| *is_there).map(|(_, name)| *name).collect();
        if on_stdout.len() > 1 {
            let message =
                format!("standard output can take one of {}; name a file for the others", on_stdout.join(", "));
            return Err(Stop::Usage(message));
        }
        Ok(())
    }

    fn to(&self) -> To {
        match (self.dry_run, self.in_place) {
            (true, _) => To::Nothing,
            (_, true) => To::InPlace { follows_links: self.follow_links },
            _ => To::output(self.output.as_deref(), self.follow_links),
        }
    }

    /// Where changes are shown, if they are.
    fn diff_out(&self) -> io::Result<Option<DiffOut>> {
        let is_wanted = self.diff || self.dry_run && !self.report.as_deref().is_some_and(is_stdin);
        (is_wanted && !self.reporting.is_quiet()).then(|| DiffOut::new(self.reporting.painter())).transpose()
    }
}

/// Runs the command.
pub(crate) fn run(args: &MergeArgs) -> Result<ExitCode, Stop> {
    args.check()?;
    let mut report = Report::new(&args.reporting);
    let mut listing = args.inputs.list()?;
    let mut guard = Guard::new(&listing);
    let files = args.edits.files()?;
    for file in &files {
        guard.reads(file);
    }
    guard.leave_out_others(&mut listing);
    let to = args.to();
    let shows = args.diff_out().map_err(|error| Stop::output(None, error))?;
    let mut merge = MergeRun::new(args.view == ViewArg::Target, args.edits.options(), shows);
    let edits = args.edits.read(&files, &mut report);
    let is_whole = edits.is_some();
    merge.take(edits.unwrap_or_default());
    to.check(&args.inputs, &mut listing, &mut guard, &merge)?;
    if let Some(file) = &args.report {
        guard.writes(&mut listing, file, "")?;
    }
    if !is_whole {
        report.finish("no page was merged")?;
        return Ok(ExitCode::from(NOT_ALL));
    }
    let pages = GivenPages::new(&mut listing, args.in_place);
    merge.fit(&pages)?;
    merge.report_to(args.report.as_deref().map(ReportFile::create).transpose()?);
    let done = rewrite(listing, to, &args.jobs.start()?, &mut report, &mut merge)?;
    let counts = merge.finish(&pages, &mut report)?;
    let kept = if done.kept > 0 {
        format!(", {}", count(done.kept, "file without edits", "files without edits"))
    } else {
        String::new()
    };
    let not_read = count(done.not_read, "file not read", "files not read");
    report.finish(&format!("{}{kept}, {counts}; {not_read}", count(done.files, "file", "files")))?;
    Ok(code(&report, &counts))
}

fn code(report: &Report, counts: &OutcomeCounts) -> ExitCode {
    match (report.failures(), counts.has_refused()) {
        (0, false) => ExitCode::SUCCESS,
        (0, true) => ExitCode::from(FOUND),
        _ => ExitCode::from(NOT_ALL),
    }
}
