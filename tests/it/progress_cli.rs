//! The progress bar: files, speed and the time left on a terminal, nothing in a pipe.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use crate::cli::{code, err, folder, page, run};

/// Makes a pipe that becomes a page only after some time, so that a run has time to show the bar.
fn slow_page(here: &Path) -> std::thread::JoinHandle<()> {
    let pipe = here.join("slow.md");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(400));
        fs::write(pipe, page(102)).unwrap();
    })
}

/// Runs a command line with a terminal as its standard streams, by `script` of util-linux; `None`, and said, without it.
fn on_terminal(here: &Path, line: &str) -> Option<Output> {
    let output =
        Command::new("script").args(["-qec", line, "/dev/null"]).env("TERM", "xterm").current_dir(here).output();
    match output {
        Ok(output) => Some(output),
        Err(error) => {
            eprintln!("SKIPPED: a terminal by `script`: {error}");
            None
        }
    }
}

#[test]
fn a_terminal_shows_files_speed_and_time_left() {
    let folder = folder(&[("a.md", &page(101)), ("b.md", &page(101))]);
    let here = folder.path();
    let line = format!("{} extract -o out.jsonl a.md slow.md b.md", env!("CARGO_BIN_EXE_bitext"));
    let writer = slow_page(here);
    let shown = on_terminal(here, &line);
    if shown.is_none() {
        // The writer waits for a reader.
        let _ = fs::read(here.join("slow.md"));
    }
    writer.join().unwrap();
    let Some(output) = shown else { return };
    let screen = String::from_utf8_lossy(&output.stdout);
    for part in ["/3 files, ", " MB/s, ", "s left"] {
        assert!(screen.contains(part), "{part}: {screen:?}");
    }
    // What stays is the summary.
    let last = screen.trim_end().rsplit(['\r', '\n']).next().unwrap();
    assert!(last.ends_with("without target locale"), "{screen:?}");
}

#[test]
fn a_pipe_gets_no_bar() {
    let folder = folder(&[("a.md", &page(101)), ("b.md", &page(101))]);
    let here = folder.path();
    let writer = slow_page(here);
    let output = run(here, &["extract", "-o", "out.jsonl", "a.md", "slow.md", "b.md"]);
    writer.join().unwrap();
    code(&output, 0);
    assert!(!err(&output).contains("MB/s") && !err(&output).contains('\u{1B}'), "{}", err(&output));
}
