//! Nothing that a run reads is written by it (but in place), and there are as many outputs as there were pages.

use std::fs;
use std::path::Path;

use crate::cli::{code, err, feed, folder, out, page, run};

/// All files below a folder, sorted, with `/`.
fn tree(folder: &Path) -> Vec<String> {
    fn add(folder: &Path, prefix: &str, all: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                add(&entry.path(), &format!("{name}/"), all);
            } else {
                all.push(name);
            }
        }
    }
    let mut all = Vec::new();
    add(folder, "", &mut all);
    all.sort();
    all
}

fn edit(path: &str, target: &str) -> String {
    format!("{{\"path\":\"{path}\",\"id\":\"0a1b2-101\",\"source\":\"S\",\"target\":\"{target}\"}}\n")
}

/// Runs it, and looks that it is wrong usage with this message and the usage of the command, and that nothing was written.
#[track_caller]
fn refused(here: &Path, args: &[&str], message: &str) {
    let read = |name: &String| fs::read(here.join(name)).unwrap();
    let before: Vec<_> = tree(here).into_iter().map(|name| (read(&name), name)).collect();
    let output = run(here, args);
    code(&output, 2);
    assert!(out(&output).is_empty());
    let start = format!("error: {message}\n\nUsage: bitext {} ", args[0]);
    assert!(err(&output).starts_with(&start), "{}", err(&output));
    let after: Vec<_> = tree(here).into_iter().map(|name| (read(&name), name)).collect();
    assert!(before == after, "nothing has changed");
}

#[test]
fn there_are_as_many_outputs_as_pages_wherever_the_output_folder_is() {
    for command in [
        &["extract"][..],
        &["extract", "--to", "json"],
        &["extract", "--to", "xliff", "--target-locale", "lv"],
        &["render", "--view", "target"],
        &["render", "--view", "source"],
        &["merge", "--edits", "e.jsonl"],
        &["merge", "--edits", "e.jsonl", "--view", "target"],
    ] {
        for place in ["out/", "d/out/", "d/sub/out/", "d/sub/new/../out/", "./d/out/deep/er/"] {
            let folder =
                folder(&[("d/a.md", &page(101)), ("d/sub/b.md", &page(102)), ("e.jsonl", &edit("d/a.md", "N"))]);
            let here = folder.path();
            fs::create_dir_all(here.join("d/sub/new")).unwrap();
            let before = tree(here).len();
            // Again: what the first run wrote is no page.
            for _ in 0..2 {
                code(&run(here, &[command, &["-o", place, "d"]].concat()), 0);
                assert_eq!(tree(here).len(), before + 2, "{command:?} -o {place}: {:?}", tree(here));
            }
        }
    }
}

#[test]
fn a_page_is_never_the_output_of_another_one() {
    let folder =
        folder(&[("q/sub/other/a.md", &page(101)), ("q/other/a.md", &page(102)), ("q/other/a.md.json", &page(103))]);
    let here = folder.path();
    let message = "q/other/a.md is to be read, so the output for q/sub/other/a.md cannot be written there; leave it out with \
                   --glob '!q/other/a.md', or name another folder";
    refused(here, &["render", "--view", "target", "-o", "q/", "q/sub", "q/other"], message);
    // Where a page has its own place, too.
    let message = "q/a.md is to be read, so the output for q/a.md cannot be written there; leave it out with \
                   --glob '!q/a.md', or name another folder";
    let one = crate::cli::folder(&[("q/a.md", &page(101))]);
    refused(one.path(), &["render", "--view", "target", "-o", "q/", "q"], message);
}

#[test]
fn a_file_that_is_written_is_not_read() {
    let folder = folder(&[
        ("d/a.md", &page(101)),
        ("d/b.md", "no unit"),
        ("e.jsonl", &edit("d/a.md", "N")),
        ("list", "d/a.md\n"),
    ]);
    let here = folder.path();
    let read = "is to be read, so it cannot be written";
    for args in [
        &["extract", "-o", "d/a.md", "d"][..],
        &["extract", "-o", "d/a.md", "d/a.md"],
        &["extract", "--findings", "d/a.md", "d"],
        &["render", "--view", "target", "-o", "d/a.md", "d/a.md"],
        &["render", "--view", "target", "-o", "out/", "--findings", "d/a.md", "d"],
        &["merge", "--edits", "e.jsonl", "-o", "d/a.md", "d/a.md"],
        &["merge", "--edits", "e.jsonl", "--in-place", "--report", "d/a.md", "d"],
        &["merge", "--edits", "e.jsonl", "--dry-run", "--report", "d/a.md", "d"],
    ] {
        refused(here, args, &format!("d/a.md {read}"));
    }
    refused(here, &["extract", "-o", "d/b.md", "d"], &format!("d/b.md {read}"));
    refused(here, &["extract", "-o", "list", "--files-from", "list"], &format!("list {read}"));
    for output in ["-o", "--report"] {
        let args = ["merge", "--edits", "e.jsonl", output, "e.jsonl", "d/a.md"];
        refused(here, &args, &format!("e.jsonl {read}"));
    }
    refused(
        here,
        &["extract", "-o", "./d/../d/./a.md", "d"],
        "./d/../d/./a.md is to be read (as d/a.md), so it cannot be written",
    );
    refused(
        here,
        &["merge", "--edits", "e.jsonl", "--in-place", "e.jsonl"],
        "e.jsonl is to be read as edits or as a list, so it cannot be replaced as a page",
    );
}

