//! The scanner beside the machine's own limits: `cargo bench --bench scan`.
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

use std::io::Read as _;

use bitext::{Document, Part, PartReader, Parts, Scanner};
use measure::{Work, rounds, table};

const SIZE: usize = 64 << 20;

fn main() {
    let Some(corpora) = shared::corpora() else { return };
    let files = shared::sxs_files(&corpora.join("dev"));
    let mut text = String::new();
    for file in &files {
        text.push_str(&std::fs::read_to_string(file).unwrap());
        if text.len() >= SIZE {
            break;
        }
    }
    let bytes = text.as_bytes();
    let mut copy = vec![0_u8; bytes.len()];
    let rounds_wanted = std::env::var("ROUNDS").map_or(21, |n| n.parse().unwrap());
    println!("{} bytes of real pages\n", text.len());

    let mut works = vec![
        Work::new("memchr_iter('<').count()", || memchr::memchr_iter(b'<', bytes).count() as u64),
        Work::new("memcpy", || {
            copy.copy_from_slice(bytes);
            copy.len() as u64
        }),
        Work::new("std UTF-8", || std::str::from_utf8(bytes).unwrap().len() as u64),
        Work::new("units", || units(Parts::new(&text))),
        Work::new("parts", || Parts::new(&text).count() as u64),
        Work::new("tokens", || Scanner::new(&text).count() as u64),
        Work::new("Document", || Document::parse(&text).units().len() as u64),
        Work::new("stream", || stream(bytes)),
        Work::new("bare read() loop", || {
            let (mut source, mut buffer, mut read) = (bytes, vec![0; 256 << 10], 0);
            while let Ok(n @ 1..) = source.read(&mut buffer) {
                read += n as u64;
            }
            read
        }),
    ];
    rounds(&mut works, rounds_wanted);
    table(&works, text.len(), "memchr_iter('<').count()");
}

fn units(parts: Parts<'_>) -> u64 {
    parts.filter(|part| matches!(part, Part::Unit(_))).count() as u64
}

fn stream(bytes: &[u8]) -> u64 {
    let mut reader = PartReader::new(bytes);
    let mut units = 0;
    while let Some(part) = reader.next_part().unwrap() {
        units += u64::from(matches!(part, Part::Unit(_)));
    }
    units
}
