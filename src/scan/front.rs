//! Where the front matter ends: a pure step over the first lines of a file.
//!
//! ```text
//! front matter = [BOM] '---' end line* ('---' | '...') end        end = (' ' | '\t')* ['\r'] ('\n' | end of input)
//! ```
//!
//! `...` ends a YAML document (YAML 1.2.2, 9.1.2), and the renderers of such pages take it for the end as well; no page of
//! the corpora has such a line in its front matter. Only the first line of a file opens one. One that is never closed, or is longer than [`LIMIT`], is body.

use crate::position::BOM;

/// The longest front matter, in bytes.
pub(crate) const LIMIT: usize = 1 << 20;

/// What is known so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Front {
    /// The input has to go on before anything can be said.
    NeedMore,
    /// It ends before this byte; 0 if there is none.
    End(usize),
}

/// Looks for the end, line by line, and goes on where it stopped when the input has grown.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    /// Where the next line begins; 0 before the opening fence.
    line: usize,
    /// No line ends between there and here.
    searched: usize,
}

impl Finder {
    pub(crate) fn step(&mut self, input: &[u8], is_last: bool) -> Front {
        if input.len() < BOM.len() && BOM.starts_with(input) && !is_last {
            return Front::NeedMore;
        }
        loop {
            let opening = self.line == 0;
            let start = if opening && input.starts_with(BOM) { BOM.len() } else { self.line };
            let window = &input[start.min(input.len())..input.len().min(LIMIT)];
            let searched = self.searched.saturating_sub(start).min(window.len());
            let found = memchr::memchr(b'\n', &window[searched..]).map(|len| searched + len);
            self.searched = start + found.unwrap_or(window.len());
            #[cfg(test)]
            crate::work::count(|work| work.searched += self.searched - start - searched);
            let (line, end) = match found {
                Some(len) => (&window[..len], start + len + 1),
                None if input.len() > LIMIT => return Front::End(0),
                None if is_last => (window, input.len()),
                None if opening && !may_become_fence(window, searched) => return Front::End(0),
                None => return Front::NeedMore,
            };
            match (opening, is_marker_line(line, *b"---"), is_marker_line(line, *b"...")) {
                (true, false, _) => return Front::End(0),
                (false, true, _) | (false, _, true) => return Front::End(end),
                _ if end == input.len() && is_last => return Front::End(0),
                _ => self.line = end,
            }
        }
    }
}

/// The end of the front matter of a whole text, 0 if it has none.
pub(crate) fn end(input: &[u8]) -> usize {
    match Finder::default().step(input, true) {
        Front::End(end) => end,
        Front::NeedMore => 0,
    }
}

/// Whether the line is `marker`, with nothing but blanks after it.
fn is_marker_line(line: &[u8], marker: [u8; 3]) -> bool {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    line.strip_prefix(&marker).is_some_and(|rest| rest.iter().all(|b| matches!(b, b' ' | b'\t')))
}

/// Whether the beginning of a line, of which the first `seen` bytes could, can still become a fence; saves a stream from
/// buffering a file without front matter.
fn may_become_fence(line: &[u8], seen: usize) -> bool {
    let rest = line.get(seen.max(3)..).unwrap_or_default();
    line.iter().zip(b"---").all(|(a, b)| a == b) && rest.iter().all(|b| matches!(b, b' ' | b'\t' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: usize) {
        assert_eq!(end(text.as_bytes()), expect, "{text:?}");
        // However it is cut, the answer is the same.
        let mut finder = Finder::default();
        let answer = (0..=text.len()).find_map(|n| match finder.step(&text.as_bytes()[..n], n == text.len()) {
            Front::End(end) => Some(end),
            Front::NeedMore => None,
        });
        assert_eq!(answer, Some(expect), "byte by byte: {text:?}");
    }

    #[test]
    fn fences_open_and_close() {
        check("---\ntitle: x\n---\nbody", 17);
        check("---\r\ntitle: x\r\n---\r\nbody", 20);
        check("--- \t\ntitle: x\n---  \nbody", 21);
        check("---\n---", 7);
        check("\u{FEFF}---\n---\n", 11);
        check("---\n--- x\n----\n ---\n---\n", 24);
        check("---\ntitle: x\n...\nbody\n---\n", 17);
        check("---\r\n... x\n ...\n.... \n... \t\r\n---\n", 29);
    }

    #[test]
    fn no_front_matter() {
        for text in [
            "",
            "-",
            "--",
            "---",
            "---\n",
            "---\ntitle",
            "\n---\n---\n",
            "# x",
            "----\n---\n",
            "...\n---\n",
            "...\n...\n",
            "--- x\n---\n",
            "\u{FEFF}",
        ] {
            check(text, 0);
        }
    }

    #[test]
    fn the_limit_counts_the_closing_line() {
        let fits = format!("---\n{}\n---\n", "x".repeat(LIMIT - 9));
        assert_eq!((fits.len(), end(fits.as_bytes())), (LIMIT, LIMIT));
        let longer = format!("---\n{}\n---\n", "x".repeat(LIMIT - 8));
        assert_eq!(end(longer.as_bytes()), 0);
        assert_eq!(Finder::default().step(&longer.as_bytes()[..=LIMIT], false), Front::End(0));
    }
}
