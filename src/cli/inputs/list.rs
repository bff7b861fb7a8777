//! `--files-from`: the paths that a file lists.

use crate::cli::shown::shown;
use crate::cli::stop::Stop;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The paths in the file at `place` (`-` is standard input), one a line, or each ended by NUL. Empty ones are left out.
///
/// # Errors
/// A list that cannot be read is wrong usage: nothing is known about what to do.
pub(crate) fn read(place: &Path, ends_in_nul: End) -> Result<Vec<PathBuf>, Stop> {
    let mut bytes = Vec::new();
    let read = if place == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::open(place).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| {
        Stop::Usage(format!("cannot read --files-from {}: {error}", shown(&place.to_string_lossy())))
    })?;
    let end = match ends_in_nul {
        End::Nul => 0,
        End::Line => b'\n',
    };
    let mut paths = Vec::new();
    for path in bytes.split(|&byte| byte == end) {
        let path = if end == 0 { path } else { path.strip_suffix(b"\r").unwrap_or(path) };
        if !path.is_empty() {
            paths.push(PathBuf::from(os_string(path)?));
        }
    }
    Ok(paths)
}

/// What ends a path.
#[derive(Clone, Copy)]
pub(crate) enum End {
    Line,
    Nul,
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "on other systems not all bytes are a path")]
fn os_string(bytes: &[u8]) -> Result<OsString, Stop> {
    use std::os::unix::ffi::OsStrExt;
    Ok(std::ffi::OsStr::from_bytes(bytes).to_owned())
}

#[cfg(not(unix))]
fn os_string(bytes: &[u8]) -> Result<OsString, Stop> {
    let text = std::str::from_utf8(bytes);
    text.map(OsString::from).map_err(|_| Stop::Usage("a path in --files-from is not UTF-8".into()))
}
