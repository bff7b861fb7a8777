//! Whether standard output was closed when the process began (`>&-`).
//!
//! Before `main` the runtime of Rust opens `/dev/null` in the place of what is closed. What is written there is lost without
//! an error, so it is looked at before that.

use std::io;

#[cfg(unix)]
mod at_start {
    use std::sync::atomic::{AtomicBool, Ordering};

    static IS_CLOSED: AtomicBool = AtomicBool::new(false);

    #[ctor::ctor(unsafe)]
    fn look() {
        let is_closed = rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err();
        IS_CLOSED.store(is_closed, Ordering::Relaxed);
    }

    pub(super) fn is_closed() -> bool {
        IS_CLOSED.load(Ordering::Relaxed)
    }
}

/// An error if standard output was closed.
pub(crate) fn stdout_is_open() -> io::Result<()> {
    #[cfg(unix)]
    if at_start::is_closed() {
        return Err(rustix::io::Errno::BADF.into());
    }
    Ok(())
}
