//! Which pages there are: files, folders and standard input, in the order of the arguments, folders sorted by name.
//!
//! They are all listed before the first of them is read or anything is written. A file or folder that is named itself is
//! always taken, a link to it is followed; a page that is reached twice under one name is read once.

mod args;
mod entries;
mod input;
mod list;
mod listing;
mod name;
mod walk;

pub(crate) use args::InputArgs;
pub(crate) use entries::Entries;
pub(crate) use input::{Input, InputPlace, Unreadable};
pub(crate) use listing::Listing;
pub(crate) use name::{name, normal};
