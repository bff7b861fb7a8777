//! Lists the units of a page: the place of each, the headings above it, its source and its target.
//!
//! `cargo run --example units -- examples/data/basic.md`

use std::error::Error;
use std::io::{self, Write};

use bitext::Document;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/data/basic.md".to_owned());
    let bytes = std::fs::read(path)?;
    let document = Document::from_bytes(&bytes)?;
    let mut out = io::stdout().lock();
    for unit in document.located_units() {
        let place = &unit.place;
        let headings = place.headings().join(" > ");
        let source = unit.source.unwrap_or("(none)");
        writeln!(
            out,
            "{} {} {} [{headings}]: {source} => {}",
            place.position(),
            unit.id,
            place.context(),
            unit.target
        )?;
    }
    Ok(())
}
