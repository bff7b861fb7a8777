//! Any two texts as a unit, and any text as a page: every XLIFF and TMX export is well-formed, re-read by an independent
//! reader it gives the same units, with codes and flat, and merged back untouched it is no edit (laws 7, 10 and 14).
#![no_main]

#[path = "../../tests/it/exchange_laws.rs"]
mod exchange_laws;
#[path = "../../tests/it/reread.rs"]
mod reread;
#[path = "../../tests/it/round_trip_laws.rs"]
mod round_trip_laws;

use exchange_laws::{laws_hold, page};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str, &str)| {
    let (path, source, target) = texts;
    let unit = page(&[(source, target)]);
    for page in [&unit, target] {
        laws_hold(path, page);
        // In the name of a page that a caller gives, XLIFF has U+FFFD for what XML cannot hold: such a name does not come back.
        let is_held = |char| matches!(char, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
        // Backslashes in the names of pages are slashes to a merge.
        if !path.is_empty() && path.chars().all(is_held) {
            let choice = source.len() % round_trip_laws::WRITERS;
            round_trip_laws::is_no_edit(path, page, choice);
        }
    }
});
