//! Pages that no worker can take: their bytes can be read once only, or are very many. They are written while they are read.

use std::io::{self, Read, Seek, Write};

use bitext::export::Export;
use bitext::filter::Repeats;
use bitext::format::{MosesWriter, OpenPart, UnitWriter};
use bitext::{Diagnostic, Parts, Position};

use super::ended::Ended;
use super::format::Format;
use super::plan::{Plan, Split};
use super::report::Log;
use super::run::{Taker, Target, mirror_page};
use super::source::{Bytes, FoundTask, Task};
use super::worker::{Done, Exported};
use crate::cli::inputs::Input;
use crate::cli::outputs::Output;
use crate::cli::pages::{Content, LONG, Pages};

impl Taker<'_> {
    /// One page, or what cannot be read.
    pub(super) fn alone(&mut self, task: FoundTask) -> Result<(), Ended> {
        let Task { input, bytes } = match task {
            Ok(task) => task,
            Err(unreadable) => return self.take(self.worker.export(vec![Err(unreadable)])),
        };
        match bytes {
            Bytes::Spooled(file) => self.stream(&input, Box::new(file)),
            Bytes::Piped(mut reader) => {
                let mut start = Vec::new();
                match reader.by_ref().take(LONG as u64).read_to_end(&mut start) {
                    Ok(_) if start.len() == LONG => self.stream(&input, Box::new(start.chain(reader))),
                    Ok(_) => self.text(input, Bytes::Held(start)),
                    // What came before the error is a page as far as it goes.
                    Err(error) => self.stream(&input, Box::new(start.chain(Failing(Some(error))))),
                }
            }
            Bytes::AtPlace => {
                let mut pages = Pages::default();
                match pages.read(&input.place) {
                    Ok(Content::Stream(reader)) => self.stream(&input, reader),
                    Ok(Content::Text(text)) => {
                        let bytes = Bytes::Held(text.as_bytes().to_owned());
                        self.text(input, bytes)
                    }
                    _ => self.text(input, Bytes::AtPlace),
                }
            }
            bytes @ Bytes::Held(_) => self.text(input, bytes),
        }
    }

    /// A page in memory, compared with those before it.
    fn text(&mut self, input: Input, bytes: Bytes) -> Result<(), Ended> {
        let (worker, task) = (self.worker, Task { input, bytes });
        if worker.plan.filter.dedups() {
            let mut loaded = worker.load(vec![Ok(task)]);
            loaded.compare(&mut self.seen);
            return self.take(worker.export_loaded(loaded));
        }
        self.take(worker.export(vec![Ok(task)]))
    }

    /// A page that is written while it is read.
    fn stream(&mut self, input: &Input, mut reader: Box<dyn Read + '_>) -> Result<(), Ended> {
        let (plan, worker) = (self.worker.plan, self.worker);
        let mut done = Done::default();
        let mut start = Vec::new();
        if (plan.split == Split::Locale || plan.to == Format::Hf)
            && let Err(error) = reader.by_ref().take(LONGEST_FRONT_MATTER).read_to_end(&mut start)
        {
            worker.not_read(&input.name, &error.to_string(), &mut done);
            return self.take(done);
        }
        let key = plan.split.key(&input.name, || locale_at(&start, plan));
        let languages = locale_at(&start, plan).filter(|_| plan.to == Format::Hf);
        let source = start.as_slice().chain(reader);
        let Self { target, seen, .. } = self;
        let mut log = std::mem::take(&mut done.log);
        let mut sink = |finding: &Diagnostic, position: Position| log.finding(&input.name, finding, position);
        let export = Export::new(&input.name, plan.source_locale).with_settings(plan.settings);
        let write = |writer: &mut dyn UnitWriter| {
            plan.prepared(writer, Repeats::Met(seen), |writer| export.stream(source, writer, &mut sink))
        };
        match target {
            Target::Joined(outputs) if plan.to == Format::Moses => {
                let mut writer = MosesWriter::new(|_: &str| tempfile::tempfile());
                let exported = write(&mut writer);
                let files = writer.finish().map_err(|error| outputs.ended(plan, &key, error))?;
                done.log = log;
                worker.account(&input.name, exported, 0, &mut done);
                for (ending, mut file) in files {
                    let key = format!("{key}.{ending}");
                    let mut part = outputs.joiner(plan, &key)?.part();
                    let copied =
                        file.rewind().and_then(|()| io::copy(&mut file, &mut part)).and_then(|_| part.finish());
                    copied.map_err(|error| outputs.ended(plan, &key, error))?;
                }
            }
            Target::Joined(outputs) if plan.to == Format::Parquet => {
                let exported = write(outputs.row_output(plan, &key)?.writer());
                done.log = log;
                worker.account(&input.name, exported, 0, &mut done);
            }
            Target::Joined(outputs) => {
                let mut gate = Gate::new(outputs.joiner(plan, &key)?.part());
                let written = through(plan, &mut gate, write);
                let finished = written.and_then(|exported| {
                    gate.finish(!plan.to.holds_empty_pages() && !has_units(&exported))?;
                    Ok(exported)
                });
                let exported = finished.map_err(|error| outputs.ended(plan, &key, error))?;
                if let Some(target) = languages.filter(|_| has_units(&exported)) {
                    outputs.has_languages(&key, &plan.language_key(&target))?;
                }
                done.log = log;
                worker.account(&input.name, exported, 0, &mut done);
            }
            Target::Mirror(mirror, guard) => {
                let mut exported = None;
                let mut failures = Log::default();
                mirror_page(mirror, guard, &input.inner, &input.name, &mut failures, |output| {
                    let written = through(plan, output, write)?;
                    let is_whole = matches!(&written.0, Ok(summary) if summary.error.is_none());
                    let is_kept = is_whole && (plan.to.holds_empty_pages() || has_units(&written));
                    exported = Some(written);
                    Ok(is_kept)
                })?;
                done.log = log;
                if let Some(exported) = exported {
                    worker.account(&input.name, exported, 0, &mut done);
                }
                done.log.append(failures);
            }
        }
        self.take(done)
    }
}

