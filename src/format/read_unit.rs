//! A unit as a version of XLIFF gives it to the reader, and what no unit may hold.

use crate::edit::{EditState, EditText};
use crate::error::{Error, Result};
use crate::format::xml::Xml;

/// Its source and its target, as far as they are there.
#[derive(Debug, Default)]
pub(super) struct ReadUnit {
    pub(super) source: Option<EditText>,
    pub(super) target: Option<EditText>,
    pub(super) state: EditState,
}

/// An error if the element is not the first of its name in its unit or segment.
pub(super) fn refuse_second(xml: &Xml<'_>, is_second: bool) -> Result<()> {
    if is_second { Err(xml.error(&format!("a second `<{}>` for one text", xml.name()))) } else { Ok(()) }
}

/// The error that a unit is in a unit.
pub(super) fn unit_in_unit(xml: &Xml<'_>) -> Error {
    xml.error(&format!("a `<{}>` in an element that cannot hold one", xml.name()))
}
