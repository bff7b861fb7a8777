//! File to file: our XLIFF 1.2 of a page against the XLIFF of OpenLocalization that the page was made of, both re-read by
//! the same independent reader. Why the rest differs is counted where the inline codes are tested.

use std::collections::{HashMap, HashSet};

use bitext::format::InlineMode;

use crate::exchange_laws::{Exchange, export};
use crate::reread::reread;
use crate::shared::{corpora, sxs_files};

#[test]
fn our_files_hold_the_texts_and_codes_of_openlocalization() {
    let Some(corpora) = corpora() else { return };
    let (mut files, mut spans, mut equal_texts) = (0, 0, 0);
    let mut distinct = HashSet::new();
    let (mut equal_codes, mut with_codes, mut equal_with_codes) = (0, 0, 0);
    for file in sxs_files(&corpora.join("ol-pairs")) {
        let theirs = std::fs::read_to_string(file.replace(".sxs.md", ".xlf")).unwrap();
        let theirs: HashMap<_, _> = reread(&theirs).into_iter().map(|unit| (unit.id, unit.source)).collect();
        let page = std::fs::read_to_string(&file).unwrap();
        let (xml, ..) = export(&file, &page, Exchange::Xliff12, InlineMode::Codes);
        files += 1;
        for ours in reread(&xml) {
            let number = ours.id.split_once('-').unwrap().1;
            let Some(theirs) = theirs.get(number) else { continue };
            spans += 1;
            if theirs.text != ours.source.text {
                continue;
            }
            equal_texts += 1;
            if !distinct.insert(ours.source.text.clone()) {
                continue;
            }
            let is_equal = theirs.codes == ours.source.codes;
            equal_codes += usize::from(is_equal);
            with_codes += usize::from(!theirs.codes.is_empty());
            equal_with_codes += usize::from(is_equal && !theirs.codes.is_empty());
        }
    }
    println!("{files} files, {spans} units of both, {equal_texts} with equal texts");
    println!("{equal_codes} of {} distinct ones with equal codes", distinct.len());
    println!("{equal_with_codes} of {with_codes} that have codes");
    let is_at_least = |part: usize, whole: usize, per_mille: usize| part * 1000 >= whole * per_mille;
    assert_eq!(files, 610);
    assert!(is_at_least(equal_texts, spans, 982));
    assert!(is_at_least(equal_codes, distinct.len(), 975));
    assert!(is_at_least(equal_with_codes, with_codes, 920));
}
