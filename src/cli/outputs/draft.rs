//! A file that is being written: beside its place, under a hidden name, and renamed when it is whole.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::paths::folder_of;
use crate::cli::signals;
use tempfile::{Builder, NamedTempFile, TempPath};

/// A draft. Dropped without [`commit`](Self::commit), it is removed, and nothing has changed at its place.
pub(crate) struct Draft {
    file: Option<NamedTempFile>,
    place: PathBuf,
}

impl Draft {
    /// Begins a draft for `place`, which is `old` now, if it is there: it keeps its mode.
    pub(crate) fn create(place: PathBuf, old: Option<&Metadata>) -> io::Result<Self> {
        let folder = folder_of(&place);
        let mut builder = Builder::new();
        builder.prefix(".bitext-");
        // As any new file: everything that the process's mask lets through.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = signals::create(|| builder.tempfile_in(folder)).map_err(without_name)?;
        let draft = Self { file: Some(file), place };
        if let Some(old) = old {
            draft.as_file().set_permissions(old.permissions())?;
        }
        Ok(draft)
    }

    fn as_file(&self) -> &File {
        self.file.as_ref().expect("it is taken only at the end").as_file()
    }

    /// Closes the file, so that many drafts can wait: what was written is on the disk then.
    pub(crate) fn close(mut self) -> io::Result<Closed> {
        self.as_file().sync_all()?;
        let path = self.file.take().expect("it is taken only at the end").into_temp_path();
        Ok(Closed { path: Some(path), place: std::mem::take(&mut self.place) })
    }

    /// Puts it in its place.
    pub(crate) fn commit(mut self) -> io::Result<()> {
        let file = self.file.take().expect("it is taken only at the end");
        let path = file.path().to_owned();
        signals::end(&path, || file.persist(&self.place).map(drop).map_err(|error| error.error))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            let path = file.path().to_owned();
            signals::end(&path, || drop(file));
        }
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The file itself: the errors of the handle that names it hold that name.
        self.as_file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.as_file().flush()
    }
}

/// A draft that is whole and waits to be put in its place.
pub(crate) struct Closed {
    path: Option<TempPath>,
    place: PathBuf,
}

impl Closed {
    pub(crate) fn place(&self) -> &Path {
        &self.place
    }

    /// Puts it in its place.
    pub(crate) fn commit(mut self) -> io::Result<()> {
        let path = self.path.take().expect("it is taken only at the end");
        let name = path.to_path_buf();
        signals::end(&name, || path.persist(&self.place).map_err(|error| error.error))
    }
}

impl Drop for Closed {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            let name = path.to_path_buf();
            signals::end(&name, || drop(path));
        }
    }
}

/// The error without the name of the draft, which says nothing to anyone.
fn without_name(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(_) => error,
        None => io::Error::from(error.kind()),
    }
}

/// The file at `place` if there is one, or a link to one, and where it really is.
pub(crate) fn existing(place: &Path) -> io::Result<Option<(PathBuf, Metadata)>> {
    match fs::metadata(place) {
        Ok(old) => Ok(Some((fs::canonicalize(place)?, old))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
