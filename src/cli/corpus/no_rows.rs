//! In the place of `rows` in a build without the feature `parquet`: there are no rows, and a run that wants them has been refused.

use std::convert::Infallible;
use std::io::{self, Write};

use bitext::format::UnitWriter;

use crate::cli::outputs::Output;

fn unsupported<T>() -> io::Result<T> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(super) enum RowBatch {}

impl RowBatch {
    pub(super) fn made_by<T>(
        _has_hashes: bool,
        _export: impl FnOnce(&mut dyn UnitWriter) -> T,
    ) -> io::Result<(T, Option<Self>)> {
        unsupported()
    }

    pub(super) const fn bytes(&self) -> usize {
        match *self {}
    }

    pub(super) const fn write(&self, _out: &mut (dyn Write + Send)) -> io::Result<()> {
        match *self {}
    }
}

#[allow(dead_code, reason = "none is ever made")]
pub(super) struct RowOutput(Infallible, Output);

impl RowOutput {
    pub(super) fn new(_out: Output, _has_hashes: bool) -> io::Result<Self> {
        unsupported()
    }

    pub(super) const fn append(&mut self, _batch: &RowBatch) -> io::Result<()> {
        match self.0 {}
    }

    pub(super) const fn writer(&mut self) -> &mut dyn UnitWriter {
        match self.0 {}
    }

    pub(super) fn finish(self) -> io::Result<Output> {
        match self.0 {}
    }
}

pub(super) fn row_writer<'w>(
    _out: &'w mut (dyn Write + Send),
    _has_hashes: bool,
) -> io::Result<Box<dyn UnitWriter + 'w>> {
    unsupported()
}
