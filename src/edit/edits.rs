//! A list of edits of any number of pages, in which those of a page are found quickly.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::edit::single::Edit;

/// Edits of any number of pages, in the order in which they were added.
///
/// ```
/// # use bitext::edit::{Edit, Edits};
/// let mut edits = Edits::new();
/// edits.push(Edit::new("407fb-102", "Labdien").in_page("a.md"));
/// edits.extend([Edit::new("407fb-102", "Sveiki").in_page("b.md")]);
/// assert_eq!((edits.len(), edits.paths().count()), (2, 2));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Edits {
    list: Vec<Edit>,
    /// The paths in the order of their first edits, and the places of their edits in the list.
    pages: Vec<(Arc<str>, ListPlaces)>,
    by_path: HashMap<Arc<str>, usize>,
    /// The page of the last edit: most edits are for the page of the one before.
    last: usize,
    /// The places of those without a path.
    without_path: ListPlaces,
}

/// Places in the list, in ascending order.
#[derive(Debug, Clone, Default)]
struct ListPlaces(Vec<Range<usize>>);

impl ListPlaces {
    fn push(&mut self, place: usize) {
        match self.0.last_mut() {
            Some(last) if last.end == place => last.end += 1,
            _ => self.0.push(place..place + 1),
        }
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().cloned().flatten()
    }
}

impl Edits {
    /// No edits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an edit.
    pub fn push(&mut self, edit: Edit) {
        let place = self.list.len();
        match edit.shared_path() {
            None => self.without_path.push(place),
            Some(path) => {
                if self.pages.get(self.last).is_none_or(|(last, _)| last != path) {
                    self.last = self.page(path);
                }
                self.pages[self.last].1.push(place);
            }
        }
        self.list.push(edit);
    }

    /// The number of the page of this path.
    fn page(&mut self, path: &Arc<str>) -> usize {
        if let Some(&page) = self.by_path.get(path) {
            return page;
        }
        self.pages.push((Arc::clone(path), ListPlaces::default()));
        self.by_path.insert(Arc::clone(path), self.pages.len() - 1);
        self.pages.len() - 1
    }

    /// Names the file that these edits come from, for whoever reports about them.
    #[must_use]
    pub fn from_file(mut self, name: impl Into<Arc<str>>) -> Self {
        let name = name.into();
        self.list.iter_mut().for_each(|edit| edit.set_file(&name));
        self
    }

    /// Takes the names of their pages away: for one page whose name is another than that in the file.
    #[must_use]
    pub fn without_paths(mut self) -> Self {
        self.list.iter_mut().for_each(Edit::remove_path);
        self.into_iter().collect()
    }

    /// Adds all edits of another list after these, without a second copy of any of them where this list is empty.
    ///
    /// ```
    /// # use bitext::edit::{Edit, Edits};
    /// let mut edits = Edits::new();
    /// edits.append(Edits::from_iter([Edit::new("407fb-102", "Labdien")]));
    /// assert_eq!(edits.len(), 1);
    /// ```
    pub fn append(&mut self, other: Self) {
        if self.is_empty() { *self = other } else { self.extend(other) }
    }

    /// The number of edits.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The different paths that the edits name, in the order of their first edits.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().map(|(path, _)| &**path)
    }

    /// Whether an edit names no page.
    #[must_use]
    pub fn has_pathless(&self) -> bool {
        !self.without_path.0.is_empty()
    }

    /// All edits, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Edit> {
        self.list.iter()
    }

    /// The edits that a merge under this name takes, in order: those that name this page, and those that name none.
    pub fn of_page(&self, path: &str) -> impl Iterator<Item = &Edit> {
        let named = self.by_path.get(path).map(|&page| &self.pages[page].1);
        let (mut named, mut others) =
            (named.into_iter().flat_map(ListPlaces::iter).peekable(), self.without_path.iter().peekable());
        std::iter::from_fn(move || {
            let is_named_next = match (named.peek(), others.peek()) {
                (Some(first), Some(second)) => first < second,
                (first, _) => first.is_some(),
            };
            let place = if is_named_next { named.next() } else { others.next() };
            place.map(|place| &self.list[place])
        })
    }
}

impl FromIterator<Edit> for Edits {
    fn from_iter<I: IntoIterator<Item = Edit>>(edits: I) -> Self {
        let mut all = Self::new();
        all.extend(edits);
        all
    }
}

impl Extend<Edit> for Edits {
    fn extend<I: IntoIterator<Item = Edit>>(&mut self, edits: I) {
        let edits = edits.into_iter();
        self.list.reserve(edits.size_hint().0);
        edits.for_each(|edit| self.push(edit));
    }
}

impl IntoIterator for Edits {
    type Item = Edit;
    type IntoIter = std::vec::IntoIter<Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'e> IntoIterator for &'e Edits {
    type Item = &'e Edit;
    type IntoIter = std::slice::Iter<'e, Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
