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
#[cfg(feature = "inline")]
mod commonmark;
#[cfg(feature = "inline")]
mod context_tables;
#[cfg(feature = "inline")]
mod contexts;
#[cfg(feature = "json")]
mod damage;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod edited;
mod equal;
mod file_kind;
mod floors;
mod front_matter;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "html")]
mod html_corpus;
#[cfg(feature = "inline")]
mod html_inline;
#[cfg(feature = "html")]
mod html_laws;
#[cfg(all(feature = "html", feature = "json", feature = "merge", feature = "xliff"))]
mod html_merge;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod import;
#[cfg(feature = "inline")]
mod inline_corpus;
#[cfg(feature = "inline")]
mod inline_laws;
#[cfg(feature = "inline")]
mod inline_markup;
#[cfg(feature = "xliff")]
mod inline_ol;
#[cfg(feature = "inline")]
mod inline_plain;
#[cfg(feature = "inline")]
mod inline_property;
#[cfg(feature = "xliff")]
mod interchange;
#[cfg(feature = "cli")]
mod interchange_cli;
#[cfg(feature = "xliff")]
mod interchange_laws;
#[cfg(feature = "json")]
mod json;
mod laws;
mod markup_owner;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod merge;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod merge_laws;
mod naive;
#[cfg(feature = "xliff")]
mod ol_xliff;
mod oracle;
mod pages;
#[cfg(feature = "xliff")]
mod reread;
#[cfg(all(feature = "html", feature = "review"))]
mod review;
#[cfg(feature = "cli")]
mod review_cli;
mod shared;
#[cfg(feature = "cli")]
mod source_view;
mod stream;
#[cfg(feature = "xliff")]
mod tmx;
mod views;
#[cfg(feature = "xliff")]
mod xliff;
