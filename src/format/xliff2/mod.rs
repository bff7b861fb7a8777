//! XLIFF 2.1 (OASIS Standard, 13 February 2018) and 2.0: how their units are written and read.

mod data;
mod read;
mod write;

pub(super) use read::unit;
pub(super) use write::Xliff2;
