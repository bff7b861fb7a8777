//! A few pages into their parts of the output. Workers share nothing that changes.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use bitext::english::Original;
use bitext::export::{Export, Summary};
use bitext::filter::{Removed, Repeats, Seen, WithOriginal};
use bitext::format::{Page, UnitWriter, Written};
use bitext::front_matter::FrontMatter;
use bitext::hash::TextHash;
use bitext::html::HtmlPage;
use bitext::place::LocatedUnit;
use bitext::{CannotHold, Cursor, Diagnostic, DiagnosticSink, Document, Error, Parts, Position, Settings};

use super::format::Format;
use super::kept::Kept;
use super::plan::Plan;
use super::report::{Log, Totals};
use super::rows::RowBatch;
use super::source::{Bytes, FoundTask, Task};
use crate::cli::inputs::{Input, Unreadable};
use crate::cli::pages::{Content, Pages, in_memory, is_published, with_document};
use crate::cli::shown::count;

/// A few inputs, in order.
pub(super) type Batch = Vec<FoundTask>;

/// When a batch has come to so many bytes, its other pages are left for later.
const FULL: usize = 8 << 20;

/// A part of an output.
pub(super) struct OutputPart {
    /// The end of the output's name.
    pub(super) key: String,
    /// The page, if the part is of one page only.
    pub(super) name: String,
    pub(super) inner: PathBuf,
    /// The languages of a part that must not be joined to others.
    pub(super) languages: Option<String>,
    pub(super) bytes: Vec<u8>,
    /// In Parquet, in the place of bytes.
    pub(super) rows: Option<RowBatch>,
}

/// What has come of a batch.
#[derive(Default)]
pub(super) struct Done {
    pub(super) parts: Vec<OutputPart>,
    pub(super) log: Log,
    pub(super) totals: Totals,
    /// What has to be streamed, or is too much for now, with all that follows it.
    pub(super) rest: Batch,
    /// What of the output cannot be made.
    pub(super) failed: Option<Error>,
}

impl Done {
    pub(super) fn not_read(&mut self, name: &str, error: &str) {
        self.totals.not_read += 1;
        self.log.failure(name, error);
    }

    fn bytes(&self) -> usize {
        self.parts.iter().map(|part| part.bytes.len() + part.rows.as_ref().map_or(0, RowBatch::bytes)).sum()
    }
}

/// What was written of a page, and what the filter took away.
pub(super) type Exported = (bitext::Result<Summary>, Removed);

/// An input with its text, if it is a page, or why it could not be read.
pub(super) type LoadedPage = (FoundTask, Result<Option<String>, String>);

/// A batch whose pages were read, with the hashes of the units that pass the filter.
pub(super) struct Loaded {
    pub(super) pages: Vec<LoadedPage>,
    keys: Vec<Vec<Option<TextHash>>>,
    pub(super) rest: Batch,
    /// Which units were met before, once that is known.
    pub(super) repeated: Vec<Vec<bool>>,
}

impl Loaded {
    /// Finds out which units were met before.
    pub(super) fn compare(&mut self, seen: &mut Seen) {
        let mut is_repeated = |key: &Option<TextHash>| key.is_some_and(|key| !seen.is_new(key));
        let mut of_page = |keys: &Vec<_>| keys.iter().map(&mut is_repeated).collect();
        self.repeated = self.keys.iter().map(&mut of_page).collect();
    }
}

/// Works as planned.
#[derive(Clone, Copy)]
pub(super) struct Worker<'p> {
    pub(super) plan: &'p Plan<'p>,
    /// Whether each page has an output of its own.
    pub(super) is_mirror: bool,
    pub(super) kept: &'p Kept,
}

