//! The keys of hashes in a record.

use crate::hash::TextHash;
use crate::place::LocatedUnit;

/// Adds `source_hash` and `pair_hash`; both are `null` without a source.
pub(super) fn push_hashes(out: &mut Vec<u8>, unit: &LocatedUnit<'_>, target_locale: Option<&str>) {
    let Some(source) = unit.source else {
        out.extend_from_slice(b",\"source_hash\":null,\"pair_hash\":null");
        return;
    };
    out.extend_from_slice(b",\"source_hash\":\"");
    out.extend_from_slice(&TextHash::of_text(source).to_hex());
    out.extend_from_slice(b"\",\"pair_hash\":\"");
    out.extend_from_slice(&TextHash::of_pair(source, unit.target, target_locale).to_hex());
    out.push(b'"');
}