/// Writes a page by a writer of its own to `out`.
fn through(
    plan: &Plan<'_>,
    out: &mut (dyn Write + Send),
    write: impl FnOnce(&mut dyn UnitWriter) -> Exported,
) -> io::Result<Exported> {
    let mut writer = plan.writer(out)?;
    let exported = write(&mut *writer);
    writer.close()?;
    Ok(exported)
}

fn has_units(exported: &Exported) -> bool {
    matches!(&exported.0, Ok(summary) if summary.units > 0)
}

/// Fails at once.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// So much of a stream is read to find its locale; longer front matter is none.
const LONGEST_FRONT_MATTER: u64 = (1 << 20) + 16;

/// The locale of a page that starts so.
fn locale_at(start: &[u8], plan: &Plan<'_>) -> Option<String> {
    let valid = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default(),
    };
    Parts::with_settings(valid, &plan.settings).locale().map(|locale| locale.to_string())
}

/// Holds back the start of a part until it is known that there is one.
struct Gate<'g> {
    part: OpenPart<'g, Output>,
    start: Vec<u8>,
    is_open: bool,
}

/// What a writer of an exchange format writes that is given no units is shorter.
const GATE: usize = 4 << 10;

impl<'g> Gate<'g> {
    fn new(part: OpenPart<'g, Output>) -> Self {
        Self { part, start: Vec::new(), is_open: false }
    }

    fn finish(mut self, is_nothing: bool) -> io::Result<()> {
        if is_nothing && !self.is_open {
            return Ok(());
        }
        self.part.write_all(&self.start)?;
        self.part.finish()
    }
}

impl Write for Gate<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_open {
            self.start.extend_from_slice(bytes);
            if self.start.len() <= GATE {
                return Ok(bytes.len());
            }
            self.is_open = true;
            self.part.write_all(&std::mem::take(&mut self.start))?;
            return Ok(bytes.len());
        }
        self.part.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_open { self.part.flush() } else { Ok(()) }
    }
}
