//! Lists the units of a page: where each stands, its source and its target.
//!
//! `cargo run --example units -- examples/data/basic.md`

use std::error::Error;
use std::io::{self, Write};

use bitext::annotate::Annotator;
use bitext::{Document, FileKind, Part};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/data/basic.md".to_owned());
    let bytes = std::fs::read(path)?;
    let document = Document::from_bytes(&bytes)?;
    let mut annotator = Annotator::new(FileKind::of(document.text()));
    let mut parts = document.parts();
    let mut out = io::stdout().lock();
    while let Some(part) = parts.next() {
        let place = annotator.annotate(&part, parts.following());
        let (Some(place), Part::Unit(unit)) = (place, part) else { continue };
        let source = unit.source.unwrap_or("(none)");
        writeln!(out, "{} {} {}: {source} => {}", place.position, unit.id, place.context.as_str(), unit.target)?;
    }
    Ok(())
}
