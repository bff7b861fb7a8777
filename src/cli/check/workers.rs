//! The work on pages, on as many threads as are allowed. What a thread needs for one page it keeps for the next.

use std::collections::HashMap;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bitext::check::{Baseline, Checker, Corpus, Rules};
use bitext::{Locale, Settings};

use super::base::Known;
use super::config;
use super::page::{Glance, PageReport, PageView};
use crate::cli::inputs::Input;
use crate::cli::pages::{Content, Pages};

/// A page with all that is needed to check it.
pub(super) struct Job {
    pub(super) input: Input,
    pub(super) settings: config::CheckSettings,
    pub(super) before: Option<Known>,
    pub(super) glance: Glance,
}

/// All threads, and what they share.
pub(super) struct Workers<'a> {
    pub(super) target_locale: Option<&'a str>,
    pub(super) baseline: Option<Baseline>,
    pub(super) writes_baseline: bool,
    /// What all pages know, where a rule needs it.
    pub(super) corpus: Option<Arc<Corpus>>,
    threads: Vec<Mutex<ThreadState>>,
}

/// What a thread keeps from page to page.
#[derive(Default)]
struct ThreadState {
    pages: Pages,
    /// By the address of the settings that they run, which live as long as the run.
    checkers: HashMap<usize, Checker>,
    /// What this thread's pages know.
    corpus: Option<Corpus>,
}

impl<'a> Workers<'a> {
    pub(super) fn new(jobs: usize, target_locale: Option<&'a str>) -> Self {
        let threads = (0..jobs.max(1)).map(|_| Mutex::default()).collect();
        Self { target_locale, baseline: None, writes_baseline: false, corpus: None, threads }
    }

    /// How many there are.
    pub(super) fn number(&self) -> usize {
        self.threads.len()
    }

    /// Checks pages; the reports are in the order of the pages. `None` is for what is no page.
    pub(super) fn check(&self, jobs: &[Job]) -> Vec<Option<PageReport>> {
        self.each(jobs, |worker, job| {
            let ThreadState { pages, checkers, .. } = worker;
            match job.glance {
                Glance::NoPage => return None,
                Glance::NothingToCheck => return Some(PageReport::default()),
                Glance::Unknown => {}
            }
            let checker = checkers.entry(Arc::as_ptr(&job.settings.rules) as usize).or_insert_with(|| {
                let checker = Checker::new(Rules::clone(&job.settings.rules));
                match &self.corpus {
                    Some(corpus) => checker.with_corpus(Arc::clone(corpus)),
                    None => checker,
                }
            });
            match pages.read(&job.input.place) {
                Ok(Content::NoPage) => None,
                Ok(content) => Some(self.view(job).check(content, checker)),
                Err(error) => Some(PageReport { error: Some(error.to_string()), ..PageReport::default() }),
            }
        })
    }

    /// Shows pages to the corpora of the threads, of which each begins as `corpus`; what could be seen is in the order of the
    /// pages.
    pub(super) fn collect(&self, jobs: &[Job], corpus: &Corpus) -> Vec<Glance> {
        self.each(jobs, |worker, job| {
            let ThreadState { pages, corpus: own, .. } = worker;
            let own = own.get_or_insert_with(|| corpus.clone());
            match pages.read(&job.input.place) {
                Ok(Content::NoPage) => Glance::NoPage,
                Ok(content) => self.view(job).collect(content, own),
                // What cannot be read is reported when the page is checked.
                Err(_) => Glance::Unknown,
            }
        })
    }

    /// All that was collected goes into `corpus`, for the checkers.
    pub(super) fn join(&mut self, mut corpus: Corpus) {
        for worker in &mut self.threads {
            let worker = worker.get_mut().unwrap_or_else(PoisonError::into_inner);
            worker.corpus.take().into_iter().for_each(|own| corpus.join(own));
        }
        self.corpus = Some(Arc::new(corpus));
    }

    fn view<'v>(&'v self, job: &'v Job) -> PageView<'v> {
        let tag = self.target_locale.or(job.settings.target_locale.as_deref());
        PageView {
            name: &job.input.name,
            settings: Settings::default().with_locale(tag.and_then(|tag| Locale::parse(tag).ok())),
            before: job.before.as_ref(),
            baseline: self.baseline.as_ref(),
            writes_baseline: self.writes_baseline,
        }
    }

    /// Does the work of each job; what it gives is in the order of the jobs.
    fn each<T: Send>(&self, jobs: &[Job], work: impl Fn(&mut ThreadState, &Job) -> T + Sync) -> Vec<T> {
        let next = AtomicUsize::new(0);
        let run = |worker: &Mutex<ThreadState>| {
            let mut worker = worker.lock().unwrap_or_else(PoisonError::into_inner);
            let mut done = Vec::new();
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(job) = jobs.get(place) else { return done };
                done.push((place, work(&mut worker, job)));
            }
        };
        let mut done = match &self.threads[..] {
            [worker] => run(worker),
            workers => thread::scope(|scope| {
                let run = &run;
                let threads: Vec<_> =
                    workers.iter().take(jobs.len()).map(|worker| scope.spawn(move || run(worker))).collect();
                let join = |thread: thread::ScopedJoinHandle<'_, _>| {
                    thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
                };
                threads.into_iter().flat_map(join).collect()
            }),
        };
        done.sort_unstable_by_key(|(place, _)| *place);
        done.into_iter().map(|(_, result)| result).collect()
    }
}
