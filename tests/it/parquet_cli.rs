//! `extract --to parquet`, as a process, read back by the crate parquet.

use std::fs;
use std::path::Path;

use crate::cli::{code, err, feed, folder, page, run};
use crate::parquet::rows;

/// The path of each row, `!path` if it is an error.
fn paths(file: &Path) -> Vec<String> {
    let path_of = |row: &serde_json::Map<String, serde_json::Value>| {
        let mark = if row["error"].is_null() { "" } else { "!" };
        format!("{mark}{}", row["path"].as_str().unwrap())
    };
    rows(&fs::read(file).unwrap()).iter().map(path_of).collect()
}

#[test]
fn rows_are_those_of_json_lines_for_any_number_of_threads() {
    let names: Vec<_> = (0..40).map(|at| format!("docs/{at:02}.md")).collect();
    let texts: Vec<_> = (0..40).map(|at| page(100 + at)).collect();
    let files: Vec<_> = names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    let here = folder.path();
    fs::write(here.join("docs/07.md"), b"\xFF").unwrap();
    for option in [&[][..], &["--hash", "--dedup", "pair"], &["--text", "plain", "--segment"]] {
        let lines = run(here, &[&["extract", "-q"], option, &["docs"]].concat());
        code(&lines, 3);
        let lines: Vec<serde_json::Map<String, serde_json::Value>> =
            String::from_utf8(lines.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for jobs in ["1", "8"] {
            let args = ["extract", "-q", "-j", jobs, "--to", "parquet", "-o", jobs, "docs"];
            code(&run(here, &[&args, option].concat()), 3);
        }
        let bytes = fs::read(here.join("1")).unwrap();
        assert!(bytes == fs::read(here.join("8")).unwrap(), "{option:?}");
        let rows = rows(&bytes);
        assert_eq!(rows.len(), lines.len());
        for (row, line) in rows.iter().zip(&lines) {
            assert!(line.iter().all(|(name, value)| row[name] == *value), "{row:?} {line:?}");
        }
    }
}

#[test]
fn it_is_written_to_one_file_to_several_and_to_a_folder() {
    let folder = folder(&[("docs/a.md", &page(101)), ("docs/b/c.md", &page(102)), ("docs/none.md", "text\n")]);
    let here = folder.path();
    let base = ["extract", "-q", "--to", "parquet"];
    code(&run(here, &[&base[..], &["--shards", "2", "-o", "s.parquet", "docs"]].concat()), 0);
    let both = ["s-00000-of-00002.parquet", "s-00001-of-00002.parquet"].map(|name| paths(&here.join(name))).concat();
    assert_eq!(both.len(), 2);
    code(&run(here, &[&base[..], &["-o", "out/", "docs"]].concat()), 0);
    assert_eq!(paths(&here.join("out/a.md.parquet")), ["docs/a.md"]);
    assert_eq!(paths(&here.join("out/b/c.md.parquet")), ["docs/b/c.md"]);
    assert!(!here.join("out/none.md.parquet").exists());
    code(&run(here, &[&base[..], &["-o", "empty.parquet", "docs/none.md"]].concat()), 0);
    assert!(paths(&here.join("empty.parquet")).is_empty());
}

#[test]
fn what_is_streamed_ends_in_an_error_row_where_it_breaks() {
    let folder = folder(&[]);
    let mut long = page(101).into_bytes();
    long.resize(70 << 20, b'x');
    long.extend_from_slice(b"\xFF");
    let output = feed(folder.path(), &["extract", "--to", "parquet", "-o", "x.parquet", "--path", "p.md", "-"], &long);
    code(&output, 3);
    assert!(err(&output).starts_with("p.md:"), "{}", err(&output));
    assert_eq!(paths(&folder.path().join("x.parquet")), ["p.md", "!p.md"]);
}
