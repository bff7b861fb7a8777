//! Streams a page from standard input to JSON Lines on standard output, in bounded memory.
//!
//! `cargo run --example stream < examples/data/basic.md`

use std::error::Error;
use std::io;

use bitext::Locale;
use bitext::export::{Export, JsonLines, UnitWriter};

fn main() -> Result<(), Box<dyn Error>> {
    let mut writer = JsonLines::new(io::stdout().lock());
    let export = Export::new("-", Locale::parse("en-US")?);
    let mut findings = Vec::new();
    let tally = export.stream(io::stdin().lock(), &mut writer, &mut |finding, position| {
        findings.push(format!("{position}: {finding}"));
    })?;
    writer.finish()?;
    if let Some(error) = tally.error {
        return Err(error.into());
    }
    if findings.is_empty() { Ok(()) } else { Err(findings.join("\n").into()) }
}
