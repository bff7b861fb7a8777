//! All integration tests, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on should panic, and what it measured or skipped should be said"
)]

mod equal;
mod file_kind;
mod front_matter;
mod laws;
mod naive;
mod oracle;
mod pages;
mod shared;
mod stream;