#[test]
fn two_outputs_are_two_files() {
    let folder = folder(&[("d/a.md", &page(101)), ("e.jsonl", &edit("d/a.md", "N"))]);
    let here = folder.path();
    refused(here, &["extract", "-o", "x", "--findings", "x", "d"], "x is already to be written");
    refused(
        here,
        &["merge", "--edits", "e.jsonl", "-o", "x", "--report", "./x", "d/a.md"],
        "./x is already to be written (as x)",
    );
    let output = ["merge", "--edits", "e.jsonl", "-o", "out/", "--report", "out/a.md", "d"];
    refused(here, &output, "out/a.md is already to be written");
    code(&run(here, &["merge", "--edits", "e.jsonl", "-o", "/dev/null", "--report", "/dev/null", "d/a.md"]), 0);
}

#[test]
fn standard_output_takes_one_thing() {
    let folder = folder(&[("a.md", &page(101)), ("e.jsonl", &edit("a.md", "N"))]);
    let message = "standard output can take one of the page, --report -; name a file for the others";
    refused(folder.path(), &["merge", "--edits", "e.jsonl", "--report", "-", "a.md"], message);
    let message = "standard output can take one of --report -, --diff; name a file for the others";
    refused(folder.path(), &["merge", "--edits", "e.jsonl", "--diff", "--report", "-", "--dry-run", "a.md"], message);
}

#[test]
fn the_output_of_an_earlier_run_is_no_page() {
    let folder = folder(&[("q/a.md", &page(101))]);
    let here = folder.path();
    for output in ["q/", "q/all.json", "q/all.json"] {
        for _ in 0..2 {
            let output = run(here, &["extract", "--to", "json", "--verbose", "-o", output, "q"]);
            code(&output, 0);
        }
    }
    assert_eq!(tree(here), ["q/a.md", "q/a.md.json", "q/all.json"]);
    // One that holds a unit was written by someone else.
    fs::write(here.join("q/a.md.json"), page(102)).unwrap();
    let message = "q/a.md.json is to be read, so the output for q/a.md cannot be written there; leave it out with \
                   --glob '!q/a.md.json', or name another folder";
    refused(here, &["extract", "--to", "json", "-o", "q/", "q"], message);
}

