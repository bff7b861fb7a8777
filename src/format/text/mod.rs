//! Formats for training and counting: parallel text files (Moses), TSV, CSV, and JSON Lines for Hugging Face `datasets`.
//!
//! | writer | a row | left out |
//! |---|---|---|
//! | [`MosesWriter`] | one line in each of three files: source, target, key | units with an empty side |
//! | [`TsvWriter`] | source, target, then the other columns | nothing |
//! | [`CsvWriter`] | the columns of a JSON line, with a header (RFC 4180) | nothing |
//! | [`HfWriter`] | `{"id":"PATH#ID","translation":{"en":"…","lv":"…"},"source_lang":"en-US","target_lang":"lv-LV"}` | units without a source |
//!
//! They are one-way: texts are folded to a line where the format asks for it, so nothing is read back from them. A page that
//! could not be read has no row in them; the caller reports it.
//!
//! In Moses and TSV a line end (`\n`, `\r\n`, `\r`) is a blank, and so is each of U+000B, U+000C, U+001C to U+001E, U+0085,
//! U+2028 and U+2029, where one reader or another ends a line; in TSV a tab is one too.

mod columns;
mod csv;
mod fold;
mod hf;
mod moses;
mod row;
mod tsv;

pub use csv::CsvWriter;
pub use hf::HfWriter;
pub use moses::MosesWriter;
pub use tsv::TsvWriter;

#[cfg(feature = "parquet")]
pub(super) use row::{PageFacts, Row};
