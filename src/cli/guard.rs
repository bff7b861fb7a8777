//! The guard: nothing that a run reads is written by it.
//!
//! It knows all files that a run reads, folders in which it may read any, and all that it is going to write, each with links,
//! `.` and `..` resolved, and is asked before the first of them is written. Only pages in place are read and written. Devices (`/dev/null`) are no files
//! and are let through; standard input and output are known by what they are redirected to.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use xxhash_rust::xxh3::xxh3_128;

use super::inputs::{Input, InputPlace, Listing};
use super::outputs::{Mirror, descriptor};
use super::paths::{folder_of, has_page_extension, is_stdin};
use super::shown::shown;
use super::stop::Stop;

/// What a run reads and writes.
#[derive(Default)]
pub(crate) struct Guard {
    /// The pages, by the hashes of their paths: a run may have millions.
    pages: HashSet<u128>,
    /// What else is read.
    others: HashMap<PathBuf, String>,
    /// Folders of which everything may be read.
    read_folders: Vec<(PathBuf, String)>,
    /// The outputs that are named or are known by their names.
    writes: HashMap<PathBuf, String>,
    /// The outputs of single pages in a folder.
    mirrored: HashMap<PathBuf, String>,
    /// Folders, resolved.
    folders: HashMap<PathBuf, PathBuf>,
}

impl Guard {
    /// A guard that knows the pages, and the list that named them.
    pub(crate) fn new(listing: &Listing) -> Self {
        let mut guard = Self::default();
        guard.pages.extend(listing.inputs.iter().flatten().filter_map(|input| input.real.as_deref().map(hash)));
        listing.list.iter().for_each(|list| guard.reads(list));
        guard.others.extend(redirected(0).map(|file| (file, "standard input".to_owned())));
        guard
    }

    /// Adds a file that is read; `-` is standard input.
    pub(crate) fn reads(&mut self, place: &Path) {
        if !is_stdin(place) {
            let real = self.resolve(place);
            self.others.insert(real, place.display().to_string());
        }
    }

    /// Adds a folder of which any file may be read, called `name`.
    pub(crate) fn reads_folder(&mut self, folder: &Path, name: &str) {
        let real = self.resolve(folder);
        self.read_folders.push((real, name.to_owned()));
    }

    fn is_read(&self, real: &Path) -> bool {
        self.others.contains_key(real) || self.pages.contains(&hash(real)) || self.folder_of_read(real).is_some()
    }

    /// As a part of which folder a file is read, if it is.
    fn folder_of_read(&self, real: &Path) -> Option<&str> {
        self.read_folders.iter().find(|(folder, _)| real.starts_with(folder)).map(|(_, name)| name.as_str())
    }

    /// As what a file is read, if it is.
    fn read_as(&self, real: &Path, listing: &Listing) -> Option<String> {
        if let Some(name) = self.others.get(real).map(String::as_str).or_else(|| self.folder_of_read(real)) {
            return Some(name.to_owned());
        }
        let is_this = |input: &Input| input.real.as_deref() == Some(real);
        self.pages.contains(&hash(real)).then(|| listing.inputs.iter().flatten().find(is_this))?.map(|input| input.name)
    }

    /// Leaves those files that are read as something else, and were only found in a folder, out of the listing.
    pub(crate) fn leave_out_others(&self, listing: &mut Listing) {
        listing.inputs.retain(|input| {
            let found = input.as_ref().ok().filter(|input| matches!(input.place, InputPlace::Found(_)));
            !found.and_then(|input| input.real.as_ref()).is_some_and(|real| self.others.contains_key(real))
        });
    }

    /// Looks whether the pages can be replaced in place.
    ///
    /// # Errors
    /// That one of them is read as something else, too.
    pub(crate) fn in_place(&self, listing: &Listing) -> Result<(), Stop> {
        let mut pages = listing.inputs.iter().flatten();
        let is_other = |input: &Input| input.real.as_ref().is_some_and(|real| self.others.contains_key(real));
        match pages.find(is_other) {
            Some(page) => {
                let name = shown(&page.name);
                Err(Stop::Usage(format!(
                    "{name} is to be read as edits or as a list, so it cannot be replaced as a page"
                )))
            }
            None => Ok(()),
        }
    }

