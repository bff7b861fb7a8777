//! Streams a page from standard input to JSON Lines on standard output, in bounded memory.
//!
//! `cargo run --example stream < examples/data/basic.md`

use std::error::Error;
use std::io;

use bitext::export::Export;
use bitext::format::JsonLinesWriter;
use bitext::{Diagnostic, Locale, Position};

fn main() -> Result<(), Box<dyn Error>> {
    let mut writer = JsonLinesWriter::new(io::stdout().lock());
    let export = Export::new("-", Locale::parse("en-US")?);
    let mut findings: Vec<(Diagnostic, Position)> = Vec::new();
    let summary = export.stream(io::stdin().lock(), &mut writer, &mut findings)?;
    drop(writer.finish()?);
    if let Some(error) = summary.error {
        return Err(error.into());
    }
    let lines: Vec<_> = findings.iter().map(|(finding, position)| format!("{position}: {finding}")).collect();
    if lines.is_empty() { Ok(()) } else { Err(lines.join("\n").into()) }
}
