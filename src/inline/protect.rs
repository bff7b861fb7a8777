//! What a text holds besides its codes and should survive a translation: bare URLs, footnote references, placeholders.
//!
//! They are no codes of Markdown, so nothing here is on unless it is asked for. Their ids follow those of all codes, so that
//! the ids of codes do not depend on what is protected. A rule looks at a bounded number of bytes from each place, but for
//! URLs, which are passed over as a whole; so the work is linear.

use std::collections::HashMap;

use super::codes::{CodeFacts, CodeSide};
use super::kind::{PieceKind, StandaloneKind};
use super::mark::Mark;
use super::steps::step;

/// What can be protected besides codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Protectable {
    /// A bare address, `https://…` or `http://…`: up to a blank, `<`, a quotation mark or a character that is not ASCII,
    /// without the punctuation at its end (the extended autolinks of GitHub Flavored Markdown).
    Url,
    /// A reference to a footnote: `[^1]`, `[^name]`.
    Footnote,
    /// A place that a program fills in: `{{…}}`, `{%…%}`, `{0}`, `{name}`, `%s`, `%1$d`, `%(name)s`.
    Placeholder,
}

impl Protectable {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Url, Self::Footnote, Self::Placeholder];
}

/// The longest footnote reference or placeholder, in bytes.
const REACH: usize = 256;

/// Which kinds are protected; its buffers are reused from unit to unit.
#[derive(Debug, Default)]
pub(super) struct Protector {
    kinds: [bool; 3],
    found: Vec<Mark>,
}

impl Protector {
    pub(super) fn add(&mut self, kind: Protectable) {
        self.kinds[kind as usize] = true;
    }

    pub(super) fn is_on(&self) -> bool {
        self.kinds.contains(&true)
    }

    /// Adds the marks of what is protected to the marks of both sides, and the facts about them to those of the codes.
    pub(super) fn protect(
        &mut self,
        (source_text, source): (&str, &mut Vec<Mark>),
        (target_text, target): (&str, &mut Vec<Mark>),
        codes: &mut Vec<CodeFacts>,
    ) {
        let first = codes.len();
        self.find(source_text, source);
        // The codes of the source that have no partner yet, by their text, and by their kind.
        let mut by_text: HashMap<&str, Vec<usize>> = HashMap::new();
        for mark in &mut self.found {
            by_text.entry(&source_text[mark.start..mark.end]).or_default().push(codes.len());
            mark.id = next_id(codes, CodeSide::SourceOnly);
        }
        let kinds: Vec<PieceKind> = self.found.iter().map(|mark| mark.kind).collect();
        insert(source, &self.found);
        self.find(target_text, target);
        for places in by_text.values_mut() {
            places.reverse();
        }
        for mark in &mut self.found {
            let partner = by_text.get_mut(&target_text[mark.start..mark.end]).and_then(Vec::pop);
            mark.id = partner.map_or(0, |place| both(codes, place));
        }
        let mut rest: Vec<usize> = by_text.into_values().flatten().collect();
        rest.sort_unstable_by(|a, b| b.cmp(a));
        for mark in self.found.iter_mut().filter(|mark| mark.id == 0) {
            let partner = rest.last().copied().filter(|place| kinds[place - first] == mark.kind);
            if partner.is_some() {
                rest.pop();
            }
            mark.id = match partner {
                Some(place) => both(codes, place),
                None => next_id(codes, CodeSide::TargetOnly),
            };
        }
        insert(target, &self.found);
    }

    /// Finds what is protected between the marks of a text.
    fn find(&mut self, text: &str, marks: &[Mark]) {
        self.found.clear();
        let mut from = 0;
        for mark in marks {
            self.find_in(text, from, mark.start);
            from = mark.end;
        }
        self.find_in(text, from, text.len());
    }

