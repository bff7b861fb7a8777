//! XML as the exchange formats need it: text escaped, and elements read.

mod read;
mod source;
mod write;

pub(super) use read::{Node, Xml};
pub(super) use source::Source;
pub(super) use write::{Illegal, push_attribute, push_named, push_number, push_text};
