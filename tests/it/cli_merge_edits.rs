//! The command `merge`: which edits come to which page, and how that is counted and shown.

use std::fs;
use std::path::Path;

use crate::cli::{code, err, feed, folder, out, page, run};

fn edit(path: &str, id: u32, target: &str) -> String {
    format!("{{\"path\":\"{path}\",\"id\":\"0a1b2-{id}\",\"source\":\"S\",\"target\":\"{target}\"}}\n")
}

#[track_caller]
fn merge(here: &Path, args: &[&str], expect: i32) -> (String, String) {
    let output = run(here, &[&["merge"], args].concat());
    code(&output, expect);
    (out(&output), err(&output))
}

#[test]
fn all_edits_are_counted() {
    let two = page(101) + &page(102);
    let lines = [
        edit("a.md", 101, "N"),
        edit("a.md", 101, "N"),
        edit("a.md", 102, "T"),
        edit("a.md", 103, "N"),
        edit("c.md", 101, "N"),
    ];
    let folder = folder(&[("a.md", &two), ("b.md", &page(101)), ("e.jsonl", &lines.concat())]);
    let (_, said) = merge(folder.path(), &["--edits", "e.jsonl", "--dry-run", "."], 1);
    assert_eq!(
        said,
        "e.jsonl:4:1: refused: unknown-id: unit 0a1b2-103 is not in the page\n\
         e.jsonl:5:1: refused: unknown-path: 1 edit is for c.md, which was not given; no page of that file name was given\n\
         1 file, 1 file without edits, 5 edits: 1 changed, 1 agreeing, 1 unchanged, 1 refused, 1 unmatched; 0 files not read\n"
    );
}

#[test]
fn edits_without_a_page_are_for_the_only_one() {
    let bare = edit("", 101, "N").replace("\"path\":\"\",", "");
    let folder = folder(&[
        ("a.md", &(page(101) + &page(102))),
        ("b.md", &page(101)),
        ("bare.jsonl", &bare),
        ("named.jsonl", &edit("a.md", 102, "N")),
    ]);
    let here = folder.path();
    let both = ["--edits", "bare.jsonl", "--edits", "named.jsonl", "--dry-run"];
    let (_, said) = merge(here, &[&both[..], &["a.md"]].concat(), 0);
    assert_eq!(said, "1 file, 2 edits: 2 changed, 0 refused; 0 files not read\n");
    for pages in [&["a.md", "b.md"][..], &["."]] {
        let (_, said) = merge(here, &[&both[..], pages].concat(), 2);
        let message =
            "error: 1 edit does not name a page, and can be merged into one page only\n\nUsage: bitext merge ";
        assert!(said.starts_with(message), "{said}");
    }
}

#[test]
fn edits_come_from_folders_and_standard_input() {
    let folder = folder(&[("docs/a.md", &page(101)), ("docs/sub/b.md", &page(102))]);
    let here = folder.path();
    code(&run(here, &["extract", "--to", "xliff", "--target-locale", "lv", "-o", "xlf/", "docs"]), 0);
    for name in ["xlf/a.md.xlf", "xlf/sub/b.md.xlf"] {
        let text = fs::read_to_string(here.join(name)).unwrap();
        fs::write(here.join(name), text.replace(">T<", ">N<")).unwrap();
    }
    fs::write(here.join("xlf/readme.txt"), "no edits").unwrap();
    let (_, said) = merge(here, &["--edits", "xlf", "--in-place", "docs"], 0);
    assert_eq!(said, "2 files, 2 edits: 2 changed, 0 refused; 0 files not read\n");
    let args = ["merge", "--edits", "-", "--dry-run", "--report", "-", "docs"];
    let output = feed(here, &args, edit("docs/a.md", 101, "M").as_bytes());
    code(&output, 0);
    assert_eq!(
        out(&output),
        "{\"path\":\"docs/a.md\",\"id\":\"0a1b2-101\",\"outcome\":\"changed\",\"notes\":[],\"message\":\"has a new target\",\
         \"line\":1,\"column\":3,\"byte_start\":2,\"byte_end\":110,\"edits\":\"-\",\"edits_line\":1,\"edits_column\":1,\
         \"old\":\"N\",\"new\":\"M\",\"source\":\"S\"}\n"
    );
    fs::create_dir(here.join("none")).unwrap();
    let (_, said) = merge(here, &["--edits", "none", "--dry-run", "docs"], 2);
    assert!(
        said.starts_with("error: --edits none: the folder holds no .xlf, .xliff, .jsonl, .ndjson or .json\n"),
        "{said}"
    );
    let (_, said) = merge(here, &["--edits", "-", "--in-place", "-"], 2);
    assert!(said.starts_with("error: standard input (`-`) can be read only once\n"), "{said}");
}

