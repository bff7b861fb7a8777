//! All pages through the workers, into the outputs.

use std::io::{self, Write};
use std::iter::Peekable;
use std::path::{Component, Path};

use bitext::filter::Seen;

use super::ended::Ended;
use super::kept::Kept;
use super::outputs::Outputs;
use super::plan::Plan;
use super::report::{Log, Totals};
use super::source::FoundTask;
use super::worker::{Batch, Done, Loaded, OutputPart, Worker};
use crate::cli::guard::Guard;
use crate::cli::jobs::Jobs;
use crate::cli::outputs::{Mirror, Output};
use crate::cli::report::Report;

/// Where the parts go.
pub(crate) enum Target {
    /// Into these outputs.
    Joined(Outputs),
    /// Each page into a file of its own.
    Mirror(Mirror, Guard),
}

impl Target {
    /// Outputs at `place`, or standard output.
    ///
    /// # Errors
    /// Those of the file system.
    pub(crate) fn joined(plan: &Plan<'_>, place: Option<&Path>, guard: Guard) -> Result<Self, Ended> {
        Outputs::new(plan, place, guard).map(Self::Joined)
    }
}

/// Writes all pages.
///
/// # Errors
/// Those of an output that all pages go into. One page that cannot be written to its own output is reported.
pub(crate) fn run(
    plan: &Plan<'_>,
    jobs: &Jobs,
    tasks: impl Iterator<Item = FoundTask> + Send,
    target: Target,
    report: &mut Report,
) -> Result<Totals, Ended> {
    let kept = Kept::default();
    let worker = Worker { plan, is_mirror: matches!(target, Target::Mirror(..)), kept: &kept };
    let mut taker = Taker { worker, seen: Seen::new(), target, report, totals: Totals::default() };
    let mut batches = Batches(tasks.peekable());
    if plan.filter.dedups() {
        jobs.in_windows(&mut batches, |batch| worker.load(batch), |window| taker.take_loaded(window))?;
    } else {
        let take = |window: Vec<Done>| window.into_iter().try_for_each(|done| taker.take(done));
        jobs.in_windows(&mut batches, |batch| worker.export(batch), take)?;
    }
    taker.finish()
}

/// A batch of so many inputs is worth handing to a thread.
const BATCH: usize = 16;

/// A batch with so many bytes in memory takes no further input.
const BATCH_BYTES: usize = 64 << 10;

/// Inputs, a few at a time.
struct Batches<I: Iterator>(Peekable<I>);

impl<I: Iterator<Item = FoundTask>> Iterator for Batches<I> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let (mut batch, mut bytes) = (Batch::new(), 0);
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Some(found) = self.0.next() else { break };
            bytes += found.as_ref().map_or(0, |task| task.bytes.len());
            batch.push(found);
        }
        (!batch.is_empty()).then_some(batch)
    }
}

/// Takes what the workers have done, in order.
pub(super) struct Taker<'t> {
    pub(super) worker: Worker<'t>,
    pub(super) seen: Seen,
    pub(super) target: Target,
    report: &'t mut Report,
    totals: Totals,
}

impl Taker<'_> {
    /// Batches whose units have to be compared with those before: they are written by all threads as long as nothing of them
    /// has to be streamed.
    fn take_loaded(&mut self, window: Vec<Loaded>) -> Result<(), Ended> {
        let worker = self.worker;
        let mut ready = Vec::new();
        for mut loaded in window {
            loaded.compare(&mut self.seen);
            let is_whole = loaded.rest.is_empty();
            ready.push(loaded);
            if !is_whole {
                let done = Jobs::map(std::mem::take(&mut ready), |loaded| worker.export_loaded(loaded));
                done.into_iter().try_for_each(|done| self.take(done))?;
            }
        }
        Jobs::map(ready, |loaded| worker.export_loaded(loaded)).into_iter().try_for_each(|done| self.take(done))
    }

    pub(super) fn take(&mut self, done: Done) -> Result<(), Ended> {
        let Done { parts, mut log, totals, rest, failed } = done;
        self.totals.add(&totals);
        if let Some(error) = failed {
            return Err(Ended::with(error));
        }
        for part in parts {
            self.append(&part, &mut log)?;
            self.worker.kept.keep_bytes(part.bytes);
        }
        log.replay(self.report);
        rest.into_iter().try_for_each(|task| self.alone(task))
    }

    fn append(&mut self, part: &OutputPart, log: &mut Log) -> Result<(), Ended> {
        match &mut self.target {
            Target::Joined(outputs) => outputs.append(self.worker.plan, part),
            Target::Mirror(mirror, guard) => {
                let write = |output: &mut Output| {
                    match &part.rows {
                        Some(rows) => rows.write(output)?,
                        None => output.write_all(&part.bytes)?,
                    }
                    Ok(true)
                };
                mirror_page(mirror, guard, &part.inner, &part.name, log, write)
            }
        }
    }

    fn finish(self) -> Result<Totals, Ended> {
        match self.target {
            Target::Joined(outputs) => outputs.finish(self.worker.plan)?,
            Target::Mirror(..) => {}
        }
        Ok(self.totals)
    }
}

/// Writes a page to its own output, which is put in its place if `write` says so.
///
/// # Errors
/// That the output is read. All others are reported.
pub(super) fn mirror_page(
    mirror: &mut Mirror,
    guard: &mut Guard,
    inner: &Path,
    page: &str,
    log: &mut Log,
    write: impl FnOnce(&mut Output) -> io::Result<bool>,
) -> Result<(), Ended> {
    if !inner.components().all(|part| matches!(part, Component::Normal(_))) {
        log.failure(page, "has a name that leads out of the output folder, so it is not written");
        return Ok(());
    }
    let place = mirror.place(inner);
    guard.may_mirror(&place)?;
    let written = mirror.create(&place, page).and_then(|mut output| {
        let is_kept = write(&mut output)?;
        if is_kept { output.commit() } else { Ok(()) }
    });
    if let Err(error) = written {
        log.failure(&place.to_string_lossy(), &error.to_string());
    }
    Ok(())
}
