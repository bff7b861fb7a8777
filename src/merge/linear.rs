//! Work is linear in the page and the edits (law 9): the bytes that are read again to judge edits are counted, not timed.

use std::fmt::Write as _;

use super::{Merged, Verdict};
use crate::document::Document;
use crate::edit::{Edit, Edits};
use crate::work;

fn unit(number: usize) -> String {
    format!(
        "<span data-ttu-id=\"407fb-{0}\">a</span>\
         <span class=\"sxs-lookup\"><span data-stu-id=\"407fb-{0}\">b</span></span>",
        10_000 + number
    )
}

fn edits(count: usize, text: impl Fn(usize) -> &'static str) -> Edits {
    (0..count).map(|number| Edit::new(format!("407fb-{}", 10_000 + number), text(number))).collect()
}

/// The bytes that a merge reads again.
fn searched(page: &str, edits: &Edits, check: impl FnOnce(&Merged<'_>)) -> usize {
    let document = Document::parse(page);
    work::of(|| check(&edits.merge("a.md", &document))).searched
}

/// A page of twice the size costs twice the work, and each byte is read again some twenty times at most: to judge an edit,
/// to compare blocks near it, and to check the whole page.
#[test]
fn good_edits_cost_a_few_readings_of_the_page() {
    let pages: [fn(usize) -> String; 3] = [
        |n| format!("{}{}", ">".repeat(100 * n), (0..n).map(unit).collect::<String>()),
        |n| (0..4 * n).map(|number| unit(number) + "\n\n").collect::<String>(),
        |n| format!("# {}{}", "[".repeat(100 * n), (0..n).map(unit).collect::<String>()),
    ];
    for page in pages {
        let [once, twice] = [1000, 2000].map(|n| {
            let page = page(n);
            let count = page.matches("data-ttu-id").count();
            let edits = edits(count, |_| "x");
            let work = searched(&page, &edits, |merged| assert_eq!(merged.count(Verdict::Changed), count));
            assert!(work <= 20 * page.len(), "{work} for {} bytes", page.len());
            work
        });
        assert!(twice <= 2 * once + once / 5, "{once}, then {twice}");
    }
}

#[test]
fn bad_edits_cost_a_bounded_number_of_readings() {
    let mut page = String::new();
    (0..4000).for_each(|number| write!(page, "{}\n\n", unit(number)).expect("a string takes all"));
    let work = searched(&page, &edits(4000, |_| "x\n\ny"), |merged| assert_eq!(merged.count(Verdict::Changed), 0));
    assert!(work <= (65 << 20) + 260 * page.len(), "{work} for {} bytes", page.len());
}

#[test]
fn many_edits_of_one_unit_are_judged_once_or_not_at_all() {
    let page = format!("{}{}", unit(0), "x".repeat(100_000));
    let same: Edits = (0..4000).map(|_| Edit::new("407fb-10000", "x")).collect();
    let work = searched(&page, &same, |merged| {
        assert_eq!((merged.count(Verdict::Changed), merged.count(Verdict::Agreeing)), (1, 3999));
    });
    assert!(work <= 8 * page.len(), "{work}");
    let different: Edits = (0..4000).map(|number| Edit::new("407fb-10000", format!("x{number}"))).collect();
    let work = searched(&page, &different, |merged| assert_eq!(merged.count(Verdict::RepeatedId), 4000));
    // Each of the 256 that are judged reads what is after the unit, and the blocks near it.
    assert!(work <= 600 * page.len(), "{work}");
}
