//! Pages into one format by several threads: the engine of `extract`.
//!
//! ```text
//! source    arguments -> pages, members of archives included
//! worker    a few pages -> their parts of the output, and what there is to report
//! outputs   parts -> files, joined in the order of the pages
//! ```
//! What is written, reported and counted is the same for any number of threads.

mod args;
mod ended;
mod format;
mod kept;
mod long;
mod outputs;
mod plan;
mod report;
#[cfg(feature = "parquet")]
mod rows;
#[cfg(not(feature = "parquet"))]
#[path = "no_rows.rs"]
mod rows;
mod run;
mod source;
mod worker;

pub(crate) use args::CorpusArgs;
pub(crate) use ended::Ended;
pub(crate) use format::{Format, InlineArg, Protect};
pub(crate) use outputs::named;
pub(crate) use plan::{Plan, Split};
pub(crate) use report::Totals;
pub(crate) use run::{Target, run};
pub(crate) use source::{Tar, pages};
