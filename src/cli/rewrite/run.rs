//! All pages, read and made a window at a time, and written in order.

use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use super::window::{MadePage, Turn};
use super::{Rewrite, Rewritten, StreamError, To};
use crate::cli::inputs::{Input, InputPlace, Listing, Unreadable};
use crate::cli::jobs::Jobs;
use crate::cli::outputs::{Mirror, Output, Replacements, is_link};
use crate::cli::pages::{Content, Pages};
use crate::cli::paths::has_page_extension;
use crate::cli::report::Report;
use crate::cli::stop::Stop;

/// Rewrites all pages.
///
/// # Errors
/// An only output that takes nothing.
pub(crate) fn rewrite<R: Rewrite>(
    listing: Listing,
    to: To,
    jobs: &Jobs,
    report: &mut Report,
    work: &mut R,
) -> Result<Rewritten, Stop> {
    report.begin(listing.inputs.len());
    listing.left_out().iter().for_each(|left_out| report.detail(left_out));
    let mut run = Rewriting { report, work, jobs, done: Rewritten::default() };
    match to {
        To::Stdout => run.one(listing, None)?,
        To::File(place) => run.one(listing, Some(&place))?,
        To::Folder(mirror) => run.mirror(listing, mirror),
        To::InPlace { follows_links } => run.in_place(listing, follows_links),
        To::Nothing => run.nowhere(listing),
    }
    Ok(run.done)
}

struct Rewriting<'r, R> {
    report: &'r mut Report,
    work: &'r mut R,
    jobs: &'r Jobs,
    done: Rewritten,
}

