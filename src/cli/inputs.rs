//! Which pages there are: files, folders and standard input, in the order of the arguments, folders sorted by name.
//!
//! In a folder hidden entries (`.git` among them) and links to folders are left out, and so is everything that is
//! neither a file nor a link to one. A file or folder that is named itself is always taken.

use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

use clap::Args;
use ignore::{DirEntry, WalkBuilder};

use super::Stop;

/// Which pages to read.
#[derive(Args)]
pub(crate) struct InputArgs {
    /// Files, folders (with everything below them), or `-` for standard input
    ///
    /// In folders, files named .md, .markdown, .yml, .yaml, .json and .xml are read, and other text files that hold a
    /// unit in their first 64 KiB. Hidden files and folders are left out.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The name of the page on standard input
    #[arg(long = "path", value_name = "NAME")]
    stdin_name: Option<String>,
}

/// A page.
pub(crate) struct Input {
    /// Its name in what is written.
    pub(crate) name: String,
    pub(crate) place: Place,
    /// Where an output that mirrors the inputs stands: the path within the folder argument, or the file's own name.
    pub(crate) inner: PathBuf,
}

/// Where a page is read from.
pub(crate) enum Place {
    Stdin,
    /// A file that an argument names: read whatever it is.
    Named(PathBuf),
    /// A file of a folder: read if it is a page.
    Found(PathBuf),
}

/// Something that should be read and cannot be.
pub(crate) struct Unreadable {
    pub(crate) name: String,
    pub(crate) error: String,
}

impl InputArgs {
    /// Whether the arguments fit together.
    pub(crate) fn check(&self) -> Result<(), Stop> {
        let stdins = self.paths.iter().filter(|path| is_stdin(path)).count();
        match (stdins, &self.stdin_name) {
            (0, Some(_)) => Err(Stop::Usage("--path names the page on standard input, which only `-` reads".into())),
            (2.., _) => Err(Stop::Usage("standard input (`-`) can be read only once".into())),
            _ => Ok(()),
        }
    }

    /// Whether standard input is read under no other name than `-`.
    pub(crate) fn reads_nameless_stdin(&self) -> bool {
        self.stdin_name.is_none() && self.paths.iter().any(|path| is_stdin(path))
    }

    /// Whether one of the arguments is the file at `place`.
    pub(crate) fn names(&self, place: &Path) -> bool {
        let Ok(place) = fs::canonicalize(place) else { return false };
        let is_regular = place.is_file();
        is_regular && self.paths.iter().any(|path| fs::canonicalize(path).is_ok_and(|path| path == place))
    }

    /// Whether standard input is read.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| is_stdin(path))
    }

    /// Whether one of the arguments is the folder at `place`.
    pub(crate) fn names_folder(&self, place: &Path) -> bool {
        let folder = |path: &Path| fs::canonicalize(path).ok().filter(|path| path.is_dir());
        folder(place).is_some_and(|place| self.paths.iter().any(|path| folder(path).as_ref() == Some(&place)))
    }

    /// All pages, one after the other. What is at `output` is no input, unless an argument names it.
    pub(crate) fn iter<'a>(
        &'a self,
        output: Option<&'a Path>,
    ) -> impl Iterator<Item = Result<Input, Unreadable>> + use<'a> {
        let output = output.and_then(|output| fs::canonicalize(output).ok());
        self.paths.iter().flat_map(move |path| self.inputs_of(path, output.clone()))
    }

    fn inputs_of(&self, path: &Path, output: Option<PathBuf>) -> Box<dyn Iterator<Item = Result<Input, Unreadable>>> {
        if is_stdin(path) {
            let name = self.stdin_name.clone().unwrap_or_else(|| "-".to_owned());
            let inner = Path::new(&name).file_name().map_or_else(|| "-".into(), PathBuf::from);
            return Box::new(std::iter::once(Ok(Input { name, place: Place::Stdin, inner })));
        }
        let input = match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => return Box::new(walk(path, output)),
            Ok(_) => {
                let inner = path.file_name().map_or_else(|| path.to_owned(), PathBuf::from);
                Ok(Input { name: name(path), place: Place::Named(path.to_owned()), inner })
            }
            Err(error) => Err(Unreadable { name: name(path), error: error.to_string() }),
        };
        Box::new(std::iter::once(input))
    }
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The files below a folder.
fn walk(folder: &Path, output: Option<PathBuf>) -> impl Iterator<Item = Result<Input, Unreadable>> + use<> {
    let folder = folder.to_owned();
    let walker = WalkBuilder::new(&folder)
        .standard_filters(false)
        .hidden(true)
        .follow_links(false)
        .sort_by_file_name(OsStr::cmp)
        .filter_entry(move |entry| !is_output(entry, output.as_deref()))
        .build();
    walker.filter_map(move |entry| match entry {
        Ok(entry) => file(&folder, &entry).map(Ok),
        Err(error) => Some(Err(unreadable(&folder, error))),
    })
}

/// Whether an entry is what we write to.
fn is_output(entry: &DirEntry, output: Option<&Path>) -> bool {
    output.is_some_and(|output| {
        entry.depth() > 0
            && output.file_name() == Some(entry.file_name())
            && fs::canonicalize(entry.path()).is_ok_and(|path| path == output)
    })
}

/// The entry of a folder as an input, if it is a file or a link to one, or a link to nothing.
fn file(folder: &Path, entry: &DirEntry) -> Option<Input> {
    let kind = entry.file_type()?;
    let is_file = kind.is_file()
        || kind.is_symlink() && entry.depth() > 0 && fs::metadata(entry.path()).map_or(true, |to| to.is_file());
    let inner = entry.path().strip_prefix(folder).ok()?.to_owned();
    is_file.then(|| Input { name: name(entry.path()), place: Place::Found(entry.path().to_owned()), inner })
}

/// What a walker could not read, by the path that its error tells.
fn unreadable(folder: &Path, mut error: ignore::Error) -> Unreadable {
    let mut path = folder.to_owned();
    loop {
        error = match error {
            ignore::Error::WithPath { path: at, err } => {
                path = at;
                *err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => *err,
            // The walker wraps the system's error in one that tells the path once more.
            ignore::Error::Io(error) => {
                let system = error.get_ref().and_then(|wrapped| wrapped.source());
                let error = system.map_or_else(|| error.to_string(), ToString::to_string);
                return Unreadable { name: name(&path), error };
            }
            other => return Unreadable { name: name(&path), error: other.to_string() },
        };
    }
}

/// The name of a page: its path with `/`, without any `.` in it; what is not Unicode becomes U+FFFD.
pub(crate) fn name(path: &Path) -> String {
    let mut name = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => {
                name.push('/');
                continue;
            }
            Component::Prefix(_) | Component::ParentDir | Component::Normal(_) => {}
        }
        if !name.is_empty() && !name.ends_with('/') {
            name.push('/');
        }
        name.push_str(&component.as_os_str().to_string_lossy());
    }
    if name.is_empty() { ".".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_slashes_and_no_dots_in_front() {
        for (path, expect) in [
            ("a.md", "a.md"),
            ("./a.md", "a.md"),
            ("././docs//a.md", "docs/a.md"),
            ("docs/./a.md", "docs/a.md"),
            ("../a.md", "../a.md"),
            ("/docs/a.md", "/docs/a.md"),
            (".", "."),
        ] {
            assert_eq!(name(Path::new(path)), expect, "{path}");
        }
    }
}
