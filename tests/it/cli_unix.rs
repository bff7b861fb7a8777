//! The command with files as Unix has them: modes, links, pipes, names that are not Unicode, devices.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use crate::cli::{code, err, folder, out, page, paths, run};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_replaced_file_keeps_its_mode_and_a_link_stays_one() {
    let folder = folder(&[("a.md", &page(101)), ("real.jsonl", "old")]);
    let here = folder.path();
    fs::set_permissions(here.join("real.jsonl"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.jsonl", here.join("link.jsonl")).unwrap();
    code(&run(here, &["extract", "-o", "link.jsonl", "a.md"]), 0);
    assert!(fs::symlink_metadata(here.join("link.jsonl")).unwrap().is_symlink());
    assert_eq!(
        (paths(&fs::read_to_string(here.join("real.jsonl")).unwrap()), mode(&here.join("real.jsonl"))),
        (vec!["a.md".to_owned()], 0o640)
    );
    // A new file has the mode of any new file.
    fs::write(here.join("other"), "").unwrap();
    code(&run(here, &["extract", "-o", "new.jsonl", "a.md"]), 0);
    assert_eq!(mode(&here.join("new.jsonl")), mode(&here.join("other")));
    code(&run(here, &["extract", "-o", "/dev/null", "a.md"]), 0);
}

#[test]
fn links_to_files_are_read_and_links_to_folders_are_not() {
    let folder = folder(&[("a.md", &page(101)), ("sub/b.md", &page(102))]);
    let here = folder.path();
    symlink("../a.md", here.join("sub/link.md")).unwrap();
    symlink("..", here.join("sub/loop")).unwrap();
    symlink("nowhere", here.join("sub/broken.md")).unwrap();
    symlink("sub", here.join("named")).unwrap();
    let output = run(here, &["extract", "sub"]);
    code(&output, 3);
    assert_eq!(paths(&out(&output)), ["sub/b.md", "!sub/broken.md", "sub/link.md"]);
    fs::remove_file(here.join("sub/broken.md")).unwrap();
    // One that is named is followed.
    assert_eq!(paths(&out(&run(here, &["extract", "named"]))), ["named/b.md", "named/link.md"]);
}

#[test]
fn pipes_are_passed_over_in_folders_and_read_when_named() {
    let folder = folder(&[("a.md", &page(101))]);
    let here = folder.path();
    let made = Command::new("mkfifo").arg(here.join("pipe.md")).status().unwrap();
    assert!(made.success());
    let output = run(here, &["extract", "."]);
    code(&output, 0);
    assert_eq!(paths(&out(&output)), ["a.md"]);
    let pipe = here.join("pipe.md");
    let writer = std::thread::spawn(move || fs::write(pipe, page(102)));
    let output = run(here, &["extract", "pipe.md"]);
    writer.join().unwrap().unwrap();
    assert_eq!(paths(&out(&output)), ["pipe.md"]);
}

#[test]
fn names_that_are_not_unicode_are_read() {
    let folder = folder(&[]);
    let name = std::ffi::OsStr::from_bytes(b"a\xFF\x1B.md");
    if fs::write(folder.path().join(name), b"\xFF").is_err() {
        eprintln!("SKIPPED: the file system takes no such name");
        return;
    }
    let output = run(folder.path(), &["extract", "."]);
    code(&output, 3);
    assert_eq!(out(&output), "{\"path\":\"a\u{FFFD}FF\u{FFFD}1B.md\",\"error\":\"1:1: not UTF-8 (byte 0)\"}\n");
    assert!(err(&output).starts_with("a\u{FFFD}FF\u{FFFD}1B.md:1:1: not UTF-8"), "{}", err(&output));
}

#[test]
fn a_folder_that_cannot_be_read_is_said() {
    let folder = folder(&[("a.md", &page(101)), ("closed/b.md", &page(102))]);
    let closed = folder.path().join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let is_closed = fs::read_dir(&closed).is_err();
    let output = run(folder.path(), &["extract", "."]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    if !is_closed {
        eprintln!("SKIPPED: this user may read everything");
        return;
    }
    code(&output, 3);
    assert_eq!(paths(&out(&output)), ["a.md", "!closed"]);
    assert!(err(&output).starts_with("closed: Permission denied"), "{}", err(&output));
}

#[test]
fn an_output_that_takes_nothing_is_a_failure() {
    if !Path::new("/dev/full").exists() {
        eprintln!("SKIPPED: there is no /dev/full");
        return;
    }
    let folder = folder(&[("a.md", &page(101))]);
    let output = run(folder.path(), &["extract", "-o", "/dev/full", "a.md"]);
    code(&output, 3);
    assert!(err(&output).starts_with("bitext: cannot write /dev/full: "), "{}", err(&output));
}

/// Descriptors may not be named by paths everywhere.
fn has_descriptors() -> bool {
    fs::canonicalize("/dev/stdout").is_ok() || fs::read_link("/proc/self/fd/1").is_ok()
}

#[test]
fn what_is_open_is_written_to_and_not_replaced() {
    if !has_descriptors() {
        println!("skipped: no /proc here");
        return;
    }
    let folder = folder(&[("a.md", &page(101)), ("empty.md", &page(101).replace(">S<", "><")), ("log", "before\n")]);
    let here = folder.path();
    let shell = |line: &str| {
        let line = line.replace("bitext", env!("CARGO_BIN_EXE_bitext"));
        Command::new("sh").current_dir(here).args(["-c", &line]).output().unwrap()
    };
    let log = || fs::read_to_string(here.join("log")).unwrap();
    code(&shell("bitext extract -q -o /dev/stdout a.md >> log; echo after >> log"), 0);
    let lines = log();
    assert!(lines.starts_with("before\n{\"path\":\"a.md\"") && lines.ends_with("\nafter\n"), "{lines}");
    fs::write(here.join("log"), "").unwrap();
    code(&shell("(echo A; bitext extract -q --findings /dev/stderr -o /dev/null empty.md; echo B) >> log 2>&1"), 0);
    let lines = log();
    assert!(lines.starts_with("A\n") && lines.contains("\"empty-source\"") && lines.ends_with("\nB\n"), "{lines}");
    for place in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        let output = run(here, &["extract", "-q", "-o", place, "a.md"]);
        code(&output, 0);
        assert_eq!(paths(&out(&output)), ["a.md"], "{place}");
    }
    code(&shell("bitext extract -q -o /dev/fd/5 a.md 5>> log; echo after >> log"), 0);
    assert!(log().ends_with("}\nafter\n") && log().starts_with("A\n"));
    // What is read stays as it is.
    code(&shell("bitext extract -q -o /dev/stdout a.md >> a.md"), 2);
    assert_eq!(fs::read_to_string(here.join("a.md")).unwrap(), page(101));
}
