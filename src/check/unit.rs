//! A unit as the rules get it.

use super::language::Language;
use super::side::Side;
use crate::context::ContextKind;

/// Both sides of a unit, read.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    pub(super) source: Side<'a>,
    pub(super) target: Side<'a>,
    pub(super) language: Language,
    pub(super) context: ContextKind,
}
