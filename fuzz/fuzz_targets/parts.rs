//! Parts tile the input, are those of the naive re-implementation, and a stream gives the same however it is cut (laws 2,
//! 3, 4 and 8). What is not UTF-8 is reported where it stands.
#![no_main]
#![allow(dead_code, reason = "the tests use more of what is shared")]

mod draw;
#[path = "../../tests/it/laws.rs"]
mod laws;
#[path = "../../tests/it/naive.rs"]
mod naive;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (bytes, tail) = draw::split(data);
    let text = draw::valid(bytes);
    let (settings, chunk) = draw::settings(tail);
    laws::parts_equal_naive(text, &settings);
    laws::stream_equals_slice(text, &settings, chunk);
    laws::stream_ends_where_utf8_does(bytes, &settings, chunk);
    laws::stream_tells_that_reading_failed(text, &settings, chunk);
});
