//! Paths that name what is open already: `/dev/stdout`, `/dev/fd/3`, `/proc/self/fd/1`.
//!
//! Such a path leads to the file that the descriptor was opened on, if that is one. To put a new file in its place would take
//! the file away from all who write to it, so what is open is written to as it is.

use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::cli::paths::folder_of;

/// So many links are followed.
const LINKS: usize = 40;

/// The number of the descriptor of this process that `place` names, if it names one.
pub(crate) fn descriptor(place: &Path) -> Option<u32> {
    if cfg!(not(unix)) {
        return None;
    }
    let mut place = place.to_owned();
    for _ in 0..LINKS {
        let folder = fs::canonicalize(folder_of(&place)).ok()?;
        if is_descriptors(&folder) {
            return place.file_name()?.to_str()?.parse().ok();
        }
        place = folder.join(fs::read_link(&place).ok()?);
    }
    None
}

/// Whether it is `/proc/PID/fd` of this process, or `/dev/fd` where that is a folder.
fn is_descriptors(folder: &Path) -> bool {
    let own = PathBuf::from(format!("/proc/{}", std::process::id()));
    folder == Path::new("/dev/fd")
        || folder
            .strip_prefix(own)
            .is_ok_and(|rest| rest.components().next_back() == Some(Component::Normal("fd".as_ref())))
}

/// What the descriptor is open on, to be written to.
///
/// # Errors
/// Those of the system.
pub(super) fn open(place: &Path) -> io::Result<File> {
    // The end of a file is where the others who hold it write.
    File::options().append(true).open(place)
}
