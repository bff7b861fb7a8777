//! Some pages at a time, read and made by several threads.

use std::borrow::Cow;
use std::io;

use super::Rewrite;
use crate::cli::inputs::{Input, InputPlace};
use crate::cli::pages::{Content, Pages};

/// A longer page is made alone, so that no window holds many of them, in bytes.
const ALONE: u64 = 1 << 20;

/// What has come of an input.
pub(super) enum Turn<M> {
    NoPage,
    NotRead(String),
    /// It was not read: it can be read once only, or is long.
    Alone,
    Page(MadePage<'static, M>),
}

/// A page in memory, and what has come of it.
pub(super) struct MadePage<'o, M> {
    pub(super) old: Cow<'o, str>,
    pub(super) new: Vec<u8>,
    /// `None` if the page stays as it is.
    pub(super) made: io::Result<Option<M>>,
}

impl<'o, M> MadePage<'o, M> {
    /// Makes a page.
    pub(super) fn of<R: Rewrite<Made = M>>(work: &R, input: &Input, old: Cow<'o, str>) -> Self {
        let mut new = Vec::new();
        let made = if work.keeps(input) { Ok(None) } else { work.make(input, &old, &mut new).map(Some) };
        Self { old, new, made }
    }
}

impl<M> Turn<M> {
    /// Reads an input and makes its page.
    pub(super) fn of<R: Rewrite<Made = M>>(work: &R, input: &Input) -> Self {
        let (InputPlace::Named(path) | InputPlace::Found(path)) = &input.place else { return Self::Alone };
        // What is no regular file says nothing about its length, and may never end.
        if !path.metadata().is_ok_and(|file| file.is_file() && file.len() <= ALONE) {
            return Self::Alone;
        }
        match Pages::default().read(&input.place) {
            Ok(Content::NoPage) => Self::NoPage,
            Ok(Content::Text(text)) => Self::Page(MadePage::of(work, input, text.to_owned().into())),
            Ok(Content::Stream(_)) => Self::Alone,
            Err(error) => Self::NotRead(error.to_string()),
        }
    }
}
