//! XLIFF of all versions: the writer, which picks the dialect, and the reader, which is told the version by the root.

mod read;
mod write;

pub(super) use read::read;
pub use write::{XliffVersion, XliffWriter};
