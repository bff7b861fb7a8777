//! The units of a piece of text, as ranges alone.

use std::iter::FusedIterator;
use std::ops::Range;

use super::finder::{Step, UnitFinder};
use super::unit_bounds::UnitBounds;

/// The ranges of the units in `text`, in order: what [`Parts`](crate::Parts) finds there, the net rule included.
///
/// `text` is read as a page of its own, so a unit that begins in it and does not end in it is damaged, and its range ends
/// with its target or there is none. There is no limit for the length of a unit. The work for all ranges together is
/// linear in the length of `text`; damage is not reported.
pub(crate) fn unit_ranges(text: &[u8]) -> UnitRanges<'_> {
    UnitRanges { text, finder: UnitFinder::without_reports(), unit: UnitBounds::NOTHING }
}

/// The iterator of [`unit_ranges`].
#[derive(Debug)]
pub(crate) struct UnitRanges<'t> {
    text: &'t [u8],
    finder: UnitFinder,
    unit: UnitBounds,
}

impl Iterator for UnitRanges<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        match self.finder.step(self.text, true, &mut self.unit) {
            Step::Unit => Some(self.unit.start..self.unit.end),
            Step::NeedMore(_) | Step::End => None,
        }
    }
}

impl FusedIterator for UnitRanges<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::{Part, Parts};

    #[test]
    fn ranges_are_those_of_the_parts() {
        let unit = |target: &str, source: &str| {
            format!(
                "<span data-ttu-id=\"407fb-102\">{target}</span>\
                 <span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\">{source}</span></span>"
            )
        };
        let page = [
            unit("a", "b"),
            " x ".to_owned(),
            unit("<span>a</span>", "<span>b\nc</span></span> d"),
            unit("a", ""),
            "<span data-ttu-id=\"407fb-102\">not closed".to_owned(),
        ]
        .concat();
        let parts = Parts::new(&page).filter_map(|part| match part {
            Part::Unit(unit) => Some(unit.span.range()),
            _ => None,
        });
        let expect: Vec<_> = parts.collect();
        assert_eq!(expect.len(), 3);
        assert_eq!(unit_ranges(page.as_bytes()).collect::<Vec<_>>(), expect);
        let mut ranges = unit_ranges(page.as_bytes());
        assert_eq!((ranges.by_ref().count(), ranges.next()), (3, None));
    }
}
