//! One output, and what `-o` says about it.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::descriptor::{self, descriptor};
use super::draft::{Draft, existing};
use crate::cli::closed;
use crate::cli::paths::is_stdin;

/// What `-o` names.
pub(crate) enum Destination {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
}

impl Destination {
    /// A path that ends in `/`, or is a folder, names a folder.
    pub(crate) fn of(argument: Option<&Path>) -> Self {
        let Some(path) = argument.filter(|path| !is_stdin(path)) else { return Self::Stdout };
        let ends_in_slash = path.as_os_str().as_encoded_bytes().last().is_some_and(|&b| b == b'/');
        if ends_in_slash || path.is_dir() { Self::Folder(path.to_owned()) } else { Self::File(path.to_owned()) }
    }

    /// The file, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stdout | Self::Folder(_) => None,
        }
    }
}

/// One output that is being written.
pub(crate) enum Output {
    /// Standard output, or what is no regular file.
    Direct(File),
    Draft(Draft),
}

impl Output {
    /// Standard output. Its errors are all reported, that it takes nothing among them.
    pub(crate) fn stdout() -> io::Result<Self> {
        closed::stdout_is_open()?;
        #[cfg(unix)]
        let file = File::from(std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?);
        #[cfg(windows)]
        let file = File::from(std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?);
        Ok(Self::Direct(file))
    }

    /// Begins a file; nothing is at its place before [`commit`](Self::commit).
    pub(crate) fn file(place: &Path) -> io::Result<Self> {
        match descriptor(place) {
            Some(1) => return Self::stdout(),
            #[cfg(unix)]
            Some(2) => {
                return Ok(Self::Direct(std::os::fd::AsFd::as_fd(&io::stderr()).try_clone_to_owned()?.into()));
            }
            Some(_) => return descriptor::open(place).map(Self::Direct),
            None => {}
        }
        match existing(place)? {
            Some((_, old)) if !old.is_file() => Ok(Self::Direct(File::options().write(true).open(place)?)),
            Some((place, old)) => Draft::create(place, Some(&old)).map(Self::Draft),
            None => Draft::create(place.to_owned(), None).map(Self::Draft),
        }
    }

    /// A file, or standard output if the place is `-`.
    pub(crate) fn file_or_stdout(place: &Path) -> io::Result<Self> {
        if is_stdin(place) { Self::stdout() } else { Self::file(place) }
    }

    /// Puts the output in its place. Without this, nothing has changed there.
    pub(crate) fn commit(self) -> io::Result<()> {
        match self {
            Self::Direct(mut file) => file.flush(),
            Self::Draft(draft) => draft.commit(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Direct(file) => file.write(bytes),
            Self::Draft(draft) => draft.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Direct(file) => file.flush(),
            Self::Draft(draft) => draft.flush(),
        }
    }
}