/// A page whose turn it is.
enum Ready<'s, M> {
    Made(MadePage<'s, M>),
    /// It is too long to be held in memory.
    Stream(Box<dyn Read + 's>),
}

/// Does what is to be done with a page.
type Take<'t, 'r, R> = dyn FnMut(&mut Rewriting<'r, R>, &Input, Ready<'_, <R as Rewrite>::Made>) + 't;

impl<'r, R: Rewrite> Rewriting<'r, R> {
    /// The only page into the file at `place`, or to standard output.
    fn one(&mut self, listing: Listing, place: Option<&Path>) -> Result<(), Stop> {
        let mut result = Ok(());
        self.each(listing, &mut |run, input, page| {
            let output = match place {
                Some(place) => Output::file(place).map_err(|error| Stop::beginning(place, error)),
                None => Output::stdout().map_err(|error| Stop::output(None, error)),
            };
            let written =
                output.and_then(|output| run.write(input, page, output).map_err(|error| Stop::output(place, error)));
            if result.is_ok() {
                result = written;
            }
        });
        result
    }

    /// Each page into a file of its name in a folder.
    fn mirror(&mut self, listing: Listing, mut mirror: Mirror) {
        self.each(listing, &mut |run, input, page| {
            let place = mirror.place(&input.inner);
            let written = match mirror.create(&place, &input.name) {
                Ok(output) => run.write(input, page, output),
                Err(error) => {
                    // Its edits are judged all the same, so that each has an outcome.
                    if let Some(page) = run.in_memory(input, page) {
                        if let Ok(Some(made)) = page.made {
                            run.work.take(input, made, run.report);
                        }
                        run.settled(input, page.old.len(), Some(&error));
                    }
                    Err(error)
                }
            };
            if let Err(error) = written {
                run.report.failure(&place.to_string_lossy(), &error.to_string());
            }
        });
    }

    /// Replaces each page that changes.
    fn in_place(&mut self, listing: Listing, follows_links: bool) {
        let mut batch = Replacements::default();
        self.each_changed(listing, &mut |run, input, page| {
            let Some((place, page)) = input.path().zip(run.in_memory(input, page)) else { return };
            let MadePage { old, new, made } = page;
            match made {
                Ok(None) => batch.keep(&input.name),
                Ok(Some(made)) => {
                    run.work.take(input, made, run.report);
                    if new == old.as_bytes() {
                        batch.keep(&input.name);
                    } else if input.is_link && !follows_links {
                        batch.fail(&input.name, is_link());
                    } else {
                        batch.add(&input.name, place, old.as_bytes(), &new);
                    }
                }
                Err(error) => batch.fail(&input.name, error),
            }
            run.report.progress(old.len());
            if batch.is_full() {
                run.write_batch(&mut batch);
            }
        });
        self.write_batch(&mut batch);
        batch.sync_folders();
    }

    fn write_batch(&mut self, batch: &mut Replacements) {
        batch.write(&mut |name, written| {
            self.work.settled(name, written.is_ok(), self.report);
            match written {
                Ok(()) => self.done.files += 1,
                Err(error) => self.report.failure(name, &error.to_string()),
            }
        });
    }

    fn nowhere(&mut self, listing: Listing) {
        self.each_changed(listing, &mut |run, input, page| {
            let Some(page) = run.in_memory(input, page) else { return };
            let error = match page.made {
                Ok(made) => {
                    if let Some(made) = made {
                        run.work.take(input, made, run.report);
                    }
                    None
                }
                Err(error) => Some(error),
            };
            run.settled(input, page.old.len(), error.as_ref());
        });
    }

    /// Gives each page to `take`, but for those that stay as they are.
    fn each_changed(&mut self, mut listing: Listing, take: &mut Take<'_, 'r, R>) {
        let (work, kept) = (&self.work, &mut self.done.kept);
        listing.inputs.retain(|input| {
            let Some(input) = input.as_ref().ok().filter(|input| work.keeps(input)) else { return true };
            // Whether another file is a page is not known: it was not read.
            *kept += u64::from(!matches!(&input.place, InputPlace::Found(path) if !has_page_extension(path)));
            false
        });
        self.each(listing, take);
    }

    /// Gives each page to `take`, in order.
    fn each(&mut self, listing: Listing, take: &mut Take<'_, 'r, R>) {
        let mut inputs = listing.inputs.into_inputs();
        loop {
            let window: Vec<_> = inputs.by_ref().take(self.jobs.window()).collect();
            if window.is_empty() {
                return;
            }
            let work = &*self.work;
            let turns = self.jobs.all(window, |input| {
                let turn = input.as_ref().map_or(Turn::NoPage, |input| Turn::of(work, input));
                (input, turn)
            });
            for (input, turn) in turns {
                match (input, turn) {
                    (Ok(input), Turn::Page(page)) => take(self, &input, Ready::Made(page)),
                    (Ok(input), Turn::Alone) => self.alone(&input, take),
                    (Ok(input), Turn::NotRead(error)) => self.not_read(&input.name, &error),
                    (Ok(_), Turn::NoPage) => {}
                    (Err(Unreadable { name, error }), _) => self.not_read(&name, &error),
                }
            }
        }
    }

    fn alone(&mut self, input: &Input, take: &mut Take<'_, 'r, R>) {
        let mut pages = Pages::default();
        match pages.read(&input.place) {
            Ok(Content::NoPage) => {}
            Ok(Content::Text(text)) => {
                let page = MadePage::of(self.work, input, text.into());
                take(self, input, Ready::Made(page));
            }
            Ok(Content::Stream(source)) => take(self, input, Ready::Stream(source)),
            Err(error) => self.not_read(&input.name, &error.to_string()),
        }
    }

    /// A page that is not too long.
    fn in_memory<'s>(&mut self, input: &Input, page: Ready<'s, R::Made>) -> Option<MadePage<'s, R::Made>> {
        match page {
            Ready::Made(page) => return Some(page),
            Ready::Stream(mut source) => match self.work.stream(input, &mut source, &mut io::sink(), self.report) {
                Ok(()) => {}
                Err(StreamError::Read(error)) => self.not_read(&input.name, &error.to_string()),
                Err(StreamError::Write(error)) => self.report.failure(&input.name, &error.to_string()),
            },
        }
        None
    }

    /// Writes a page, and puts it in its place.
    fn write(&mut self, input: &Input, page: Ready<'_, R::Made>, output: Output) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, output);
        let (mut is_kept, mut bytes) = (false, 0);
        let done = match page {
            Ready::Made(MadePage { old, new, made }) => {
                bytes = old.len();
                made.and_then(|made| {
                    let Some(made) = made else {
                        is_kept = true;
                        return out.write_all(old.as_bytes());
                    };
                    self.work.take(input, made, self.report);
                    out.write_all(&new)
                })
            }
            Ready::Stream(mut source) => {
                is_kept = self.work.keeps(input);
                match self.work.stream(input, &mut source, &mut out, self.report) {
                    Ok(()) => Ok(()),
                    Err(StreamError::Write(error)) => Err(error),
                    Err(StreamError::Read(error)) => {
                        // What was written is no whole page, so it does not come to its place.
                        self.not_read(&input.name, &error.to_string());
                        return Ok(());
                    }
                }
            }
        };
        let done = done.and_then(|()| out.into_inner().map_err(io::IntoInnerError::into_error)?.commit());
        if is_kept && done.is_ok() {
            self.done.kept += 1;
            self.report.progress(bytes);
            return Ok(());
        }
        self.settled(input, bytes, done.as_ref().err());
        done
    }

    fn settled(&mut self, input: &Input, bytes: usize, error: Option<&io::Error>) {
        self.work.settled(&input.name, error.is_none(), self.report);
        self.done.files += u64::from(error.is_none());
        self.report.progress(bytes);
    }

    fn not_read(&mut self, name: &str, error: &str) {
        self.done.not_read += 1;
        self.report.failure(name, error);
    }
}
