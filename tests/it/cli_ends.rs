//! How a run ends: exit codes, signals, standard streams that take nothing; and what help says.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::cli::{code, err, feed, folder, out, page, run};

#[test]
fn wrong_usage_prints_the_usage_of_the_command() {
    let folder = folder(&[("a.md", &page(101)), ("b.md", &page(101))]);
    for (args, message) in [
        (&["extract", "--copy-source", "a.md"][..], "--copy-source is for XLIFF"),
        (&["render", "--view", "target", "."], "there are 2 pages, so -o must name a folder for them: -o out/"),
        (
            &["render", "--view", "target", "-o", "new", "."],
            "there are 2 pages, so -o must name a folder for them: -o new/",
        ),
        (&["extract", "-o", "no/such/x", "a.md"], "cannot write to no/such/x: there is no such folder"),
    ] {
        let output = run(folder.path(), args);
        code(&output, 2);
        let start = format!("error: {message}\n\nUsage: bitext {} [OPTIONS] ", args[0]);
        assert!(err(&output).starts_with(&start), "{}", err(&output));
    }
}

#[test]
fn strict_is_1_where_a_page_is_damaged() {
    let folder = folder(&[("a.md", "<span data-ttu-id=\"0a1b2-101\">T</span>\n"), ("b.md", &page(101))]);
    let here = folder.path();
    code(&run(here, &["extract", "a.md"]), 0);
    code(&run(here, &["extract", "--strict", "a.md"]), 1);
    code(&run(here, &["extract", "--strict", "b.md"]), 0);
    code(&run(here, &["extract", "--strict", "a.md", "gone.md"]), 3);
}

#[test]
fn all_findings_go_to_a_file() {
    let lines: Vec<_> = (0..150).map(|id| format!("<span data-ttu-id=\"0a1b2-{id}\">T</span>\n")).collect();
    let text = lines.concat();
    let folder = folder(&[("a.md", &text)]);
    let here = folder.path();
    for command in [&["extract"][..], &["render", "--view", "target"]] {
        code(&run(here, &[command, &["--findings", "f.jsonl", "-o", "out", "a.md"]].concat()), 0);
        let lines = fs::read_to_string(here.join("f.jsonl")).unwrap();
        assert_eq!(lines.lines().count(), 150);
        assert_eq!(
            lines.lines().nth(149).unwrap(),
            "{\"path\":\"a.md\",\"line\":150,\"column\":1,\"byte_start\":5701,\"byte_end\":5739,\"severity\":\"damage\",\
             \"code\":\"no-source\",\"unit\":\"0a1b2-149\",\"message\":\"unit 0a1b2-149 has no source; \
             kept with the target alone\"}"
        );
    }
}

#[test]
fn help_begins_with_the_formats_and_has_no_hard_line_ends() {
    let folder = folder(&[]);
    let help = out(&run(folder.path(), &["--help"]));
    let first = help.lines().next().unwrap();
    assert!(["XLIFF", "TMX", "JSON"].iter().all(|format| first.contains(format)), "{first}");
    for command in ["extract", "merge", "render"] {
        let help = out(&run(folder.path(), &[command, "--help"]));
        assert!(help.contains(&format!("Usage: bitext {command} ")), "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{command}");
    }
}

#[test]
fn completions_and_manual_pages_are_made() {
    let folder = folder(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(folder.path(), &["completions", shell]);
        code(&output, 0);
        assert!(out(&output).contains("files-from"), "{shell}");
    }
    let page = out(&run(folder.path(), &["man"]));
    assert!(page.contains(".TH bitext 1") && page.contains("bitext\\-merge(1)"), "{page}");
    let page = out(&run(folder.path(), &["man", "merge"]));
    assert!(page.contains(".TH bitext-merge 1") && page.contains("\\-\\-in\\-place"), "{page}");
    let output = run(folder.path(), &["man", "nothing"]);
    code(&output, 2);
    assert!(
        err(&output).starts_with(
            "error: the commands are check, extract, merge, render, review, schema, show, stats, completions, man\n"
        ),
        "{}",
        err(&output)
    );
}

#[test]
fn control_characters_of_input_do_not_reach_the_terminal_and_values_are_cut() {
    let id = format!("\u{1B}[2J{}", "x".repeat(1_000_000));
    let line = serde_json::json!({"path": "a.md", "id": id, "target": "N"}).to_string();
    let folder = folder(&[("a.md", &page(101)), ("e.jsonl", &line)]);
    let output = run(folder.path(), &["merge", "--edits", "e.jsonl", "--dry-run", "a.md"]);
    code(&output, 1);
    let said = err(&output);
    assert!(said.starts_with("e.jsonl:1:1: refused: unknown-id: unit \\u{1b}[2Jxxx") && said.len() < 2000, "{said}");
    assert!(!said.contains('\u{1B}'));
    let output = run(folder.path(), &["extract", "\u{1B}[2J.md"]);
    assert!(err(&output).starts_with("\u{FFFD}1B[2J.md: No such file or directory"), "{}", err(&output));
}

