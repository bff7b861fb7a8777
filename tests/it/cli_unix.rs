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
    assert_eq!(out(&output), "{\"path\":\"a\u{FFFD}FF\\u001b.md\",\"error\":\"1:1: not UTF-8 (byte 0)\"}\n");
    assert!(err(&output).starts_with("a\u{FFFD}FF\\u{1b}.md:1:1: not UTF-8"), "{}", err(&output));
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
