//! Finds units in a sequence of span tags by counting how many are open.

use crate::{Give, bare};

/// What an opening span tag is.
#[derive(Clone, Copy)]
pub(crate) enum Open<'t> {
    /// With the value of its attribute.
    Target(&'t str),
    Source,
    Other,
}

enum State {
    Outside,
    Target,
    Between,
    Source,
}

pub(crate) struct Walk<'t> {
    page: &'t str,
    state: State,
    depth: usize,
    id: String,
    target: (usize, usize),
    source: usize,
}

impl<'t> Walk<'t> {
    pub(crate) fn new(page: &'t str) -> Self {
        Self { page, state: State::Outside, depth: 0, id: String::new(), target: (0, 0), source: 0 }
    }

    /// An opening tag that ends before `end`.
    pub(crate) fn open(&mut self, tag: Open<'_>, end: usize) {
        match (tag, &self.state) {
            (Open::Target(id), _) => {
                self.id.clear();
                self.id.push_str(bare(id));
                self.target = (end, end);
                (self.state, self.depth) = (State::Target, 0);
            }
            (Open::Source, State::Between) => {
                self.source = end;
                (self.state, self.depth) = (State::Source, 0);
            }
            (_, State::Target | State::Source) => self.depth += 1,
            _ => {}
        }
    }

    /// A closing tag that begins at `start`.
    pub(crate) fn close(&mut self, start: usize, give: &mut Give<'_>) {
        match self.state {
            State::Target | State::Source if self.depth > 0 => self.depth -= 1,
            State::Target => {
                self.target.1 = start;
                self.state = State::Between;
            }
            State::Source => {
                let texts = (self.page.get(self.target.0..self.target.1), self.page.get(self.source..start));
                if let (Some(target), Some(source)) = texts {
                    give(&self.id, target, source);
                }
                self.state = State::Outside;
            }
            State::Between | State::Outside => self.state = State::Outside,
        }
    }
}
