//! Files of edits, read for `merge` and `review`.

use std::fs::File;
use std::path::PathBuf;

use bitext::Error;
use bitext::edit::Edits;
use bitext::format::{Limits, read_edits};

use super::report::Report;

/// All edits; `None` if a file of them cannot be read: merging without it would lose its edits.
pub(crate) fn read_files(files: &[PathBuf], report: &mut Report) -> Option<Edits> {
    let mut all = Edits::new();
    let mut is_whole = true;
    for file in files {
        let name = file.display().to_string();
        match File::open(file).map_err(Error::from).and_then(|file| read_edits(file, Limits::default())) {
            Ok(edits) => all.extend(edits.from_file(name)),
            Err(error) => {
                is_whole = false;
                report.failure(&name, &error.to_string());
            }
        }
    }
    is_whole.then_some(all)
}
