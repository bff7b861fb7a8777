//! Pages that are read and written anew under their own names: what `render` and `merge` share.

use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::guard::Guard;
use super::inputs::{Input, InputArgs, InputPlace, Listing, Unreadable};
use super::outputs::{Destination, Mirror, Output, Replacements, is_link};
use super::pages::{Content, Pages};
use super::paths::has_page_extension;
use super::report::Report;
use super::shown::shown;
use super::stop::Stop;

/// What is done to each page.
pub(crate) trait Rewrite {
    /// Whether the page would be written as it is: then it is not parsed, and in place not even read.
    fn keeps(&self, input: &Input) -> bool;

    /// Writes the page `text` anew.
    fn page(&mut self, input: &Input, text: &str, out: &mut dyn Write, report: &mut Report) -> io::Result<()>;

    /// Writes a page anew that is too long to be held in memory.
    fn stream(
        &mut self,
        input: &Input,
        source: &mut dyn Read,
        out: &mut dyn Write,
        report: &mut Report,
    ) -> Result<(), StreamError>;

    /// A page that was given is now in its place, or could not be put there.
    fn settled(&mut self, name: &str, is_written: bool, report: &mut Report);

    /// Whether `output` is what an earlier run wrote for `page`.
    fn is_earlier(&self, page: &Input, output: &Input) -> bool;
}

/// Why a page that is too long to be held in memory is not written.
pub(crate) enum StreamError {
    Read(bitext::Error),
    Write(io::Error),
}

/// Where the pages go.
pub(crate) enum To {
    Stdout,
    File(PathBuf),
    Folder(Mirror),
    /// Where they come from.
    InPlace {
        follows_links: bool,
    },
    /// Nowhere.
    Nothing,
}

/// What was done.
#[derive(Default)]
pub(crate) struct Rewritten {
    /// The pages that were read and written.
    pub(crate) files: u64,
    /// The pages that were kept as they are.
    pub(crate) kept: u64,
    pub(crate) not_read: u64,
}

impl To {
    /// What `-o` says.
    pub(crate) fn output(output: Option<&Path>, follows_links: bool) -> Self {
        match Destination::of(output) {
            Destination::Stdout => Self::Stdout,
            Destination::File(path) => Self::File(path),
            Destination::Folder(folder) => Self::Folder(Mirror::new(folder, "").following_links(follows_links)),
        }
    }

    /// Looks whether the pages can go there.
    ///
    /// # Errors
    /// Wrong usage.
    pub(crate) fn check(
        &self,
        inputs: &InputArgs,
        listing: &mut Listing,
        guard: &mut Guard,
        work: &dyn Rewrite,
    ) -> Result<(), Stop> {
        match self {
            Self::Stdout => {
                only(listing, None)?;
                guard.writes(listing, Path::new("-"), "")
            }
            Self::File(place) => {
                only(listing, Some(place))?;
                guard.writes(listing, place, "")
            }
            Self::Folder(_) if inputs.reads_nameless_stdin() => {
                Err(Stop::Usage("with a folder for output, standard input needs a name: --path NAME".into()))
            }
            Self::Folder(mirror) => {
                guard.writes_each(listing, mirror, &mut |page, output| work.is_earlier(page, output))
            }
            Self::InPlace { .. } if inputs.reads_nameless_stdin() || listing.reads_stdin() => {
                Err(Stop::Usage("standard input cannot be replaced in place".into()))
            }
            Self::InPlace { .. } => guard.in_place(listing),
            Self::Nothing => Ok(()),
        }
    }
}

/// Keeps the only page of a listing; wrong usage if there are several.
fn only(listing: &mut Listing, output: Option<&Path>) -> Result<(), Stop> {
    let mut pages = Pages::default();
    listing.inputs.retain(|input| input.as_ref().map_or(true, |input| is_page(input, &mut pages)));
    if listing.inputs.len() < 2 {
        return Ok(());
    }
    let folder = output.map_or("out".into(), |output| output.to_string_lossy());
    let count = listing.inputs.len();
    Err(Stop::Usage(format!("there are {count} pages, so -o must name a folder for them: -o {}/", shown(&folder))))
}

/// Whether an input is a page; one that cannot be read is.
pub(crate) fn is_page(input: &Input, pages: &mut Pages) -> bool {
    !matches!(input.place, InputPlace::Found(_)) || !matches!(pages.read(&input.place), Ok(Content::NoPage))
}

/// Rewrites all pages.
///
/// # Errors
/// An only output that takes nothing.
pub(crate) fn rewrite(
    listing: Listing,
    to: To,
    report: &mut Report,
    work: &mut dyn Rewrite,
) -> Result<Rewritten, Stop> {
    report.begin(listing.inputs.len());
    listing.left_out().iter().for_each(|left_out| report.detail(left_out));
    let mut run = Rewriting { report, work, pages: Pages::default(), done: Rewritten::default() };
    match to {
        To::Stdout => run.one(listing, None)?,
        To::File(place) => run.one(listing, Some(&place))?,
        To::Folder(mirror) => run.mirror(listing, mirror),
        To::InPlace { follows_links } => run.in_place(listing, follows_links),
        To::Nothing => run.nowhere(listing),
    }
    Ok(run.done)
}

