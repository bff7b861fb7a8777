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
mod archive_cli;
#[cfg(feature = "check")]
mod check;
#[cfg(feature = "cli")]
mod check_cli;
#[cfg(feature = "cli")]
mod check_damage_cli;
#[cfg(feature = "check")]
mod check_faults;
#[cfg(feature = "check")]
mod check_laws;
#[cfg(feature = "check")]
mod check_locales;
#[cfg(feature = "check")]
mod check_precision;
#[cfg(feature = "check")]
mod check_recall;
#[cfg(all(feature = "check", feature = "json"))]
mod check_report;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod cli_ends;
#[cfg(feature = "cli")]
mod cli_guard;
#[cfg(feature = "cli")]
mod cli_inputs;
#[cfg(feature = "cli")]
mod cli_merge;
#[cfg(feature = "cli")]
mod cli_merge_edits;
#[cfg(all(feature = "cli", unix))]
mod cli_unix;
#[cfg(feature = "inline")]
mod commonmark;
#[cfg(feature = "inline")]
mod context_tables;
#[cfg(feature = "inline")]
mod contexts;
#[cfg(feature = "cli")]
mod corpora_cli;
#[cfg(feature = "json")]
mod damage;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod edited;
#[cfg(all(feature = "corpus", feature = "xliff"))]
mod english;
mod equal;
#[cfg(feature = "xliff")]
mod exchange;
#[cfg(feature = "xliff")]
mod exchange_laws;
mod file_kind;
#[cfg(feature = "corpus")]
mod filter;
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
#[cfg(feature = "cli")]
mod interchange_cli;
#[cfg(feature = "cli")]
mod jobs_cli;
#[cfg(all(feature = "corpus", feature = "xliff"))]
mod join;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "json")]
mod json_laws;
#[cfg(feature = "cli")]
mod kill;
mod laws;
mod markup_owner;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod merge;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod merge_blocks;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod merge_laws;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod merge_options;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod merge_places;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod merge_view;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod merge_yaml;
mod naive;
#[cfg(feature = "xliff")]
mod ol_xliff;
mod oracle;
mod pages;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(all(feature = "cli", feature = "parquet"))]
mod parquet_cli;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod places;
#[cfg(all(feature = "cli", unix))]
mod progress_cli;
#[cfg(all(feature = "json", feature = "merge", feature = "xliff"))]
mod read_edits;
#[cfg(feature = "xliff")]
mod reread;
#[cfg(all(feature = "html", feature = "review"))]
mod review;
#[cfg(feature = "cli")]
mod review_cli;
#[cfg(all(feature = "corpus", feature = "merge", feature = "xliff"))]
mod round_trip;
#[cfg(all(feature = "corpus", feature = "merge", feature = "xliff"))]
mod round_trip_laws;
#[cfg(feature = "json")]
mod schema;
#[cfg(all(feature = "corpus", feature = "merge", feature = "xliff"))]
mod segments;
#[cfg(feature = "corpus")]
mod sentence;
mod shared;
#[cfg(feature = "cli")]
mod source_view;
#[cfg(feature = "check")]
mod stats;
mod stream;
#[cfg(feature = "corpus")]
mod text_formats;
#[cfg(feature = "xliff")]
mod tmx;
mod views;
#[cfg(feature = "check")]
mod word_counts;
#[cfg(feature = "xliff")]
mod xliff;