#[cfg(target_os = "linux")]
#[test]
fn redirected_streams_are_known() {
    use std::process::{Command, Stdio};
    let folder = folder(&[("d/a.md", &page(101)), ("d/c.md", &page(102))]);
    let here = folder.path();
    let old = fs::read(here.join("d/a.md")).unwrap();
    let file = fs::File::options().append(true).open(here.join("d/a.md")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitext"));
    command.current_dir(here).args(["extract", "d"]).stdin(Stdio::null()).stdout(file);
    let output = command.output().unwrap();
    code(&output, 2);
    assert!(err(&output).starts_with("error: standard output is to be read (as d/a.md), so it cannot be written\n"));
    let file = fs::File::open(here.join("d/a.md")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitext"));
    command.current_dir(here).args(["render", "--view", "target", "-o", "d/a.md", "-"]).stdin(file);
    let output = command.output().unwrap();
    code(&output, 2);
    let message = "error: d/a.md is to be read (as standard input), so it cannot be written\n";
    assert!(err(&output).starts_with(message), "{}", err(&output));
    assert_eq!(fs::read(here.join("d/a.md")).unwrap(), old);
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_and_pipes_are_resolved() {
        let folder = folder(&[("d/a.md", &page(101)), ("e.jsonl", &edit("d/a.md", "N"))]);
        let here = folder.path();
        symlink("d", here.join("l")).unwrap();
        symlink("d/a.md", here.join("f")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(here.join("p")).status().unwrap().success());
        let as_page = "is to be read (as d/a.md), so it cannot be written";
        for name in ["l/a.md", "f"] {
            let output = run(here, &["extract", "-o", name, "d"]);
            code(&output, 2);
            assert!(err(&output).starts_with(&format!("error: {name} {as_page}\n")), "{}", err(&output));
        }
        let output = run(here, &["render", "--view", "target", "-o", "l/", "d"]);
        code(&output, 2);
        let output = run(here, &["extract", "-o", "p", "p"]);
        code(&output, 2);
        assert!(err(&output).starts_with("error: p is to be read, so it cannot be written\n"), "{}", err(&output));
        assert_eq!(fs::read_to_string(here.join("d/a.md")).unwrap(), page(101));
    }

    #[test]
    fn nothing_is_written_through_a_link_in_a_folder_unless_asked_for() {
        let folder = folder(&[
            ("d/a.md", &page(101)),
            ("d/sub/b.md", &page(101)),
            ("else/x.md", &page(101)),
            ("else/y", "old"),
            ("out/a.md.jsonl", "old"),
            ("e.jsonl", &(edit("d/link.md", "N") + &edit("d/a.md", "N"))),
        ]);
        let here = folder.path();
        symlink("../else/x.md", here.join("d/link.md")).unwrap();
        symlink("../else", here.join("out/sub")).unwrap();
        symlink("../else/y", here.join("out/link.md.jsonl")).unwrap();
        let link = "is or lies below a link, which only --follow-links writes through\n";
        let output = run(here, &["extract", "-q", "-o", "out/", "d"]);
        code(&output, 3);
        assert_eq!(err(&output), format!("out/link.md.jsonl: {link}out/sub/b.md.jsonl: {link}"));
        assert_eq!(tree(&here.join("else")), ["x.md", "y"]);
        assert_eq!(fs::read_to_string(here.join("else/y")).unwrap(), "old");
        let output = run(here, &["merge", "--edits", "e.jsonl", "--in-place", "d"]);
        code(&output, 3);
        let expect = format!(
            "d/link.md: {link}1 file, 1 file without edits, 2 edits: 1 changed, 1 not written, 0 refused; 0 files not read\n"
        );
        assert_eq!(err(&output), expect);
        assert_eq!(fs::read_to_string(here.join("else/x.md")).unwrap(), page(101));
        // Asked for.
        code(&run(here, &["extract", "--follow-links", "-o", "out/", "d"]), 0);
        assert_eq!(tree(&here.join("else")), ["b.md.jsonl", "x.md", "y"]);
        assert!(fs::read_to_string(here.join("else/y")).unwrap().starts_with("{\"path\":\"d/link.md\""));
        code(&run(here, &["merge", "--edits", "e.jsonl", "--in-place", "--follow-links", "d"]), 0);
        assert_eq!(fs::read_to_string(here.join("else/x.md")).unwrap(), page(101).replace(">T<", ">N<"));
    }

    #[test]
    fn a_page_that_is_reached_twice_is_written_once() {
        let lines = edit("d/a.md", "N") + &edit("d/link.md", "N").replace("-101", "-102");
        let folder = folder(&[("d/a.md", &(page(101) + &page(102))), ("e.jsonl", &lines)]);
        let here = folder.path();
        symlink("a.md", here.join("d/link.md")).unwrap();
        let output = run(here, &["merge", "--edits", "e.jsonl", "--in-place", "--follow-links", "d", "./d/a.md"]);
        code(&output, 0);
        assert_eq!(err(&output), "1 file, 2 edits: 2 changed, 0 refused; 0 files not read\n");
        assert_eq!(fs::read_to_string(here.join("d/a.md")).unwrap(), (page(101) + &page(102)).replace(">T<", ">N<"));
    }
}

#[test]
fn nameless_standard_input_has_no_output_in_a_folder() {
    let folder = folder(&[]);
    let output = feed(folder.path(), &["render", "--view", "target", "-o", "out/", "-"], page(101).as_bytes());
    code(&output, 2);
    let message = "error: with a folder for output, standard input needs a name: --path NAME\n\nUsage: bitext render ";
    assert!(err(&output).starts_with(message), "{}", err(&output));
}

#[test]
fn no_two_outputs_are_one_file() {
    let located = format!("---\nms.contentlocale: lv-LV\n---\n{}", page(101));
    let folder = folder(&[("a.md", &located)]);
    let here = folder.path();
    for args in [
        &["extract", "--split-by", "locale", "-o", "u.jsonl", "--findings", "u.lv-LV.jsonl", "a.md"][..],
        &["extract", "-o", "out/", "--findings", "out/a.md.jsonl", "a.md"],
        &["extract", "--to", "moses", "-o", "m", "--findings", "m.en-lv.lv", "a.md"],
        &["render", "--view", "target", "-o", "out/", "--findings", "out/a.md", "a.md"],
    ] {
        let output = run(here, args);
        code(&output, 2);
        assert!(err(&output).contains("is already to be written"), "{}", err(&output));
    }
}

#[test]
fn nothing_is_written_into_a_folder_of_originals() {
    let folder = folder(&[("a.md", &page(101)), ("english/a.md", "# S\n")]);
    let here = folder.path();
    for args in [
        &["extract", "--english", "english", "-o", "english/a.md", "a.md"][..],
        &["extract", "--english", "english", "-o", "english/", "a.md"],
        &["extract", "--english", "english", "--findings", "english/findings.jsonl", "a.md"],
    ] {
        let output = run(here, args);
        code(&output, 2);
        assert!(err(&output).contains("is to be read (as --english english)"), "{}", err(&output));
    }
    assert_eq!(fs::read_to_string(here.join("english/a.md")).unwrap(), "# S\n");
}
