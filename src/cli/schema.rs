//! `bitext schema`: the columns of what `extract` writes, for engines that want types before they read.

use std::io::{self, Write};
use std::process::ExitCode;

use bitext::format::RECORD_SCHEMA;
use clap::ValueEnum;

use super::stop::Stop;

/// Print the columns of the rows that extract writes, with their types.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct SchemaArgs {
    /// The form of the schema
    #[arg(long, value_enum, value_name = "FORM", default_value_t = SchemaForm::Json)]
    to: SchemaForm,
}

const EXAMPLES: &str = "\
Examples:
  bitext schema                   JSON Schema of a line of JSON Lines
  bitext schema --to spark        for StructType.fromJson of PySpark
  bitext schema --to arrow        a name, an Arrow type and nullability for each column

Exit codes: 0 done; 2 wrong usage; 3 standard output could not be written.";

#[derive(Clone, Copy, ValueEnum)]
enum SchemaForm {
    /// JSON Schema (draft 2020-12) of a line of JSON Lines
    Json,
    /// A JSON array of the columns with the names of their Arrow types
    Arrow,
    /// The JSON form of a Spark `StructType`
    Spark,
}

/// The type of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ColumnType {
    Text,
    Number,
    Truth,
    Texts,
}

/// A column. In a row of a page that could not be read, all but `path` and `error` are missing.
struct RowColumn {
    name: &'static str,
    kind: ColumnType,
}

const fn column(name: &'static str, kind: ColumnType) -> RowColumn {
    RowColumn { name, kind }
}

use ColumnType::{Number, Text, Texts, Truth};

/// All columns, in the order of a row's keys.
const COLUMNS: [RowColumn; 19] = [
    column("path", Text),
    column("id", Text),
    column("index", Number),
    column("source", Text),
    column("target", Text),
    column("source_locale", Text),
    column("target_locale", Text),
    column("translation_type", Text),
    column("context", Text),
    column("heading", Texts),
    column("line", Number),
    column("column", Number),
    column("byte_start", Number),
    column("byte_end", Number),
    column("merged", Truth),
    column("segment", Number),
    column("source_hash", Text),
    column("pair_hash", Text),
    column("error", Text),
];

/// Runs the command.
pub(crate) fn run(args: &SchemaArgs) -> Result<ExitCode, Stop> {
    let schema = match args.to {
        SchemaForm::Json => RECORD_SCHEMA.trim_end().to_owned(),
        SchemaForm::Arrow => format!("{:#}", arrow()),
        SchemaForm::Spark => format!("{:#}", spark()),
    };
    let failed = |error| Stop::Output("standard output".into(), error);
    writeln!(io::stdout(), "{schema}").map_err(failed)?;
    Ok(ExitCode::SUCCESS)
}

/// All columns but `path` are nullable: the row of a page that could not be read has no others.
fn arrow() -> serde_json::Value {
    let field = |column: &RowColumn| {
        let kind = match column.kind {
            Text => "string",
            Number => "int64",
            Truth => "bool",
            Texts => "list<string>",
        };
        serde_json::json!({ "name": column.name, "type": kind, "nullable": column.name != "path" })
    };
    COLUMNS.iter().map(field).collect()
}

fn spark() -> serde_json::Value {
    let field = |column: &RowColumn| {
        let kind = match column.kind {
            Text => serde_json::json!("string"),
            Number => serde_json::json!("long"),
            Truth => serde_json::json!("boolean"),
            Texts => serde_json::json!({ "type": "array", "elementType": "string", "containsNull": false }),
        };
        serde_json::json!({ "name": column.name, "type": kind, "nullable": column.name != "path", "metadata": {} })
    };
    serde_json::json!({ "type": "struct", "fields": COLUMNS.iter().map(field).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The columns are the properties of the schema of a line, and that of an error.
    #[test]
    fn columns_are_those_of_the_json_schema() {
        let schema: serde_json::Value = serde_json::from_str(RECORD_SCHEMA).unwrap();
        let mut properties: Vec<_> = schema["$defs"]["unit"]["properties"].as_object().unwrap().keys().collect();
        let error = "error".to_owned();
        properties.push(&error);
        properties.sort();
        let mut names: Vec<_> = COLUMNS.iter().map(|column| column.name).collect();
        names.sort_unstable();
        assert_eq!(names, properties);
    }
}
