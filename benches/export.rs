//! Files to JSON Lines beside reading the same files: `cargo bench --bench export`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program that prints a table"
)]

#[path = "measure/mod.rs"]
mod measure;
#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../tests/it/shared.rs"]
mod shared;

use std::fs::File;
use std::io::{self, Read as _, Write};

use bitext::annotate::Annotator;
use bitext::export::{Export, JsonLines, UnitWriter};
use bitext::{FileKind, Locale, Parts, document};
use measure::{Work, rounds, table};

fn main() {
    let Some(corpora) = shared::corpora() else { return };
    let files = shared::sxs_files(&corpora.join("dev"));
    let bytes = each(&files, |_, bytes| bytes.len() as u64);
    let rounds_wanted = std::env::var("ROUNDS").map_or(11, |n| n.parse().unwrap());
    println!("{} files, {bytes} bytes\n", files.len());

    let mut works = vec![
        Work::new("open, read, close", || each(&files, |_, bytes| bytes.len() as u64)),
        Work::new("and parts", || each(&files, |_, bytes| Parts::new(text(bytes)).count() as u64)),
        Work::new("and annotations", || each(&files, |_, bytes| annotations(text(bytes)))),
        Work::new("and JSON Lines", || {
            let mut writer = JsonLines::new(Count(0));
            let units = each(&files, |path, bytes| {
                let export = Export::new(path, Locale::parse("en-US").unwrap());
                export.text(text(bytes), &mut writer, &mut |_, _| ()).unwrap().units
            });
            writer.finish().unwrap();
            units
        }),
    ];
    rounds(&mut works, rounds_wanted);
    table(&works, usize::try_from(bytes).unwrap(), "open, read, close");
}

fn each(files: &[String], mut work: impl FnMut(&str, &[u8]) -> u64) -> u64 {
    let mut buffer = Vec::new();
    let mut sum = 0;
    for path in files {
        buffer.clear();
        File::open(path).unwrap().read_to_end(&mut buffer).unwrap();
        sum += work(path, &buffer);
    }
    sum
}

fn text(bytes: &[u8]) -> &str {
    document::text(bytes).unwrap()
}

fn annotations(text: &str) -> u64 {
    let mut annotator = Annotator::new(FileKind::of(text));
    let mut parts = Parts::new(text);
    let mut units = 0;
    while let Some(part) = parts.next() {
        units += u64::from(annotator.annotate(&part, parts.following()).is_some());
    }
    units
}

/// Takes bytes and counts them.
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
