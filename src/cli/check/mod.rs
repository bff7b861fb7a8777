//! `bitext check`: faults in translations.

mod args;
mod base;
pub(super) mod config;
mod page;
mod rules;
mod run;
mod workers;

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

pub(crate) use self::args::CheckArgs;
use self::run::{CheckRun, Failure};
use super::guard::Guard;
use super::outputs::Output;
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
    guard.writes(&mut listing, args.output.as_deref().unwrap_or(Path::new("-")), "")?;
    if let Some(baseline) = &args.write_baseline {
        guard.writes(&mut listing, baseline, "")?;
    }
    let run = CheckRun::new(args, listing)?;
    let place = args.output.as_deref();
    let name = || place.map_or_else(|| "standard output".to_owned(), |place| place.display().to_string());
    let output = match place {
        None => Output::stdout().map_err(|error| Stop::output(None, error))?,
        Some(path) => Output::file(path).map_err(|error| Stop::beginning(path, error))?,
    };
    let mut output = BufWriter::new(output);
    let code = run.to(&mut *args.writer(&mut output)).map_err(|error| match error {
        Failure::Output(error) => Stop::Output(name(), error),
        Failure::Stop(stop) => stop,
    })?;
    let output = output.into_inner().map_err(|error| Stop::Output(name(), error.into_error()))?;
    output.commit().map_err(|error| Stop::Output(name(), error))?;
    Ok(code)
}

fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<ExitCode, Stop> {
    let written = Output::stdout().and_then(|out| {
        let mut out = BufWriter::new(out);
        write(&mut out)?;
        out.into_inner()?.commit()
    });
    written.map(|()| ExitCode::SUCCESS).map_err(|error| Stop::output(None, error))
}
