//! The columns, their types, and how they are encoded.

use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::Result;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::{ColumnPath, TypePtr};

/// The schema in the notation of Parquet, without its end.
const COLUMNS: &str = "message units {
    REQUIRED BYTE_ARRAY path (STRING);
    OPTIONAL BYTE_ARRAY id (STRING);
    OPTIONAL INT64 index;
    OPTIONAL BYTE_ARRAY source (STRING);
    OPTIONAL BYTE_ARRAY target (STRING);
    OPTIONAL BYTE_ARRAY source_locale (STRING);
    OPTIONAL BYTE_ARRAY target_locale (STRING);
    OPTIONAL BYTE_ARRAY translation_type (STRING);
    OPTIONAL BYTE_ARRAY context (STRING);
    OPTIONAL GROUP heading (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } }
    OPTIONAL INT64 line;
    OPTIONAL INT64 column;
    OPTIONAL INT64 byte_start;
    OPTIONAL INT64 byte_end;
    OPTIONAL BOOLEAN merged;
    OPTIONAL INT64 segment;
";

const HASHES: &str = "
    OPTIONAL BYTE_ARRAY source_hash (STRING);
    OPTIONAL BYTE_ARRAY pair_hash (STRING);
";

const ERROR: &str = "
    OPTIONAL BYTE_ARRAY error (STRING);
}";

/// The columns whose values hardly repeat: a dictionary would be built and thrown away.
const DISTINCT: [&str; 6] = ["id", "byte_start", "byte_end", "source_hash", "pair_hash", "error"];

/// The columns whose smallest and largest values say nothing; texts would fill the footer.
const WITHOUT_STATISTICS: [&str; 4] = ["source", "target", "source_hash", "pair_hash"];

/// The schema, with the columns of hashes or without.
pub(super) fn schema(has_hashes: bool) -> Result<TypePtr> {
    let hashes = if has_hashes { HASHES } else { "" };
    parse_message_type(&[COLUMNS, hashes, ERROR].concat()).map(Arc::new)
}

/// How columns are encoded.
pub(super) fn properties() -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(concat!("bitext ", env!("CARGO_PKG_VERSION")).to_owned());
    for name in DISTINCT {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(name), false);
    }
    for name in WITHOUT_STATISTICS {
        properties = properties.set_column_statistics_enabled(ColumnPath::from(name), EnabledStatistics::None);
    }
    properties.build()
}
