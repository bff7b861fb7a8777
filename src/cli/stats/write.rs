//! The counts as a table, as JSON and as CSV.

use std::io::{self, Write};

use bitext::stats::{Counter, Counts};

/// A column: its name, and its value.
type CountColumn = (&'static str, fn(&Counts) -> u64);

/// All columns.
const COLUMNS: [CountColumn; 21] = [
    ("files", |counts| counts.files),
    ("units", |counts| counts.units),
    ("distinct", |counts| counts.distinct),
    ("human", |counts| counts.human),
    ("machine", |counts| counts.machine),
    ("unchanged", |counts| counts.unchanged),
    ("damaged", |counts| counts.damaged),
    ("source_words", |counts| counts.source.words),
    ("source_segments", |counts| counts.source.segments),
    ("source_characters", |counts| counts.source.characters),
    ("source_letters", |counts| counts.source.letters),
    ("target_words", |counts| counts.target.words),
    ("target_segments", |counts| counts.target.segments),
    ("target_characters", |counts| counts.target.characters),
    ("target_letters", |counts| counts.target.letters),
    ("new_units", |counts| counts.effort.new_units),
    ("new_words", |counts| counts.effort.new_words),
    ("repeated_units", |counts| counts.effort.repeated_units),
    ("repeated_words", |counts| counts.effort.repeated_words),
    ("unchanged_units", |counts| counts.effort.unchanged_units),
    ("unchanged_words", |counts| counts.effort.unchanged_words),
];

/// The columns of the table for people.
const SHOWN: [&str; 12] = [
    "files",
    "units",
    "distinct",
    "human",
    "machine",
    "unchanged",
    "damaged",
    "source_words",
    "target_words",
    "new_words",
    "repeated_words",
    "unchanged_words",
];

fn rows(counter: &Counter) -> impl Iterator<Item = (&str, &Counts)> {
    counter.groups().chain([("total", counter.total())])
}

/// Writes the counts as a table for people.
pub(super) fn table(counter: &Counter, out: &mut dyn Write) -> io::Result<()> {
    let columns: Vec<_> = COLUMNS.iter().filter(|(name, _)| SHOWN.contains(name)).collect();
    let first = rows(counter).map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let width = |name: &str, value: fn(&Counts) -> u64| name.len().max(value(counter.total()).to_string().len());
    write!(out, "{:first$}", "")?;
    for (name, value) in &columns {
        write!(out, "  {:>1$}", name.replace('_', " "), width(name, *value))?;
    }
    writeln!(out)?;
    for (group, counts) in rows(counter) {
        write!(out, "{group:first$}")?;
        for (name, value) in &columns {
            write!(out, "  {:>1$}", value(counts), width(name, *value))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes the counts as one object.
pub(super) fn json(counter: &Counter, out: &mut dyn Write) -> io::Result<()> {
    let object = |counts: &Counts| -> serde_json::Map<String, serde_json::Value> {
        COLUMNS.iter().map(|(name, value)| ((*name).to_owned(), value(counts).into())).collect()
    };
    let groups: serde_json::Map<String, serde_json::Value> =
        counter.groups().map(|(name, counts)| (name.to_owned(), object(counts).into())).collect();
    serde_json::to_writer_pretty(
        &mut *out,
        &serde_json::json!({ "groups": groups, "total": object(counter.total()) }),
    )?;
    writeln!(out)
}

/// Writes the counts as lines of CSV (RFC 4180).
pub(super) fn csv(counter: &Counter, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    writeln!(out, "group,{}", names.join(","))?;
    for (group, counts) in rows(counter) {
        let values: Vec<String> = COLUMNS.iter().map(|(_, value)| value(counts).to_string()).collect();
        writeln!(out, "{},{}", quoted(group), values.join(","))?;
    }
    Ok(())
}

/// A field of CSV (RFC 4180).
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
