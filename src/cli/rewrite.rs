//! Pages that are read whole and written anew under their own names: what `render` and `merge` share.

use std::borrow::Cow;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use bitext::{Result, text_of};

use super::Stop;
use super::inputs::{Input, InputArgs, Place, Unreadable};
use super::outputs::{Destination, Mirror, Output, replace};
use super::pages::{Content, Pages};
use super::report::Report;

/// What is done to each page.
pub(crate) trait Rewrite {
    /// Writes the page `text` anew.
    fn page(&mut self, input: &Input, text: &str, out: &mut dyn Write, report: &mut Report) -> io::Result<()>;
}

/// Where the pages go.
pub(crate) enum To<'a> {
    /// Where `-o` says.
    Output(Option<&'a Path>),
    /// Where they come from.
    InPlace,
    /// Nowhere.
    Nothing,
}

/// What was done.
#[derive(Default)]
pub(crate) struct Done {
    pub(crate) files: u64,
    pub(crate) not_read: u64,
}

/// Rewrites all pages.
///
/// # Errors
/// Wrong usage (found before anything is written), and an output that takes nothing.
pub(crate) fn rewrite(
    inputs: &InputArgs,
    to: &To<'_>,
    report: &mut Report,
    work: &mut dyn Rewrite,
) -> Result<Done, Stop> {
    inputs.check()?;
    let mut run = Rewriting { inputs, report, work, done: Done::default() };
    match to {
        To::Output(output) => match Destination::of(*output) {
            Destination::Stdout => run.one(None)?,
            Destination::File(path) => run.one(Some(&path))?,
            Destination::Folder(mirror) => run.mirror(mirror)?,
        },
        To::InPlace if inputs.reads_stdin() => {
            return Err(Stop::Usage("standard input cannot be replaced in place".into()));
        }
        To::InPlace => run.all(&mut Rewriting::in_place),
        To::Nothing => run.all(&mut Rewriting::nowhere),
    }
    Ok(run.done)
}

struct Rewriting<'r> {
    inputs: &'r InputArgs,
    report: &'r mut Report,
    work: &'r mut dyn Rewrite,
    done: Done,
}