    fn find_in(&mut self, text: &str, from: usize, to: usize) {
        let bytes = &text.as_bytes()[..to];
        let mut at = from;
        while at < to {
            step(1);
            let before = at.checked_sub(1).filter(|&before| before >= from).map(|before| bytes[before]);
            let found = match bytes[at] {
                b'h' | b'H' if self.kinds[Protectable::Url as usize] => url(&bytes[at..], before),
                b'[' if self.kinds[Protectable::Footnote as usize] => footnote(&bytes[at..]),
                b'{' | b'%' if self.kinds[Protectable::Placeholder as usize] => placeholder(&bytes[at..], before),
                _ => None,
            };
            let Some((kind, length)) = found else {
                at += 1;
                continue;
            };
            self.found.push(Mark { kind: PieceKind::Standalone(kind), start: at, end: at + length, id: 0 });
            at += length;
        }
    }
}

/// The id of a new code.
fn next_id(codes: &mut Vec<CodeFacts>, side: CodeSide) -> u32 {
    codes.push(CodeFacts { side, is_nested: true });
    u32::try_from(codes.len()).unwrap_or(u32::MAX)
}

/// The id of the code at this place, which is on both sides now.
fn both(codes: &mut [CodeFacts], place: usize) -> u32 {
    codes[place].side = CodeSide::Both;
    u32::try_from(place + 1).unwrap_or(u32::MAX)
}

/// Puts marks, which are in order, in their places.
fn insert(marks: &mut Vec<Mark>, more: &[Mark]) {
    if !more.is_empty() {
        marks.extend_from_slice(more);
        marks.sort_by_key(|mark| mark.start);
    }
}

type Found = Option<(StandaloneKind, usize)>;

