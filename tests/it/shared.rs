//! Finds the real files beside the project: the folder `shared` beside this package or a folder around it, or the one that
//! `BITEXT_SHARED` names. Its packed corpora are unpacked once into the build folder (its script does that).

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The shared folder, or `None` (said on standard error) where there is none.
pub(crate) fn shared() -> Option<PathBuf> {
    let around = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1).map(|dir| dir.join("shared"));
    let places = std::env::var_os("BITEXT_SHARED").map_or_else(|| around.collect(), |dir| vec![PathBuf::from(dir)]);
    let found = places.iter().find(|dir| dir.join("corpus").is_dir()).cloned();
    if found.is_none() {
        eprintln!("SKIPPED: no shared folder at {} (set BITEXT_SHARED)", places[0].display());
    }
    found
}

/// The folder with the unpacked corpora `dev`, `cases` and `ol-pairs`.
pub(crate) fn corpora() -> Option<&'static Path> {
    static DIR: OnceLock<Option<PathBuf>> = OnceLock::new();
    DIR.get_or_init(|| {
        let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpora");
        let done = Command::new("sh").arg(shared()?.join("corpus/unpack.sh")).arg(&to).output().unwrap();
        assert!(done.status.success(), "unpacking the corpora failed: {}", String::from_utf8_lossy(&done.stderr));
        Some(to)
    })
    .as_deref()
}

/// The paths of the bilingual files below a folder of the corpora, sorted.
pub(crate) fn sxs_files(dir: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = entry.path().to_str().unwrap().to_owned();
            if entry.file_type().unwrap().is_dir() {
                folders.push(path.into());
            } else if entry.file_name().to_str().unwrap().contains(".sxs.") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