    /// Adds a file that is written; `-` is standard output. A file that was found in a folder and is the output of an earlier
    /// run, because it has no unit and not the extension of a page (or the one that is to be written), is left out of the listing.
    ///
    /// # Errors
    /// That it is read, or written as something else.
    pub(crate) fn writes(&mut self, listing: &mut Listing, place: &Path, extension: &str) -> Result<(), Stop> {
        let named = || shown(&place.to_string_lossy()).into_owned();
        let (real, name) = match if is_stdin(place) { Some(1) } else { descriptor(place) } {
            None => (self.resolve(place), named()),
            Some(open) => {
                let Some(file) = redirected(open) else { return Ok(()) };
                (file, if open == 1 { "standard output".to_owned() } else { named() })
            }
        };
        if is_device(&real) {
            return Ok(());
        }
        let is_earlier = |input: &Input| {
            input.real.as_deref() == Some(&real) && is_output_of(input, extension) && !input.holds_unit()
        };
        let mut inputs = listing.inputs.iter();
        let at = if self.is_read(&real) { inputs.position(|input| input.as_ref().is_ok_and(is_earlier)) } else { None };
        drop(inputs);
        if let Some(at) = at {
            listing.inputs.remove(at);
            listing.left_out.earlier_outputs += 1;
            self.pages.remove(&hash(&real));
        }
        if let Some(read) = self.read_as(&real, listing) {
            let known_as = if read == name { String::new() } else { format!(" (as {})", shown(&read)) };
            return Err(Stop::Usage(format!("{name} is to be read{known_as}, so it cannot be written")));
        }
        if let Some(other) = self.mirrored.get(&real) {
            return Err(written_twice(&name, other));
        }
        match self.writes.insert(real, name.clone()) {
            Some(other) => Err(written_twice(&name, &other)),
            None => Ok(()),
        }
    }

    /// Adds an output whose name became known late.
    ///
    /// # Errors
    /// As for [`writes`](Self::writes).
    pub(crate) fn writes_late(&mut self, place: &Path) -> Result<(), Stop> {
        let (real, name) = self.free(place)?;
        self.writes.insert(real, name);
        Ok(())
    }

    /// Looks whether the output of a single page can be written, whose name may have become known late.
    ///
    /// # Errors
    /// That it is read, or written as something else.
    pub(crate) fn may_mirror(&mut self, place: &Path) -> Result<(), Stop> {
        self.free(place).map(drop)
    }

    /// The resolved path and the name of a place, if it is neither read nor written.
    fn free(&mut self, place: &Path) -> Result<(PathBuf, String), Stop> {
        let (real, name) = (self.resolve(place), shown(&place.to_string_lossy()).into_owned());
        if is_device(&real) {
            return Ok((real, name));
        }
        match self.writes.get(&real) {
            Some(other) => Err(written_twice(&name, other)),
            None if self.is_read(&real) => Err(Stop::Usage(format!("{name} is to be read, so it cannot be written"))),
            None => Ok((real, name)),
        }
    }

    /// Leaves those files out of the listing that were found in a folder, are outputs of an earlier run, because they have no
    /// unit and not the extension of a page, and whose names begin as that of `place`.
    pub(crate) fn leave_out_earlier(&mut self, listing: &mut Listing, place: &Path, extension: &str) {
        let folder = self.resolve(folder_of(place));
        let stem = match place.extension() {
            Some(own) if own.eq_ignore_ascii_case(extension) => place.file_stem(),
            _ => place.file_name(),
        };
        let stem = stem.unwrap_or_default().as_encoded_bytes();
        let pages = &mut self.pages;
        let mut left_out = 0;
        listing.inputs.retain(|input| {
            let Ok(input) = input else { return true };
            let Some(real) = input.real.as_ref().filter(|_| is_output_of(input, extension)) else { return true };
            let name = real.file_name().unwrap_or_default().as_encoded_bytes();
            if real.parent() != Some(&folder) || !name.starts_with(stem) || input.holds_unit() {
                return true;
            }
            pages.remove(&hash(real));
            left_out += 1;
            false
        });
        listing.left_out.earlier_outputs += left_out;
    }

