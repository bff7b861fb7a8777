//! A folder of outputs, one for each page, in the tree of the pages.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::output::Output;

/// Makes the outputs. Below its folder no link is followed, unless that was asked for.
pub(crate) struct Mirror {
    folder: PathBuf,
    extension: &'static str,
    follows_links: bool,
    /// What was written, and from which page.
    written: HashMap<PathBuf, String>,
    /// The folders that are known to be there and to be no links.
    folders: HashSet<PathBuf>,
}

impl Mirror {
    /// Outputs below `folder`, with `extension` appended to the names of the pages.
    pub(crate) fn new(folder: PathBuf, extension: &'static str) -> Self {
        Self { folder, extension, follows_links: false, written: HashMap::new(), folders: HashSet::new() }
    }

    /// Whether links below the folder are written through.
    pub(crate) fn following_links(mut self, follows: bool) -> Self {
        self.follows_links = follows;
        self
    }

    /// The place of the output of a page, by its place below the folder.
    pub(crate) fn place(&self, inner: &Path) -> PathBuf {
        let mut name = OsString::from(inner);
        if !self.extension.is_empty() {
            name.push(".");
            name.push(self.extension);
        }
        self.folder.join(name)
    }

    /// Begins an output at `place`, and makes the folders that it needs.
    ///
    /// # Errors
    /// Those of the file system; that another page has its output there; and that a link would have to be followed.
    pub(crate) fn create(&mut self, place: &Path, page: &str) -> io::Result<Output> {
        if let Some(other) = self.written.get(place) {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                format!("holds the output for {other}, so {page} has none"),
            ));
        }
        if let Some(folder) = place.parent() {
            self.enter(folder)?;
        }
        if !self.follows_links && fs::symlink_metadata(place).is_ok_and(|old| old.is_symlink()) {
            return Err(is_link());
        }
        let output = Output::file(place)?;
        self.written.insert(place.to_owned(), page.to_owned());
        Ok(output)
    }

    /// Makes a folder and those above it, and looks that none of them is a link.
    fn enter(&mut self, folder: &Path) -> io::Result<()> {
        if self.folders.contains(folder) {
            return Ok(());
        }
        if !self.follows_links && folder != self.folder && folder.starts_with(&self.folder) {
            folder.parent().map_or(Ok(()), |above| self.enter(above))?;
            if fs::symlink_metadata(folder).is_ok_and(|old| old.is_symlink()) {
                return Err(is_link());
            }
        }
        fs::create_dir_all(folder)?;
        self.folders.insert(folder.to_owned());
        Ok(())
    }
}

/// Nothing is written where nobody asked.
pub(crate) fn is_link() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "is or lies below a link, which only --follow-links writes through")
}
