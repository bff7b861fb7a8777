//! Times pieces of work against each other: in rounds, interleaved, and by their medians, because a ratio taken so holds
//! on a noisy machine where an absolute figure does not.

use std::time::{Duration, Instant};

/// One piece of work over the same bytes as the others.
pub(crate) struct Work<'a> {
    pub(crate) name: &'static str,
    run: Box<dyn FnMut() -> u64 + 'a>,
    times: Vec<Duration>,
    pub(crate) result: u64,
}

impl<'a> Work<'a> {
    /// `run` gives a number (units found, bytes read) that keeps the work from being left out, and that is shown.
    pub(crate) fn new(name: &'static str, run: impl FnMut() -> u64 + 'a) -> Self {
        Self { name, run: Box::new(run), times: Vec::new(), result: 0 }
    }

    pub(crate) fn median(&self) -> f64 {
        let mut times = self.times.clone();
        times.sort();
        times[times.len() / 2].as_secs_f64()
    }
}

/// Runs each piece once per round, after one round that does not count.
pub(crate) fn rounds(works: &mut [Work<'_>], rounds: usize) {
    for round in 0..=rounds {
        for work in &mut *works {
            let start = Instant::now();
            work.result = std::hint::black_box((work.run)());
            if round > 0 {
                work.times.push(start.elapsed());
            }
        }
    }
}

/// Prints a Markdown table: speed relative to the work named `unit`, and bytes per second for orientation.
pub(crate) fn table(works: &[Work<'_>], bytes: usize, unit: &str) {
    let base = works.iter().find(|work| work.name == unit).map_or(1.0, Work::median);
    println!("| work | x {unit} | GB/s in this run | result |\n|---|---|---|---|");
    for work in works {
        let rate = bytes as f64 / work.median() / 1e9;
        println!("| {} | {:.2} | {rate:.2} | {} |", work.name, base / work.median(), work.result);
    }
}
