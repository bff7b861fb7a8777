//! All integration tests, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on should panic, and what it measured or skipped should be said"
)]

mod commonmark;
mod context_tables;
mod contexts;
mod file_kind;
mod front_matter;
mod laws;
mod oracle;
mod shared;
mod stream;
