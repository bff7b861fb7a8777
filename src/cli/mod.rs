//! The command line: arguments, files, findings and exit codes.
//!
//! Data goes to standard output or to what `-o` names, everything else to standard error. Exit codes: 2 for wrong usage,
//! else 3 where some input could not be read or some output not be written, else 1 where an edit was refused, else 0. A closed pipe ends quietly with 0.

mod check;
mod edit_files;
mod extract;
mod inputs;
mod merge;
mod outputs;
mod pages;
mod render;
mod report;
mod review;
mod rewrite;
mod show;
mod stats;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

/// Typed translation units out of bilingual (side by side) Markdown, and back.
#[derive(Parser)]
#[command(name = "bitext", version, about, after_help = CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Look for faults in translations.
    Check(check::Args),
    /// Write the translation units of pages as JSON.
    Extract(extract::Args),
    /// Merge edited targets back into pages.
    Merge(merge::Args),
    /// Write pages in one language.
    Render(render::Args),
    /// Count files, units, words and characters.
    Stats(stats::Args),
    /// Write pages side by side, for people who read translations.
    Review(review::Args),
    /// Show the units of a page in a terminal.
    Show(show::Args),
}

const CODES: &str = "\
Exit codes: 0 all done; 1 an edit was refused; 2 wrong usage; 3 some input could not be read or some output not be
written, all else is done.";

/// Why a command stops before its end.
enum Stop {
    /// The arguments do not fit together.
    Usage(String),
    /// An output fails; its name and why.
    Output(String, io::Error),
}

/// Runs the command that the process was called with.
pub(crate) fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Render(args) => render::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Review(args) => review::run(&args),
        Command::Show(args) => show::run(&args),
    };
    match done {
        Ok(code) => code,
        Err(Stop::Usage(message)) => Cli::command().error(ErrorKind::ArgumentConflict, message).exit(),
        Err(Stop::Output(_, error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Stop::Output(name, error)) => {
            // If standard error cannot be written to either, the exit code still says it.
            let _ = writeln!(io::stderr(), "bitext: cannot write {}: {error}", report::shown(&name));
            ExitCode::from(NOT_ALL)
        }
    }
}

/// The exit code where not everything could be read or written.
const NOT_ALL: u8 = 3;
