//! `bitext check`: faults in translations.

mod args;
mod base;
pub(super) mod config;
mod page;
mod rules;
mod run;
mod workers;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use bitext::check::report::{FindingWriter, GithubReport, JsonLinesReport, SarifReport, TextReport};

pub(crate) use self::args::CheckArgs;
use self::args::ReportFormat;
use self::run::{CheckRun, Failure};
use super::guard::Guard;
use super::outputs::Output;
use super::paths::is_stdin;
use super::stop::Stop;

/// Runs the command.
pub(crate) fn run(args: &CheckArgs) -> Result<ExitCode, Stop> {
    if let Some(rule) = args.explain {
        return to_stdout(|out| rules::explain(rule, out));
    }
    if args.list_rules {
        return to_stdout(rules::list);
    }
    let mut listing = args.inputs.list()?;
    let mut guard = Guard::new(&listing);
    for file in args.config.iter().chain(&args.baseline) {
        guard.reads(file);
    }
    // Which settings are read is known only with the pages.
    let outputs = args.output.iter().chain(&args.write_baseline);
    outputs.filter(|place| place.ends_with(config::NAME) && place.exists()).for_each(|place| guard.reads(place));
    if let Some(folder) = args.diff.as_ref().filter(|base| Path::new(base).is_dir()) {
        guard.reads_folder(Path::new(folder), &format!("--diff {folder}"));
    }
    guard.writes(&mut listing, args.output.as_deref().unwrap_or(Path::new("-")), "")?;
    if let Some(baseline) = &args.write_baseline {
        if is_stdin(baseline) {
            return Err(Stop::Usage("--write-baseline needs a file; what is found goes to standard output".to_owned()));
        }
        guard.writes(&mut listing, baseline, "")?;
    }
    let run = CheckRun::new(args, listing)?;
    let place = args.output.as_deref();
    let name = || place.map_or_else(|| "standard output".to_owned(), |place| place.display().to_string());
    let output = match place {
        None => Output::stdout().map_err(|error| Stop::output(None, error))?,
        Some(path) => Output::file(path).map_err(|error| Stop::beginning(path, error))?,
    };
    let written = write_report(args, BufWriter::new(output), |report| run.to(report));
    let (code, output) = written.map_err(|error| match error {
        Failure::Output(error) => Stop::Output(name(), error),
        Failure::Stop(stop) => stop,
    })?;
    let output = output.into_inner().map_err(|error| Stop::Output(name(), error.into_error()))?;
    output.commit().map_err(|error| Stop::Output(name(), error))?;
    Ok(code)
}

/// Gives the report that is asked for to `run`, and the output back when the report is finished.
fn write_report<W: Write>(
    args: &CheckArgs,
    out: W,
    run: impl FnOnce(&mut dyn FindingWriter) -> Result<ExitCode, Failure>,
) -> Result<(ExitCode, W), Failure> {
    match args.to {
        ReportFormat::Text if args.output.is_none() && io::stdout().is_terminal() => {
            finished(TextReport::new(out).with_color(), run, TextReport::finish)
        }
        ReportFormat::Text => finished(TextReport::new(out), run, TextReport::finish),
        ReportFormat::Jsonl => finished(JsonLinesReport::new(out), run, JsonLinesReport::finish),
        ReportFormat::Sarif => finished(SarifReport::new(out), run, SarifReport::finish),
        ReportFormat::Github => finished(GithubReport::new(out), run, GithubReport::finish),
    }
}

fn finished<R: FindingWriter, W>(
    mut report: R,
    run: impl FnOnce(&mut dyn FindingWriter) -> Result<ExitCode, Failure>,
    finish: impl FnOnce(R) -> io::Result<W>,
) -> Result<(ExitCode, W), Failure> {
    let code = run(&mut report)?;
    Ok((code, finish(report)?))
}

fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<ExitCode, Stop> {
    let written = Output::stdout().and_then(|out| {
        let mut out = BufWriter::new(out);
        write(&mut out)?;
        out.into_inner()?.commit()
    });
    written.map(|()| ExitCode::SUCCESS).map_err(|error| Stop::output(None, error))
}
