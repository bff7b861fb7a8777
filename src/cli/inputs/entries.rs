//! The pages of a run in little memory: of a file in a folder only its path below the folder is kept.
//!
//! Of a million files below one folder `extract` takes 112 MiB, with the tables that tell them apart; 552 MiB if each is kept as
//! an [`Input`], and its path as a key.

use std::iter::FusedIterator;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::input::{Input, InputPlace, Unreadable};
use super::name::name;

/// Pages and what could not be read, in order.
#[derive(Default)]
pub(crate) struct Entries(Vec<Entry>);

enum Entry {
    /// A file below a folder, no link.
    Found(Arc<Root>, Box<Path>),
    Other(Box<Result<Input, Unreadable>>),
}

/// A folder that is an argument.
pub(super) struct Root {
    pub(super) folder: PathBuf,
    /// With all links resolved.
    pub(super) real: PathBuf,
}

impl Root {
    /// The file at `inner` below the folder.
    pub(super) fn input(&self, inner: &Path) -> Input {
        let path = self.folder.join(inner);
        Input {
            name: name(&path),
            place: InputPlace::Found(path),
            inner: inner.to_owned(),
            real: Some(self.real.join(inner)),
            is_link: false,
        }
    }
}

impl Entry {
    fn input(&self) -> Result<Input, Unreadable> {
        match self {
            Self::Found(root, inner) => Ok(root.input(inner)),
            Self::Other(input) => (**input).clone(),
        }
    }
}

impl Entries {
    pub(super) fn push(&mut self, input: Result<Input, Unreadable>) {
        self.0.push(Entry::Other(Box::new(input)));
    }

    pub(super) fn push_found(&mut self, root: &Arc<Root>, inner: &Path) {
        self.0.push(Entry::Found(Arc::clone(root), inner.into()));
    }

    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }

    /// One of them, made anew.
    ///
    /// # Panics
    /// If there are not so many.
    pub(crate) fn get(&self, at: usize) -> Result<Input, Unreadable> {
        self.0[at].input()
    }

    /// All of them, each made when its turn comes.
    pub(crate) fn iter(&self) -> impl FusedIterator<Item = Result<Input, Unreadable>> {
        self.0.iter().map(Entry::input)
    }

    pub(crate) fn remove(&mut self, at: usize) {
        self.0.remove(at);
    }

    /// Keeps those that `keeps` says yes to.
    pub(crate) fn retain(&mut self, mut keeps: impl FnMut(&Result<Input, Unreadable>) -> bool) {
        self.0.retain(|entry| keeps(&entry.input()));
    }

    /// All of them; what is held of each is let go when its turn is over.
    pub(crate) fn into_inputs(self) -> impl Iterator<Item = Result<Input, Unreadable>> + Send {
        self.0.into_iter().map(|entry| match entry {
            Entry::Found(root, inner) => Ok(root.input(&inner)),
            Entry::Other(input) => *input,
        })
    }
}