impl Worker<'_> {
    /// Reads and writes the pages of a batch.
    pub(super) fn export(self, batch: Batch) -> Done {
        let mut pages = self.kept.pages();
        let mut done = Done::default();
        let mut inputs = batch.into_iter();
        while let Some(input) = inputs.next() {
            let Ok(task) = &input else {
                self.unreadable(input, &mut done);
                continue;
            };
            let page = &task.input;
            if task.bytes.is_stream() || done.bytes() > FULL {
                done.rest = std::iter::once(input).chain(inputs).collect();
                break;
            }
            let is_long = match content(task, &mut pages) {
                Ok(Content::NoPage) => false,
                Ok(Content::Text(text)) => {
                    self.page(page, text, Repeats::Known([].iter()), &mut done);
                    false
                }
                Ok(Content::Stream(_)) => true,
                Err(error) => {
                    self.not_read(&page.name, &error.to_string(), &mut done);
                    false
                }
            };
            if is_long {
                done.rest = std::iter::once(input).chain(inputs).collect();
                break;
            }
        }
        self.kept.keep_pages(pages);
        done
    }

    /// Reads the pages of a batch, and finds the hashes of their units.
    pub(super) fn load(self, batch: Batch) -> Loaded {
        let mut pages = self.kept.pages();
        let mut loaded = Loaded { pages: Vec::new(), keys: Vec::new(), rest: Vec::new(), repeated: Vec::new() };
        let mut bytes = 0;
        let mut inputs = batch.into_iter();
        while let Some(input) = inputs.next() {
            let content = match &input {
                Ok(task) if task.bytes.is_stream() || bytes > FULL => None,
                Ok(task) => match content(task, &mut pages) {
                    Ok(Content::NoPage) => Some(Ok(None)),
                    Ok(Content::Text(text)) => Some(Ok(Some(text.to_owned()))),
                    Ok(Content::Stream(_)) => None,
                    Err(error) => Some(Err(error.to_string())),
                },
                Err(_) => Some(Ok(None)),
            };
            let Some(content) = content else {
                loaded.rest = std::iter::once(input).chain(inputs).collect();
                break;
            };
            let mut keys = Vec::new();
            if let (Ok(_), Ok(Some(text))) = (&input, &content) {
                bytes += text.len();
            }
            if let (Ok(Task { input: page, .. }), Ok(Some(text)), true) = (&input, &content, self.plan.filter.dedups())
            {
                let export = Export::new(&page.name, self.plan.source_locale).with_settings(self.plan.settings);
                // What cannot be exported is reported when it is.
                let mut sink = io::sink();
                let (mut own, mut taken) = (None, Taken);
                // What an exchange format leaves out depends on the page.
                if self.plan.to.is_exchange() {
                    own = self.plan.writer(&mut sink).ok();
                }
                let writer = own.as_deref_mut().unwrap_or(&mut taken);
                let _ = self.plan.prepared(writer, Repeats::Collected(&mut keys), |writer| {
                    self.export_text(export, text, writer, &mut ()).is_ok()
                });
            }
            loaded.pages.push((input, content));
            loaded.keys.push(keys);
        }
        self.kept.keep_pages(pages);
        loaded
    }

    /// Writes the pages that were read, but for the units that were met before.
    pub(super) fn export_loaded(self, loaded: Loaded) -> Done {
        let mut done = Done { rest: loaded.rest, ..Done::default() };
        for ((input, content), repeated) in loaded.pages.into_iter().zip(loaded.repeated) {
            match (input, content) {
                (Ok(Task { input: page, .. }), Ok(Some(text))) => {
                    self.page(&page, &text, Repeats::Known(repeated.iter()), &mut done);
                }
                (Ok(_), Ok(None)) => {}
                (Ok(Task { input: page, .. }), Err(error)) => self.not_read(&page.name, &error, &mut done),
                (input, _) => self.unreadable(input, &mut done),
            }
        }
        done
    }

    fn unreadable(self, input: FoundTask, done: &mut Done) {
        if let Err(Unreadable { name, error }) = input {
            self.not_read(&name, &error, done);
        }
    }

    /// A page could not be read: says so, also in the output if the format has a place for it.
    pub(super) fn not_read(self, name: &str, error: &str, done: &mut Done) {
        done.not_read(name, error);
        if self.is_mirror || !self.plan.to.has_error_rows() {
            return;
        }
        let slot = Slot { key: self.plan.split.key(name, || None), name, ..Slot::default() };
        let (mut bytes, _) = self.begin(&slot, done);
        let written = self.plan.parts(&mut bytes, |writer| writer.unreadable(name, error));
        match written.and_then(|(written, parts)| written.map(|()| parts)) {
            Ok(parts) => {
                if !bytes.is_empty() {
                    done.parts.push(slot.part("", bytes, None));
                }
                done.parts.extend(parts.into_iter().map(|(ending, bytes, rows)| slot.part(&ending, bytes, rows)));
            }
            Err(error) => done.failed = Some(error.into()),
        }
    }

    /// One page in memory.
    fn page(self, page: &Input, text: &str, repeats: Repeats<'_>, done: &mut Done) {
        let plan = self.plan;
        let locale = || locale_of(&page.name, text, &plan.settings);
        let slot = Slot {
            key: plan.split.key(&page.name, locale),
            languages: (plan.to == Format::Hf).then(locale).flatten().map(|target| plan.language_key(&target)),
            name: &page.name,
            inner: Some(&page.inner),
        };
        let (mut bytes, goes_on) = self.begin(&slot, done);
        let mut sink = |finding: &Diagnostic, position: Position| done.log.finding(&page.name, finding, position);
        let written = plan.parts(&mut bytes, |writer| {
            let export = Export::new(&page.name, plan.source_locale).with_settings(plan.settings);
            plan.prepared(writer, repeats, |writer| self.export_text(export, text, writer, &mut sink))
        });
        let (exported, parts) = match written {
            Ok(written) => written,
            Err(error) => {
                done.failed = Some(error.into());
                return;
            }
        };
        let is_kept = self.account(&page.name, exported, text.len(), done);
        if (is_kept || goes_on) && !bytes.is_empty() {
            done.parts.push(slot.part("", bytes, None));
        }
        if is_kept {
            done.parts.extend(parts.into_iter().map(|(ending, bytes, rows)| slot.part(&ending, bytes, rows)));
        }
    }

    /// The bytes that a part begins with: those of the last one, where nothing is between pages.
    fn begin(self, slot: &Slot<'_>, done: &mut Done) -> (Vec<u8>, bool) {
        let is_same = |last: &&mut OutputPart| last.key == slot.key && last.languages == slot.languages;
        let goes_on = self.plan.to.is_lines() && !self.is_mirror && done.parts.last_mut().as_ref().is_some_and(is_same);
        let bytes = if goes_on { done.parts.pop().map(|part| part.bytes) } else { None };
        (bytes.unwrap_or_else(|| self.kept.bytes()), goes_on)
    }

    pub(super) fn export_text(
        self,
        export: Export<'_>,
        text: &str,
        writer: &mut dyn UnitWriter,
        sink: &mut dyn DiagnosticSink,
    ) -> bitext::Result<Summary> {
        let settings = &self.plan.settings;
        if is_published(export.path, text) {
            let page = HtmlPage::with_settings(text, settings);
            return export.document(&Document::from_html(&page), writer, sink);
        }
        if let Some(original) = self.original(export.path, text)? {
            let document = Document::with_settings(text, settings);
            let mut writer = WithOriginal::new(writer, &document, &Original::new(&original));
            let mut summary = export.text(text, &mut writer, sink)?;
            summary.units += writer.written();
            for finding in writer.diagnostics() {
                let start = usize::try_from(finding.span.start).unwrap_or(usize::MAX).min(text.len());
                let mut cursor = Cursor::new();
                cursor.pass(&text.as_bytes()[..start]);
                sink.report(finding, cursor.position());
            }
            return Ok(summary);
        }
        export.text(text, writer, sink)
    }

    /// The English original of a page, if originals are asked for and there is one.
    fn original(self, name: &str, text: &str) -> bitext::Result<Option<String>> {
        let Some(originals) = &self.plan.originals else { return Ok(None) };
        let commit = FrontMatter::of(text).and_then(FrontMatter::source_commit);
        let mut originals = originals.lock().unwrap_or_else(PoisonError::into_inner);
        let original = originals.read(commit, name)?;
        Ok(original.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// Counts and reports what has come of a page of so many bytes; `false` if there is nothing of it to join.
    pub(super) fn account(self, name: &str, (summary, removed): Exported, bytes: usize, done: &mut Done) -> bool {
        done.totals.removed.add_all(&removed);
        let summary = match summary {
            Ok(summary) => summary,
            Err(Error::CannotHold {
                reason: reason @ (CannotHold::NoTargetLocale | CannotHold::TargetLocale { .. }),
                units,
                damaged,
                ..
            }) => {
                done.totals.files += 1;
                done.totals.damaged += damaged;
                done.totals.left_out += units;
                done.totals.without_locale += 1;
                let units = count(units, "unit is", "units are");
                let message = format!("{reason}, so its {units} left out; --target-locale TAG states one");
                done.log.failure(name, &message);
                return false;
            }
            Err(error) => {
                done.failed.get_or_insert(error);
                return false;
            }
        };
        let totals = &mut done.totals;
        let has_units = summary.units + summary.left_out + removed.total() > 0;
        totals.units += summary.units;
        totals.damaged += summary.damaged;
        totals.left_out += summary.left_out;
        totals.replaced += summary.replaced;
        totals.without_locale += u64::from(summary.lacks_locale && has_units);
        if let Some(error) = summary.error {
            done.not_read(name, &error.to_string());
            return !self.is_mirror && summary.units > 0;
        }
        totals.files += 1;
        totals.without_units += u64::from(!has_units);
        done.log.page(bytes);
        summary.units > 0 || self.plan.to.holds_empty_pages()
    }
}

/// Which output a part goes to, and which page it is of.
#[derive(Default)]
struct Slot<'s> {
    key: String,
    languages: Option<String>,
    name: &'s str,
    inner: Option<&'s Path>,
}

