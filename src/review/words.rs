//! Which words differ between an old and a new text.

use std::ops::Range;

use similar::{ChangeTag, TextDiff};

/// The longest texts that are compared word by word, in bytes. The time for a comparison grows with the product of length and
/// difference; of longer texts everything counts as changed.
const LONGEST: usize = 16 * 1024;

/// The bytes that go from `old` and those that come in `new`. Words are those of Unicode (UAX #29), so also single
/// characters where a script writes no blanks.
pub(super) fn changed(old: &str, new: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    if old.len().max(new.len()) > LONGEST {
        let whole = |text: &str| std::iter::once(0..text.len()).collect();
        return (whole(old), whole(new));
    }
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut at, mut new_at) = (0, 0);
    let diff = TextDiff::from_unicode_words(old, new);
    for change in diff.iter_all_changes() {
        let len = change.value().len();
        match change.tag() {
            ChangeTag::Equal => (at, new_at) = (at + len, new_at + len),
            ChangeTag::Delete => at = extend(&mut gone, at, len),
            ChangeTag::Insert => new_at = extend(&mut come, new_at, len),
        }
    }
    (gone, come)
}

/// Adds a range, or makes the last one longer; gives its end.
fn extend(ranges: &mut Vec<Range<usize>>, at: usize, len: usize) -> usize {
    match ranges.last_mut().filter(|last| last.end == at) {
        Some(last) => last.end = at + len,
        None => ranges.push(at..at + len),
    }
    at + len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_characters_without_blanks_are_compared() {
        let check = |old: &str, new: &str, gone: &[&str], come: &[&str]| {
            let (a, b) = changed(old, new);
            assert_eq!(a.into_iter().map(|range| &old[range]).collect::<Vec<_>>(), gone);
            assert_eq!(b.into_iter().map(|range| &new[range]).collect::<Vec<_>>(), come);
        };
        check("a b c", "a x c", &["b"], &["x"]);
        check("same", "same", &[], &[]);
        check("", "new", &[], &["new"]);
        check("中文网站", "中文页站", &["网"], &["页"]);
    }

    #[test]
    fn long_texts_are_not_compared() {
        let old = "a ".repeat(LONGEST);
        let (gone, come) = changed(&old, "b");
        assert_eq!((gone.len(), come.len()), (1, 1));
        assert_eq!((&gone[0], &come[0]), (&(0..old.len()), &(0..1)));
    }
}
