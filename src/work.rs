//! Counts what scanning does, for the tests that hold it to linear work (law 9). It is compiled for tests only, and counts
//! each thread on its own.

use std::cell::Cell;

/// What has been done.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Work {
    /// Candidates looked at.
    pub(crate) candidates: usize,
    /// Bytes in which something was looked for.
    pub(crate) searched: usize,
    /// Bytes and findings that were moved.
    pub(crate) moved: usize,
}

thread_local! {
    static WORK: Cell<Work> = const { Cell::new(Work { candidates: 0, searched: 0, moved: 0 }) };
}

/// Adds to the count.
pub(crate) fn count(add: impl FnOnce(&mut Work)) {
    let mut work = WORK.get();
    add(&mut work);
    WORK.set(work);
}

/// The work of `run`.
pub(crate) fn of(run: impl FnOnce()) -> Work {
    WORK.set(Work::default());
    run();
    WORK.get()
}
