//! The options about which pages there are.

use std::collections::HashSet;
use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use ignore::overrides::{Override, OverrideBuilder};
use xxhash_rust::xxh3::Xxh3;

use super::entries::{Entries, Root};
use super::input::{Input, InputPlace, Unreadable};
use super::list::{self, End};
use super::listing::Listing;
use super::name::name;
use super::walk::{self, LeftOut, Walked};
use crate::cli::paths::{folder_of, is_stdin};
use crate::cli::shown::shown;
use crate::cli::stop::Stop;

/// Which pages to read.
#[derive(Args)]
pub(crate) struct InputArgs {
    /// Files, folders (with everything below them), or `-` for standard input
    ///
    /// In folders, files named .md, .markdown, .yml, .yaml, .json and .xml are read, hidden ones too, and other text files that hold a unit in their first 64 KiB. Hidden folders are left out.
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Read the paths from this file (`-` for standard input), one a line, after those that are arguments
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// In --files-from, each path ends with a NUL instead of a line end
    #[arg(short = '0', long, requires = "files_from")]
    null: bool,
    /// In folders, take only files that match this glob, or with `!` before it leave them out; the last that matches wins
    ///
    /// As in ripgrep and .gitignore: `*.md`, `!**/includes/`. May be given several times. Files that are named themselves are always taken.
    #[arg(short, long = "glob", value_name = "GLOB")]
    globs: Vec<String>,
    /// Name pages relative to this folder, and let outputs in a folder mirror it
    #[arg(long, value_name = "DIR")]
    base: Option<PathBuf>,
    /// The name of the page on standard input
    #[arg(long = "path", value_name = "NAME")]
    stdin_name: Option<String>,
}

impl InputArgs {
    /// All pages.
    ///
    /// # Errors
    /// Arguments that do not fit together.
    pub(crate) fn list(&self) -> Result<Listing, Stop> {
        let list = self.files_from.clone();
        let end = if self.null { End::Nul } else { End::Line };
        let further = list.as_deref().map(|list| list::read(list, end)).transpose()?.unwrap_or_default();
        let stdins = self.paths.iter().chain(&further).filter(|path| is_stdin(path)).count()
            + list.iter().filter(|path| is_stdin(path)).count();
        match (stdins, &self.stdin_name) {
            (0, Some(_)) => {
                return Err(Stop::Usage("--path names the page on standard input, which only `-` reads".into()));
            }
            (2.., _) => return Err(Stop::Usage("standard input (`-`) can be read only once".into())),
            _ => {}
        }
        let mut lister = Lister {
            args: self,
            globs: self.overrides()?,
            base: self.base.as_deref().map(base_folder).transpose()?,
            seen: (self.paths.len() + further.len() > 1).then(HashSet::new),
            last_folder: None,
            listing: Listing { inputs: Entries::default(), left_out: LeftOut::default(), list },
        };
        for path in &self.paths {
            lister.argument(path, inner_of_argument(path))?;
        }
        for path in &further {
            lister.argument(path, inner_of_listed(path))?;
        }
        Ok(lister.listing)
    }

    /// Whether standard input is read under no other name than `-`.
    pub(crate) fn reads_nameless_stdin(&self) -> bool {
        self.stdin_name.is_none() && self.paths.iter().any(|path| is_stdin(path))
    }

    /// Whether standard input is a page or a list of pages.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.paths.iter().chain(&self.files_from).any(|path| is_stdin(path))
    }

    /// The globs, for the members of archives.
    ///
    /// # Errors
    /// One that is none.
    pub(crate) fn overrides(&self) -> Result<Override, Stop> {
        let folder = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let mut builder = OverrideBuilder::new(folder);
        for glob in &self.globs {
            builder.add(glob).map_err(|error| Stop::Usage(format!("--glob {}: {error}", shown(glob))))?;
        }
        builder.build().map_err(|error| Stop::Usage(format!("--glob: {error}")))
    }
}

/// Makes the list.
struct Lister<'a> {
    args: &'a InputArgs,
    globs: Override,
    base: Option<PathBuf>,
    /// Hashes of the names so far, each with the file that has it; `None` for one argument, which names nothing twice.
    seen: Option<HashSet<u128>>,
    /// The folder of the last file that was named, and the same without links: lists name many files of one folder.
    last_folder: Option<(PathBuf, PathBuf)>,
    listing: Listing,
}

