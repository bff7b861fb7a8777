//! The formats: what is known of each is in one folder, its writer and its reader.
//!
//! A [`UnitWriter`] is given pages in order: a page begins, its units follow, it ends. It writes as it is given, so what it
//! keeps does not grow with the number of units, but for XLIFF and TMX, which keep 8 bytes for each id of a page. A writer that is
//! dropped writes what it has, but not what ends the output: that is done by its `finish`, or by [`UnitWriter::close`]. [`export`](crate::export) reads pages and gives them to a writer. The readers
//! ([`read_xliff`], [`read_json_lines`], [`read_json`], [`read_edits`]) make [`Edits`](crate::edit::Edits) of files that people or tools have
//! edited.
//!
//! Law: reading what a writer wrote, with any of its options, gives the same units, and merging it changes nothing.
//!
//! A [`Joiner`] makes one output of those that several threads wrote.
//!
//! | format | writer | reader | feature |
//! |---|---|---|---|
//! | JSON Lines | [`JsonLinesWriter`] | [`read_json_lines`] | `json` |
//! | JSON | [`JsonWriter`] | [`read_json`] | `json` |
//! | XLIFF 1.2, 2.0, 2.1 | [`XliffWriter`] | [`read_xliff`] | `xliff` |
//! | TMX 1.4b | [`TmxWriter`] | | `xliff` |
//! | TSV, CSV, Moses, Hugging Face | [`TsvWriter`], [`CsvWriter`], [`MosesWriter`], [`HfWriter`] | | `corpus` |
//! | Parquet | `ParquetWriter` | | `parquet` |

#[cfg(any(feature = "json", feature = "xliff"))]
mod buffer;
#[cfg(feature = "xliff")]
mod codes;
#[cfg(any(feature = "json", feature = "xliff"))]
mod decode;
#[cfg(feature = "xliff")]
mod exchange;
#[cfg(any(feature = "json", feature = "xliff"))]
mod join;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(any(feature = "json", feature = "xliff"))]
mod read;
#[cfg(feature = "xliff")]
mod read_unit;
#[cfg(feature = "xliff")]
mod seen_ids;
#[cfg(feature = "xliff")]
mod segment;
#[cfg(all(feature = "corpus", feature = "xliff"))]
mod segmenter;
#[cfg(feature = "corpus")]
mod text;
#[cfg(feature = "xliff")]
mod text_builder;
#[cfg(feature = "xliff")]
mod tmx;
mod writer;
#[cfg(feature = "xliff")]
mod xliff;
#[cfg(feature = "xliff")]
mod xliff12;
#[cfg(feature = "xliff")]
mod xliff2;
#[cfg(feature = "xliff")]
mod xml;

#[cfg(feature = "xliff")]
pub use exchange::InlineMode;
#[cfg(any(feature = "json", feature = "xliff"))]
pub use join::{Joiner, OpenPart};
#[cfg(feature = "json")]
pub use json::{ErrorRecord, JsonLinesWriter, JsonWriter, RECORD_SCHEMA, Record};
#[cfg(feature = "parquet")]
pub use parquet::{Hashes, ParquetBatch, ParquetRows, ParquetWriter};
#[cfg(any(feature = "json", feature = "xliff"))]
pub use read::Limits;
#[cfg(all(feature = "json", feature = "xliff"))]
pub use read::read_edits;
#[cfg(feature = "xliff")]
pub use read::read_xliff;
#[cfg(feature = "json")]
pub use read::{read_json, read_json_lines};
#[cfg(feature = "corpus")]
pub use text::{CsvWriter, HfWriter, MosesWriter, TsvWriter};
#[cfg(feature = "xliff")]
pub use tmx::TmxWriter;
pub use writer::{Page, UnitWriter, Written};
#[cfg(feature = "xliff")]
pub use xliff::{XliffVersion, XliffWriter};
