//! Writes the units of a page as XLIFF 1.2, into memory first: what went wrong is known before a byte is written.
//!
//! `cargo run --example export -- examples/data/basic.md`

use std::error::Error;
use std::io::{self, Write};

use bitext::export::Export;
use bitext::format::XliffWriter;
use bitext::{Diagnostic, Locale, Position, Settings};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/data/basic.md".to_owned());
    let page = std::fs::read_to_string(&path)?;
    let settings = Settings::default().with_locale(Some(Locale::parse("lv-LV")?));
    let export = Export::new(&path, Locale::parse("en-US")?).with_settings(settings);

    let mut writer = XliffWriter::new(Vec::new()).with_notes();
    let mut findings: Vec<(Diagnostic, Position)> = Vec::new();
    let summary = export.text(&page, &mut writer, &mut findings)?;
    let xliff: Vec<u8> = writer.finish()?;

    for (finding, position) in &findings {
        writeln!(io::stderr(), "{path}:{position}: {finding}")?;
    }
    writeln!(io::stderr(), "{} units, {} left out", summary.units, summary.left_out)?;
    Ok(io::stdout().write_all(&xliff)?)
}
