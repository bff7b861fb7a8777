//! Which pages a run reads, and what they are called.

use std::fs;

use bitext::format::Record;

use crate::cli::{code, err, feed, folder, out, page, run};

/// The paths of the units in JSON Lines.
fn paths(lines: &str) -> Vec<String> {
    lines.lines().map(|line| serde_json::from_str::<Record>(line).unwrap().path).collect()
}

#[test]
fn paths_come_from_a_file_or_from_standard_input() {
    let folder =
        folder(&[("d/a b.md", &page(101)), ("d/b.md", &page(102)), ("c.md", &page(103)), ("list", "c.md\r\n\nd\n")]);
    let here = folder.path();
    assert_eq!(paths(&out(&run(here, &["extract", "--files-from", "list"]))), ["c.md", "d/a b.md", "d/b.md"]);
    let output = feed(here, &["extract", "--files-from", "-", "-0"], b"d/a b.md\0c.md\0");
    assert_eq!(paths(&out(&output)), ["d/a b.md", "c.md"]);
    // Arguments come first, and a page comes once.
    let output = feed(here, &["extract", "--files-from", "-", "c.md"], b"d/b.md\nc.md\n");
    assert_eq!(paths(&out(&output)), ["c.md", "d/b.md"]);
    // The outputs are in the tree of the listed paths.
    code(&feed(here, &["extract", "--files-from", "-", "-o", "out/"], b"./d/b.md\nc.md\n"), 0);
    assert!(here.join("out/d/b.md.jsonl").is_file() && here.join("out/c.md.jsonl").is_file());
    for (args, message) in [
        (
            &["extract", "--files-from", "gone"][..],
            "cannot read --files-from gone: No such file or directory (os error 2)",
        ),
        (&["extract", "--files-from", "-", "-"], "standard input (`-`) can be read only once"),
    ] {
        let output = run(here, args);
        code(&output, 2);
        let start = format!("error: {message}\n\nUsage: bitext extract ");
        assert!(err(&output).starts_with(&start), "{}", err(&output));
    }
}

#[test]
fn globs_include_and_exclude_in_folders() {
    let folder = folder(&[
        ("d/a.md", &page(101)),
        ("d/b.yml", &page(102)),
        ("d/includes/c.md", &page(103)),
        ("d/sub/d.md", &page(104)),
    ]);
    let here = folder.path();
    for (args, expect) in [
        (&["-g", "*.md"][..], &["d/a.md", "d/includes/c.md", "d/sub/d.md"][..]),
        (&["-g", "!includes/"], &["d/a.md", "d/b.yml", "d/sub/d.md"]),
        (&["-g", "*.md", "-g", "!**/includes/**"], &["d/a.md", "d/sub/d.md"]),
        (&["--glob", "d/sub/**"], &["d/sub/d.md"]),
        (&["--glob", "!*", "d/b.yml"], &["d/b.yml"]),
    ] {
        let output = run(here, &[&["extract", "d"], args].concat());
        code(&output, 0);
        assert_eq!(paths(&out(&output)), expect, "{args:?}");
    }
    let output = run(here, &["extract", "-g", "a[", "d"]);
    code(&output, 2);
    assert!(err(&output).starts_with("error: --glob a[: "), "{}", err(&output));
}

#[test]
fn base_names_pages_and_mirrors_them() {
    let folder = folder(&[("r/docs/a.md", &page(101)), ("r/b.md", &page(102)), ("x.md", &page(103))]);
    let here = folder.path();
    let output = run(here, &["extract", "--base", "r", "r/docs", "./r/b.md"]);
    assert_eq!(paths(&out(&output)), ["docs/a.md", "b.md"]);
    code(&run(here, &["extract", "--base", "r", "-o", "out/", "r/docs", "r/b.md"]), 0);
    assert!(here.join("out/docs/a.md.jsonl").is_file() && here.join("out/b.md.jsonl").is_file());
    fs::write(here.join("e.jsonl"), "{\"path\":\"docs/a.md\",\"id\":\"0a1b2-101\",\"target\":\"N\"}\n").unwrap();
    code(&run(here, &["merge", "--edits", "e.jsonl", "--base", "r", "--in-place", "r"]), 0);
    assert_eq!(fs::read_to_string(here.join("r/docs/a.md")).unwrap(), page(101).replace(">T<", ">N<"));
    code(&run(here, &["render", "--view", "source", "--base", "r", "-o", "en/", "r/docs/a.md", "r/b.md"]), 0);
    assert_eq!(fs::read_to_string(here.join("en/docs/a.md")).unwrap(), "# S\n");
    for (base, message) in [
        ("r", "x.md is not below --base r"),
        ("gone", "--base gone: No such file or directory (os error 2)"),
        ("x.md", "--base x.md: is no folder"),
    ] {
        let output = run(here, &["extract", "--base", base, "x.md"]);
        code(&output, 2);
        assert!(err(&output).starts_with(&format!("error: {message}\n")), "{}", err(&output));
    }
}

#[test]
fn hidden_pages_are_read_and_what_is_left_out_is_counted() {
    let folder = folder(&[
        (".uk-domain-transfers.md", &page(101)),
        (".notes", &page(102)),
        (".git/x.md", &page(103)),
        (".vscode/sub/y.md", &page(104)),
        ("z.md", "no unit"),
    ]);
    let output = run(folder.path(), &["extract", "--verbose", "."]);
    code(&output, 0);
    assert_eq!(paths(&out(&output)), [".uk-domain-transfers.md"]);
    assert_eq!(
        err(&output),
        "left out: 2 hidden folders, 1 hidden file that is no page\n\
         2 files, 1 unit, 0 damaged places, 0 files not read, 1 file without target locale, 1 page without units\n"
    );
}

