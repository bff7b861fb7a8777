//! How far the constructs of a page reach whose end letters may decide: links with their destination and title, tags with
//! their attributes, comments and the like.
//!
//! Each is given at least the bytes that a CommonMark parser reads to find its end, whether or not it is one, so a text
//! after those bytes decides nothing. All are inline, and so a blank line ends them at the latest. Definitions of links are
//! not looked at.

/// So many bytes may be read in all for each byte that is passed, and so many more. The rest of a paragraph that takes more
/// counts as reached.
const READ_PER_BYTE: usize = 8;
const READ_MORE: usize = 4096;

/// A tag that most units have twice; it is read up to its end, and no further.
const CLOSED: &[u8] = b"</span>";

/// The constructs of a text, up to the places that are asked for.
pub(super) struct Constructs<'a> {
    text: &'a [u8],
    /// Those that begin before this have been looked at, or reach no further.
    passed: usize,
    /// The place after the last byte that one of them reads.
    reached: usize,
    /// How many bytes may still be read.
    budget: usize,
}

impl<'a> Constructs<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), passed: 0, reached: 0, budget: READ_MORE }
    }

    /// Whether a construct that begins before `at` may read the byte at `at`. The places have to be asked for in order.
    pub(super) fn reach(&mut self, at: usize) -> bool {
        self.passed = paragraph_start(self.text, self.passed, at);
        while self.passed < at {
            let Some(place) = memchr::memchr2(b'<', b']', &self.text[self.passed..at]) else { break };
            let start = self.passed + place;
            if self.text[start..].starts_with(CLOSED) {
                self.passed = start + CLOSED.len();
                continue;
            }
            self.budget += READ_PER_BYTE * (place + 1);
            let end = end(self.text, start, self.budget);
            #[cfg(test)]
            crate::work::count(|work| work.searched += end.map_or(self.budget, |end| end - start));
            if let Some(end) = end {
                self.budget -= end - start;
                self.reached = self.reached.max(end);
                self.passed = start + 1;
            } else {
                self.passed = paragraph_end(self.text, start);
                self.reached = self.reached.max(self.passed + 1);
            }
        }
        self.passed = self.passed.max(at);
        self.reached > at
    }
}

/// Whether a construct that begins in a text may read what follows the text; what a last `]` does is not looked at.
pub(super) fn is_open_at_end(text: &str) -> bool {
    let text = text.as_bytes();
    let mut budget = READ_MORE + READ_PER_BYTE * text.len();
    memchr::memchr2_iter(b'<', b']', text).any(|start| {
        let is_last_bracket = text[start] == b']' && start + 1 == text.len();
        let end = end(text, start, budget);
        budget = budget.saturating_sub(end.unwrap_or_default().saturating_sub(start));
        !is_last_bracket && end.is_none_or(|end| end > text.len())
    })
}

/// The place after the last byte that the construct at `start` reads, one more than the length of the text if it would read
/// on; nothing if these are more than `limit`.
fn end(text: &[u8], start: usize, limit: usize) -> Option<usize> {
    let mut reader = Reader { text, at: start, limit: start.saturating_add(limit) };
    // Where nothing is left to read, nothing more is.
    let _ = match reader.next() {
        Some(b'<') => reader.tag(),
        _ => reader.link(),
    };
    (reader.at <= reader.limit).then_some(reader.at)
}

/// Reads a construct. Each byte that is looked at is passed.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    limit: usize,
}

impl Reader<'_> {
    /// The next byte, if the paragraph goes on. The indent and the marks of quotes of the next line are passed with a line
    /// end.
    fn next(&mut self) -> Option<u8> {
        let byte = self.text.get(self.at).copied();
        self.at += 1;
        if matches!(byte, Some(b'\n' | b'\r')) {
            if byte == Some(b'\n') && is_blank_line(self.text, self.at) {
                return None;
            }
            let rest = self.text.get(self.at..).unwrap_or_default();
            self.at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
        }
        byte.filter(|_| self.at <= self.limit)
    }

    /// Passes all up to the first of `ends`, which is given.
    fn until(&mut self, is_end: impl Fn(u8) -> bool) -> Option<u8> {
        loop {
            let byte = self.next()?;
            if is_end(byte) {
                return Some(byte);
            }
        }
    }

    /// The same, where a backslash makes the next byte a text.
    fn until_unescaped(&mut self, is_end: impl Fn(u8) -> bool) -> Option<u8> {
        loop {
            match self.until(|byte| byte == b'\\' || is_end(byte))? {
                b'\\' => self.pass_escaped(),
                byte => return Some(byte),
            }
        }
    }

    /// Passes what a backslash before it makes a text. In a table, `\\|` may be such a backslash.
    fn pass_escaped(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let bar = if rest.starts_with(b"\\|") { 2 } else { 0 };
        let is_escaped = rest.get(bar).is_some_and(u8::is_ascii_punctuation);
        self.at += bar + usize::from(is_escaped);
    }

    /// A tag, comment, declaration or the like, after its `<`.
    fn tag(&mut self) -> Option<()> {
        let start = self.at - 1;
        let first = self.next()?;
        let rest = &self.text[start..];
        let (begin, end): (usize, &[u8]) = match first {
            b'!' if rest.starts_with(b"<!--") => (4, b"-->"),
            b'!' if rest.starts_with(b"<![") => (3, b"]]>"),
            b'!' => (2, b">"),
            b'?' => (2, b"?>"),
            b'/' | b'a'..=b'z' | b'A'..=b'Z' => return self.attributes(),
            _ => return None,
        };
        self.at = start + begin;
        loop {
            self.until(|byte| byte == b'>')?;
            if self.text[start + begin..self.at].ends_with(end) {
                return Some(());
            }
        }
    }

    fn attributes(&mut self) -> Option<()> {
        loop {
            match self.until(|byte| matches!(byte, b'<' | b'>' | b'"' | b'\''))? {
                b'<' | b'>' => return Some(()),
                quote => _ = self.until(|byte| byte == quote)?,
            }
        }
    }

    /// The destination and the title of a link, after the `]` of its text.
    fn link(&mut self) -> Option<()> {
        if self.next()? != b'(' {
            return None;
        }
        let mut last = match self.until(|byte| !is_blank(byte))? {
            b'<' => match self.until_unescaped(|byte| matches!(byte, b'>' | b'\n' | b'\r'))? {
                b'>' => self.next()?,
                _ => return None,
            },
            first => self.destination(first)?,
        };
        if is_blank(last) {
            last = self.until(|byte| !is_blank(byte))?;
        }
        let end = match last {
            b'"' | b'\'' => last,
            b'(' => b')',
            _ => return None,
        };
        self.until_unescaped(|byte| byte == end)?;
        self.until(|byte| !is_blank(byte))?;
        Some(())
    }

    /// The byte after a destination without angle brackets, of which `first` is the first.
    fn destination(&mut self, first: u8) -> Option<u8> {
        let mut depth = 0_usize;
        let mut byte = first;
        loop {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => return Some(byte),
                b')' => depth -= 1,
                b'\\' => self.pass_escaped(),
                0..=b' ' => return Some(byte),
                _ => {}
            }
            byte = self.next()?;
        }
    }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The longest line that may count as blank.
