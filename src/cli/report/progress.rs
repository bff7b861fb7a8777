//! The progress bar: on a terminal only.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often the bar changes.
const PACE: Duration = Duration::from_millis(100);

/// Files done, MB/s and the time left.
pub(crate) struct Progress {
    bar: ProgressBar,
    bytes: u64,
    files: u64,
    begun: Instant,
    shown: Instant,
}

impl Progress {
    pub(crate) fn new(files: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(files), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {msg}, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, bytes: 0, files: 0, begun: Instant::now(), shown: Instant::now() }
    }

    /// A file of so many bytes is done.
    pub(crate) fn file(&mut self, bytes: u64) {
        self.bytes += bytes;
        self.files += 1;
        if self.shown.elapsed() >= PACE {
            self.shown = Instant::now();
            let micros = self.begun.elapsed().as_micros().max(1);
            self.bar.set_message(format!("{} MB/s", u128::from(self.bytes) / micros));
            self.bar.set_position(self.files);
        }
    }

    /// Writes something above the bar.
    pub(crate) fn suspend(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
