//! Damage in reports of `check`: what a baseline and `--diff` know stays quiet.

use std::fs;
use std::path::Path;

use crate::cli::{code, err, folder, out, page, run};

/// A page with a unit that has no source, and a lookup span of no unit.
fn damaged() -> String {
    format!("<span data-ttu-id=\"0a1b2-109\">T</span>\n\n{}\n<span class=\"sxs-lookup\">x\n", page(101))
}

fn summary(folder: &Path, args: &[&str], expect: i32) -> String {
    let output = run(folder, &[&["check"], args].concat());
    code(&output, expect);
    err(&output)
}

#[test]
fn a_baseline_holds_damage_and_all_that_is_found() {
    let folder = folder(&[("a.md", &damaged())]);
    let here = folder.path();
    assert!(summary(here, &["a.md"], 1).contains("2 errors"));
    assert!(out(&run(here, &["check", "--write-baseline", "known", "a.md"])).is_empty());
    assert!(summary(here, &["--baseline", "known", "a.md"], 0).contains("0 errors"));
    // Elsewhere in the page it is the same.
    fs::write(here.join("a.md"), format!("# New\n\n{}", damaged())).unwrap();
    assert!(summary(here, &["--baseline", "known", "a.md"], 0).contains(" 0 errors"));
    // A second place is another one.
    fs::write(here.join("a.md"), format!("{}<span class=\"sxs-lookup\">y\n", damaged())).unwrap();
    assert!(summary(here, &["--baseline", "known", "a.md"], 1).contains(" 1 error,"));
    // A new baseline has what the old one has.
    summary(here, &["--baseline", "known", "--write-baseline", "new", "a.md"], 0);
    let lines = |name: &str| fs::read_to_string(here.join(name)).unwrap().lines().count();
    assert_eq!(lines("new"), lines("known") + 1);
    assert!(summary(here, &["--baseline", "new", "a.md"], 0).contains(" 0 errors"));
}

#[test]
fn damage_that_was_there_is_no_change() {
    let folder = folder(&[("a.md", &damaged()), ("old/a.md", &damaged())]);
    let here = folder.path();
    assert!(summary(here, &["--diff", "old", "a.md"], 0).contains(" 0 errors"));
    fs::write(here.join("old/a.md"), page(101)).unwrap();
    assert!(summary(here, &["--diff", "old", "a.md"], 1).contains(" 2 errors"));
}

#[test]
fn a_baseline_is_a_file_in_a_folder_that_is_there() {
    let folder = folder(&[("a.md", &page(101))]);
    let here = folder.path();
    assert!(summary(here, &["--write-baseline", "-", "a.md"], 2).contains("--write-baseline needs a file"));
    assert!(summary(here, &["--write-baseline", "no/known", "a.md"], 2).contains("there is no such folder"));
    assert!(!here.join("-").exists());
}

#[test]
fn what_a_check_reads_is_not_written() {
    let folder = folder(&[("a.md", &page(101)), ("old/a.md", &page(101)), ("bitext.toml", "[rules]\n")]);
    let here = folder.path();
    for args in [
        &["-o", "bitext.toml", "a.md"][..],
        &["--diff", "old", "-o", "old/a.md", "a.md"],
        &["--diff", "old", "--write-baseline", "old/known", "a.md"],
    ] {
        assert!(summary(here, args, 2).contains("is to be read"), "{args:?}");
    }
    assert_eq!(fs::read_to_string(here.join("bitext.toml")).unwrap(), "[rules]\n");
}
