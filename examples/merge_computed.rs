//! Gives units new targets that a program computes, here in capital letters, and writes the page with them. Everything else
//! stays, byte for byte; what would break the page is refused.
//!
//! `cargo run --example merge_computed -- examples/data/basic.md`

use std::error::Error;
use std::io::{self, Write};

use bitext::Document;
use bitext::edit::{Edit, Edits};
use bitext::inline::{PieceKind, pieces};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/data/basic.md".to_owned());
    let bytes = std::fs::read(&path)?;
    let document = Document::from_bytes(&bytes)?;

    let mut edits = Edits::new();
    for unit in document.units() {
        let edit = Edit::new(unit.id.as_str(), in_capitals(unit.target));
        edits.push(edit.for_source(unit.source.unwrap_or_default()));
    }
    let merged = edits.merge(&path, &document);

    for outcome in merged.outcomes().iter().filter(|outcome| outcome.verdict.is_refused()) {
        writeln!(io::stderr(), "{outcome}")?;
    }
    Ok(io::stdout().write_all(merged.text().as_bytes())?)
}

/// The text in capital letters, its inline codes as they are.
fn in_capitals(text: &str) -> String {
    let each = pieces(text).map(|piece| match piece.kind {
        PieceKind::Text => piece.raw.to_uppercase(),
        _ => piece.raw.to_owned(),
    });
    each.collect()
}
