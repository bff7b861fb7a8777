//! XLIFF 1.2 (OASIS Standard, 1 February 2008): how its units are written and read.

mod read;
mod write;

pub(super) use read::unit;
pub(super) use write::Xliff12;
