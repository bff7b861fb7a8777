//! The next two line ends after a place that only moves forwards. No byte is searched twice, however often one asks.

#[derive(Debug, Default)]
pub(crate) struct LineEnds {
    /// Two at most.
    next: Vec<usize>,
    searched: usize,
}

impl LineEnds {
    /// Whether two lines end in `text[at..]`. `text` is what it was the last time, plus what follows.
    pub(crate) fn are_two(&mut self, text: &[u8], at: usize) -> bool {
        self.next.retain(|end| *end >= at);
        self.searched = self.searched.max(at);
        while self.next.len() < 2 {
            let found = memchr::memchr(b'\n', &text[self.searched..]);
            let start = self.searched;
            self.searched = found.map_or(text.len(), |len| start + len + 1);
            #[cfg(test)]
            crate::work::count(|work| work.searched += self.searched - start);
            let Some(len) = found else { return false };
            self.next.push(start + len);
        }
        true
    }

    /// Removes the first `n` bytes of the text.
    pub(crate) fn shift(&mut self, n: usize) {
        self.next.retain(|end| *end >= n);
        for end in &mut self.next {
            *end -= n;
        }
        self.searched = self.searched.saturating_sub(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_those_of_a_count() {
        let whole = b"a\n\nbc\nd e\n\n\nf";
        for n in 1..whole.len() {
            let (mut ends, mut gone) = (LineEnds::default(), 0);
            for at in 0..=n {
                let text = &whole[gone..n];
                let expect = memchr::memchr_iter(b'\n', &text[at - gone..]).count() >= 2;
                assert_eq!(ends.are_two(text, at - gone), expect, "{at} of {n}");
                if at % 3 == 0 {
                    ends.shift(at - gone);
                    gone = at;
                }
            }
        }
    }
}
