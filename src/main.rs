//! The command `bitext`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
