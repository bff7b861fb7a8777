//! The command line: arguments, files, findings and exit codes.
//!
//! Data goes to standard output or to what `-o` names, everything else to standard error. Exit codes: 2 for wrong usage,
//! else 3 where some input could not be read or some output not be written, else 1 where an edit was refused, `check` found
//! something or `--strict` damage, else 0. A closed pipe ends quietly with 0.
//!
//! A command lists its inputs, asks the guard whether what it reads and what it writes are apart, and only then writes.

mod archive;
mod check;
mod closed;
mod compression;
mod corpus;
mod edit_files;
mod extract;
mod first_bytes;
mod git;
mod guard;
mod inputs;
mod jobs;
mod manual;
mod merge;
mod outputs;
mod pages;
mod paths;
mod render;
mod report;
mod review;
mod rewrite;
mod schema;
mod show;
mod shown;
mod signals;
mod stats;
mod stop;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use shown::shown;
use stop::{NOT_ALL, Stop};

/// Bilingual Markdown to XLIFF, TMX and JSON, and back: typed translation units, without touching any other byte
#[derive(Parser)]
#[command(name = "bitext", version, after_help = CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::CheckArgs),
    Extract(extract::ExtractArgs),
    Merge(merge::MergeArgs),
    Render(render::RenderArgs),
    Review(review::ReviewArgs),
    Schema(schema::SchemaArgs),
    Show(show::ShowArgs),
    Stats(stats::StatsArgs),
    Completions(manual::CompletionsArgs),
    Man(manual::ManArgs),
}

const CODES: &str = "\
Exit codes: 0 all done; 1 an edit was refused, check found something, or --strict found damage; 2 wrong usage; 3 some input could not be read or some output not be written, all else is done.";

/// Runs the command that the process was called with.
pub(crate) fn run() -> ExitCode {
    let (name, done) = match Cli::parse().command {
        Command::Check(args) => ("check", check::run(&args)),
        Command::Extract(args) => ("extract", extract::run(&args)),
        Command::Merge(args) => ("merge", merge::run(&args)),
        Command::Render(args) => ("render", render::run(&args)),
        Command::Review(args) => ("review", review::run(&args)),
        Command::Schema(args) => ("schema", schema::run(&args)),
        Command::Show(args) => ("show", show::run(&args)),
        Command::Stats(args) => ("stats", stats::run(&args)),
        Command::Completions(args) => ("completions", manual::completions(&args, Cli::command())),
        Command::Man(args) => ("man", manual::man(&args, Cli::command())),
    };
    match done {
        Ok(code) => code,
        Err(Stop::Usage(message)) => usage(name, &message),
        Err(Stop::Output(_, error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Stop::Output(name, error)) => {
            // If standard error cannot be written to either, the exit code still says it.
            let _ = writeln!(io::stderr(), "bitext: cannot write {}: {error}", shown(&name));
            ExitCode::from(NOT_ALL)
        }
    }
}

/// Ends with a message and the usage of the command.
fn usage(name: &str, message: &str) -> ExitCode {
    let mut command = Cli::command();
    command.build();
    let command = command.find_subcommand_mut(name).expect("it is one of them");
    command.error(ErrorKind::ArgumentConflict, message).exit()
}
