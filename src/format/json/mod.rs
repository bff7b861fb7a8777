//! JSON Lines and JSON: the writers, the owned record that a line holds, and the readers of edits.

#[cfg(feature = "corpus")]
mod hashes;
mod read;
mod record;
pub(super) mod string;
mod write;

pub(super) use read::{read_array, read_lines};
pub use record::{ErrorRecord, RECORD_SCHEMA, Record};
pub use write::{JsonLinesWriter, JsonWriter};
