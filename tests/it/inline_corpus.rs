//! The pieces of all units of the real pages.

use bitext::Document;
use bitext::inline::{CodeSide, Pairer, Piece, pieces};

use crate::inline_laws::{ids_pair_up, pieces_tile, unit_is_sound};
use crate::shared::{corpora, sxs_files};

/// Whether a test over all real pages may run: in a debug build it takes minutes.
fn is_slow_build() -> bool {
    if cfg!(debug_assertions) {
        eprintln!("SKIPPED: needs a release build (cargo test --release)");
    }
    cfg!(debug_assertions)
}

#[test]
fn pieces_tile_all_real_units() {
    let Some(corpora) = corpora().filter(|_| !is_slow_build()) else { return };
    let (mut units, mut texts, mut with_codes, mut overlapping) = (0, 0, 0, 0);
    let mut found = [0; 3];
    let mut pairer = Pairer::new();
    for file in sxs_files(&corpora.join("dev")) {
        let page = std::fs::read_to_string(file).unwrap();
        for unit in Document::parse(&page).units() {
            units += 1;
            for text in unit.source.iter().chain([&unit.target]) {
                let all = pieces_tile(text, pieces(text));
                ids_pair_up(&all);
                texts += 1;
                with_codes += usize::from(all.iter().any(Piece::is_code));
            }
            let source = unit.source.unwrap_or_default();
            let both = pairer.pair(source, unit.target);
            unit_is_sound(source, unit.target, &both);
            for id in 1..=both.codes() as u32 {
                overlapping += usize::from(!both.is_nested(id));
                match both.side_of(id).unwrap() {
                    CodeSide::Both => found[0] += 1,
                    CodeSide::SourceOnly => found[1] += 1,
                    _ => found[2] += 1,
                }
            }
        }
    }
    let [both, source_only, target_only] = found;
    println!("{units} units: {texts} texts, {with_codes} with codes");
    println!(
        "codes: {both} on both sides, {source_only} source only, {target_only} target only, {overlapping} overlap"
    );
    assert_eq!(units, 419_285);
    assert!(both * 100 >= (both + source_only + target_only) * 95);
}
