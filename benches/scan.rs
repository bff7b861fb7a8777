//! The scanner beside the machine's own limits: `cargo bench --bench scan`.
//!
//! The real pages of `dev` in sorted order: joined to 64 MB of memory, a few of them again and again from the second-level
//! cache, as pages of their own in memory, and as files.
//! `ROUNDS` sets how often each piece of work runs (21 times unless set).
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program that prints a table"
)]

mod measure;
#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../tests/it/shared.rs"]
mod shared;

use std::fs::File;
use std::hint::black_box;
use std::io::Read as _;

use bitext::scan::Scanner;
use bitext::{Document, Part, PartReader, Parts, text_of};
use measure::{Work, rounds, table};

const SIZE: usize = 64 << 20;

/// What the second-level caches of all usual processors hold, and how often it is read.
const NEAR: usize = 128 << 10;
const AGAIN: usize = SIZE / NEAR;

fn main() {
    let Some(corpora) = shared::corpora() else { return };
    let files = shared::sxs_files(&corpora.join("dev"));
    let mut pages = Vec::new();
    let mut joined = String::with_capacity(2 * SIZE);
    for file in &files {
        let page = std::fs::read_to_string(file).unwrap();
        joined.push_str(&page);
        pages.push(page);
        if joined.len() >= SIZE {
            break;
        }
    }
    let files = &files[..pages.len()];
    let times = std::env::var("ROUNDS").map_or(21, |n| n.parse().unwrap());
    println!("{} pages, {} bytes\n\nIn memory, joined:\n", pages.len(), joined.len());
    in_memory(&joined, 1, times);
    let mut near = String::new();
    for page in &pages {
        if near.len() + page.len() <= NEAR {
            near.push_str(page);
        }
    }
    println!("\n{} bytes of it, {AGAIN} times, from the second-level cache:\n", near.len());
    in_memory(&near, AGAIN, times);
    println!("\nIn memory, page by page:\n");
    page_by_page(&pages, joined.len(), times);
    println!("\nAs a stream of 256 KiB readings, from one file in the page cache:\n");
    as_stream(&corpora.with_file_name("joined.md"), &joined, times);
    println!("\nFrom files in the page cache:\n");
    from_files(files, joined.len(), times);
}

fn in_memory(text: &str, again: usize, times: usize) {
    let bytes = text.as_bytes();
    let mut copy = vec![0_u8; bytes.len()];
    let repeat = |work: fn(&str) -> u64| move || (0..again).map(|_| work(black_box(text))).sum();
    let mut works = vec![
        Work::new("memchr_iter('<').count()", repeat(|text| memchr::memchr_iter(b'<', text.as_bytes()).count() as u64)),
        Work::new("memcpy", || {
            (0..again).for_each(|_| copy.copy_from_slice(black_box(bytes)));
            u64::from(copy[copy.len() / 2])
        }),
        Work::new("simdutf8", repeat(|text| simdutf8::basic::from_utf8(text.as_bytes()).unwrap().len() as u64)),
        Work::new("std UTF-8", repeat(|text| std::str::from_utf8(text.as_bytes()).unwrap().len() as u64)),
        Work::new("units", repeat(units)),
        Work::new("units, UTF-8 checked", repeat(|text| units(text_of(text.as_bytes()).unwrap()))),
        Work::new("tokens", repeat(|text| Scanner::new(text).count() as u64)),
    ];
    rounds(&mut works, times);
    table(&works, again * text.len(), "memchr_iter('<').count()");
}

fn page_by_page(pages: &[String], bytes: usize, times: usize) {
    let count = |of: fn(&str) -> u64| move || pages.iter().map(|page| of(page)).sum();
    let mut works = vec![
        Work::new("memchr_iter('<').count()", count(|page| memchr::memchr_iter(b'<', page.as_bytes()).count() as u64)),
        Work::new("units", count(units)),
        Work::new("units, UTF-8 checked", count(|page| units(text_of(page.as_bytes()).unwrap()))),
        Work::new("Document", count(|page| Document::parse(page).units().len() as u64)),
    ];
    rounds(&mut works, times);
    table(&works, bytes, "memchr_iter('<').count()");
}

fn as_stream(path: &std::path::Path, text: &str, times: usize) {
    std::fs::write(path, text).unwrap();
    let mut works = vec![
        Work::new("bare read() loop", || {
            let (mut source, mut buffer, mut read) = (File::open(path).unwrap(), vec![0; 256 << 10], 0);
            while let Ok(n @ 1..) = source.read(&mut buffer) {
                read += n as u64;
            }
            read
        }),
        Work::new("stream", || {
            let mut reader = PartReader::new(File::open(path).unwrap());
            let mut units = 0;
            while let Some(part) = reader.next_part().unwrap() {
                units += u64::from(matches!(part, Part::Unit(_)));
            }
            units
        }),
    ];
    rounds(&mut works, times);
    table(&works, text.len(), "bare read() loop");
    std::fs::remove_file(path).unwrap();
}

fn from_files(files: &[String], bytes: usize, times: usize) {
    let each = |of: fn(&[u8]) -> u64| {
        move || {
            let mut buffer = Vec::new();
            let read = |file| {
                buffer.clear();
                File::open(file).unwrap().read_to_end(&mut buffer).unwrap();
                of(&buffer)
            };
            files.iter().map(read).sum()
        }
    };
    let mut works = vec![
        Work::new("open, read, close", each(|bytes| bytes.len() as u64)),
        Work::new("files to units", each(|bytes| units(text_of(bytes).unwrap()))),
        Work::new("files to Document", each(|bytes| Document::from_bytes(bytes).unwrap().units().len() as u64)),
    ];
    rounds(&mut works, times);
    table(&works, bytes, "open, read, close");
}

fn units(text: &str) -> u64 {
    Parts::new(text).filter(|part| matches!(part, Part::Unit(_))).count() as u64
}
