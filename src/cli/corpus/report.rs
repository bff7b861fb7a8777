//! What a worker has to report, kept until it is its turn.

use bitext::filter::Removed;
use bitext::{Diagnostic, Position};

use crate::cli::report::Report;

/// What was done, counted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Totals {
    pub(crate) files: u64,
    pub(crate) units: u64,
    pub(crate) damaged: u64,
    pub(crate) left_out: u64,
    pub(crate) replaced: u64,
    pub(crate) not_read: u64,
    pub(crate) without_locale: u64,
    pub(crate) without_units: u64,
    pub(crate) removed: Removed,
}

impl Totals {
    /// Adds another count.
    pub(super) fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.units += other.units;
        self.damaged += other.damaged;
        self.left_out += other.left_out;
        self.replaced += other.replaced;
        self.not_read += other.not_read;
        self.without_locale += other.without_locale;
        self.without_units += other.without_units;
        self.removed.add_all(&other.removed);
    }
}

/// What is said about pages, in order.
#[derive(Debug, Default)]
pub(super) struct Log {
    events: Vec<Event>,
}

#[derive(Debug)]
enum Event {
    Finding(String, Diagnostic, Position),
    Failure(String, String),
    /// A page of so many bytes is done.
    Page(usize),
}

impl Log {
    pub(super) fn finding(&mut self, name: &str, finding: &Diagnostic, position: Position) {
        self.events.push(Event::Finding(name.to_owned(), finding.clone(), position));
    }

    pub(super) fn failure(&mut self, name: &str, message: &str) {
        self.events.push(Event::Failure(name.to_owned(), message.to_owned()));
    }

    pub(super) fn page(&mut self, bytes: usize) {
        self.events.push(Event::Page(bytes));
    }

    pub(super) fn append(&mut self, mut next: Self) {
        self.events.append(&mut next.events);
    }

    /// Says all of it.
    pub(super) fn replay(self, report: &mut Report) {
        for event in self.events {
            match event {
                Event::Finding(name, finding, position) => report.finding(&name, &finding, position),
                Event::Failure(name, message) => report.failure(&name, &message),
                Event::Page(bytes) => report.progress(bytes),
            }
        }
    }
}
