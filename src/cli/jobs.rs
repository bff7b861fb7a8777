//! Work on many things by several threads, with results in order.
//!
//! Things are taken in windows: while the threads work on one window, the results of the one before are taken and the next one
//! is filled. So the results come in the order of the things whatever the number of threads, and no more than three windows
//! are in memory.

use std::num::NonZeroUsize;
use std::thread;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::stop::Stop;

/// How many threads work.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct JobsArg {
    /// How many pages to work on at once; the output is the same for any number [default: all cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MOST))]
    jobs: Option<u16>,
}

/// More threads than any machine has cores; a mistyped number must not exhaust the system.
const MOST: i64 = 1024;

impl JobsArg {
    /// How many they are.
    pub(crate) fn number(self) -> usize {
        let all = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.jobs.map_or_else(all, usize::from)
    }

    /// Makes the threads.
    ///
    /// # Errors
    /// That the system gives none.
    pub(crate) fn start(self) -> Result<Jobs, Stop> {
        let jobs = self.number();
        let pool = ThreadPoolBuilder::new().num_threads(jobs).build();
        let pool = pool.map_err(|error| Stop::Usage(format!("cannot start {jobs} threads: {error}")))?;
        Ok(Jobs { pool, window: jobs * PER_THREAD })
    }
}

/// So many things of a window for each thread: enough that threads seldom wait for the last one.
const PER_THREAD: usize = 2;

/// Single pages are less work than the batches of `extract`, so a window holds so many times more of them.
const PAGES: usize = 16;

/// Threads that work.
pub(crate) struct Jobs {
    pool: ThreadPool,
    window: usize,
}

impl Jobs {
    /// Gives each thing to `work`, on all threads, and the results, in order and a window at a time, to `take`. Ends at the first
    /// error of `take`.
    pub(crate) fn in_windows<T: Send, R: Send, E: Send>(
        &self,
        things: &mut (dyn Iterator<Item = T> + Send),
        work: impl Fn(T) -> R + Sync + Send,
        mut take: impl FnMut(Vec<R>) -> Result<(), E> + Send,
    ) -> Result<(), E> {
        self.pool.install(|| {
            let mut window: Vec<T> = things.take(self.window).collect();
            let mut done = Vec::new();
            while !(window.is_empty() && done.is_empty()) {
                let (results, next) = rayon::join(
                    || Self::map(window, &work),
                    || {
                        take(std::mem::take(&mut done))?;
                        Ok(things.take(self.window).collect())
                    },
                );
                done = results;
                window = next?;
            }
            Ok(())
        })
    }

    /// The number of things that are worth working on at once.
    pub(crate) const fn window(&self) -> usize {
        self.window * PAGES
    }

    /// Gives each of some things to `work`, on all threads; the results are in order.
    pub(crate) fn all<T: Send, R: Send>(&self, things: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        self.pool.install(|| Self::map(things, work))
    }

    /// Gives each thing to `work`, on the threads that this is called on; the results are in order.
    pub(crate) fn map<T: Send, R: Send>(things: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        things.into_par_iter().map(work).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn jobs(number: u16) -> Jobs {
        JobsArg { jobs: Some(number) }.start().unwrap_or_else(|_| panic!("there are threads"))
    }

    #[test]
    fn results_are_in_order_for_any_number_of_threads() {
        for number in [1, 2, 3, 8] {
            for len in [0, 1, 3, 4, 5, 100] {
                let mut taken = Vec::new();
                let done: Result<(), ()> = jobs(number).in_windows(
                    &mut (0..len),
                    |n: i32| n * 2,
                    |mut window| {
                        taken.append(&mut window);
                        Ok(())
                    },
                );
                assert_eq!((done, taken), (Ok(()), (0..len).map(|n| n * 2).collect()));
            }
        }
    }

    #[test]
    fn an_error_ends_the_work_and_windows_are_bounded() {
        let given = AtomicUsize::new(0);
        let mut endless = std::iter::repeat_with(|| given.fetch_add(1, Ordering::Relaxed));
        let is_late = |window: &Vec<usize>| window.iter().any(|&n| n >= 20);
        let done =
            jobs(2).in_windows(&mut endless, |n| n, |window| if is_late(&window) { Err("stop") } else { Ok(()) });
        assert_eq!(done, Err("stop"));
        assert!(given.into_inner() <= 20 + 4 * 2 * PER_THREAD);
    }
}
