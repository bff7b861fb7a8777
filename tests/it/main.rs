//! All integration tests, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on should panic, and what it measured or skipped should be said"
)]

#[cfg(feature = "cli")]
mod cli;
mod commonmark;
mod context_tables;
mod contexts;
mod damage;
mod file_kind;
mod floors;
mod front_matter;
mod interchange;
#[cfg(feature = "cli")]
mod interchange_cli;
mod json;
mod laws;
mod ol_xliff;
mod oracle;
mod reread;
mod shared;
mod stream;
mod tmx;
mod xliff;
