//! Any two texts as a unit, and any text as a page: every XLIFF and TMX export is well-formed, and re-read by an independent
//! reader it gives the same units, with codes and flat.
#![no_main]

#[path = "../../tests/it/exchange_laws.rs"]
mod exchange_laws;
#[path = "../../tests/it/reread.rs"]
mod reread;

use exchange_laws::{laws_hold, page};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str, &str)| {
    let (path, source, target) = texts;
    laws_hold(path, &page(&[(source, target)]));
    laws_hold(path, target);
});