#[test]
fn a_page_without_units_is_said_and_has_no_stub() {
    let folder = folder(&[("d/a.md", &page(101)), ("d/sub/b.md", "no unit"), ("d/sub/c.md", "")]);
    let here = folder.path();
    for format in ["xliff", "xliff21", "tmx", "jsonl"] {
        let output = run(here, &["extract", "--to", format, "--target-locale", "lv", "-o", "out/", "d"]);
        code(&output, 0);
        assert!(err(&output).contains("3 files, 1 unit, ") && err(&output).contains(", 2 pages without units"));
        assert!(!here.join("out/sub").exists(), "{format}");
    }
    // JSON holds the front matter of a page, so that is no stub.
    code(&run(here, &["extract", "--to", "json", "-o", "json/", "d"]), 0);
    assert!(here.join("json/sub/b.md.json").is_file());
}

#[test]
fn what_is_no_page_is_told_by_its_first_bytes() {
    let tar = [&[b'a'; 257][..], b"ustar\0", page(101).as_bytes()].concat();
    let utf16: Vec<u8> = "\u{FEFF}# Title\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let xliff = "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\"></xliff>\n";
    let folder = folder(&[]);
    let here = folder.path();
    for (bytes, message) in [
        (&tar[..], "is a tar archive, not a page; unpack it first"),
        (b"PK\x03\x04\x14\0\0\0", "is a zip archive, not a page; unpack it first"),
        (b"\x1F\x8B\x08\0\0", "is compressed with gzip, not a page; unpack it first"),
        (&utf16, "is UTF-16, and pages are UTF-8; convert it first (iconv -f UTF-16 -t UTF-8)"),
        (xliff.as_bytes(), "is an XLIFF file, not a page; to merge it into pages, give it with --edits"),
        (b"<tmx version=\"1.4\"/>", "is a TMX file, not a page"),
    ] {
        fs::write(here.join("a.md"), bytes).unwrap();
        for command in [&["extract", "-q"][..], &["render", "-q", "--view", "target"]] {
            let output = run(here, &[command, &["a.md"]].concat());
            if message.starts_with("is a TMX") {
                continue;
            }
            code(&output, 3);
            assert_eq!(err(&output), format!("a.md: {message}\n"));
            let output = feed(here, &[command, &["-"]].concat(), bytes);
            code(&output, 3);
            let is_unpacked = command[0] == "extract" && message.starts_with("is compressed");
            let message = if is_unpacked { "cannot be decompressed: unexpected end of file" } else { message };
            assert!(err(&output).starts_with(&format!("-: {message}")), "{}", err(&output));
        }
    }
    // In a folder, XLIFF may be named .xml: that is no page, and no error.
    fs::remove_file(here.join("a.md")).unwrap();
    fs::write(here.join("a.xml"), xliff).unwrap();
    code(&run(here, &["extract", "."]), 0);
}

#[test]
fn standard_input_finds_what_a_file_finds() {
    let twice = page(101) + &page(101);
    let folder = folder(&[("a.md", &twice)]);
    let file = run(folder.path(), &["extract", "a.md"]);
    let stream = feed(folder.path(), &["extract", "--path", "a.md", "-"], twice.as_bytes());
    assert_eq!(err(&file), err(&stream));
    assert!(err(&file).starts_with("a.md:2:3: damage: repeated-id: "), "{}", err(&file));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode_stay_apart() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[("e.jsonl", "{\"path\":\"d/a\u{FFFD}FF.md\",\"id\":\"0a1b2-101\",\"target\":\"N\"}\n")]);
    let here = folder.path();
    fs::create_dir(here.join("d")).unwrap();
    let names = [&b"d/a\xFE.md"[..], b"d/a\xFF.md", "d/a\u{FFFD}.md".as_bytes()].map(std::ffi::OsStr::from_bytes);
    if names.iter().any(|name| fs::write(here.join(name), page(101)).is_err()) {
        eprintln!("SKIPPED: the file system takes no such name");
        return;
    }
    let output = run(here, &["extract", "d"]);
    assert_eq!(paths(&out(&output)), ["d/a\u{FFFD}\u{FFFD}.md", "d/a\u{FFFD}FE.md", "d/a\u{FFFD}FF.md"]);
    code(&run(here, &["merge", "--edits", "e.jsonl", "--in-place", "d"]), 0);
    let read = |name| fs::read_to_string(here.join(name)).unwrap();
    assert_eq!(names.map(read).map(|text| text.contains(">N<")), [false, true, false]);
}

#[test]
fn a_thousand_arguments_are_no_more_work_than_a_folder() {
    let folder = folder(&[]);
    let here = folder.path();
    fs::create_dir_all(here.join("d")).unwrap();
    fs::create_dir_all(here.join("out")).unwrap();
    let names: Vec<String> = (0..1000).map(|number| format!("d/{number}.md")).collect();
    for name in &names {
        fs::write(here.join(name), page(101)).unwrap();
    }
    let mut args = vec!["extract", "-o", "out"];
    args.extend(names.iter().map(String::as_str));
    let output = run(here, &args);
    code(&output, 0);
    assert!(err(&output).starts_with("1000 files, 1000 units,"), "{}", err(&output));
}