    /// Adds the outputs of all pages in a folder. A page that is the output of another one in an earlier run, as
    /// `is_earlier(page, output)` says, is left out of the listing.
    ///
    /// # Errors
    /// That an output is read.
    pub(crate) fn writes_each(
        &mut self,
        listing: &mut Listing,
        mirror: &Mirror,
        is_earlier: &mut dyn FnMut(&Input, &Input) -> bool,
    ) -> Result<(), Stop> {
        let mut places = Vec::new();
        let mut pages: HashMap<PathBuf, usize> = HashMap::new();
        for (number, input) in listing.inputs.iter().enumerate() {
            let Ok(input) = input else { continue };
            let place = self.resolve(&mirror.place(&input.inner));
            pages.entry(place.clone()).or_insert(number);
            places.push((number, place));
        }
        let mut order: Vec<usize> = places.iter().map(|(number, _)| *number).collect();
        order.sort_by_cached_key(|&number| real(listing, number).map_or(0, |real| real.as_os_str().len()));
        let mut is_left_out = vec![false; listing.inputs.len()];
        for number in order {
            let Some(path) = real(listing, number) else { continue };
            let Some(&from) = pages.get(&path).filter(|&&from| !is_left_out[from]) else { continue };
            let (Ok(page), Ok(input)) = (listing.inputs.get(from), listing.inputs.get(number)) else { continue };
            if from == number || !is_earlier(&page, &input) {
                return Err(is_read(&input, &page, mirror));
            }
            is_left_out[number] = true;
            self.pages.remove(&hash(&path));
            listing.left_out.earlier_outputs += 1;
        }
        for (number, place) in places {
            if is_left_out[number] {
                continue;
            }
            let name = mirror_name(listing, number, mirror);
            if let Some(other) = self.writes.get(&place) {
                return Err(written_twice(&name, other));
            }
            let Some(read) = self.read_as(&place, listing).filter(|_| !is_device(&place)) else {
                self.mirrored.insert(place, name);
                continue;
            };
            return Err(Stop::Usage(format!("{name} is to be read (as {}), so it cannot be written", shown(&read))));
        }
        let mut is_left_out = is_left_out.into_iter();
        listing.inputs.retain(|_| !is_left_out.next().unwrap_or_default());
        Ok(())
    }

    /// The path without links, `.` and `..`, as far as it is there; what is not there yet is taken by its name.
    fn resolve(&mut self, place: &Path) -> PathBuf {
        if let Ok(real) = fs::canonicalize(place) {
            return real;
        }
        let folder = folder_of(place);
        let real = if let Some(real) = self.folders.get(folder) {
            real.clone()
        } else {
            let real = resolve_folder(folder);
            self.folders.insert(folder.to_owned(), real.clone());
            real
        };
        match place.components().next_back() {
            Some(Component::Normal(name)) => real.join(name),
            Some(Component::ParentDir) => real.parent().map(Path::to_owned).unwrap_or(real),
            _ => real,
        }
    }
}

/// A folder without links; of those that are not there yet, `.` and `..` are taken by their names.
fn resolve_folder(folder: &Path) -> PathBuf {
    let mut real = PathBuf::new();
    for part in Path::new(".").join(folder).components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            Component::CurDir => real = fs::canonicalize(".").unwrap_or_else(|_| PathBuf::from(".")),
            part => real.push(part),
        }
        if let Ok(there) = fs::canonicalize(&real) {
            real = there;
        }
    }
    real
}

/// Two paths with one hash do not occur: it has 128 bits.
fn hash(real: &Path) -> u128 {
    xxh3_128(real.as_os_str().as_encoded_bytes())
}

fn real(listing: &Listing, number: usize) -> Option<PathBuf> {
    listing.inputs.get(number).ok().and_then(|input| input.real)
}

fn mirror_name(listing: &Listing, number: usize, mirror: &Mirror) -> String {
    let input = listing.inputs.get(number);
    input.map(|input| shown(&mirror.place(&input.inner).to_string_lossy()).into_owned()).unwrap_or_default()
}

fn written_twice(name: &str, other: &str) -> Stop {
    let known_as = if name == other { String::new() } else { format!(" (as {other})") };
    Stop::Usage(format!("{name} is already to be written{known_as}"))
}

fn is_read(input: &Input, page: &Input, mirror: &Mirror) -> Stop {
    let place = mirror.place(&page.inner);
    let (place, page) = (shown(&place.to_string_lossy()).into_owned(), shown(&page.name));
    let glob = format!("leave it out with --glob '!{place}', or name another folder");
    let read = if *input.name == place { String::new() } else { format!(" (as {})", shown(&input.name)) };
    Stop::Usage(format!("{place} is to be read{read}, so the output for {page} cannot be written there; {glob}"))
}

/// Whether a file in a folder may have been written by us with this extension.
fn is_output_of(input: &Input, extension: &str) -> bool {
    match &input.place {
        InputPlace::Found(path) => {
            let has_this = path.extension().is_some_and(|own| own == extension);
            !has_page_extension(path) || extension == "json" && has_this
        }
        InputPlace::Stdin | InputPlace::Named(_) => false,
    }
}

/// Whether it is there and is neither a file nor a folder nor a named pipe.
fn is_device(place: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        fs::metadata(place).is_ok_and(|at| at.file_type().is_char_device() || at.file_type().is_block_device())
    }
    #[cfg(not(unix))]
    {
        let _ = place;
        false
    }
}

/// The file that a standard stream is redirected to, if it is a regular file and the system says which.
fn redirected(stream: u32) -> Option<PathBuf> {
    let file = fs::canonicalize(format!("/proc/self/fd/{stream}")).ok()?;
    file.is_file().then_some(file)
}
