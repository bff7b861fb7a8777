//! XML as the exchange formats need it: text escaped, and elements read.

mod read;
mod write;

pub(super) use read::{Node, Xml, XmlTag};
pub(super) use write::{Illegal, push_attribute, push_named, push_number, push_text};
