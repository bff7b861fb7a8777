//! `bitext completions` and `bitext man`: what shells and `man` ask for, made of the command's definition.

use std::io::Write;
use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;

use super::outputs::Output;
use super::stop::Stop;

/// Write the completions for a shell
#[derive(clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Write the manual page of `bitext`, or of one of its commands, in roff
#[derive(clap::Args)]
pub(crate) struct ManArgs {
    /// The command
    command: Option<String>,
}

/// Writes the completions.
pub(crate) fn completions(args: &CompletionsArgs, mut command: Command) -> Result<ExitCode, Stop> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut command, "bitext", &mut text);
    write(&text)
}

/// Writes a manual page.
pub(crate) fn man(args: &ManArgs, mut command: Command) -> Result<ExitCode, Stop> {
    command.build();
    let page = match &args.command {
        None => command,
        Some(name) => {
            let names = command.get_subcommands().map(|command| command.get_name().to_owned());
            let names: Vec<_> = names.filter(|name| name != "help").collect();
            let found = command.find_subcommand(name).cloned();
            found.ok_or_else(|| Stop::Usage(format!("the commands are {}", names.join(", "))))?
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(|error| Stop::output(None, error))?;
    write(&text)
}

fn write(text: &[u8]) -> Result<ExitCode, Stop> {
    let written = Output::stdout().and_then(|mut output| output.write_all(text).and_then(|()| output.commit()));
    written.map(|()| ExitCode::SUCCESS).map_err(|error| Stop::output(None, error))
}
