//! Any two texts, as the source and the target of a unit, against the laws of the pieces; and the work is linear.
#![no_main]

#[path = "../../tests/it/inline_laws.rs"]
mod inline_laws;

use bitext::inline::{pair, pieces, plain_text, steps_of};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|sides: (&str, &str)| {
    let (source, target) = sides;
    inline_laws::is_sound(source, target);
    let steps = steps_of(|| (pieces(source).count(), plain_text(target).len(), pair(source, target).codes()));
    let length = source.len() + target.len();
    assert!(steps <= 200 * length + 1000, "{steps} steps for {length} bytes");
});
