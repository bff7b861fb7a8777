//! What to write of pages, and in which form.

use std::io::{self, Write};
use std::sync::Mutex;

use bitext::filter::{Filter, FilteredWriter, PlainTexts, Removed, Repeats, Sentences};
use bitext::format::{
    CsvWriter, HfWriter, InlineMode, Joiner, JsonLinesWriter, JsonWriter, MosesWriter, TmxWriter, TsvWriter,
    UnitWriter, XliffWriter,
};
use bitext::hash::TextHash;
use bitext::inline::Protectable;
use bitext::{Locale, Settings};

use super::format::{Format, TextForm};
use super::rows::{RowBatch, row_writer};
use crate::cli::git::Originals;

/// Into which outputs the pages go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split {
    /// Into one.
    No,
    /// Into one for each target locale.
    Locale,
    /// Into so many, by the hash of the page's name: a page is in the same one whatever other pages there are.
    Shards(u32),
}

impl Split {
    /// The end of the output's name for a page.
    pub(super) fn key(self, name: &str, locale: impl FnOnce() -> Option<String>) -> String {
        match self {
            Self::No => String::new(),
            Self::Locale => format!(".{}", locale().unwrap_or_else(|| "und".to_owned())),
            Self::Shards(number) => {
                let hash = TextHash::of_text(name).as_u128() % u128::from(number);
                shard(u32::try_from(hash).unwrap_or_default(), number)
            }
        }
    }

    /// The outputs that there are whatever the pages are.
    pub(crate) fn stated(self) -> Vec<String> {
        match self {
            Self::No => vec![String::new()],
            Self::Locale => Vec::new(),
            Self::Shards(number) => (0..number).map(|shard_number| shard(shard_number, number)).collect(),
        }
    }
}

fn shard(shard: u32, number: u32) -> String {
    format!("-{shard:05}-of-{number:05}")
}

/// The end of an output's name, and the bytes or the rows that go into it.
pub(super) type EndedPart = (String, Vec<u8>, Option<RowBatch>);

/// What to write.
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(crate) struct Plan<'a> {
    pub(crate) to: Format,
    pub(crate) inline: InlineMode,
    pub(crate) copies_sources: bool,
    pub(crate) has_notes: bool,
    pub(crate) protected: Vec<Protectable>,
    pub(crate) has_hashes: bool,
    pub(crate) text: TextForm,
    pub(crate) splits_sentences: bool,
    pub(crate) filter: Filter,
    pub(crate) split: Split,
    pub(crate) originals: Option<Mutex<Originals>>,
    pub(crate) source_locale: Locale<'a>,
    pub(crate) settings: Settings<'a>,
}

impl Plan<'_> {
    /// What a target language is called in an output that can have one.
    pub(super) fn language_key(&self, target: &str) -> String {
        let first = target.split('-').next().unwrap_or(target);
        let is_other = !self.source_locale.language().eq_ignore_ascii_case(first);
        if is_other { first.to_owned() } else { target.to_owned() }
    }

    /// A writer of the format, to `out`. (Moses has several outputs: see [`Plan::moses`].)
    pub(super) fn writer<'w>(&self, out: &'w mut (dyn Write + Send)) -> io::Result<Box<dyn UnitWriter + 'w>> {
        let protected = self.protected.iter().copied();
        if let Some(version) = self.to.xliff() {
            let writer = XliffWriter::new(out).with_version(version).with_inline(self.inline).with_protected(protected);
            let writer = if self.copies_sources { writer.with_copied_sources() } else { writer };
            let writer = if self.splits_sentences { writer.with_segments() } else { writer };
            return Ok(Box::new(if self.has_notes { writer.with_notes() } else { writer }));
        }
        Ok(match (self.to, self.has_hashes) {
            (Format::Parquet, has_hashes) => row_writer(out, has_hashes)?,
            (Format::Tmx, _) => Box::new(TmxWriter::new(out).with_inline(self.inline).with_protected(protected)),
            (Format::Json, false) => Box::new(JsonWriter::new(out)),
            (Format::Json, true) => Box::new(JsonWriter::new(out).with_hashes()),
            (Format::Hf, _) => Box::new(HfWriter::new(out)),
            (Format::Tsv, false) => Box::new(TsvWriter::new(out)),
            (Format::Tsv, true) => Box::new(TsvWriter::new(out).with_hashes()),
            (Format::Csv, false) => Box::new(CsvWriter::new(out)),
            (Format::Csv, true) => Box::new(CsvWriter::new(out).with_hashes()),
            (_, false) => Box::new(JsonLinesWriter::new(out)),
            (_, true) => Box::new(JsonLinesWriter::new(out).with_hashes()),
        })
    }

    /// What joins the outputs of such writers.
    pub(super) fn joiner<W: Write>(&self, out: W) -> Joiner<W> {
        match self.to {
            Format::Json => Joiner::json(out),
            Format::Xliff | Format::Xliff12 | Format::Xliff20 | Format::Xliff21 => Joiner::xliff(out),
            Format::Tmx => Joiner::tmx(out),
            Format::Csv => Joiner::csv(out),
            _ => Joiner::lines(out),
        }
    }

    /// What a writer writes that is given no pages.
    pub(super) fn empty(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        self.writer(&mut out)?.close()?;
        Ok(out)
    }

    /// Runs `export` with a writer of the format that makes the parts of one page, each with the end of its output's name.
    pub(super) fn parts<T>(
        &self,
        out: &mut Vec<u8>,
        export: impl FnOnce(&mut dyn UnitWriter) -> T,
    ) -> io::Result<(T, Vec<EndedPart>)> {
        if self.to == Format::Moses {
            let mut writer = MosesWriter::new(|_: &str| Ok(Vec::new()));
            let done = export(&mut writer);
            let parts = writer.finish()?;
            return Ok((done, parts.into_iter().map(|(ending, bytes)| (ending, bytes, None)).collect()));
        }
        if self.to == Format::Parquet {
            let (done, rows) = RowBatch::made_by(self.has_hashes, export)?;
            return Ok((done, rows.into_iter().map(|rows| (String::new(), Vec::new(), Some(rows))).collect()));
        }
        let mut writer = self.writer(out)?;
        let done = export(&mut *writer);
        writer.close()?;
        Ok((done, Vec::new()))
    }

    /// Runs `export` with `writer` after the changes and filters that are asked for; gives what these took away.
    pub(super) fn prepared<T>(
        &self,
        writer: &mut dyn UnitWriter,
        repeats: Repeats<'_>,
        export: impl FnOnce(&mut dyn UnitWriter) -> T,
    ) -> (T, Removed) {
        if self.filter.is_empty() {
            return (self.with_texts(writer, export), Removed::default());
        }
        let mut filtered = FilteredWriter::new(&self.filter, repeats, writer);
        let done = self.with_texts(&mut filtered, export);
        (done, filtered.removed())
    }

    fn with_texts<T>(&self, writer: &mut dyn UnitWriter, export: impl FnOnce(&mut dyn UnitWriter) -> T) -> T {
        // XLIFF has segments within its units.
        let splits_units = self.splits_sentences && self.to.xliff().is_none();
        match (splits_units, self.text) {
            (false, TextForm::Raw) => export(writer),
            (false, TextForm::Plain) => export(&mut PlainTexts::new(writer)),
            (true, TextForm::Raw) => export(&mut Sentences::new(writer)),
            (true, TextForm::Plain) => export(&mut Sentences::new(&mut PlainTexts::new(writer))),
        }
    }
}
