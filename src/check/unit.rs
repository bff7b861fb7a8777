//! A unit as the rules get it.

use std::cell::Cell;

use super::language::Language;
use super::side::SideText;
use crate::place::{ContextKind, Place};

/// Both sides of a unit, read.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    pub(super) source: SideText<'a>,
    pub(super) target: SideText<'a>,
    pub(super) language: Language,
    pub(super) context: Context<'a>,
    /// Whether a rule asked for the kind of place.
    pub(super) has_asked: Cell<bool>,
}

impl Unit<'_> {
    /// The kind of place.
    pub(super) fn context(&self) -> ContextKind {
        self.has_asked.set(true);
        self.context.kind()
    }
}

/// Where a unit is, found out when a rule asks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Context<'a> {
    Known(ContextKind),
    Of(&'a Place<'a>),
}

impl Context<'_> {
    fn kind(self) -> ContextKind {
        match self {
            Self::Known(kind) => kind,
            Self::Of(place) => place.context(),
        }
    }
}
