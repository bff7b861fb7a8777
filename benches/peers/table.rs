//! Prints the table of peers: `cargo bench --manifest-path benches/peers/Cargo.toml`.
//!
//! The real pages of `dev` in sorted order, 64 MB of them, in memory and one by one (some of the peers would lose
//! everything after the first damaged page of a joined text). `ROUNDS` sets how often each runs (7 times unless set).
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program that prints a table"
)]

#[allow(dead_code, reason = "its other users print its own table")]
#[path = "../measure/mod.rs"]
mod measure;
#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../../tests/it/shared.rs"]
mod shared;

use std::collections::HashMap;

use bitext_peers::{Give, aho_corasick, bitext, html5gum, lol_html, quick_xml, regex, scraper, tl};
use measure::{Work, rounds};

const SIZE: usize = 64 << 20;

type Peer = fn(&str, &mut Give<'_>) -> bool;

const PEERS: [(&str, Peer); 8] = [
    ("bitext", bitext),
    ("aho-corasick with a depth count", aho_corasick),
    ("tl", tl),
    ("quick-xml", quick_xml),
    ("html5gum", html5gum),
    ("lol_html", lol_html),
    ("regex captures", regex),
    ("scraper", scraper),
];

fn main() {
    let Some(corpora) = shared::corpora() else { return };
    let mut pages = Vec::new();
    let mut size = 0;
    for file in shared::sxs_files(&corpora.join("dev")) {
        pages.push(std::fs::read_to_string(file).unwrap());
        size += pages.last().map_or(0, String::len);
        if size >= SIZE {
            break;
        }
    }
    let times = std::env::var("ROUNDS").map_or(7, |n| n.parse().unwrap());
    let mut works: Vec<_> = PEERS
        .iter()
        .map(|&(name, peer)| {
            let pages = &pages;
            Work::new(name, move || {
                let mut bytes = 0;
                for page in pages {
                    peer(page, &mut |id, target, source| bytes += (id.len() + target.len() + source.len()) as u64);
                }
                bytes
            })
        })
        .collect();
    rounds(&mut works, times);
    println!("{} pages, {size} bytes\n", pages.len());
    println!("| | times as long | GB/s | units | missed | with another text | pages given up |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    let base = works[0].median();
    for ((name, peer), work) in PEERS.iter().zip(&works) {
        let Compared { units, missed, other, given_up } = compare(&pages, *peer);
        let (ratio, rate) = (work.median() / base, size as f64 / work.median() / 1e9);
        println!("| {name} | {ratio:.1} | {rate:.2} | {units} | {missed} | {other} | {given_up} |");
    }
}

/// How a peer's units differ from those of `bitext`.
#[derive(Default)]
struct Compared {
    units: usize,
    /// Units whose id it does not give.
    missed: usize,
    /// Units of which it gives another target or source.
    other: usize,
    /// Pages at which it stopped with an error.
    given_up: usize,
}

fn compare(pages: &[String], peer: Peer) -> Compared {
    let mut compared = Compared::default();
    for page in pages {
        let mut theirs: HashMap<String, Vec<(String, String)>> = HashMap::new();
        let is_done = peer(page, &mut |id, target, source| {
            compared.units += 1;
            theirs.entry(id.to_owned()).or_default().push((target.to_owned(), source.to_owned()));
        });
        compared.given_up += usize::from(!is_done);
        bitext(page, &mut |id, target, source| match theirs.get(id) {
            None => compared.missed += 1,
            Some(texts) => compared.other += usize::from(!texts.iter().any(|(t, s)| t == target && s == source)),
        });
    }
    compared
}
