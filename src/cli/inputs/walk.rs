//! The files below a folder, sorted by name.
//!
//! Hidden folders (`.git` among them) and links to folders are left out, and so are hidden files without a page's extension,
//! and everything that is neither a file nor a link to one. What is left out is counted.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ignore::overrides::Override;
use ignore::{DirEntry, WalkBuilder};

use super::input::{Input, InputPlace, Unreadable};
use super::name::name;
use crate::cli::paths::has_page_extension;

/// How many entries of folders are left out, by kind.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LeftOut {
    pub(crate) hidden_folders: u64,
    pub(crate) hidden_files: u64,
    pub(crate) linked_folders: u64,
    pub(crate) no_files: u64,
    pub(crate) earlier_outputs: u64,
}

/// What is met below a folder.
pub(crate) enum Walked<'w> {
    /// A file, by its path below the folder.
    File(&'w Path),
    /// A link to a file, or to nothing.
    Link(Input),
    Unreadable(Unreadable),
}

/// Gives the files below `folder` to `take`.
pub(crate) fn walk(folder: &Path, globs: &Override, left_out: &mut LeftOut, take: &mut dyn FnMut(Walked<'_>)) {
    // The walker asks this before it enters a folder, from wherever it runs.
    let hidden_folders = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&hidden_folders);
    let entries = WalkBuilder::new(folder)
        .standard_filters(false)
        .follow_links(false)
        .overrides(globs.clone())
        .sort_by_file_name(OsStr::cmp)
        .filter_entry(move |entry| {
            let is_left_out = is_hidden(entry) && is_folder(entry);
            counter.fetch_add(u64::from(is_left_out), Ordering::Relaxed);
            !is_left_out
        })
        .build();
    for entry in entries {
        match entry {
            Err(error) => take(Walked::Unreadable(unreadable(folder, error))),
            Ok(entry) if is_folder(&entry) => {}
            Ok(entry) if is_hidden(&entry) && !has_page_extension(entry.path()) => left_out.hidden_files += 1,
            Ok(entry) => file(folder, &entry, left_out).into_iter().for_each(&mut *take),
        }
    }
    left_out.hidden_folders += hidden_folders.load(Ordering::Relaxed);
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// The entry of a folder, if it is a file or a link to one, or a link to nothing.
fn file<'e>(folder: &Path, entry: &'e DirEntry, left_out: &mut LeftOut) -> Option<Walked<'e>> {
    let kind = entry.file_type()?;
    let is_link = kind.is_symlink() && entry.depth() > 0;
    let to = is_link.then(|| fs::metadata(entry.path()));
    match &to {
        Some(Ok(to)) if to.is_dir() => {
            left_out.linked_folders += 1;
            return None;
        }
        Some(Ok(to)) if to.is_file() => {}
        // A link to nothing is reported when it is to be read.
        Some(Err(_)) => {}
        None if kind.is_file() => {}
        _ => {
            left_out.no_files += 1;
            return None;
        }
    }
    let inner = entry.path().strip_prefix(folder).ok()?;
    if !is_link {
        return Some(Walked::File(inner));
    }
    let real = fs::canonicalize(entry.path()).ok();
    let place = InputPlace::Found(entry.path().to_owned());
    Some(Walked::Link(Input { name: name(entry.path()), place, inner: inner.to_owned(), real, is_link }))
}

/// What a walker could not read, by the path that its error names.
fn unreadable(folder: &Path, mut error: ignore::Error) -> Unreadable {
    let mut path = folder.to_owned();
    loop {
        error = match error {
            ignore::Error::WithPath { path: at, err } => {
                path = at;
                *err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => *err,
            // The walker wraps the system's error in one that names the path once more.
            ignore::Error::Io(error) => {
                let system = error.get_ref().and_then(|wrapped| wrapped.source());
                let error = system.map_or_else(|| error.to_string(), ToString::to_string);
                return Unreadable { name: name(&path), error };
            }
            other => return Unreadable { name: name(&path), error: other.to_string() },
        };
    }
}
