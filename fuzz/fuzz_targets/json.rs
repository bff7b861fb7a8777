//! Any page as JSON Lines and JSON: the bytes are those of `serde_json` for the records, and a stream gives the same however
//! it is cut.
#![no_main]
#![allow(dead_code, reason = "the tests use more of what is shared")]

mod draw;
#[path = "../../tests/it/json_laws.rs"]
mod json_laws;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (bytes, tail) = draw::split(data);
    let text = draw::valid(bytes);
    json_laws::check("a.md", text);
    json_laws::check_stream("a.md", text, 8 + usize::from(tail[0]) * 16);
});
