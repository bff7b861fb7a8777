//! Why a run ends early.

use std::io;

use bitext::{CannotHold, Error};

use crate::cli::stop::Stop;

/// Why a run ends early.
pub(crate) enum Ended {
    Stop(Stop),
    /// An output can have one target language, and the pages have these.
    Languages(String, String),
}

impl From<Stop> for Ended {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl Ended {
    /// What cannot be made of the output.
    pub(super) fn with(error: Error) -> Self {
        match error {
            Error::CannotHold { reason: CannotHold::SecondLocale { first, second, .. }, .. } => {
                Self::Languages(first, second)
            }
            Error::Io(error) => Stop::output(None, error).into(),
            error => Stop::output(None, io::Error::other(error)).into(),
        }
    }
}
