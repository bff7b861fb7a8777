//! Where output goes: standard output, one file, or a folder that mirrors the inputs.
//!
//! Files are written beside their place and renamed when they are whole, so a reader sees the old file or the new one,
//! and an error leaves the old one. A replaced file keeps its mode, a link that is named stays a link. What is no regular
//! file (`/dev/null`, a named pipe), or is open already (`/dev/stdout`), is written to directly.
//!
//! That a new file is on the disk when the power fails is not promised: that is for the system to do.

mod batch;
mod descriptor;
mod draft;
mod mirror;
mod output;

pub(crate) use batch::Replacements;
pub(crate) use descriptor::descriptor;
pub(crate) use mirror::{Mirror, is_link};
pub(crate) use output::{Destination, Output};
