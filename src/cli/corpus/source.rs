//! The pages that the arguments name: files as they are, and the members of tar streams, decompressed where they are compressed.
//!
//! Standard input is looked at, and so is a file that an argument names and that has no page's extension; files found in
//! folders are pages or nothing. Members are chosen as files of a folder are: by extension or content, without hidden folders.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};

use ignore::overrides::Override;

use crate::cli::archive::{Archive, Broken};
use crate::cli::compression::{Opened, open};
use crate::cli::inputs::{Input, InputPlace, Unreadable, name};
use crate::cli::pages::is_page;
use crate::cli::paths::has_page_extension;

/// A member up to this length, in bytes, is kept in memory while it waits; a longer one in a temporary file.
const SHORT: u64 = 1 << 20;

/// Whether to take a stream for a tar stream.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tar {
    /// If it begins like one.
    ByContent,
    /// Always.
    Stated,
}

/// A page, and where its bytes come from.
pub(crate) struct Task {
    pub(super) input: Input,
    pub(super) bytes: Bytes,
}

/// Where the bytes of a page come from.
pub(super) enum Bytes {
    /// The place of the input.
    AtPlace,
    /// A short member of an archive.
    Held(Vec<u8>),
    /// A long member of an archive.
    Spooled(File),
    /// A stream that was looked at, decompressed if it was compressed.
    Piped(Box<dyn Read + Send>),
}

impl Bytes {
    /// How many bytes are in memory.
    pub(super) const fn len(&self) -> usize {
        match self {
            Self::Held(bytes) => bytes.len(),
            Self::AtPlace | Self::Spooled(_) | Self::Piped(_) => 0,
        }
    }

    /// Whether they can be read once only.
    pub(super) const fn is_stream(&self) -> bool {
        matches!(self, Self::Spooled(_) | Self::Piped(_))
    }
}

pub(super) type FoundTask = Result<Task, Unreadable>;

/// The pages of all inputs, in order; those members of archives that `globs` lets through.
pub(crate) fn pages(
    inputs: impl Iterator<Item = Result<Input, Unreadable>> + Send,
    tar: Tar,
    globs: Override,
) -> impl Iterator<Item = FoundTask> + Send {
    inputs.flat_map(move |input| -> Box<dyn Iterator<Item = FoundTask> + Send> {
        match input {
            Ok(input) => expanded(input, tar, &globs),
            Err(error) => Box::new(std::iter::once(Err(error))),
        }
    })
}

fn expanded(input: Input, tar: Tar, globs: &Override) -> Box<dyn Iterator<Item = FoundTask> + Send> {
    let opened = match &input.place {
        InputPlace::Stdin => open(io::stdin()),
        InputPlace::Named(path) if tar == Tar::Stated || !has_page_extension(path) => File::open(path).and_then(open),
        _ => return Box::new(std::iter::once(Ok(Task { input, bytes: Bytes::AtPlace }))),
    };
    match opened {
        Ok(Opened { reader, is_tar }) if is_tar || tar == Tar::Stated => {
            Box::new(Members { archive: Archive::new(reader), name: input.name, globs: globs.clone() })
        }
        Ok(Opened { reader, .. }) => Box::new(std::iter::once(Ok(Task { input, bytes: Bytes::Piped(reader) }))),
        Err(error) => Box::new(std::iter::once(Err(Unreadable { name: input.name, error: error.to_string() }))),
    }
}

/// The pages in a tar stream.
struct Members {
    archive: Archive<Box<dyn Read + Send>>,
    /// The name of the archive itself.
    name: String,
    globs: Override,
}

impl Members {
    /// The member whose content is next, if it is a page.
    fn page(&mut self, member: &Path) -> Option<FoundTask> {
        if is_left_out(member) || self.globs.matched(member, false).is_ignore() {
            return None;
        }
        let name = name(member);
        let bytes = match held(self.archive.content()) {
            Ok(bytes) => bytes,
            Err(error) => return Some(Err(Unreadable { name, error: error.to_string() })),
        };
        if matches!(&bytes, Bytes::Held(bytes) if !is_page(member, bytes)) {
            return None;
        }
        let inner: PathBuf = member.components().filter(|part| *part != Component::CurDir).collect();
        let place = InputPlace::Found(inner.clone());
        Some(Ok(Task { input: Input { name, place, inner, real: None, is_link: false }, bytes }))
    }
}

impl Iterator for Members {
    type Item = FoundTask;

    fn next(&mut self) -> Option<FoundTask> {
        loop {
            let found = match self.archive.next_file()? {
                Ok(member) => self.page(&path(member)),
                Err(Broken { name: member, error }) => {
                    let name = member.map_or_else(|| self.name.clone(), |member| name(&path(member)));
                    Some(Err(Unreadable { name, error }))
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// Whether a member is in a hidden folder, or is a hidden file without a page's extension.
fn is_left_out(member: &Path) -> bool {
    let is_hidden = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
    let mut names = member.components().rev().filter_map(|part| match part {
        Component::Normal(name) => Some(name),
        _ => None,
    });
    let file = names.next();
    names.any(is_hidden) || file.is_some_and(is_hidden) && !has_page_extension(member)
}

#[cfg(unix)]
fn path(name: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(name).into()
}

#[cfg(not(unix))]
fn path(name: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&name).into_owned().into()
}

/// Keeps the content of a member, so that the archive can be read on.
fn held(mut content: impl Read) -> io::Result<Bytes> {
    let mut start = Vec::new();
    content.by_ref().take(SHORT).read_to_end(&mut start)?;
    if (start.len() as u64) < SHORT {
        return Ok(Bytes::Held(start));
    }
    let mut file = tempfile::tempfile()?;
    io::copy(&mut start.as_slice().chain(content), &mut file)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(Bytes::Spooled(file))
}
