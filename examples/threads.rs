//! Exports pages on all cores: each thread takes the next page and writes it into memory; the outputs are joined in the order of
//! the pages.
//!
//! `cargo run --example threads -- examples/data/*.md`

use std::error::Error;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use bitext::export::Export;
use bitext::format::JsonLinesWriter;
use bitext::{Locale, Result};

fn main() -> std::result::Result<(), Box<dyn Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        paths = ["basic", "places", "nested-spans"].map(|name| format!("examples/data/{name}.md")).to_vec();
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let mut outputs = vec![Vec::new(); paths.len()];
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let (sender, next, paths) = (sender.clone(), &next, &paths);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = paths.get(number) else { return };
                    if sender.send((number, json_lines(path))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (number, output) in receiver {
            outputs[number] = output?;
        }
        Ok::<_, bitext::Error>(())
    })?;
    Ok(io::stdout().write_all(&outputs.concat())?)
}

/// The units of one page, as lines.
fn json_lines(path: &str) -> Result<Vec<u8>> {
    let page = std::fs::read_to_string(path)?;
    let mut writer = JsonLinesWriter::new(Vec::new());
    let _summary = Export::new(path, Locale::parse("en-US")?).text(&page, &mut writer, &mut ())?;
    Ok(writer.finish()?)
}