#[test]
fn names_of_pages_are_brought_into_one_form() {
    let lines = edit(".\\\\d\\\\a.md", 101, "N") + &edit("./d//b.md", 101, "N");
    let folder = folder(&[("d/a.md", &page(101)), ("d/b.md", &page(101)), ("e.jsonl", &lines)]);
    let (_, said) = merge(folder.path(), &["--edits", "e.jsonl", "--dry-run", "d"], 0);
    assert_eq!(said, "2 files, 2 edits: 2 changed, 0 refused; 0 files not read\n");
}

#[test]
fn an_unknown_page_is_one_line_with_the_nearest_page() {
    let lines =
        [edit("a.md", 101, "N"), edit("a.md", 102, "N"), edit("r/docs/b.md", 101, "N"), edit("gone.md", 101, "N")];
    let folder = folder(&[("docs/a.md", &page(101)), ("docs/b.md", &page(101)), ("e.jsonl", &lines.concat())]);
    let (_, said) = merge(folder.path(), &["--edits", "e.jsonl", "--dry-run", "docs"], 1);
    let not = "which was not given";
    assert_eq!(
        said,
        format!(
            "e.jsonl:1:1: refused: unknown-path: 2 edits are for a.md, {not}; the nearest page is docs/a.md: --base docs names it so\n\
             e.jsonl:3:1: refused: unknown-path: 1 edit is for r/docs/b.md, {not}; the nearest page is docs/b.md: give it as \
             r/docs/b.md, from the folder above r\n\
             e.jsonl:4:1: refused: unknown-path: 1 edit is for gone.md, {not}; no page of that file name was given\n\
             0 files, 2 files without edits, 4 edits: 0 changed, 0 refused, 4 unmatched; 0 files not read\n"
        )
    );
}

#[test]
fn a_dry_run_shows_each_change() {
    let folder = folder(&[
        ("a.md", &page(101).replace(">T<", ">Viens divi\u{1B}<")),
        ("e.jsonl", &edit("a.md", 101, "Viens trīs")),
    ]);
    let here = folder.path();
    let (plain, _) = merge(here, &["--edits", "e.jsonl", "--dry-run", "a.md"], 0);
    assert_eq!(plain, "a.md:1:3: unit 0a1b2-101\n  S\n- Viens divi\\u{1b}\n+ Viens trīs\n");
    let (painted, _) = merge(here, &["--edits", "e.jsonl", "--dry-run", "--color", "always", "a.md"], 0);
    assert!(
        painted.contains("\u{1B}[31mViens\u{1B}[0m") && painted.contains("\u{1B}[1;31mdivi\\u{1b}\u{1B}[0m"),
        "{painted}"
    );
    let (quiet, _) = merge(here, &["--edits", "e.jsonl", "--dry-run", "--quiet", "a.md"], 0);
    assert_eq!(quiet, "");
    let (shown, _) = merge(here, &["--edits", "e.jsonl", "--diff", "-o", "out.md", "a.md"], 0);
    assert_eq!(shown, plain);
}

#[test]
fn only_approved_edits_are_taken_where_asked_for() {
    let unit = |id: u32, attribute: &str| {
        format!("<trans-unit id=\"0a1b2-{id}\"{attribute}><source>S</source><target>N</target></trans-unit>")
    };
    let xliff = format!(
        "<xliff version=\"1.2\"><file original=\"a.md\"><body>{}{}</body></file></xliff>",
        unit(101, " approved=\"yes\""),
        unit(102, "")
    );
    let folder = folder(&[("a.md", &(page(101) + &page(102))), ("e.xlf", &xliff)]);
    let here = folder.path();
    let (page, said) = merge(here, &["--edits", "e.xlf", "--only-approved", "a.md"], 0);
    assert_eq!(page.matches(">N<").count(), 1);
    assert_eq!(said, "1 file, 2 edits: 1 changed, 1 not approved, 0 refused; 0 files not read\n");
    // Nor is it a fault that the page of one that is not wanted was not given.
    fs::write(here.join("e.xlf"), xliff.replace("a.md", "b.md")).unwrap();
    fs::write(here.join("b.md"), page).unwrap();
    let lines = [edit("gone.md", 101, "M"), edit("b.md", 101, "M")].concat();
    fs::write(here.join("e.jsonl"), lines).unwrap();
    let edits = ["--edits", "e.xlf", "--edits", "e.jsonl", "--only-approved", "--report", "r.jsonl", "--in-place", "."];
    let (_, said) = merge(here, &edits, 0);
    assert_eq!(
        said,
        "1 file, 1 file without edits, 4 edits: 0 changed, 1 unchanged, 3 not approved, 0 refused; 0 files not read\n"
    );
    let report = fs::read_to_string(here.join("r.jsonl")).unwrap();
    assert_eq!(report.matches("\"outcome\":\"not-approved\"").count(), 3, "{report}");
    let (_, said) = merge(here, &["--edits", "e.jsonl", "--dry-run", "."], 1);
    assert!(said.contains("e.jsonl:1:1: refused: unknown-path: 1 edit is for gone.md"), "{said}");
}