impl Rewriting<'_> {
    /// The only page into the file at `place`, or to standard output.
    fn one(&mut self, place: Option<&Path>) -> Result<(), Stop> {
        if let Some(place) = place.filter(|place| self.inputs.names(place)) {
            return Err(Stop::Usage(format!("{} is to be read, so it cannot be the output", place.display())));
        }
        let mut pages = Pages::default();
        let Some(input) = self.only(place, &mut pages)? else { return Ok(()) };
        let text = match page_text(&input, &mut pages) {
            Ok(Some(text)) => text,
            Ok(None) => return Ok(()),
            Err(error) => {
                self.not_read(&input.name, &error.to_string());
                return Ok(());
            }
        };
        let output = match place {
            None => Output::stdout(),
            Some(place) => Output::file(place)
                .map_err(|error| Stop::Usage(format!("cannot write to {}: {error}", place.display())))?,
        };
        let failed =
            |error| Stop::Output(place.map_or("standard output".into(), |place| place.display().to_string()), error);
        self.write(&input, &text, output).map_err(failed)
    }

    /// The only page that there is; `None` if there is none that can be read.
    fn only(&mut self, output: Option<&Path>, pages: &mut Pages) -> Result<Option<Input>, Stop> {
        let mut only = None;
        let mut count = 0;
        for input in self.inputs.iter(output) {
            match input {
                Ok(input) if !is_page(&input, pages) => continue,
                Ok(input) => only = Some(input),
                Err(Unreadable { name, error }) => self.not_read(&name, &error),
            }
            count += 1;
            if count > 1 {
                return Err(Stop::Usage("there are several pages, so -o must name a folder for them".into()));
            }
        }
        Ok(only)
    }

    /// Each page into a file of its name in a folder.
    fn mirror(&mut self, mut mirror: Mirror) -> Result<(), Stop> {
        if self.inputs.reads_nameless_stdin() {
            return Err(Stop::Usage("with a folder for output, standard input needs a name: --path NAME".into()));
        }
        let folder = mirror.folder().to_owned();
        if self.inputs.names_folder(&folder) {
            return Err(Stop::Usage(format!("{} is to be read, so it cannot be the output", folder.display())));
        }
        self.each(Some(&folder), &mut |run, input, text| run.mirrored(input, text, &mut mirror));
        Ok(())
    }

    fn all(&mut self, take: &mut dyn FnMut(&mut Self, &Input, &str)) {
        self.each(None, take);
    }

    /// Reads one page after the other.
    fn each(&mut self, output: Option<&Path>, take: &mut dyn FnMut(&mut Self, &Input, &str)) {
        let mut pages = Pages::default();
        let inputs = self.inputs;
        for input in inputs.iter(output) {
            match input {
                Ok(input) => match page_text(&input, &mut pages) {
                    Ok(Some(text)) => take(self, &input, &text),
                    Ok(None) => {}
                    Err(error) => self.not_read(&input.name, &error.to_string()),
                },
                Err(Unreadable { name, error }) => self.not_read(&name, &error),
            }
        }
    }

    /// Replaces the page where it stands, if it changes.
    fn in_place(&mut self, input: &Input, text: &str) {
        let (Place::Named(place) | Place::Found(place)) = &input.place else { return };
        let mut new = Vec::with_capacity(text.len());
        let written = self.work.page(input, text, &mut new, self.report);
        let replaced = written.and_then(|()| if new == text.as_bytes() { Ok(()) } else { replace(place, text, &new) });
        match replaced {
            Ok(()) => self.done(),
            Err(error) => self.report.failure(&input.name, &error.to_string()),
        }
    }

    fn nowhere(&mut self, input: &Input, text: &str) {
        match self.work.page(input, text, &mut io::sink(), self.report) {
            Ok(()) => self.done(),
            Err(error) => self.report.failure(&input.name, &error.to_string()),
        }
    }

    fn mirrored(&mut self, input: &Input, text: &str, mirror: &mut Mirror) {
        let place = mirror.place(&input.inner, "");
        let is_input = self.inputs.names(&place);
        let output = if is_input { Err(is_to_be_read()) } else { mirror.create(&place, &input.name) };
        if let Err(error) = output.and_then(|output| self.write(input, text, output)) {
            self.report.failure(&place.to_string_lossy(), &error.to_string());
        }
    }

    fn write(&mut self, input: &Input, text: &str, output: Output) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, output);
        self.work.page(input, text, &mut out, self.report)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.commit()?;
        self.done();
        Ok(())
    }

    fn done(&mut self) {
        self.done.files += 1;
        self.report.progress(self.done.files);
    }

    fn not_read(&mut self, name: &str, error: &str) {
        self.done.not_read += 1;
        self.report.failure(name, error);
    }
}

fn is_to_be_read() -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, "is to be read, so it cannot be the output")
}

/// Whether there is one page only, readable or not.
pub(crate) fn is_one(inputs: &InputArgs, output: Option<&Path>) -> bool {
    let mut pages = Pages::default();
    inputs.iter(output).filter(|input| input.as_ref().map_or(true, |input| is_page(input, &mut pages))).take(2).count()
        == 1
}

/// Whether an input is a page; one that cannot be read is.
fn is_page(input: &Input, pages: &mut Pages) -> bool {
    !matches!(input.place, Place::Found(_)) || !matches!(pages.read(&input.place), Ok(Content::NoPage))
}

/// The whole text of a page; `None` if it is no page.
fn page_text<'p>(input: &Input, pages: &'p mut Pages) -> Result<Option<Cow<'p, str>>> {
    match pages.read(&input.place)? {
        Content::NoPage => Ok(None),
        Content::Text(text) => Ok(Some(Cow::Borrowed(text))),
        Content::Stream(mut source) => {
            let mut bytes = Vec::new();
            source.read_to_end(&mut bytes)?;
            text_of(&bytes)?;
            let text = String::from_utf8(bytes).map_err(|error| io::Error::other(error.utf8_error()))?;
            Ok(Some(Cow::Owned(text)))
        }
    }
}
