//! A module uses only floors below it, or its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floor of each module of the crate, from below. A new module has to take its place here.
const FLOORS: &[(u32, &[&str])] = &[
    (0, &["position", "error", "locale", "diagnostic", "markup", "tag", "work"]),
    (1, &["scan"]),
    (2, &["part", "front_matter", "file_kind"]),
    (3, &["document", "view", "context", "annotate", "inline", "html"]),
    (4, &["segment"]),
    (5, &["export", "import", "merge", "check", "stats", "review", "render"]),
    (6, &["main", "cli"]),
];

fn floor(module: &str) -> Option<u32> {
    FLOORS.iter().find(|(_, modules)| modules.contains(&module)).map(|(floor, _)| *floor)
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What a source names behind `crate::` (or `bitext::`, in the binary), tests and comments left out.
fn used(text: &str, root: &str) -> Vec<String> {
    let code = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or(text);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut names = Vec::new();
    for line in lines {
        for (at, _) in line.match_indices(root) {
            let rest = &line[at + root.len()..];
            let heads = match rest.strip_prefix('{') {
                Some(list) => list.split([',', '}']).map(str::trim).collect(),
                None => vec![rest],
            };
            let name = |head: &str| head.chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect::<String>();
            names.extend(heads.into_iter().map(name).filter(|name| !name.is_empty()));
        }
    }
    names
}

#[test]
fn modules_use_only_what_is_below() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = BTreeMap::new();
    for file in files.iter().filter(|file| !file.ends_with("lib.rs")) {
        let inner = file.strip_prefix(&root).unwrap();
        let module = inner.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        let Some(own) = floor(module) else {
            wrong.insert(inner.display().to_string(), "is on no floor".to_owned());
            continue;
        };
        let text = fs::read_to_string(file).unwrap();
        let root = if own == 6 { "bitext::" } else { "crate::" };
        for name in used(&text, root) {
            if own == 6 && name.starts_with(char::is_uppercase) {
                continue;
            }
            match floor(&name) {
                Some(other) if other <= own => {}
                Some(_) => drop(wrong.insert(inner.display().to_string(), format!("uses {name}, which is above it"))),
                None => drop(wrong.insert(inner.display().to_string(), format!("uses {name}, which is on no floor"))),
            }
        }
    }
    assert_eq!(wrong, BTreeMap::new());
}

#[test]
fn the_library_declares_only_modules_with_a_floor() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules = text.lines().filter_map(|line| {
        let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    for module in modules {
        assert!(floor(module).is_some(), "{module}");
    }
}

#[test]
fn uses_are_seen_in_lists_and_in_passing() {
    let text = "use crate::part::Part;\nuse crate::{Locale, scan::Token, export};\n// crate::comment\nlet x = crate::error::f();";
    assert_eq!(used(text, "crate::"), ["part", "Locale", "scan", "export", "error"]);
}