#[test]
fn edits_in_another_language_are_taken_where_asked_for() {
    let text = format!("---\nms.contentlocale: lv-LV\n---\n{}", page(101));
    let line = edit("a.md", 101, "N").replace('}', ",\"target_locale\":\"et-EE\"}");
    let folder = folder(&[("a.md", &text), ("e.jsonl", &line)]);
    let here = folder.path();
    let (same, said) = merge(here, &["--edits", "e.jsonl", "a.md"], 1);
    assert_eq!(same, text);
    assert_eq!(
        said,
        "a.md:4:3: refused: other-language: unit 0a1b2-101 is in another language than the page; the old target is kept\n\
         1 file, 1 edit: 0 changed, 1 refused; 0 files not read\n"
    );
    let (new, said) = merge(here, &["--edits", "e.jsonl", "--any-language", "a.md"], 0);
    assert_eq!(new, text.replace(">T<", ">N<"));
    assert_eq!(said, "1 file, 1 edit: 1 changed, 0 refused; 0 files not read\n");
}

#[test]
fn the_longest_file_of_edits_is_a_setting() {
    let folder = folder(&[("a.md", &page(101)), ("e.jsonl", &edit("a.md", 101, &"N".repeat(2000)))]);
    let here = folder.path();
    let (_, said) = merge(here, &["--edits", "e.jsonl", "--max-edits", "1K", "--dry-run", "a.md"], 3);
    let expect = "e.jsonl: the file is longer than 1024 bytes; --max-edits SIZE raises the limit\nno page was merged\n";
    assert_eq!(said, expect);
    merge(here, &["--edits", "e.jsonl", "--max-edits", "1M", "--dry-run", "a.md"], 0);
    merge(here, &["--edits", "e.jsonl", "--max-edits", "much", "--dry-run", "a.md"], 2);
}

#[test]
fn a_page_that_cannot_be_written_is_not_changed() {
    let folder = folder(&[("a.md", &page(101)), ("e.jsonl", &edit("a.md", 101, "N"))]);
    let here = folder.path();
    fs::create_dir_all(here.join("out/a.md")).unwrap();
    let (_, said) = merge(here, &["--edits", "e.jsonl", "--report", "r.jsonl", "-o", "out/", "a.md", "./a.md"], 3);
    assert!(said.ends_with("\n0 files, 1 edit: 0 changed, 1 not written, 0 refused; 0 files not read\n"), "{said}");
    let report = fs::read_to_string(here.join("r.jsonl")).unwrap();
    assert!(report.contains("\"outcome\":\"not-written\""), "{report}");
}

/// A page that no edit names is not even read: it may be no text at all.
#[test]
fn a_page_without_edits_is_not_read() {
    let folder = folder(&[("a.md", &page(101)), ("e.jsonl", &edit("a.md", 101, "N"))]);
    let here = folder.path();
    fs::write(here.join("b.md"), b"\xFF").unwrap();
    let (_, said) = merge(here, &["--edits", "e.jsonl", "--in-place", "."], 0);
    assert_eq!(said, "1 file, 1 file without edits, 1 edit: 1 changed, 0 refused; 0 files not read\n");
}

#[test]
fn many_files_of_edits_are_taken() {
    let folder = folder(&[("a.md", &page(101)), ("e.jsonl", &edit("a.md", 101, "N"))]);
    let mut args = vec!["--dry-run", "a.md"];
    (0..1000).for_each(|_| args.extend(["--edits", "e.jsonl"]));
    let (_, said) = merge(folder.path(), &args, 0);
    assert_eq!(said, "1 file, 1000 edits: 1 changed, 999 agreeing, 0 refused; 0 files not read\n");
}
