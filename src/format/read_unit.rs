//! A unit as a version of XLIFF gives it to the reader.

use crate::edit::{EditState, EditText};

/// Its source and its target, as far as they are there.
#[derive(Debug, Default)]
pub(super) struct ReadUnit {
    pub(super) source: Option<EditText>,
    pub(super) target: Option<EditText>,
    pub(super) state: EditState,
}
