//! The command, as a process.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use bitext::format::{ErrorRecord, Record};
use tempfile::TempDir;

use crate::shared::shared;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");

fn bitext() -> Command {
    Command::new(env!("CARGO_BIN_EXE_bitext"))
}

/// Runs `bitext` in `folder` with nothing on standard input.
#[track_caller]
pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    bitext().current_dir(folder).args(args).stdin(Stdio::null()).output().unwrap()
}

/// Runs `bitext` in `folder` with `input` on standard input.
#[track_caller]
pub(crate) fn feed(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut command = bitext();
    command.current_dir(folder).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    match writer.join().unwrap() {
        // A run that stops before it reads takes no input.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => written.unwrap(),
    }
    output
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
pub(crate) fn code(output: &Output, expect: i32) {
    assert_eq!(output.status.code(), Some(expect), "{}", err(output));
}

/// The paths of the units in JSON Lines, each once, and `!path` for errors.
pub(crate) fn paths(lines: &str) -> Vec<String> {
    let mut paths: Vec<String> = lines
        .lines()
        .map(|line| match serde_json::from_str::<Record>(line) {
            Ok(record) => record.path,
            Err(_) => format!("!{}", serde_json::from_str::<ErrorRecord>(line).unwrap().path),
        })
        .collect();
    paths.dedup();
    paths
}

/// A page with one unit.
pub(crate) fn page(id: u32) -> String {
    format!(
        "# <span data-ttu-id=\"0a1b2-{id}\">T</span>\
         <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{id}\">S</span></span>\n"
    )
}

/// A page with one unit, which is damaged.
fn page_without_source(id: u32) -> String {
    format!("<span data-ttu-id=\"0a1b2-{id}\">T</span>\n")
}

/// A folder with these files, made with the folders that they need.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_seed_page_has_48_units() {
    let Some(shared) = shared() else { return };
    let output = run(&shared, &["extract", "--to", "jsonl", "seed"]);
    code(&output, 0);
    let records: Vec<Record> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 48);
    let first = &records[0];
    assert_eq!((&*first.id, first.source.as_deref()), ("407fb-102", Some("Issues with credentials")));
    assert_eq!((first.target_locale.as_deref(), first.translation_type.as_deref()), (Some("lv-LV"), Some("MT")));
    assert_eq!((&*first.context, &*first.source_locale, first.line), ("heading", "en-US", 22));
    assert!(first.path.starts_with("seed/"), "{}", first.path);
    let summary = "1 file, 48 units, 0 damaged places, 0 files not read, 0 files without target locale\n";
    assert_eq!(err(&output), summary);
}

#[test]
fn standard_input_equals_the_file() {
    for entry in fs::read_dir(EXAMPLES).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let bytes = fs::read(Path::new(EXAMPLES).join(&name)).unwrap();
        for format in ["jsonl", "json"] {
            let file = run(Path::new(EXAMPLES), &["extract", "--to", format, &name]);
            let stream = feed(Path::new(EXAMPLES), &["extract", "--to", format, "--path", &name, "-"], &bytes);
            code(&file, 0);
            code(&stream, 0);
            assert_eq!(out(&file), out(&stream), "{name}");
        }
    }
    let unnamed = feed(Path::new(EXAMPLES), &["extract", "-"], page(101).as_bytes());
    assert_eq!(paths(&out(&unnamed)), ["-"]);
}

