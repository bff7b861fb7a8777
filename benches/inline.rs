//! The pieces of all real units beside pulldown-cmark and memchr alone: `cargo bench --bench inline`.
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

use std::hint::black_box;

use bitext::Document;
use bitext::inline::{Pairer, pieces, plain_text};
use measure::{Work, rounds, table};
use pulldown_cmark::{Options, Parser};

fn main() {
    let Some(corpora) = shared::corpora() else { return };
    let files = shared::sxs_files(&corpora.join("dev"));
    let pages: Vec<_> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let documents: Vec<_> = pages.iter().map(|page| Document::parse(page)).collect();
    let units: Vec<_> =
        documents.iter().flat_map(Document::units).map(|unit| (unit.source.unwrap_or(""), unit.target)).collect();
    let texts = || units.iter().flat_map(|&(source, target)| [source, target]);
    let (with, without): (Vec<_>, Vec<_>) = texts().partition(|text| pieces(text).any(|piece| piece.is_code()));
    let size = |texts: &[&str]| texts.iter().map(|text| text.len()).sum::<usize>();
    println!("{} units of {} files\n", units.len(), files.len());

    let rounds_wanted = std::env::var("ROUNDS").map_or(21, |n| n.parse().unwrap());
    let count = |texts: &[&str]| texts.iter().map(|text| pieces(text).map(shown).sum::<u64>()).sum();
    let mut works = vec![
        Work::new("pulldown-cmark alone", || {
            let parser = |text| Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).into_offset_iter();
            with.iter().map(|text| parser(text).map(shown).sum::<u64>()).sum()
        }),
        Work::new("pieces", || count(&with)),
    ];
    println!("{} texts with codes, {} bytes: to reach 0.9\n", with.len(), size(&with));
    rounds(&mut works, rounds_wanted);
    table(&works, size(&with), "pulldown-cmark alone");

    let mut works = vec![
        Work::new("memchr3", || {
            without.iter().map(|text| u64::from(memchr::memchr3(b'*', b'[', b'<', text.as_bytes()).is_some())).sum()
        }),
        Work::new("pieces", || count(&without)),
    ];
    println!("\n{} texts without codes, {} bytes: to reach 0.5\n", without.len(), size(&without));
    rounds(&mut works, rounds_wanted);
    table(&works, size(&without), "memchr3");

    let mut pairer = Pairer::new();
    let all: usize = texts().map(str::len).sum();
    let mut works = vec![
        Work::new("pieces of both sides", || texts().map(|text| pieces(text).map(shown).sum::<u64>()).sum()),
        Work::new("pair, then its pieces", || {
            let pieces_of = |&(source, target): &(&str, &str)| {
                let unit = pairer.pair(source, target);
                unit.source().chain(unit.target()).map(shown).sum::<u64>()
            };
            units.iter().map(pieces_of).sum()
        }),
        Work::new("plain text", || texts().map(|text| plain_text(text).len() as u64).sum()),
    ];
    println!("\nAll units, {all} bytes\n");
    rounds(&mut works, rounds_wanted.min(9));
    table(&works, all, "pieces of both sides");
}

/// Keeps a thing from being left out, and counts it.
fn shown<T>(thing: T) -> u64 {
    drop(black_box(thing));
    1
}
