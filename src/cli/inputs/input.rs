//! A page that is to be read, and where it is.

use std::fs;
use std::path::{Path, PathBuf};

use bitext::scan;

/// A page.
#[derive(Clone)]
pub(crate) struct Input {
    /// Its name in what is written.
    pub(crate) name: String,
    pub(crate) place: InputPlace,
    /// The place of its output below an output folder: the path within the folder argument or below `--base`, or the file's
    /// own name.
    pub(crate) inner: PathBuf,
    /// Its path with all links resolved; `None` for standard input.
    pub(crate) real: Option<PathBuf>,
    /// Whether it is a link that was found in a folder.
    pub(crate) is_link: bool,
}

impl Input {
    /// Its path, unless it is standard input.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.place {
            InputPlace::Stdin => None,
            InputPlace::Named(path) | InputPlace::Found(path) => Some(path),
        }
    }

    /// Its whole bytes, if it is a file that can be read.
    pub(crate) fn bytes(&self) -> Option<Vec<u8>> {
        self.path().and_then(|path| fs::read(path).ok())
    }

    /// Whether it is a file that holds a unit.
    pub(crate) fn holds_unit(&self) -> bool {
        self.bytes().is_some_and(|bytes| scan::is_bilingual(&bytes))
    }
}

/// Where a page is read from.
#[derive(Clone)]
pub(crate) enum InputPlace {
    Stdin,
    /// A file that an argument names: read whatever it is.
    Named(PathBuf),
    /// A file of a folder: read if it is a page.
    Found(PathBuf),
}

/// Something that should be read and cannot be.
#[derive(Clone)]
pub(crate) struct Unreadable {
    pub(crate) name: String,
    pub(crate) error: String,
}
