//! XLIFF of all versions: the writer, which picks the dialect, and the reader, which finds the version in the root element.

mod read;
mod write;

pub(super) use read::read;
pub use write::{XliffVersion, XliffWriter};
