//! Files to every export beside reading the same files: `cargo bench --bench export`.
//!
//! `ROUNDS` sets how often each piece of work runs (11 times unless set). What is written is counted and dropped.
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
use std::path::Path;

use bitext::export::Export;
use bitext::format::{InlineMode, JsonLinesWriter, TmxWriter, UnitWriter, XliffVersion, XliffWriter};
use bitext::inline::Pairer;
use bitext::{Locale, Part, Parts, Settings, text_of};
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
        Work::new("and places", || each(&files, |_, bytes| places(text(bytes)))),
        Work::new("JSON Lines", || export(&files, |out| Box::new(JsonLinesWriter::new(out)))),
        Work::new("XLIFF 2.1", || export(&files, xliff(XliffVersion::V21, InlineMode::Codes))),
        Work::new("XLIFF 1.2", || export(&files, xliff(XliffVersion::V12, InlineMode::Codes))),
        Work::new("XLIFF 2.1 without kinds", || export(&files, without_kinds(XliffVersion::V21))),
        Work::new("XLIFF 1.2 without kinds", || export(&files, without_kinds(XliffVersion::V12))),
        Work::new("TMX", || export(&files, tmx(InlineMode::Codes))),
        Work::new("XLIFF 2.1, flat", || export(&files, xliff(XliffVersion::V21, InlineMode::Text))),
        Work::new("XLIFF 1.2, flat", || export(&files, xliff(XliffVersion::V12, InlineMode::Text))),
        Work::new("TMX, flat", || export(&files, tmx(InlineMode::Text))),
        Work::new("inline codes alone", || each(&files, |_, bytes| codes(text(bytes)))),
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

type Writer<'w> = Box<dyn UnitWriter + 'w>;

fn xliff(version: XliffVersion, inline: InlineMode) -> impl Fn(Count) -> Writer<'static> {
    move |out| Box::new(XliffWriter::new(out).with_version(version).with_inline(inline))
}

fn without_kinds(version: XliffVersion) -> impl Fn(Count) -> Writer<'static> {
    move |out| Box::new(XliffWriter::new(out).with_version(version).without_kinds())
}

fn tmx(inline: InlineMode) -> impl Fn(Count) -> Writer<'static> {
    move |out| Box::new(TmxWriter::new(out).with_inline(inline))
}

/// The units of all files. The pages of a folder have one locale, which is its extension, so they share a writer.
fn export(files: &[String], writer: impl Fn(Count) -> Writer<'static>) -> u64 {
    let of_folder = |files: &[String]| {
        let tag = folder(&files[0]).extension().unwrap().to_str().unwrap();
        let settings = Settings::default().with_locale(Some(locale(tag)));
        let mut writer = writer(Count(0));
        let units = each(files, |path, bytes| {
            let export = Export::new(path, locale("en-US")).with_settings(settings);
            export.text(text(bytes), &mut *writer, &mut ()).unwrap().units
        });
        writer.close().unwrap();
        units
    };
    files.chunk_by(|a, b| folder(a) == folder(b)).map(of_folder).sum()
}

fn folder(file: &str) -> &Path {
    Path::new(file).parent().unwrap()
}

fn locale(tag: &str) -> Locale<'_> {
    Locale::parse(tag).unwrap()
}

/// The codes of all units, found and paired.
fn codes(text: &str) -> u64 {
    let mut pairer = Pairer::new();
    let units = Parts::new(text).filter_map(|part| match part {
        Part::Unit(unit) => Some(unit),
        _ => None,
    });
    units.map(|unit| pairer.pair(unit.source.unwrap_or_default(), unit.target).codes() as u64).sum()
}

fn text(bytes: &[u8]) -> &str {
    text_of(bytes).unwrap()
}

fn places(text: &str) -> u64 {
    Parts::new(text).located().count() as u64
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
