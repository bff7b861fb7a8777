//! Parquet: typed columns for engines that count and train.
//!
//! The columns ([`ParquetWriter`] lists them) are in the order of a JSON line's keys. All are optional but `path`: a page that could
//! not be read is a row with `path` and `error` alone. Written column by column with the low level of the crate parquet, without
//! Arrow, which would be eleven more crates.
//!
//! It is one-way: nothing is read back from it.

mod column;
mod rows;
mod schema;
mod write;

pub use rows::{Hashes, ParquetBatch, ParquetRows};
pub use write::ParquetWriter;
