//! The work done, counted by the tests that show it to be linear; in other builds nothing is counted.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts `n` steps.
#[cfg(test)]
pub(super) fn step(n: usize) {
    STEPS.set(STEPS.get() + n);
}

/// Counts nothing.
#[cfg(not(test))]
#[inline(always)]
pub(super) const fn step(_: usize) {}

/// The steps that `work` takes on this thread.
#[cfg(test)]
pub(super) fn steps_of<T>(work: impl FnOnce() -> T) -> usize {
    let before = STEPS.get();
    std::hint::black_box(work());
    STEPS.get() - before
}
