//! Pages that are read and written anew under their own names: what `render` and `merge` share.

mod run;
mod window;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::guard::Guard;
use super::inputs::{Input, InputArgs, InputPlace, Listing};
use super::outputs::{Destination, Mirror};
use super::pages::{Content, Pages};
use super::report::Report;
use super::shown::shown;
use super::stop::Stop;
pub(crate) use run::rewrite;

/// What is done to each page.
pub(crate) trait Rewrite: Sync {
    /// What has come of a page.
    type Made: Send;

    /// Whether the page would be written as it is: then it is not parsed, and in place not even read.
    fn keeps(&self, input: &Input) -> bool;

    /// Writes the page `text` anew; several pages at once, by several threads.
    fn make(&self, input: &Input, text: &str, out: &mut dyn Write) -> io::Result<Self::Made>;

    /// Takes what has come of a page, in the order of the pages.
    fn take(&mut self, input: &Input, made: Self::Made, report: &mut Report);

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
        work: &impl Rewrite,
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
