//! `render` and `merge` by several threads, as a process: the same as by one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::cli::{code, err, folder, out, page, run};

/// More pages than a window of two threads holds, one of them without units, and what cannot be read.
fn many() -> tempfile::TempDir {
    let names: Vec<_> = (0..150).map(|at| format!("docs/{}/{at:03}.md", at % 3)).collect();
    let text = |at: u32| match at {
        7 => "none\n".to_owned(),
        _ => (0..=at % 4).map(|number| page(100 + 10 * at + number)).collect(),
    };
    let texts: Vec<String> = (0..150).map(text).collect();
    let files: Vec<_> = names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    fs::write(folder.path().join("docs/1/broken.md"), b"\xFF").unwrap();
    let long = page(300) + &"x".repeat(2 << 20);
    fs::write(folder.path().join("docs/2/long.md"), long).unwrap();
    folder
}

/// The files of a folder with their contents.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, content)| (format!("{name}/{inner}"), content)));
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn rendered_pages_are_the_same_for_any_number_of_threads() {
    let folder = many();
    let here = folder.path();
    let one = run(here, &["render", "--view", "target", "-j", "1", "-o", "out1/", "docs"]);
    code(&one, 3);
    let pages = files(&here.join("out1"));
    assert_eq!(pages.len(), 151);
    assert!(pages.values().all(|page| !String::from_utf8_lossy(page).contains("ttu")));
    for jobs in ["2", "8"] {
        let output = format!("out{jobs}/");
        let many = run(here, &["render", "--view", "target", "-j", jobs, "-o", &output, "docs"]);
        code(&many, 3);
        assert!(files(&here.join(&output)) == pages);
        assert_eq!(err(&many), err(&one));
    }
}

#[test]
fn merged_pages_and_outcomes_are_the_same_for_any_number_of_threads() {
    let folder = many();
    let here = folder.path();
    let lines = out(&run(here, &["extract", "-q", "docs"]));
    let edits: Vec<_> = lines
        .lines()
        .filter_map(|line| {
            let mut row: serde_json::Value = serde_json::from_str(line).unwrap();
            row["target"] = format!("{} x", row["target"].as_str()?).into();
            Some(row.to_string())
        })
        .collect();
    assert!(edits.len() > 300);
    fs::write(here.join("edits.jsonl"), edits.join("\n")).unwrap();
    let merge = |options: &[&str]| run(here, &[&["merge", "--edits", "edits.jsonl"], options, &["docs"]].concat());
    let dry = merge(&["--dry-run", "-j", "1"]);
    assert!(out(&dry).len() > 10_000);
    let one = merge(&["-j", "1", "-o", "out1/", "--report", "r1.jsonl"]);
    for jobs in ["2", "8"] {
        let again = merge(&["--dry-run", "-j", jobs]);
        assert_eq!((out(&again), err(&again)), (out(&dry), err(&dry)));
        let (output, report) = (format!("out{jobs}/"), format!("r{jobs}.jsonl"));
        let many = merge(&["-j", jobs, "-o", &output, "--report", &report]);
        assert_eq!((many.status.code(), err(&many)), (one.status.code(), err(&one)));
        assert!(files(&here.join(&output)) == files(&here.join("out1")));
        assert_eq!(fs::read(here.join(&report)).unwrap(), fs::read(here.join("r1.jsonl")).unwrap());
    }
    // A page without edits is not read, so the broken one is no error.
    code(&merge(&["--in-place", "-q", "-j", "8"]), 0);
    let expect = files(&here.join("out1"));
    assert!(
        files(&here.join("docs")).into_iter().filter(|(name, _)| name != "1/broken.md").collect::<BTreeMap<_, _>>()
            == expect
    );
}
