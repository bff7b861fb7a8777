//! JSON Lines and JSON: the writers, the owned record that a line holds, and the reader of edits.

mod read;
mod record;
mod string;
mod write;

pub(super) use read::read;
pub use record::{ErrorRecord, Record};
pub use write::{JsonLinesWriter, JsonWriter};
