//! Pages that are replaced where they are, many at a time.
//!
//! Drafts are written and brought to the disk first, then all of them are renamed, then the folders are synced, once each.
//! So whenever the process is killed each page is old or new, and whole; at most one batch of drafts is left over. After a
//! loss of power it is the same on systems that keep the order of a sync and a later renaming.
//!
//! Before a page is renamed it is locked, and compared with what was read: two merges of one tree cannot both replace it,
//! the later one is refused. (Another program that does not lock can still write in that moment.)

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::draft::{Closed, Draft, existing};
use crate::cli::paths::folder_of;

/// How many pages are replaced at once, and how many bytes of them at most.
const PAGES: usize = 64;
const BYTES: usize = 16 << 20;

/// Pages that wait to be replaced; dropped, they stay as they are.
#[derive(Default)]
pub(crate) struct Replacements {
    waiting: Vec<Waiting>,
    bytes: usize,
    folders: BTreeSet<PathBuf>,
}

struct Waiting {
    name: String,
    /// `None` if the page stays as it is.
    draft: io::Result<Option<Closed>>,
    old: Vec<u8>,
}

impl Replacements {
    /// Adds a page that was read as `old` and is to be `new`. Its errors come when the batch is written.
    pub(crate) fn add(&mut self, name: &str, place: &Path, old: &[u8], new: &[u8]) {
        self.bytes += old.len() + new.len();
        let draft = draft(place, new).and_then(Draft::close).map(Some);
        self.waiting.push(Waiting { name: name.to_owned(), draft, old: old.to_owned() });
    }

    /// Adds a page that stays as it is.
    pub(crate) fn keep(&mut self, name: &str) {
        self.waiting.push(Waiting { name: name.to_owned(), draft: Ok(None), old: Vec::new() });
    }

    /// Adds a page that cannot be written.
    pub(crate) fn fail(&mut self, name: &str, error: io::Error) {
        self.waiting.push(Waiting { name: name.to_owned(), draft: Err(error), old: Vec::new() });
    }

    /// Whether it is time to write.
    pub(crate) fn is_full(&self) -> bool {
        self.waiting.len() >= PAGES || self.bytes >= BYTES
    }

    /// Replaces the pages, and says of each what became of it.
    pub(crate) fn write(&mut self, settled: &mut dyn FnMut(&str, io::Result<()>)) {
        self.bytes = 0;
        for Waiting { name, draft, old } in self.waiting.drain(..) {
            let folders = &mut self.folders;
            let done = draft.and_then(|draft| {
                let Some(draft) = draft else { return Ok(()) };
                let folder = folder_of(draft.place()).to_owned();
                replace(draft, &old)?;
                folders.insert(folder);
                Ok(())
            });
            settled(&name, done);
        }
    }

    /// Brings the renamings to the disk. Some systems cannot sync folders; the files are whole all the same.
    pub(crate) fn sync_folders(&mut self) {
        for folder in std::mem::take(&mut self.folders) {
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
    }
}

fn draft(place: &Path, new: &[u8]) -> io::Result<Draft> {
    let is_no_file = || io::Error::new(io::ErrorKind::InvalidInput, "is no regular file, so it cannot be replaced");
    match existing(place)? {
        Some((place, old)) if old.is_file() => {
            let mut draft = Draft::create(place, Some(&old))?;
            draft.write_all(new)?;
            Ok(draft)
        }
        Some(_) => Err(is_no_file()),
        None => Err(io::ErrorKind::NotFound.into()),
    }
}

/// Puts a draft in the place of a page, if that is still what was read.
///
/// # Errors
/// Those of the file system, and that the page has changed since it was read: then it stays as it is now.
fn replace(draft: Closed, old: &[u8]) -> io::Result<()> {
    let has_changed = || io::Error::other("has changed since it was read; left as it is now");
    let mut page = File::open(draft.place())?;
    lock(&page)?;
    let mut now = Vec::with_capacity(old.len());
    page.read_to_end(&mut now)?;
    // Who waited for the lock may hold a page that was replaced meanwhile.
    if now != old || !is_at(&page, draft.place())? {
        return Err(has_changed());
    }
    draft.commit()
}

/// Waits until no other process replaces this page. The lock ends with the file.
#[cfg(unix)]
fn lock(page: &File) -> io::Result<()> {
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;
    match flock(page, FlockOperation::LockExclusive) {
        // Some network file systems have no locks, or only for files that are open for writing.
        Ok(()) | Err(Errno::NOTSUP | Errno::NOLCK | Errno::BADF) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "on other systems it can fail")]
fn lock(_: &File) -> io::Result<()> {
    Ok(())
}

/// Whether an open file is the one at `place`.
#[cfg(unix)]
fn is_at(page: &File, place: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (open, now) = (page.metadata()?, fs::metadata(place)?);
    Ok((open.dev(), open.ino()) == (now.dev(), now.ino()))
}

#[cfg(not(unix))]
fn is_at(_: &File, place: &Path) -> io::Result<bool> {
    fs::metadata(place).map(|_| true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(place: &Path, old: &str, new: &str) -> io::Result<()> {
        let mut batch = Replacements::default();
        let mut result = Ok(());
        batch.add("a.md", place, old.as_bytes(), new.as_bytes());
        batch.write(&mut |_, done| result = done);
        batch.sync_folders();
        result
    }

    #[test]
    fn a_file_that_changed_meanwhile_stays_as_it_is() {
        let folder = tempfile::TempDir::new().unwrap();
        let place = folder.path().join("a.md");
        fs::write(&place, "what another process wrote").unwrap();
        let error = replaced(&place, "what was read", "new").unwrap_err();
        assert_eq!(error.to_string(), "has changed since it was read; left as it is now");
        assert_eq!(fs::read_to_string(&place).unwrap(), "what another process wrote");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left over");
        fs::remove_file(&place).unwrap();
        assert_eq!(replaced(&place, "what was read", "new").unwrap_err().kind(), io::ErrorKind::NotFound);
        fs::write(&place, "what was read").unwrap();
        replaced(&place, "what was read", "new").unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
    }
}
