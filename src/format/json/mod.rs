//! JSON Lines and JSON: the writers, the owned record that a line holds, and the readers of edits.

mod read;
mod record;
mod string;
mod write;

pub(super) use read::{read_array, read_lines};
pub use record::{ErrorRecord, RECORD_SCHEMA, Record};
pub use write::{JsonLinesWriter, JsonWriter};
