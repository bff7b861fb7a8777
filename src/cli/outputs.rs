//! Where output goes: standard output, one file, or a folder that mirrors the inputs.
//!
//! Files are written beside their place and renamed when they are whole, so a reader sees the old file or the new one,
//! and an error leaves the old one. A replaced file keeps its mode, a link to a file stays a link. What is no regular
//! file (`/dev/null`, a named pipe) is written to directly.
//!
//! That a file is on the disk when the power fails is not promised: that is for the system to do.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, StdoutLock, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// What `-o` says.
pub(crate) enum Destination {
    Stdout,
    File(PathBuf),
    Folder(Mirror),
}

impl Destination {
    /// A path that ends in `/`, or is a folder, names a folder.
    pub(crate) fn of(argument: Option<&Path>) -> Self {
        let Some(path) = argument else { return Self::Stdout };
        let ends_in_slash = path.as_os_str().as_encoded_bytes().last().is_some_and(|&b| b == b'/');
        if ends_in_slash || path.is_dir() {
            return Self::Folder(Mirror { folder: path.to_owned(), written: HashMap::new() });
        }
        Self::File(path.to_owned())
    }
}

/// A folder of outputs, one for each input.
pub(crate) struct Mirror {
    folder: PathBuf,
    /// What was written, and from which input.
    written: HashMap<PathBuf, String>,
}

impl Mirror {
    /// The folder itself.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The place of the output for an input, which stands at `inner` in its folder: with `extension` appended.
    pub(crate) fn place(&self, inner: &Path, extension: &str) -> PathBuf {
        let mut name = OsString::from(inner);
        if !extension.is_empty() {
            name.push(".");
            name.push(extension);
        }
        self.folder.join(name)
    }

    /// Begins an output at `place`, and makes the folders that it needs.
    ///
    /// # Errors
    /// Those of the file system; and that another input has its output there, so that none is lost.
    pub(crate) fn create(&mut self, place: &Path, input: &str) -> io::Result<Output> {
        if let Some(other) = self.written.get(place) {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("holds the output for {other}")));
        }
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let output = Output::file(place)?;
        self.written.insert(place.to_owned(), input.to_owned());
        Ok(output)
    }
}

/// One output that is being written.
pub(crate) enum Output {
    Stdout(StdoutLock<'static>),
    /// No regular file.
    Direct(File),
    File {
        draft: NamedTempFile,
        place: PathBuf,
    },
}

impl Output {
    pub(crate) fn stdout() -> Self {
        Self::Stdout(io::stdout().lock())
    }

    /// Begins a file; nothing is at its place before [`commit`](Self::commit).
    pub(crate) fn file(place: &Path) -> io::Result<Self> {
        let old = match fs::metadata(place) {
            Ok(old) if !old.is_file() => return Ok(Self::Direct(File::options().write(true).open(place)?)),
            Ok(old) => Some(old),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let place = if old.is_some() { fs::canonicalize(place)? } else { place.to_owned() };
        let folder = folder_of(&place);
        let mut builder = Builder::new();
        builder.prefix(".bitext-");
        // As any new file: everything that the process's mask lets through.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let draft = builder.tempfile_in(folder)?;
        if let Some(old) = old {
            draft.as_file().set_permissions(old.permissions())?;
        }
        Ok(Self::File { draft, place })
    }

    /// Puts the output in its place. Without this, nothing has changed there.
    pub(crate) fn commit(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::Direct(mut file) => file.flush(),
            Self::File { draft, place } => draft.persist(place).map(drop).map_err(|error| error.error),
        }
    }
}

/// Replaces the file at `place`, which was read as `old`, by `new`, so that a reader, and whoever comes after a crash, finds
/// the one or the other. It keeps its mode, and a link to it stays a link.
///
/// # Errors
/// Those of the file system, and that the file has changed since it was read: then it stays as it is now. (Who writes to
/// it in the moment between that look and the renaming loses what was written; no system offers more.)
pub(crate) fn replace(place: &Path, old: &str, new: &[u8]) -> io::Result<()> {
    let is_no_file = || io::Error::new(io::ErrorKind::InvalidInput, "is no regular file, so it cannot be replaced");
    if !fs::metadata(place)?.is_file() {
        return Err(is_no_file());
    }
    let mut output = Output::file(place)?;
    output.write_all(new)?;
    let Output::File { draft, place } = &output else { return Err(is_no_file()) };
    draft.as_file().sync_all()?;
    if fs::read(place)? != old.as_bytes() {
        return Err(io::Error::other("has changed since it was read; left as it is now"));
    }
    let folder = folder_of(place).to_owned();
    output.commit()?;
    // The renaming is on the disk when the folder is. Some systems cannot sync folders; the file is whole all the same.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// The folder of a file.
fn folder_of(place: &Path) -> &Path {
    match place.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Direct(file) => file.write(bytes),
            Self::File { draft, .. } => draft.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Direct(file) => file.flush(),
            Self::File { draft, .. } => draft.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_stays_as_it_is() {
        let folder = tempfile::TempDir::new().unwrap();
        let place = folder.path().join("a.md");
        fs::write(&place, "what another process wrote").unwrap();
        let error = replace(&place, "what was read", b"new").unwrap_err();
        assert_eq!(error.to_string(), "has changed since it was read; left as it is now");
        assert_eq!(fs::read_to_string(&place).unwrap(), "what another process wrote");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left over");
        fs::remove_file(&place).unwrap();
        assert_eq!(replace(&place, "what was read", b"new").unwrap_err().kind(), io::ErrorKind::NotFound);
        fs::write(&place, "what was read").unwrap();
        replace(&place, "what was read", b"new").unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
    }
}