const BLANK: usize = 64;

/// Whether the line that begins at `at` is blank, or the text ends there.
fn is_blank_line(text: &[u8], at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let found = rest.iter().take(BLANK).find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    found.map_or(rest.len() <= BLANK, |&byte| byte == b'\n')
}

/// The start of the paragraph that holds `at`, `from` at the earliest.
fn paragraph_start(text: &[u8], from: usize, at: usize) -> usize {
    let mut end = at;
    while let Some(line) = text.get(from..end).and_then(|before| memchr::memrchr(b'\n', before)) {
        let start = from + line + 1;
        // What is before a blank line is another paragraph, and so is what is before the line of `at` if that is blank.
        if is_blank_line(text, start) {
            return start;
        }
        end = start - 1;
    }
    from
}

/// The end of the paragraph that holds `at`.
fn paragraph_end(text: &[u8], at: usize) -> usize {
    let mut lines = memchr::memchr_iter(b'\n', &text[at..]).map(|line| at + line);
    lines.find(|line| is_blank_line(text, line + 1)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether something reaches each `X` of a text.
    #[track_caller]
    fn check(text: &str, expect: &[bool]) {
        let mut constructs = Constructs::new(text);
        let found: Vec<bool> = text.match_indices('X').map(|(at, _)| constructs.reach(at)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn what_is_closed_reaches_no_further() {
        for text in [
            "[a](b) X",
            "[a](b 'c') X",
            "[a](b (c)) X",
            "[a](<b c> \"d\") X",
            "[a]( b ) X",
            "[a](b(c)d) X",
            "[a] X",
            "<a b='c'> X",
            "<a b=\"c\" d> X",
            "</a> X",
            "<!-- a --> X",
            "<? a ?> X",
            "<![CDATA[ a ]]> X",
            "<!A b> X",
            "a < X",
            "[a](b c X",
            "[a](b '\n\nX",
            "<a b='\r\n \t\r\nX",
            "<!-- a\n\nX",
            "[a](< b\nX",
        ] {
            check(text, &[false]);
        }
    }

    #[test]
    fn what_is_open_reaches_up_to_its_end() {
        for text in [
            "[a](b 'X' ) X",
            "[a](b\n'c\nd\nX' z X",
            "[a](b \"\n\\\"\nc X\" z X",
            "[a](b (c\nX) z X",
            "[a](\nX z X",
            "<a\nb='\nc X\n'> X",
            "<!-- > X --> X",
            "<!--> X --> X",
            "<? a > X ?> X",
            "<![CDATA[ > X ]]> X",
            "[a](b 'X\n\nX",
            "[a](bX z X",
            "> [a](b\n> 'X' z X",
            "> <a b=\n> 'X'> X",
            "[a](b '\\\\|'X' z X",
        ] {
            check(text, &[true, false]);
        }
        // What comes directly after may begin a title, or end the link.
        for text in ["[a](<b>X X", "[a](b 'c'X X", "[a](b 'c' X X"] {
            check(text, &[true, false]);
        }
    }

    #[test]
    fn a_text_alone_shows_whether_it_is_closed() {
        for text in ["[", "](b)", "](b \"c\")", "][a]", "<b>", "</b>", "`a`", "<!-- a -->", "`a < b`", "![a](b 'c')"] {
            assert!(!is_open_at_end(text), "{text}");
        }
        for text in ["`](b '`", "`<a b='`", "`<!-- a`", "`](<b`", "](b)](", "`](b`", "<xref:a'>"] {
            assert!(is_open_at_end(text), "{text}");
        }
    }

    /// However many begin and none ends, all are read in a few passes.
    #[test]
    fn open_constructs_cost_linear_work() {
        for part in ["](a '", "<a b='\"", "<!-- ", "](<a", "](a(", "<a ' \"", "](a '\n  > ", "](a \n\n"] {
            let text = part.repeat(200_000);
            let read = crate::work::of(|| {
                let mut constructs = Constructs::new(&text);
                (0..text.len()).step_by(50).for_each(|at| _ = constructs.reach(at));
            });
            let read = read.searched;
            assert!(read <= 10 * text.len() + READ_MORE, "{read} of {}", text.len());
        }
    }
}