#[cfg(unix)]
fn shell(here: &Path, script: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_bitext")]).current_dir(here).stdin(Stdio::null());
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_standard_output_that_takes_nothing_is_3() {
    let line = "{\"path\":\"a.md\",\"id\":\"0a1b2-101\",\"target\":\"N\"}\n";
    let folder = folder(&[("a.md", &page(101)), ("e.jsonl", line)]);
    let here = folder.path();
    for command in [
        "extract a.md",
        "extract --to xliff --target-locale lv a.md",
        "render --view target a.md",
        "check --to sarif a.md",
        "stats a.md",
        "show a.md",
        "review a.md",
        "merge --edits e.jsonl a.md",
        "merge --edits e.jsonl --dry-run a.md",
        "merge --edits e.jsonl --dry-run --report - a.md",
        "man",
    ] {
        for closed in ["1</dev/null", ">&-"] {
            let output = shell(here, &format!("\"$0\" {command} {closed}"));
            code(&output, 3);
            let message = "bitext: cannot write standard output: Bad file descriptor (os error 9)\n";
            assert!(err(&output).ends_with(message), "{command} {closed}: {}", err(&output));
        }
        if Path::new("/dev/full").exists() {
            let output = shell(here, &format!("\"$0\" {command} >/dev/full"));
            code(&output, 3);
            assert!(err(&output).contains("cannot write standard output: No space left on device"), "{}", err(&output));
        }
        // What goes nowhere on purpose, and a closed pipe, are no failure.
        code(&shell(here, &format!("\"$0\" {command} 1<>/dev/null")), 0);
        code(&shell(here, &format!("{{ \"$0\" {command}; echo $? >code; }} | true; exit $(cat code)")), 0);
    }
}

#[cfg(unix)]
#[test]
fn an_output_without_permission_is_3_and_names_no_draft() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.md", &page(101)), ("closed/x", "")]);
    let here = folder.path();
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(here, 0o755);
    mode(&here.join("closed"), 0o555);
    let script = "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" extract -o closed/out a.md";
    let output = shell(here, script);
    mode(&here.join("closed"), 0o755);
    if output.status.code().is_none_or(|code| code >= 100) {
        eprintln!("SKIPPED: no other user can be had");
        return;
    }
    code(&output, 3);
    assert_eq!(err(&output), "bitext: cannot write closed/out: permission denied\n");
}

/// A run that waits for the end of standard input, with a draft of its output there, is ended by a signal.
#[cfg(unix)]
#[test]
fn signals_leave_no_draft() {
    let folder = folder(&[("a.md", &page(101))]);
    let here = folder.path();
    assert!(Command::new("mkfifo").arg(here.join("pipe")).status().unwrap().success());
    // Below `nohup` it is ignored, and children keep that.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    let hang_up = ignored.is_some_and(|mask| mask & 1 == 0).then_some(("HUP", 1));
    for (signal, number) in [("INT", 2), ("TERM", 15)].into_iter().chain(hang_up) {
        // The pipe is opened for reading and writing, so it neither ends nor blocks.
        let script = format!(
            "exec 3<>pipe; \"$0\" extract -o out.jsonl a.md pipe & child=$!; \
             n=0; while ! ls .bitext-* >/dev/null 2>&1 && [ $n -lt 500 ]; do sleep 0.02; n=$((n+1)); done; \
             ls .bitext-* | wc -l; kill -{signal} $child; wait $child; exit $?"
        );
        let output = shell(here, &script);
        assert_eq!((output.status.code(), &*out(&output)), (Some(128 + number), "1\n"), "{signal}: {}", err(&output));
        let mut names: Vec<_> = fs::read_dir(here).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["a.md", "pipe"], "no draft and no output is there");
    }
}

/// Pages of more than 64 MiB: a view is written as it is read, merge and show say their limit.
#[test]
fn endless_standard_input_takes_bounded_memory() {
    let mut long = page(101).into_bytes();
    long.resize(65 << 20, b'x');
    long.extend(page(102).as_bytes());
    let folder = folder(&[("e.jsonl", "{\"path\":\"-\",\"id\":\"0a1b2-101\",\"target\":\"N\"}\n")]);
    let here = folder.path();
    let output = feed(here, &["render", "--view", "source", "-o", "out.md", "-"], &long);
    code(&output, 0);
    assert_eq!(err(&output), "1 file, 2 units, 0 files not read\n");
    let view = fs::read(here.join("out.md")).unwrap();
    assert!(view.starts_with(b"# S\nxxx") && view.ends_with(b"xxx# S\n"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitext"));
    command.current_dir(here).args(["merge", "--edits", "e.jsonl", "-"]).stdin(fs::File::open("/dev/zero").unwrap());
    let output = command.output().unwrap();
    code(&output, 3);
    assert_eq!(
        err(&output),
        "-: is longer than 64 MiB, which is the limit of merge\n0 files, 1 edit: 0 changed, 0 refused, 1 unmatched; 1 file not read\n"
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitext"));
    command.current_dir(here).args(["show", "-"]).stdin(fs::File::open("/dev/zero").unwrap());
    let output = command.output().unwrap();
    code(&output, 3);
    assert_eq!(err(&output), "-: is longer than 64 MiB, which is the limit of show\n");
}
