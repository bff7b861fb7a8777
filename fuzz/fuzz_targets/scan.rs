//! Tokens tile the input and are those of the naive re-implementation (laws 1 and 4), wherever the text stands in a
//! window. A build with `--cfg bitext_portable` tries the portable search.
#![no_main]
#![allow(dead_code, reason = "the tests use more of what is shared")]

mod draw;
#[path = "../../tests/it/laws.rs"]
mod laws;
#[path = "../../tests/it/naive.rs"]
mod naive;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (bytes, tail) = draw::split(data);
    let text = draw::placed(draw::valid(bytes), tail);
    laws::tokens_tile(&text);
    laws::tokens_equal_naive(&text);
});
