//! Room that the workers use again, so that the system need not give new memory for each batch.

use std::sync::{Mutex, PoisonError};

use crate::cli::pages::Pages;

/// More room than this, in bytes, is let go: there is some of it for each batch that waits.
const MOST: usize = 192 << 10;

/// Room that nobody uses at the moment.
#[derive(Default)]
pub(super) struct Kept {
    pages: Mutex<Vec<Pages>>,
    bytes: Mutex<Vec<Vec<u8>>>,
}

impl Kept {
    /// Reads pages.
    pub(super) fn pages(&self) -> Pages {
        pop(&self.pages)
    }

    pub(super) fn keep_pages(&self, pages: Pages) {
        push(&self.pages, pages);
    }

    /// Nothing yet, with room for some.
    pub(super) fn bytes(&self) -> Vec<u8> {
        pop(&self.bytes)
    }

    /// Keeps the room of what is no longer needed.
    pub(super) fn keep_bytes(&self, mut bytes: Vec<u8>) {
        if bytes.capacity() <= MOST {
            bytes.clear();
            push(&self.bytes, bytes);
        }
    }
}

fn pop<T: Default>(kept: &Mutex<Vec<T>>) -> T {
    kept.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
}

fn push<T>(kept: &Mutex<Vec<T>>, unused: T) {
    kept.lock().unwrap_or_else(PoisonError::into_inner).push(unused);
}
