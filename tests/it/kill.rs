//! Kills at 200 moments: each file is old or new, and whole, for `merge --in-place`, `extract -o` and `render -o`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// More pages than are replaced at once.
const PAGES: usize = 150;
const UNITS: u32 = 40;
const MOMENTS: u32 = 200;

/// A page that is longer than one write.
fn page(target: &str) -> String {
    let unit = |id| {
        format!(
            "<span data-ttu-id=\"0a1b2-{id}\">{target}</span>\
             <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{id}\">One</span></span>\n\n"
        )
    };
    (101..101 + UNITS).map(unit).collect()
}

fn bitext(here: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitext"));
    command.current_dir(here).args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The files of a folder: the names of the drafts, and the texts of the others by name.
fn files(folder: &Path) -> (Vec<String>, Vec<(String, String)>) {
    let mut drafts = Vec::new();
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        if name.starts_with(".bitext-") { drafts.push(name) } else { files.push((name, text)) }
    }
    files.sort();
    (drafts, files)
}

/// Kills a run at [`MOMENTS`] moments of its time. `reset` makes the folder as it was; each file in `folder` is then as it was, or as the
/// whole run leaves it.
fn kill(here: &Path, args: &[&str], folder: &str, reset: &dyn Fn()) {
    let folder = here.join(folder);
    reset();
    let (_, old) = files(&folder);
    let begin = Instant::now();
    assert!(bitext(here, args).status().unwrap().success());
    let whole = begin.elapsed();
    let (drafts, new) = files(&folder);
    assert!(drafts.is_empty() && new.len() == PAGES && new != old);
    let (mut partly, mut left_over) = (0, 0);
    for moment in 0..MOMENTS {
        reset();
        let mut child = bitext(here, args).spawn().unwrap();
        // Not in order, but over the whole time, and each at another part of a millisecond.
        let wait = whole * (moment * 37 % MOMENTS) / MOMENTS + Duration::from_micros(u64::from(moment) * 7);
        std::thread::sleep(wait);
        child.kill().unwrap();
        child.wait().unwrap();
        let (drafts, now) = files(&folder);
        left_over = left_over.max(drafts.len());
        assert!(old.iter().all(|(name, _)| now.iter().any(|(other, _)| other == name)), "no file is lost");
        let is_new = |file: &&(String, String)| new.binary_search(file).is_ok();
        let changed = now.iter().filter(is_new).count();
        let torn = now.iter().find(|file| !is_new(file) && old.binary_search(file).is_err());
        assert!(torn.is_none(), "{} is torn", torn.unwrap().0);
        partly += u32::from(changed > 0 && changed < PAGES);
    }
    println!("{args:?}: {whole:?}; {partly} of {MOMENTS} kills in the midst, at most {left_over} drafts left over");
    assert!(partly >= 10, "{partly}");
    assert!(left_over <= 64, "{left_over}");
}

fn prepared() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    folder
}

fn write_pages(folder: &Path, text: &str) {
    (0..PAGES).for_each(|number| fs::write(folder.join(format!("{number}.md")), text).unwrap());
}

#[test]
fn a_killed_merge_leaves_each_page_old_or_new() {
    let folder = prepared();
    let here = folder.path();
    let mut edits = String::new();
    for number in 0..PAGES {
        for id in 101..101 + UNITS {
            let line = format!("{{\"path\":\"in/{number}.md\",\"id\":\"0a1b2-{id}\",\"target\":\"Viens!\"}}\n");
            edits.push_str(&line);
        }
    }
    fs::write(here.join("e.jsonl"), edits).unwrap();
    let pages = here.join("in");
    let reset = || {
        let _ = fs::remove_dir_all(&pages);
        fs::create_dir(&pages).unwrap();
        write_pages(&pages, &page("Viens"));
    };
    kill(here, &["merge", "--edits", "e.jsonl", "--in-place", "in"], "in", &reset);
}

#[test]
fn a_killed_extract_leaves_each_output_whole() {
    let folder = prepared();
    let here = folder.path();
    write_pages(&here.join("in"), &page("Viens"));
    let reset = || drop(fs::remove_dir_all(here.join("out")));
    kill(here, &["extract", "--to", "xliff", "--target-locale", "lv", "-o", "out/", "in"], "out", &reset);
}

#[test]
fn a_killed_render_leaves_each_output_old_or_new() {
    let folder = prepared();
    let here = folder.path();
    write_pages(&here.join("in"), &page("Viens"));
    let out = here.join("out");
    let reset = || {
        let _ = fs::remove_dir_all(&out);
        fs::create_dir(&out).unwrap();
        write_pages(&out, "old");
    };
    kill(here, &["render", "--view", "target", "-o", "out/", "in"], "out", &reset);
}
