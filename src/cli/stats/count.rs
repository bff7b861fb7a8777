//! Counts pages, on as many threads as are allowed: each thread takes neighbouring pages, so that the counts are those of one
//! thread.

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::{panic, thread};

use bitext::export::Export;
use bitext::format::{Page, UnitWriter, Written};
use bitext::html::HtmlPage;
use bitext::place::LocatedUnit;
use bitext::stats::{Counter, GroupBy};
use bitext::{Document, Locale, Settings};

use crate::cli::inputs::{Entries, Input, Unreadable};
use crate::cli::pages::{Content, Pages, is_published};

/// What was counted.
pub(super) struct Counted {
    pub(super) counter: Counter,
    pub(super) files: u64,
    /// What could not be read, in the order of the pages.
    pub(super) failures: Vec<Unreadable>,
}

/// Counts pages on so many threads; `progress` is called after each page.
pub(super) fn count(
    inputs: &Entries,
    jobs: usize,
    by: GroupBy,
    settings: Settings<'_>,
    mut progress: impl FnMut(),
) -> Counted {
    let mut all = Counted { counter: Counter::new(by), files: 0, failures: Vec::new() };
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        let mut threads = Vec::new();
        let part = inputs.len().div_ceil(jobs).max(1);
        for start in (0..inputs.len()).step_by(part) {
            let sender = sender.clone();
            let range = start..inputs.len().min(start + part);
            threads.push(scope.spawn(move || count_part(range.map(|at| inputs.get(at)), by, settings, &sender)));
        }
        drop(sender);
        for () in &receiver {
            progress();
        }
        for thread in threads {
            let part = thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic));
            all.counter.join(part.counter);
            all.files += part.files;
            all.failures.extend(part.failures);
        }
    });
    all
}

fn count_part(
    inputs: impl Iterator<Item = Result<Input, Unreadable>>,
    by: GroupBy,
    settings: Settings<'_>,
    progress: &Sender<()>,
) -> Counted {
    let mut writer = CountAll(Counter::new(by));
    let mut pages = Pages::default();
    let (mut files, mut failures) = (0, Vec::new());
    for input in inputs {
        let result = match input {
            Err(unreadable) => Err(unreadable),
            Ok(Input { name, place, .. }) => match pages.read(&place) {
                Ok(Content::NoPage) => continue,
                Ok(content) => page(&name, content, settings, &mut writer).map_err(|error| Unreadable { name, error }),
                Err(error) => Err(Unreadable { name, error: error.to_string() }),
            },
        };
        files += 1;
        failures.extend(result.err());
        // Nobody listens when the run has ended.
        let _ = progress.send(());
    }
    Counted { counter: writer.0, files, failures }
}

struct CountAll(Counter);

impl UnitWriter for CountAll {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.0.begin_page(page.path, page.front_matter);
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        self.0.unit(unit);
        Ok(Written::Whole)
    }
}

fn page(name: &str, content: Content<'_>, settings: Settings<'_>, writer: &mut CountAll) -> Result<(), String> {
    let source_locale = Locale::parse("en-US").map_err(|error| error.to_string())?;
    let export = Export::new(name, source_locale).with_settings(settings);
    let summary = match content {
        Content::NoPage => return Ok(()),
        Content::Text(text) if is_published(name, text) => {
            export.document(&Document::from_html(&HtmlPage::with_settings(text, &settings)), writer, &mut ())
        }
        Content::Text(text) => export.text(text, writer, &mut ()),
        Content::Stream(source) => export.stream(source, writer, &mut ()),
    };
    match summary.map_err(|error| error.to_string())?.error {
        Some(error) => Err(error.to_string()),
        None => Ok(()),
    }
}
