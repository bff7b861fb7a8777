//! Work is linear whatever the page is (law 9): the bytes that are looked at to find places are counted, not timed.

use crate::part::Parts;
use crate::work;

fn unit(source: &str) -> String {
    format!(
        "<span data-ttu-id=\"407fb-102\">a</span>\
         <span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\">{source}</span></span>"
    )
}

/// Finding all places looks at each byte a few times, and at no more than a line's budget for each line besides.
#[track_caller]
fn check(page: &str) {
    let mut lines = page.matches('\n').count() + 1;
    lines = lines.min(8);
    let work = work::of(|| {
        for unit in Parts::new(page).located() {
            assert!(!unit.place.context().as_str().is_empty());
        }
    });
    let allowed = 8 * page.len() + lines * (256 << 10);
    assert!(work.searched <= allowed, "{} of {allowed} for {} bytes", work.searched, page.len());
}

#[test]
fn hostile_pages_cost_no_more_than_others() {
    const N: usize = 1 << 19;
    let one = unit("b");
    let units = |between: &str| format!("{one}{between}").repeat(N / (one.len() + between.len()));
    for page in [
        format!("{}x {one}\n", "- ".repeat(N / 2)),
        format!("{}x {one}\n", "-    ".repeat(N / 5)),
        format!("# {}>\n\n{one}", "<a ".repeat(N / 3)),
        format!("# {}{one}", "<a name=\"x\">".repeat(N / 12)),
        format!("{}{}", ">".repeat(N), units("")),
        format!("{}{}", "[".repeat(N), units("]")),
        units("[")[..].to_owned(),
        units("<!-- "),
        format!("<!-- {}", units(" ")),
        format!("{}\n-|-\n", units(" | ")),
        format!("{}\n---\n", units(" ")).repeat(2),
        units("`"),
        units("\n> "),
        units("\n# <a "),
        units("<table><td>"),
        format!("### YamlMime:X\na: {}", units(" '")),
    ] {
        check(&page);
    }
}