impl Slot<'_> {
    /// A part for the output with this slot's key and this further end of its name.
    fn part(&self, ending: &str, bytes: Vec<u8>, rows: Option<RowBatch>) -> OutputPart {
        OutputPart {
            key: if ending.is_empty() { self.key.clone() } else { format!("{}.{ending}", self.key) },
            name: self.name.to_owned(),
            inner: self.inner.map(Path::to_owned).unwrap_or_default(),
            languages: self.languages.clone(),
            bytes,
            rows,
        }
    }
}

/// The content of a page.
fn content<'b>(task: &'b Task, pages: &'b mut Pages) -> bitext::Result<Content<'b>> {
    match &task.bytes {
        Bytes::Held(bytes) => in_memory(bytes, &task.input.place),
        Bytes::AtPlace | Bytes::Spooled(_) | Bytes::Piped(_) => pages.read(&task.input.place),
    }
}

/// The target locale of a page.
pub(super) fn locale_of(name: &str, text: &str, settings: &Settings<'_>) -> Option<String> {
    if is_published(name, text) {
        return with_document(name, text, settings, |document| document.locale().map(|locale| locale.to_string()));
    }
    Parts::with_settings(text, settings).locale().map(|locale| locale.to_string())
}

/// Takes units and writes nothing.
struct Taken;

impl UnitWriter for Taken {
    fn begin(&mut self, _page: &Page<'_>) -> io::Result<()> {
        Ok(())
    }

    fn unit(&mut self, _unit: &LocatedUnit<'_>) -> io::Result<Written> {
        Ok(Written::Whole)
    }
}