struct Rewriting<'r> {
    report: &'r mut Report,
    work: &'r mut dyn Rewrite,
    pages: Pages,
    done: Rewritten,
}

impl Rewriting<'_> {
    /// The only page into the file at `place`, or to standard output.
    fn one(&mut self, listing: Listing, place: Option<&Path>) -> Result<(), Stop> {
        for input in listing.inputs {
            let input = match input {
                Ok(input) => input,
                Err(Unreadable { name, error }) => {
                    self.not_read(&name, &error);
                    continue;
                }
            };
            let mut pages = std::mem::take(&mut self.pages);
            match pages.read(&input.place) {
                Ok(Content::NoPage) => {}
                Err(error) => self.not_read(&input.name, &error.to_string()),
                Ok(content) => {
                    let output = match place {
                        Some(place) => Output::file(place).map_err(|error| Stop::beginning(place, error))?,
                        None => Output::stdout().map_err(|error| Stop::output(None, error))?,
                    };
                    self.write(&input, content, output).map_err(|error| Stop::output(place, error))?;
                }
            }
        }
        Ok(())
    }

    /// Each page into a file of its name in a folder.
    fn mirror(&mut self, listing: Listing, mut mirror: Mirror) {
        self.each(listing, &mut |run, input, content| {
            let place = mirror.place(&input.inner);
            let written = match mirror.create(&place, &input.name) {
                Ok(output) => run.write(input, content, output),
                Err(error) => {
                    // Its edits are judged all the same, so that each has an outcome.
                    if let Some(text) = run.text(input, content) {
                        let _ = run.work.page(input, text, &mut io::sink(), run.report);
                        run.settled(input, text.len(), Some(&error));
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
        self.each_changed(listing, &mut |run, input, content| {
            let Some((place, text)) = input.path().zip(run.text(input, content)) else { return };
            let mut new = Vec::with_capacity(text.len());
            match run.work.page(input, text, &mut new, run.report) {
                Ok(()) if new == text.as_bytes() => batch.keep(&input.name),
                Ok(()) if input.is_link && !follows_links => batch.fail(&input.name, is_link()),
                Ok(()) => batch.add(&input.name, place, text.as_bytes(), &new),
                Err(error) => batch.fail(&input.name, error),
            }
            run.report.progress(text.len());
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
        self.each_changed(listing, &mut |run, input, content| {
            let Some(text) = run.text(input, content) else { return };
            let done = run.work.page(input, text, &mut io::sink(), run.report);
            run.settled(input, text.len(), done.as_ref().err());
        });
    }

    /// Reads one page after the other, but for those that stay as they are.
    fn each_changed(&mut self, mut listing: Listing, take: &mut dyn FnMut(&mut Self, &Input, Content<'_>)) {
        let (work, kept) = (&self.work, &mut self.done.kept);
        listing.inputs.retain(|input| {
            let Some(input) = input.as_ref().ok().filter(|input| work.keeps(input)) else { return true };
            // Whether another file is a page is not known: it was not read.
            *kept += u64::from(!matches!(&input.place, InputPlace::Found(path) if !has_page_extension(path)));
            false
        });
        self.each(listing, take);
    }

    /// Reads one page after the other.
    fn each(&mut self, listing: Listing, take: &mut dyn FnMut(&mut Self, &Input, Content<'_>)) {
        let mut pages = std::mem::take(&mut self.pages);
        for input in listing.inputs {
            match input {
                Ok(input) => match pages.read(&input.place) {
                    Ok(Content::NoPage) => {}
                    Ok(content) => take(self, &input, content),
                    Err(error) => self.not_read(&input.name, &error.to_string()),
                },
                Err(Unreadable { name, error }) => self.not_read(&name, &error),
            }
        }
    }

    /// The text of a page, unless it is too long.
    fn text<'t>(&mut self, input: &Input, content: Content<'t>) -> Option<&'t str> {
        match content {
            Content::Text(text) => return Some(text),
            Content::NoPage => {}
            Content::Stream(mut source) => match self.work.stream(input, &mut source, &mut io::sink(), self.report) {
                Ok(()) => {}
                Err(StreamError::Read(error)) => self.not_read(&input.name, &error.to_string()),
                Err(StreamError::Write(error)) => self.report.failure(&input.name, &error.to_string()),
            },
        }
        None
    }

    /// Writes a page, and puts it in its place.
    fn write(&mut self, input: &Input, content: Content<'_>, output: Output) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, output);
        let (keeps, bytes) = (self.work.keeps(input), content.len());
        let done = match content {
            Content::NoPage => return Ok(()),
            Content::Text(text) if keeps => out.write_all(text.as_bytes()),
            Content::Text(text) => self.work.page(input, text, &mut out, self.report),
            Content::Stream(mut source) => {
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
        if keeps && done.is_ok() {
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
