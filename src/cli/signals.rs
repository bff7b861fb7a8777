//! What SIGHUP, SIGINT and SIGTERM leave: no draft.
//!
//! All drafts that exist are listed here. A signal removes them, then ends the process as that signal does. What was put in
//! its place before stays. (SIGKILL cannot be seen: it may leave drafts, which are hidden files named `.bitext-*`.)

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

/// The drafts that exist. Who creates, renames or removes one holds the lock.
static DRAFTS: Mutex<Option<HashSet<PathBuf>>> = Mutex::new(None);

fn drafts() -> MutexGuard<'static, Option<HashSet<PathBuf>>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Creates a draft, and lists it.
pub(crate) fn create(create: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<NamedTempFile> {
    watch();
    let mut drafts = drafts();
    let draft = create()?;
    drafts.get_or_insert_default().insert(draft.path().to_owned());
    Ok(draft)
}

/// Removes a draft from the list, while `end` renames or removes it.
pub(crate) fn end<T>(path: &Path, end: impl FnOnce() -> T) -> T {
    let mut drafts = drafts();
    let done = end();
    if let Some(drafts) = &mut *drafts {
        drafts.remove(path);
    }
    done
}

/// Begins to wait for signals, once.
#[cfg(unix)]
fn watch() {
    use std::sync::OnceLock;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    static WATCHED: OnceLock<()> = OnceLock::new();
    WATCHED.get_or_init(|| {
        // Without the watch a signal ends the process at once and leaves drafts, and that is all.
        let hang_up = may_hang_up().then_some(SIGHUP);
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM].into_iter().chain(hang_up)) else { return };
        let wait = move || {
            if let Some(signal) = signals.forever().next() {
                // The lock is kept until the end: no draft is created or renamed any more.
                let drafts = drafts();
                for draft in drafts.iter().flatten() {
                    let _ = std::fs::remove_file(draft);
                }
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        };
        let _ = std::thread::Builder::new().name("signals".into()).spawn(wait);
    });
}

/// Whether a SIGHUP would end the process: below `nohup` it is ignored, and has to stay so. Where the system does not say, it is
/// not watched for.
#[cfg(unix)]
fn may_hang_up() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 0)
}

#[cfg(not(unix))]
fn watch() {}