#[test]
fn folders_are_read_in_order_without_what_is_hidden() {
    let page = page(101);
    let folder = folder(&[
        ("b.md", &page),
        ("a.MD", &page),
        ("c/z.Yml", &page),
        ("c/a.markdown", &page),
        ("c/.hidden.md", &page),
        (".git/x.md", &page),
        ("d.txt", &page),
        ("e.txt", "no unit"),
        ("f.bin", &format!("\0{page}")),
        ("g", &page.replace('"', "&quot;")),
        ("h.json", "{}"),
        ("i.XML", &page),
    ]);
    let expect = ["a.MD", "b.md", "c/.hidden.md", "c/a.markdown", "c/z.Yml", "d.txt", "g", "i.XML"];
    for argument in [".", "./"] {
        let output = run(folder.path(), &["extract", argument]);
        code(&output, 0);
        assert_eq!(paths(&out(&output)), expect);
        assert!(err(&output).starts_with("9 files, 8 units,"), "{}", err(&output));
    }
    // What is named is read, whatever it is, and once; the order is that of the arguments.
    let output = run(folder.path(), &["extract", "c", ".git", "./c/.hidden.md", "c", "f.bin", "a.MD"]);
    code(&output, 0);
    let expect = ["c/.hidden.md", "c/a.markdown", "c/z.Yml", ".git/x.md", "f.bin", "a.MD"];
    assert_eq!(paths(&out(&output)), expect);
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_done() {
    let folder = folder(&[("a.md", &page(101)), ("c.md", &page(102))]);
    fs::write(folder.path().join("b.md"), b"ok\nb\xFFd").unwrap();
    let output = run(folder.path(), &["extract", "--quiet", ".", "gone.md"]);
    code(&output, 3);
    assert_eq!(paths(&out(&output)), ["a.md", "!b.md", "c.md", "!gone.md"]);
    assert!(out(&output).contains("{\"path\":\"b.md\",\"error\":\"2:2: not UTF-8 (byte 4)\"}\n"));
    assert!(err(&output).starts_with("b.md:2:2: not UTF-8 (byte 4)\ngone.md: "), "{}", err(&output));
    assert_eq!(err(&output).lines().count(), 2);
    let output = run(folder.path(), &["extract", "--to", "json", "."]);
    code(&output, 3);
    let value: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(value[1]["error"], "2:2: not UTF-8 (byte 4)");
    assert!(
        err(&output).ends_with("2 files, 2 units, 0 damaged places, 1 file not read, 2 files without target locale\n")
    );
    // Standard input is read like a file.
    let broken = [page(101).as_bytes(), &[b'x'; 200], b"\xFF"].concat();
    let output = feed(folder.path(), &["extract", "-"], &broken);
    code(&output, 3);
    assert_eq!(paths(&out(&output)), ["!-"]);
}

#[test]
fn the_output_file_is_replaced_whole_or_not_at_all() {
    let folder = folder(&[("a.md", &page(101)), ("out.jsonl", "old")]);
    let here = folder.path();
    let read = |name: &str| fs::read_to_string(here.join(name)).unwrap();
    let output = run(here, &["extract", "-o", "out.jsonl", "a.md"]);
    code(&output, 0);
    assert_eq!(out(&output), "");
    assert_eq!(paths(&read("out.jsonl")), ["a.md"]);
    // Replaced also where not all could be read.
    let output = run(here, &["extract", "-o", "out.jsonl", "gone.md", "a.md"]);
    code(&output, 3);
    assert_eq!(paths(&read("out.jsonl")), ["!gone.md", "a.md"]);
    // Kept where the arguments are wrong.
    let before = read("out.jsonl");
    for args in [&["extract", "-o", "out.jsonl", "-", "-"][..], &["extract", "-o", "out.jsonl", "out.jsonl"]] {
        code(&run(here, args), 2);
    }
    assert_eq!(read("out.jsonl"), before);
    code(&run(here, &["extract", "-o", "no/such/folder/x", "a.md"]), 2);
    let names: Vec<_> = fs::read_dir(here).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left over: {names:?}");
}

#[test]
fn a_folder_for_output_mirrors_the_inputs() {
    let folder = folder(&[("docs/a.md", &page(101)), ("docs/sub/b.md", &page(102)), ("x/c.md", &page(103))]);
    let here = folder.path();
    let output = run(here, &["extract", "-o", "out/", "docs", "x/c.md"]);
    code(&output, 0);
    for (name, path) in [("a.md", "docs/a.md"), ("sub/b.md", "docs/sub/b.md"), ("c.md", "x/c.md")] {
        let text = fs::read_to_string(here.join("out").join(format!("{name}.jsonl"))).unwrap();
        assert_eq!(paths(&text), [path]);
    }
    // The outputs are no inputs of a later run, though they lie below its argument.
    for _ in 0..2 {
        let output = run(here, &["extract", "--to", "json", "-o", "out", "."]);
        code(&output, 0);
        assert!(err(&output).starts_with("3 files, 3 units,"), "{}", err(&output));
    }
    // Two pages cannot have one output.
    fs::write(here.join("a.md"), page(104)).unwrap();
    let output = run(here, &["extract", "-o", "out/", "docs/a.md", "a.md"]);
    code(&output, 3);
    assert!(
        err(&output).starts_with("out/a.md.jsonl: holds the output for docs/a.md, so a.md has none\n"),
        "{}",
        err(&output)
    );
    // What cannot be read keeps its old output.
    fs::write(here.join("docs/a.md"), b"\xFF").unwrap();
    code(&run(here, &["extract", "-o", "out/", "docs"]), 3);
    assert_eq!(paths(&fs::read_to_string(here.join("out/a.md.jsonl")).unwrap()), ["docs/a.md"]);
    code(&feed(here, &["extract", "-o", "out/", "-"], b""), 2);
    code(&feed(here, &["extract", "-o", "out/", "--path", "in/d.md", "-"], page(101).as_bytes()), 0);
    assert_eq!(paths(&fs::read_to_string(here.join("out/d.md.jsonl")).unwrap()), ["in/d.md"]);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let text: String = (101..20_000).map(page).collect();
    let folder = folder(&[("a.md", &text)]);
    let mut command = bitext();
    command.current_dir(folder.path()).args(["extract", "a.md"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = [0; 20];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    code(&output, 0);
    assert_eq!((&first, &*err(&output)), (b"{\"path\":\"a.md\",\"id\":", ""));
}

#[test]
fn wrong_usage_is_2() {
    let folder = folder(&[("a.md", &page(101))]);
    for args in [
        &[][..],
        &["extract"],
        &["extract", "--to", "yaml", "a.md"],
        &["extract", "--source-locale", "not a tag", "a.md"],
        &["extract", "--target-locale", "", "a.md"],
        &["extract", "--path", "x.md", "a.md"],
        &["extract", "-", "-"],
        &["no-such-command"],
    ] {
        let output = run(folder.path(), args);
        code(&output, 2);
        assert!(out(&output).is_empty() && !err(&output).is_empty(), "{args:?}");
    }
    code(&run(folder.path(), &["extract", "--help"]), 0);
}

#[test]
fn the_word_of_a_page_wins_over_the_fallback_locale() {
    let stated = format!("---\nms.contentlocale: lv-lv\n---\n{}", page(101));
    let folder = folder(&[("a.md", &stated), ("b.md", &page(101))]);
    let output = run(folder.path(), &["extract", "--target-locale", "DE-de", "--source-locale", "en-gb", "."]);
    let locales: Vec<_> = out(&output)
        .lines()
        .map(|line| serde_json::from_str::<Record>(line).unwrap())
        .map(|record| (record.source_locale, record.target_locale.unwrap()))
        .collect();
    assert_eq!(locales, [("en-GB", "lv-LV"), ("en-GB", "de-DE")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert!(err(&output).ends_with(" 0 files without target locale\n"));
}

#[test]
fn findings_are_said_with_their_place_unless_quiet() {
    let output = run(Path::new(EXAMPLES), &["extract", "damage-no-target.md"]);
    code(&output, 0);
    assert_eq!(
        err(&output),
        "damage-no-target.md:3:28: damage: no-target: unit d3b4d-102 has a source but no target; its markup is left in place\n\
         1 file, 1 unit, 1 damaged place, 0 files not read, 1 file without target locale\n"
    );
    let output = run(Path::new(EXAMPLES), &["extract", "--quiet", "damage-no-target.md"]);
    assert_eq!(err(&output), "");
    // The first hundred, then a count; notes take no place from damage.
    let mut text = String::new();
    for id in 101..251 {
        text += &page(id).replace(">S<", "><");
        text += &page_without_source(id + 1000);
    }
    let folder = folder(&[("many.md", &text)]);
    let said = err(&run(folder.path(), &["extract", "many.md"]));
    let lines: Vec<_> = said.lines().collect();
    assert_eq!((lines.len(), lines[200]), (202, "and 100 more findings"));
    assert!(lines[198].starts_with("many.md:199:3: note: empty-source: "), "{}", lines[198]);
    assert!(lines[199].starts_with("many.md:200:1: damage: no-source: "), "{}", lines[199]);
    assert!(lines[201].starts_with("1 file, 300 units, 150 damaged places,"), "{}", lines[201]);
}

#[test]
fn an_empty_folder_gives_nothing_and_an_empty_array() {
    let folder = folder(&[]);
    let lines = run(folder.path(), &["extract", "."]);
    let document = run(folder.path(), &["extract", "--to", "json", "."]);
    code(&lines, 0);
    assert_eq!((&*out(&lines), &*out(&document)), ("", "[]\n"));
}