impl Lister<'_> {
    /// Adds what an argument names.
    fn argument(&mut self, path: &Path, inner: PathBuf) -> Result<(), Stop> {
        if is_stdin(path) {
            let name = self.args.stdin_name.clone().unwrap_or_else(|| "-".to_owned());
            let inner = Path::new(&name).file_name().map_or_else(|| "-".into(), PathBuf::from);
            let input = Input { name, place: InputPlace::Stdin, inner, real: None, is_link: false };
            self.listing.inputs.push(Ok(input));
            return Ok(());
        }
        let at = fs::symlink_metadata(path);
        let is_link = at.as_ref().is_ok_and(fs::Metadata::is_symlink);
        match if is_link { fs::metadata(path) } else { at } {
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(_) => {
                let real = if is_link { fs::canonicalize(path).ok() } else { self.real(path) };
                let place = InputPlace::Named(path.to_owned());
                self.add(Input { name: name(path), place, inner, real, is_link: false })
            }
            Err(error) => {
                self.listing.inputs.push(Err(Unreadable { name: name(path), error: error.to_string() }));
                Ok(())
            }
        }
    }

    /// The path of a file that is no link, without links.
    fn real(&mut self, path: &Path) -> Option<PathBuf> {
        // Such a file system may know the file under another spelling.
        if cfg!(any(windows, target_vendor = "apple")) {
            return fs::canonicalize(path).ok();
        }
        let (folder, file) = (folder_of(path), path.file_name()?);
        if let Some((last, real)) = &self.last_folder
            && last == folder
        {
            return Some(real.join(file));
        }
        let real = fs::canonicalize(folder).ok()?;
        let path = real.join(file);
        self.last_folder = Some((folder.to_owned(), real));
        Some(path)
    }

    fn folder(&mut self, folder: &Path) -> Result<(), Stop> {
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let root = Arc::new(Root { folder: folder.to_owned(), real });
        let (globs, mut left_out) = (self.globs.clone(), self.listing.left_out);
        let mut result = Ok(());
        walk::walk(folder, &globs, &mut left_out, &mut |walked| {
            if result.is_ok() {
                result = self.walked(&root, walked);
            }
        });
        self.listing.left_out = left_out;
        result
    }

    /// Adds what was met below a folder.
    fn walked(&mut self, root: &Arc<Root>, walked: Walked<'_>) -> Result<(), Stop> {
        match walked {
            Walked::File(inner) if self.base.is_some() => self.add(root.input(inner))?,
            Walked::File(inner) => {
                if self.seen.is_none() || self.is_new(&root.input(inner)) {
                    self.listing.inputs.push_found(root, inner);
                }
            }
            Walked::Link(input) => self.add(input)?,
            Walked::Unreadable(unreadable) => self.listing.inputs.push(Err(unreadable)),
        }
        Ok(())
    }

    /// Whether no page has this name and is this file.
    fn is_new(&mut self, input: &Input) -> bool {
        let Some(seen) = &mut self.seen else { return true };
        let mut hash = Xxh3::new();
        hash.update(input.name.as_bytes());
        // No byte of UTF-8.
        hash.update(&[0xFF]);
        hash.update(input.real.as_deref().map_or(&[][..], |real| real.as_os_str().as_encoded_bytes()));
        seen.insert(hash.digest128())
    }

    fn add(&mut self, mut input: Input) -> Result<(), Stop> {
        if let Some(base) = &self.base {
            let (InputPlace::Named(path) | InputPlace::Found(path)) = &input.place else { return Ok(()) };
            // A link has the name of the link: only its folder is resolved.
            let folder = fs::canonicalize(folder_of(path)).ok();
            let whole = folder.zip(path.file_name()).map(|(folder, file)| folder.join(file));
            let Some(inner) = whole.as_deref().and_then(|whole| whole.strip_prefix(base).ok()) else {
                let base = self.args.base.as_deref().unwrap_or(base).display().to_string();
                return Err(Stop::Usage(format!("{} is not below --base {}", shown(&input.name), shown(&base))));
            };
            input.name = name(inner);
            inner.clone_into(&mut input.inner);
        }
        if self.is_new(&input) {
            self.listing.inputs.push(Ok(input));
        }
        Ok(())
    }
}

/// The folder that `--base` names, resolved.
fn base_folder(base: &Path) -> Result<PathBuf, Stop> {
    let cannot = |error| Stop::Usage(format!("--base {}: {error}", shown(&base.to_string_lossy())));
    let folder = fs::canonicalize(base).map_err(|error| cannot(error.to_string()))?;
    if folder.is_dir() { Ok(folder) } else { Err(cannot("is no folder".into())) }
}

/// A file argument has its output under its own name.
fn inner_of_argument(path: &Path) -> PathBuf {
    path.file_name().map_or_else(|| path.to_owned(), PathBuf::from)
}

/// A listed file has its output under its listed path, if that leads nowhere else.
fn inner_of_listed(path: &Path) -> PathBuf {
    let is_inner = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if is_inner {
        path.components().filter(|part| *part != Component::CurDir).collect()
    } else {
        inner_of_argument(path)
    }
}
