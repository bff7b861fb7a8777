//! All integration tests, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on should panic, and what it measured or skipped should be said"
)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "counts of codes and units, far from any limit"
)]

#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod cli_merge;
mod commonmark;
mod context_tables;
mod contexts;
mod damage;
mod edited;
mod equal;
mod exchange;
mod exchange_laws;
mod file_kind;
mod floors;
mod front_matter;
mod inline_corpus;
mod inline_laws;
mod inline_markup;
mod inline_ol;
mod inline_plain;
mod inline_property;
#[cfg(feature = "cli")]
mod interchange_cli;
mod json;
mod json_laws;
mod laws;
mod markup_owner;
mod merge;
mod merge_laws;
mod naive;
mod ol_xliff;
mod oracle;
mod pages;
mod read_edits;
mod reread;
mod round_trip;
mod round_trip_laws;
mod schema;
mod shared;
#[cfg(feature = "cli")]
mod source_view;
mod stream;
mod tmx;
mod views;
mod xliff;
