//! Why a command stops before its end, and the exit codes.

use std::io;
use std::path::Path;

use super::paths::is_stdin;
use super::shown::shown;

/// The exit code where there are findings that were asked for, or refused edits.
pub(crate) const FOUND: u8 = 1;

/// The exit code where not everything could be read or written.
pub(crate) const NOT_ALL: u8 = 3;

/// Why a command stops before its end.
pub(crate) enum Stop {
    /// The arguments do not fit together.
    Usage(String),
    /// An output fails: its name, and why.
    Output(String, io::Error),
}

impl Stop {
    /// The output at `place` fails; without one, or at `-`, it is standard output.
    pub(crate) fn output(place: Option<&Path>, error: io::Error) -> Self {
        let place = place.filter(|place| !is_stdin(place));
        Self::Output(place.map_or("standard output".into(), |place| place.display().to_string()), error)
    }

    /// The output at `place` cannot begin: wrong usage if there is no such folder.
    pub(crate) fn beginning(place: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                Self::Usage(format!("cannot write to {}: there is no such folder", shown(&place.to_string_lossy())))
            }
            _ => Self::output(Some(place), error),
        }
    }
}