fn url(bytes: &[u8], before: Option<u8>) -> Found {
    if before.is_some_and(|before| before.is_ascii_alphanumeric()) {
        return None;
    }
    let scheme = [&b"https://"[..], b"http://"]
        .into_iter()
        .find(|scheme| bytes.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let is_end = |byte: &u8| !byte.is_ascii_graphic() || matches!(byte, b'<' | b'>' | b'"' | b'`' | b'|');
    let length = bytes.iter().position(is_end).unwrap_or(bytes.len());
    let mut url = &bytes[..length];
    let (mut open, mut close) = (0, 0);
    for byte in url {
        open += usize::from(*byte == b'(');
        close += usize::from(*byte == b')');
    }
    while let [rest @ .., last] = url {
        match last {
            b')' if close > open => close -= 1,
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b';' | b']' | b'}' => {}
            _ => break,
        }
        url = rest;
    }
    (url.len() > scheme.len()).then_some((StandaloneKind::Url, url.len()))
}

fn footnote(bytes: &[u8]) -> Found {
    let name = bytes.strip_prefix(b"[^")?;
    let length = name.iter().take(REACH).position(|byte| *byte == b']')?;
    let is_name = length > 0 && !name[..length].iter().any(|byte| byte.is_ascii_whitespace() || *byte == b'[');
    is_name.then_some((StandaloneKind::Footnote, length + 3))
}

fn placeholder(bytes: &[u8], before: Option<u8>) -> Found {
    let length = match bytes {
        [b'{', b'{', ..] => closed(bytes, *b"}}")?,
        [b'{', b'%', ..] => closed(bytes, *b"%}")?,
        [b'{', rest @ ..] => {
            let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-:,".contains(byte);
            let length = rest.iter().take(REACH).position(|byte| !is_name(byte))?;
            (length > 0 && rest[length] == b'}').then_some(length + 2)?
        }
        _ if before.is_some_and(|before| before.is_ascii_digit() || before == b'%') => return None,
        _ => printf(bytes)?,
    };
    Some((StandaloneKind::Placeholder, length))
}

/// The length up to the end of `mark`, in one line.
fn closed(bytes: &[u8], mark: [u8; 2]) -> Option<usize> {
    let near = &bytes[..bytes.len().min(REACH)];
    let line = near.iter().position(|byte| *byte == b'\n').map_or(near, |end| &near[..end]);
    Some(line[2..].windows(2).position(|pair| pair == mark)? + 4)
}

/// `%[(name) or N$][flags][width][.precision][length]conversion`, and no letter after it.
fn printf(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    if bytes.get(at) == Some(&b'(') {
        at = bytes.iter().take(REACH).position(|byte| *byte == b')')? + 1;
    }
    let rest = bytes.get(at..)?;
    let options = rest.iter().take(16).take_while(|byte| b"0123456789$+-#.hlqjzt".contains(byte)).count();
    at += options;
    let is_conversion = bytes.get(at).is_some_and(|byte| b"diouxXeEfFgGcs@".contains(byte));
    let is_word = bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    (is_conversion && !is_word).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::{Pairer, Piece};

    #[track_caller]
    fn check(source: &str, expect: &[&str]) {
        let mut pairer = Pairer::new().with_protected(Protectable::ALL);
        let unit = pairer.pair(source, "");
        let is_protected = |piece: &Piece<'_>| {
            use StandaloneKind::{Footnote, Placeholder, Url};
            matches!(piece.kind, PieceKind::Standalone(Url | Footnote | Placeholder))
        };
        let found: Vec<_> = unit.source().filter(is_protected).map(|piece| piece.raw).collect();
        assert_eq!(found, expect, "{source}");
        assert_eq!(unit.source().map(|piece| piece.raw).collect::<String>(), source);
    }

    #[test]
    fn addresses_end_as_in_github_flavored_markdown() {
        check("See https://x.example/a_b.", &["https://x.example/a_b"]);
        check("(HTTP://a.b/c(d)) https://", &["HTTP://a.b/c(d)"]);
        check("xhttps://a.b 见https://a.b/c。 [t](https://a.b) <https://a.b>", &["https://a.b/c"]);
        check("https://a.b?c=%s&d, 'https://e.f'", &["https://a.b?c=%s&d", "https://e.f"]);
    }

    #[test]
    fn footnotes_and_placeholders_are_known_by_their_form() {
        check("a[^1] b[^x-y] [^ z] [^]", &["[^1]", "[^x-y]"]);
        check("{{ a }} {% b %} {0} {n:N2} {} { x } {{ c", &["{{ a }}", "{% b %}", "{0}", "{n:N2}"]);
        check("%s, %1$d %(name)s %.2f %@ 50%s 100% sure %discount %%s", &["%s", "%1$d", "%(name)s", "%.2f", "%@"]);
    }

    #[test]
    fn the_ids_of_codes_do_not_change() {
        let mut pairer = Pairer::new().with_protected(Protectable::ALL);
        let unit = pairer.pair("{0} **a** %s {1}", "**b** {1} `c` %d");
        let ids = |pieces: Vec<Piece<'_>>| -> Vec<(u32, String)> {
            pieces.into_iter().filter_map(|piece| Some((piece.id?, piece.raw.to_owned()))).collect()
        };
        let code = |id, raw: &str| (id, raw.to_owned());
        let source = [code(3, "{0}"), code(1, "**"), code(1, "**"), code(4, "%s"), code(5, "{1}")];
        assert_eq!(ids(unit.source().collect()), source);
        let target = [code(1, "**"), code(1, "**"), code(5, "{1}"), code(2, "`c`"), code(3, "%d")];
        assert_eq!(ids(unit.target().collect()), target);
    }

    #[test]
    fn the_work_is_linear() {
        for hostile in ["{{", "[^", "http://", "%(", "{a", "{%", "https://x(", "%s"] {
            let text = hostile.repeat((1 << 20) / hostile.len());
            let mut pairer = Pairer::new().with_protected(Protectable::ALL);
            let steps = super::super::steps_of(|| pairer.pair(&text, "").codes());
            assert!(steps <= 200 * text.len(), "{hostile}: {steps}");
        }
    }
}
