//! The edits of a run: their files, and which page each of them belongs to.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use bitext::Error;
use bitext::edit::{Edit, Edits};
use bitext::format::{Limits, read_edits};
use bitext::merge::MergeOptions;
use ignore::WalkBuilder;

use crate::cli::inputs::{Listing, normal};
use crate::cli::pages;
use crate::cli::paths::is_stdin;
use crate::cli::report::Report;
use crate::cli::rewrite::is_page;
use crate::cli::shown::{count, shown_path};
use crate::cli::stop::Stop;

/// The extensions of files of edits in a folder, in lower case.
const EXTENSIONS: [&str; 5] = ["xlf", "xliff", "jsonl", "ndjson", "json"];

/// Which edits to take.
#[derive(clap::Args)]
pub(super) struct EditArgs {
    /// A file of edits (XLIFF 1.x or 2.x, JSON Lines, JSON), a folder of them, or `-` for standard input; may be given several times
    ///
    /// In a folder, all files named .xlf, .xliff, .jsonl, .ndjson and .json are read.
    #[arg(long, required = true, value_name = "FILE|DIR")]
    edits: Vec<PathBuf>,
    /// Take only approved edits: approved="yes" in XLIFF 1.2, state reviewed or final in XLIFF 2
    #[arg(long)]
    only_approved: bool,
    /// Take edits whose file states another language than the page does, too
    #[arg(long)]
    any_language: bool,
    /// The longest file of edits that is read, in bytes or with K, M, G after the number
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = size)]
    max_edits: u64,
}

/// A number of bytes.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" | "KIB" => 1 << 10,
        "M" | "MB" | "MIB" => 1 << 20,
        "G" | "GB" | "GIB" => 1_u64 << 30,
        _ => return Err("a size is a number of bytes, or one with K, M or G after it".into()),
    };
    let number: u64 = digits.parse().map_err(|_| "a size is a number of bytes, or one with K, M or G after it")?;
    number.checked_mul(factor).ok_or_else(|| "is more than any file has".into())
}

impl EditArgs {
    /// How often standard input is read.
    pub(super) fn stdins(&self) -> usize {
        self.edits.iter().filter(|path| is_stdin(path)).count()
    }

    /// Which edits a merge takes.
    pub(super) fn options(&self) -> MergeOptions {
        let mut options = MergeOptions::new();
        if self.only_approved {
            options = options.with_only_approved();
        }
        if self.any_language {
            options = options.with_any_language();
        }
        options
    }

    /// All files of edits, those of a folder sorted by name.
    ///
    /// # Errors
    /// A folder that holds none.
    pub(super) fn files(&self) -> Result<Vec<PathBuf>, Stop> {
        let mut files = Vec::new();
        for path in &self.edits {
            if !path.is_dir() {
                files.push(path.clone());
                continue;
            }
            let before = files.len();
            let entries =
                WalkBuilder::new(path).standard_filters(false).sort_by_file_name(std::ffi::OsStr::cmp).build();
            // What cannot be walked is reported as what cannot be read.
            for entry in entries {
                match entry {
                    Ok(entry) if has_edits(entry.path()) => files.push(entry.into_path()),
                    Ok(_) => {}
                    Err(error) => return Err(Stop::Usage(format!("--edits {}: {error}", shown_path(path)))),
                }
            }
            if files.len() == before {
                let message =
                    format!("--edits {}: the folder holds no .xlf, .xliff, .jsonl, .ndjson or .json", shown_path(path));
                return Err(Stop::Usage(message));
            }
        }
        Ok(files)
    }

    /// All edits; `None` if a file of them cannot be read: merging without it would lose its edits.
    pub(super) fn read(&self, files: &[PathBuf], report: &mut Report) -> Option<Edits> {
        let limits = Limits::default().with_bytes(self.max_edits);
        let mut all = Edits::new();
        let mut is_whole = true;
        for file in files {
            let name = file.display().to_string();
            let read = if is_stdin(file) {
                read_edits(io::stdin().lock(), limits)
            } else {
                File::open(file).map_err(Error::from).and_then(|file| read_edits(file, limits))
            };
            match read {
                Ok(edits) => all.append(edits.from_file(name)),
                Err(Error::Io(error)) if error.kind() == io::ErrorKind::FileTooLarge => {
                    is_whole = false;
                    report.failure(&name, &format!("{error}; --max-edits SIZE raises the limit"));
                }
                Err(error) => {
                    is_whole = false;
                    report.failure(&name, &error.to_string());
                }
            }
        }
        is_whole.then_some(all)
    }
}

fn has_edits(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
        && path.is_file()
}

/// The names of the pages that were given.
pub(super) struct GivenPages {
    /// Each name, with the one under which the page is read: in place, a page that is reached twice is read once.
    names: HashMap<String, String>,
    /// Those that the list holds, in order.
    order: Vec<String>,
    /// Whether there is one page only.
    is_one: bool,
}

impl GivenPages {
    /// Those of a listing. In place, a file stays in it once.
    pub(super) fn new(listing: &mut Listing, in_place: bool) -> Self {
        let mut names = HashMap::new();
        let mut first: HashMap<PathBuf, String> = HashMap::new();
        listing.inputs.retain(|input| {
            let Ok(input) = input else { return true };
            if let Some(real) = input.real.as_ref().filter(|_| in_place) {
                if let Some(name) = first.get(real) {
                    names.insert(input.name.clone(), name.clone());
                    return false;
                }
                first.insert(real.clone(), input.name.clone());
            }
            names.insert(input.name.clone(), input.name.clone());
            true
        });
        let mut pages = pages::Pages::default();
        let is_one = listing
            .inputs
            .iter()
            .filter(|input| input.as_ref().map_or(true, |input| is_page(input, &mut pages)))
            .take(2)
            .count()
            == 1;
        let order = listing.inputs.iter().flatten().map(|input| input.name).collect();
        Self { names, order, is_one }
    }

    /// The names in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(String::as_str)
    }

    /// Whether a page of this name was given.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// The edits under the names of their pages.
    ///
    /// # Errors
    /// Edits without a page, where there are several: wrong usage.
    pub(super) fn fit(&self, edits: Edits) -> Result<Edits, Stop> {
        let paths = edits.paths().count();
        if self.is_one && paths + usize::from(edits.has_pathless()) == 1 {
            return Ok(edits.without_paths());
        }
        if edits.has_pathless() && !self.is_one {
            let number = edits.iter().filter(|edit| edit.path().is_none()).count() as u64;
            let edits = count(number, "edit does", "edits do");
            return Err(Stop::Usage(format!("{edits} not name a page, and can be merged into one page only")));
        }
        let other: HashMap<String, String> = edits
            .paths()
            .filter(|path| self.names.get(*path).is_none_or(|name| name != path))
            .filter_map(|path| {
                let name = self.names.get(path).or_else(|| self.names.get(&normal(path)))?;
                Some((path.to_owned(), name.clone()))
            })
            .collect();
        if other.is_empty() {
            return Ok(edits);
        }
        let renamed = |edit: Edit| match edit.path().and_then(|path| other.get(path)) {
            Some(name) => edit.in_page(name.as_str()),
            None => edit,
        };
        Ok(edits.into_iter().map(renamed).collect())
    }
}
