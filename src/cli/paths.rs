//! What paths say by themselves, whatever is at them.

use std::ffi::OsStr;
use std::path::Path;

/// The extensions of pages, in lower case.
const EXTENSIONS: [&str; 6] = ["md", "markdown", "yml", "yaml", "json", "xml"];

/// Whether a file is a page by its name.
pub(crate) fn has_page_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// Whether it is `-`: standard input or output.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The folder of a file.
pub(crate) fn folder_of(place: &Path) -> &Path {
    match place.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
