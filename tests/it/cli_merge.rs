//! The commands `render` and `merge`, as processes: what they write, what they refuse, and that no file is ever torn or
//! lost.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
#[cfg(unix)]
use std::time::Duration;

use bitext::Document;
use tempfile::TempDir;

use crate::cli::folder;
use crate::shared::shared;

fn bitext() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitext"));
    command.stdin(Stdio::null());
    command
}

#[track_caller]
fn run(folder: &Path, args: &[&str], code: i32) -> Output {
    let output = bitext().current_dir(folder).args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", err(&output));
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn unit(id: u32, target: &str) -> String {
    format!(
        "<span data-ttu-id=\"0a1b2-{id}\">{target}</span>\
         <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{id}\">One</span></span>"
    )
}

fn page(target: &str) -> String {
    format!("# <a name=\"one\"></a>{}\n", unit(101, target))
}

fn edit(path: &str, target: &str) -> String {
    format!("{{\"path\":\"{path}\",\"id\":\"0a1b2-101\",\"source\":\"One\",\"target\":\"{target}\"}}\n")
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The names of the files in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn render_writes_one_page_or_a_folder() {
    let folder = folder(&[("in/a.md", &page("Viens")), ("in/sub/b.md", &page("Divi"))]);
    let here = folder.path();
    assert_eq!(out(&run(here, &["render", "--view", "target", "in/a.md"], 0)), "# <a name=\"one\"></a>Viens\n");
    assert_eq!(out(&run(here, &["render", "--view", "source", "in/a.md"], 0)), "# One\n");
    let output = run(here, &["render", "--view", "target", "-o", "out/", "in"], 0);
    assert_eq!(err(&output), "2 files, 2 units, 0 files not read\n");
    assert_eq!(read(here, "out/sub/b.md"), "# <a name=\"one\"></a>Divi\n");
    run(here, &["render", "--view", "source", "-o", "one.md", "in/a.md"], 0);
    assert_eq!(read(here, "one.md"), "# One\n");
    for args in [
        &["in"][..],
        &["in/a.md", "in/sub/b.md"],
        &["-o", "x.md", "in"],
        &["-o", "in", "in"],
        &["-o", "in/a.md", "in/a.md"],
    ] {
        let output = run(here, &[&["render", "--view", "target"], args].concat(), 2);
        assert!(out(&output).is_empty());
    }
    run(here, &["render", "in/a.md"], 2);
    // A page is never replaced by its view.
    let output = run(here, &["render", "--view", "target", "-o", "in", "in/a.md"], 2);
    let message = "error: in/a.md is to be read, so the output for in/a.md cannot be written there; ";
    assert!(err(&output).starts_with(message), "{}", err(&output));
    assert_eq!(read(here, "in/a.md"), page("Viens"));
}

#[test]
fn render_writes_nothing_for_what_cannot_be_read() {
    let folder = folder(&[("in/a.md", &page("Viens")), ("out/b.md", "old")]);
    let here = folder.path();
    fs::write(here.join("in/b.md"), b"a\xFF").unwrap();
    let output = run(here, &["render", "--view", "target", "-o", "out", "in", "gone.md"], 3);
    assert!(err(&output).starts_with("in/b.md:1:2: not UTF-8 (byte 1)\ngone.md: "), "{}", err(&output));
    assert_eq!((names(&here.join("out")), read(here, "out/b.md")), (vec!["a.md".into(), "b.md".into()], "old".into()));
}

#[test]
fn render_restores_quotes_and_tells_each() {
    let spoilt = format!(
        "![a](a.png)\n{} ![b](b.png &quot;t\")\n",
        unit(101, "V").replacen('"', "\u{0}", 1).replace('"', "&quot;").replace('\u{0}', "\"")
    );
    let folder = folder(&[("a.md", &spoilt)]);
    let output = run(folder.path(), &["render", "--view", "target", "--repair", "a.md"], 0);
    assert_eq!(out(&output), "![a](a.png)\nV ![b](b.png \"t\")\n");
    let lines: Vec<_> = err(&output).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 7, "{lines:?}");
    assert!(lines[0].starts_with("a.md:2:29: note: quote-restored: "), "{lines:?}");
    assert_eq!(lines[6], "1 file, 1 unit, 0 files not read, 6 quotes restored");
}

#[test]
fn merge_tells_what_became_of_each_edit() {
    let lines = edit("in/a.md", "1") + &edit("in/b.md", "a\\nb") + &edit("c.md", "3");
    let folder = folder(&[("in/a.md", &page("Viens")), ("in/b.md", &page("Divi")), ("edits.jsonl", &lines)]);
    let here = folder.path();
    let merge = ["merge", "--edits", "edits.jsonl"];
    let output = run(here, &[&merge[..], &["--dry-run", "--report", "report.jsonl", "in"]].concat(), 1);
    assert_eq!(
        err(&output),
        "in/b.md:1:21: refused: line-break: unit 0a1b2-101 has a new line in the edit, which its place does not take; the old target is kept\n\
         edits.jsonl:3:1: refused: unknown-path: 1 edit is for c.md, which was not given; no page of that file name was given\n\
         2 files, 3 edits: 1 changed, 1 refused, 1 unmatched; 0 files not read\n"
    );
    assert_eq!(read(here, "in/a.md"), page("Viens"));
    let report = read(here, "report.jsonl");
    assert_eq!(
        report.lines().next().unwrap(),
        "{\"path\":\"in/a.md\",\"id\":\"0a1b2-101\",\"outcome\":\"changed\",\"notes\":[],\"message\":\"has a new target\",\
         \"line\":1,\"column\":21,\"byte_start\":20,\"byte_end\":134,\"edits\":\"edits.jsonl\",\"edits_line\":1,\"edits_column\":1,\
         \"old\":\"Viens\",\"new\":\"1\",\"source\":\"One\"}"
    );
    assert_eq!(report.lines().count(), 3);
    run(here, &[&merge[..], &["-o", "out/", "in"]].concat(), 1);
    assert_eq!((read(here, "out/a.md"), read(here, "out/b.md")), (page("1"), page("Divi")));
    run(here, &[&merge[..], &["--view", "target", "-o", "view/", "in"]].concat(), 1);
    assert_eq!(read(here, "view/a.md"), "# <a name=\"one\"></a>1\n");
    run(here, &[&merge[..], &["--quiet", "--in-place", "in/a.md", "in/b.md"]].concat(), 1);
    assert_eq!((read(here, "in/a.md"), names(&here.join("in"))), (page("1"), vec!["a.md".into(), "b.md".into()]));
}

#[test]
fn one_page_and_edits_of_one_page_need_no_name() {
    let folder = folder(&[("x.md", &page("Viens")), ("y.md", &page("Divi")), ("e.jsonl", &edit("a/b.md", "1"))]);
    let here = folder.path();
    assert_eq!(out(&run(here, &["merge", "--edits", "e.jsonl", "x.md"], 0)), page("1"));
    run(here, &["merge", "--edits", "e.jsonl", "--dry-run", "x.md", "y.md"], 1);
    fs::write(here.join("n.jsonl"), edit("a/b.md", "1").replace("\"path\":\"a/b.md\",", "")).unwrap();
    assert_eq!(out(&run(here, &["merge", "--edits", "n.jsonl", "x.md"], 0)), page("1"));
    run(here, &["merge", "--edits", "n.jsonl", "--dry-run", "x.md", "y.md"], 2);
}

#[test]
fn wrong_usage_of_merge_is_2_and_edits_that_cannot_be_read_are_3() {
    let folder = folder(&[
        ("a.md", &page("Viens")),
        ("b.md", &page("Divi")),
        ("e.jsonl", &edit("a.md", "1")),
        ("bad.xlf", "<a>"),
    ]);
    let here = folder.path();
    for args in [
        &["a.md"][..],
        &["--edits", "e.jsonl"],
        &["--edits", "e.jsonl", "a.md", "b.md"],
        &["--edits", "e.jsonl", "--in-place", "--view", "target", "a.md"],
        &["--edits", "e.jsonl", "--in-place", "-o", "x/", "a.md"],
        &["--edits", "e.jsonl", "--in-place", "-"],
        &["--edits", "e.jsonl", "--path", "x", "a.md"],
    ] {
        run(here, &[&["merge"], args].concat(), 2);
    }
    for (edits, message) in [("bad.xlf", "bad.xlf:1:1: the root element is not `xliff`\n"), ("gone.xlf", "gone.xlf: ")]
    {
        let output = run(here, &["merge", "--edits", "e.jsonl", "--edits", edits, "--in-place", "a.md"], 3);
        assert!(err(&output).starts_with(message), "{}", err(&output));
    }
    assert_eq!(read(here, "a.md"), page("Viens"));
}

/// A page long enough that it is not written in one go.
fn long_page(target: &str) -> String {
    let mut page = String::new();
    for id in 101..200 {
        page += &unit(id, target);
        page += "\n\n";
    }
    page
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_in_place_keeps_its_mode_and_a_link_stays_one() {
        let folder = folder(&[("real.md", &page("Viens")), ("e.jsonl", &edit("x", "1"))]);
        let here = folder.path();
        fs::set_permissions(here.join("real.md"), fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("real.md", here.join("link.md")).unwrap();
        run(here, &["merge", "--edits", "e.jsonl", "--in-place", "link.md"], 0);
        assert!(fs::symlink_metadata(here.join("link.md")).unwrap().is_symlink());
        assert_eq!(read(here, "real.md"), page("1"));
        assert_eq!(fs::metadata(here.join("real.md")).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn an_unchanged_page_is_not_written() {
        let folder = folder(&[("a.md", &page("Viens")), ("e.jsonl", &edit("a.md", "Viens"))]);
        let here = folder.path();
        let time = || fs::metadata(here.join("a.md")).unwrap().modified().unwrap();
        let before = time();
        std::thread::sleep(Duration::from_millis(20));
        run(here, &["merge", "--edits", "e.jsonl", "--in-place", "a.md"], 0);
        assert_eq!(time(), before);
    }

    /// A shell sets the limit, which stands for a disk that is full: writing fails in the midst.
    #[test]
    fn a_full_disk_keeps_the_old_page() {
        let (old, edits) = (long_page("Viens"), edit("a.md", "1"));
        let folder = folder(&[("a.md", &old), ("e.jsonl", &edits)]);
        let here = folder.path();
        let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" merge --edits e.jsonl --in-place a.md";
        let output =
            Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_bitext")]).current_dir(here).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{}", err(&output));
        assert!(err(&output).starts_with("a.md: File too large"), "{}", err(&output));
        assert!(read(here, "a.md") == old);
        assert_eq!(names(here), ["a.md", "e.jsonl"], "nothing is left over");
        if Path::new("/dev/full").exists() {
            let output = run(here, &["merge", "--edits", "e.jsonl", "-o", "/dev/full", "a.md"], 3);
            assert!(err(&output).contains("/dev/full: No space left on device"), "{}", err(&output));
        }
    }

    #[test]
    fn a_folder_that_takes_no_file_keeps_the_old_page() {
        let folder = folder(&[("in/a.md", &page("Viens")), ("e.jsonl", &edit("in/a.md", "1"))]);
        let here = folder.path();
        let mode = |mode| fs::set_permissions(here.join("in"), fs::Permissions::from_mode(mode)).unwrap();
        fs::set_permissions(here, fs::Permissions::from_mode(0o755)).unwrap();
        mode(0o555);
        let may_write = fs::write(here.join("in/probe"), "").is_ok();
        let args = ["merge", "--edits", "e.jsonl", "--in-place", "in/a.md"];
        let output = if may_write {
            // This user may write everywhere, so another one tries.
            fs::remove_file(here.join("in/probe")).unwrap();
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_bitext")]);
            command.current_dir(here).args(args).output().ok()
        } else {
            Some(bitext().current_dir(here).args(args).output().unwrap())
        };
        mode(0o755);
        let Some(output) = output.filter(|output| output.status.code().is_some_and(|code| code < 100)) else {
            eprintln!("SKIPPED: this user may write everywhere, and no other can be had");
            return;
        };
        assert_eq!(output.status.code(), Some(3), "{}", err(&output));
        assert!(err(&output).starts_with("in/a.md: "), "{}", err(&output));
        assert!(err(&output).contains("ermission denied"), "{}", err(&output));
        assert_eq!((read(here, "in/a.md"), names(&here.join("in"))), (page("Viens"), vec!["a.md".into()]));
    }
}

/// Export, a real tool without a screen, merge: every segment is changed, and nothing else.
#[test]
fn a_real_tool_edits_every_segment() {
    let Some(shared) = shared() else { return };
    if Command::new("omegat").arg("--help").output().is_err() {
        eprintln!("SKIPPED: omegat is not installed");
        return;
    }
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let source = fs::read_dir(shared.join("seed")).unwrap().map(|entry| entry.unwrap().path());
    let source = source.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "md")).unwrap();
    fs::copy(source, here.join("page.md")).unwrap();
    run(here, &["extract", "--to", "xliff12", "-o", "page.xlf", "page.md"], 0);
    let script = shared.join("clients/omegat_edit.sh");
    let edited =
        Command::new("bash").arg(script).args(["page.xlf", "en-US", "lv-LV", "edited.xlf"]).current_dir(here).output();
    let edited = edited.unwrap();
    assert!(edited.status.success(), "{}", err(&edited));
    run(here, &["merge", "--edits", "edited.xlf", "--report", "report.jsonl", "-o", "out.md", "page.md"], 0);
    let (before, after) = (read(here, "page.md"), read(here, "out.md"));
    let (before, after) = (Document::parse(&before), Document::parse(&after));
    assert_eq!(before.units().len(), after.units().len());
    for (old, new) in before.units().iter().zip(after.units()) {
        assert_eq!((old.id, old.source), (new.id, new.source));
        assert!(new.target.contains(" ZZ"), "{}: {}", new.id, new.target);
    }
    assert_eq!(before.source_view().to_string(), after.source_view().to_string(), "all else is as it was");
    println!("{} units, each changed", after.units().len());
}

#[test]
fn an_export_that_nobody_edited_changes_nothing_where_an_id_is_there_twice() {
    let page = format!("{}\n\n{}\n\n{}\n", unit(101, "a"), unit(102, "b"), unit(101, "c"));
    let folder = folder(&[("a.md", &page)]);
    let here = folder.path();
    for format in ["jsonl", "xliff", "xliff21", "json"] {
        let target = ["--target-locale", "lv-LV"];
        run(here, &[&["extract", "-q", "--to", format, "-o", "edits", "a.md"][..], &target].concat(), 0);
        let output = run(here, &["merge", "--edits", "edits", "-o", "out.md", "a.md"], 0);
        assert!(err(&output).contains("0 changed") && err(&output).contains("0 refused"), "{}", err(&output));
        assert_eq!(read(here, "out.md"), page);
    }
    // Which of them a new text is for, nobody can say.
    fs::write(here.join("edits"), "{\"path\":\"a.md\",\"id\":\"0a1b2-101\",\"source\":\"One\",\"target\":\"d\"}\n")
        .unwrap();
    let output = run(here, &["merge", "--edits", "edits", "--dry-run", "a.md"], 1);
    assert!(err(&output).contains("repeated-id"), "{}", err(&output));
}
