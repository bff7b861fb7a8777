//! All pages of a run.

use std::path::PathBuf;

use super::entries::Entries;
use super::input::InputPlace;
use super::walk::LeftOut;
use crate::cli::shown::count;

/// All that a run reads, in order.
pub(crate) struct Listing {
    pub(crate) inputs: Entries,
    pub(crate) left_out: LeftOut,
    /// The file that listed the paths.
    pub(crate) list: Option<PathBuf>,
}

impl Listing {
    /// Whether standard input is a page.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.inputs.iter().flatten().any(|input| matches!(input.place, InputPlace::Stdin))
    }

    /// What was left out, as far as anything was.
    pub(crate) fn left_out(&self) -> Option<String> {
        let LeftOut { hidden_folders, hidden_files, linked_folders, no_files, earlier_outputs } = self.left_out;
        let kinds = [
            (hidden_folders, "hidden folder", "hidden folders"),
            (hidden_files, "hidden file that is no page", "hidden files that are no pages"),
            (linked_folders, "link to a folder", "links to folders"),
            (no_files, "entry that is no file", "entries that are no files"),
            (earlier_outputs, "output of an earlier run", "outputs of an earlier run"),
        ];
        let kinds: Vec<_> =
            kinds.iter().filter(|kind| kind.0 > 0).map(|&(number, one, many)| count(number, one, many)).collect();
        (!kinds.is_empty()).then(|| format!("left out: {}", kinds.join(", ")))
    }
}
