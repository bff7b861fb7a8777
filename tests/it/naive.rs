//! Tokens, units and findings, done once more: slowly, over whole texts, with nothing but `str` searches, and sharing no
//! code with the crate (law 4). It is written from the grammar in the docs of `scan::lex`, `scan::front` and `part::pair`.

use bitext::Code;
use bitext::scan::{Quoting, TokenKind};

const CLOSE: &str = "</span>";
const PAIR: &str = "</span></span>";
const TARGET: &str = "<span data-ttu-id=";
const SOURCE: &str = "<span data-stu-id=";
const LOOKUP: &str = "<span class=";
const QUOTES: [&str; 3] = ["\"", "\\\"", "&quot;"];

/// A stretch of the text: the first byte and the one after the last.
pub(crate) type Range = (usize, usize);

/// A token by its place; `id` is empty but in a target and a source opening.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NaiveToken<'a> {
    pub(crate) kind: TokenKind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    id: &'a str,
    quoting: Quoting,
}

/// A unit by the places of its pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NaiveUnit<'a> {
    pub(crate) span: Range,
    pub(crate) id: &'a str,
    pub(crate) target: Range,
    pub(crate) source: Option<Range>,
    pub(crate) quoting: Quoting,
}

/// A finding: its code, the bytes it is about, and the unit.
pub(crate) type Finding<'a> = (Code, Range, Option<&'a str>);

/// Where the front matter ends; 0 if there is none.
pub(crate) fn front_matter_end(text: &str) -> usize {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut end = text.len() - body.len();
    for (n, line) in body.split_inclusive('\n').enumerate() {
        end += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (n, line.trim_end_matches([' ', '\t'])) {
            (0, "---") => {}
            (0, _) => return 0,
            (1.., "---" | "...") => return if end <= 1 << 20 { end } else { 0 },
            _ => {}
        }
    }
    0
}

/// All tokens.
pub(crate) fn tokens(text: &str) -> Vec<NaiveToken<'_>> {
    let front_matter = front_matter_end(text);
    let mut all = Vec::new();
    let mut at = 0;
    for (start, _) in text.match_indices('<') {
        if start < at {
            continue;
        }
        if let Some(tag) = tag(text, start) {
            push_text(&mut all, at, start, front_matter);
            all.push(tag);
            at = tag.end;
        }
    }
    push_text(&mut all, at, text.len(), front_matter);
    all
}

/// The text between two tags, cut where the front matter ends.
fn push_text(all: &mut Vec<NaiveToken<'_>>, start: usize, end: usize, front_matter: usize) {
    let cut = front_matter.clamp(start, end);
    for (kind, start, end) in [(TokenKind::FrontMatter, start, cut), (TokenKind::Text, cut, end)] {
        if start < end {
            all.push(NaiveToken { kind, start, end, id: "", quoting: Quoting::Plain });
        }
    }
}

/// The tag that begins at `start`.
fn tag(text: &str, start: usize) -> Option<NaiveToken<'_>> {
    let rest = &text[start..];
    let markers = [(TARGET, TokenKind::TargetOpen), (SOURCE, TokenKind::SourceOpen), (LOOKUP, TokenKind::LookupOpen)];
    for (opening, kind) in markers {
        for open in QUOTES {
            for close in QUOTES {
                if let Some(token) = marker(rest, start, (opening, kind), open, close) {
                    return Some(token);
                }
            }
        }
    }
    let token = |kind, len| NaiveToken { kind, start, end: start + len, id: "", quoting: Quoting::Plain };
    let begins = |word: &str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if begins(CLOSE) {
        return Some(token(TokenKind::SpanClose, CLOSE.len()));
    }
    if begins("<span") && rest[5..].starts_with([' ', '>', '/', '\t', '\r', '\n']) {
        let len = match rest[1..].find(['<', '>']) {
            Some(n) if rest[1 + n..].starts_with('>') => n + 2,
            _ => 5,
        };
        return Some(token(TokenKind::SpanOpen, len));
    }
    None
}

/// The marker at the start of `rest`, if it is of this kind and quoted so.
fn marker<'a>(
    rest: &'a str,
    start: usize,
    (opening, kind): (&str, TokenKind),
    open: &str,
    close: &str,
) -> Option<NaiveToken<'a>> {
    let value = rest.strip_prefix(opening)?.strip_prefix(open)?;
    let len = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let (value, after) = value.split_at(len);
    let after = after.strip_prefix(close)?.strip_prefix('>')?;
    let is_good = if kind == TokenKind::LookupOpen { value == "sxs-lookup" } else { is_id(value) };
    let quoting = match (open, close) {
        ("\"", "\"") => Quoting::Plain,
        ("\\\"", "\\\"") => Quoting::Backslash,
        ("\\\"", _) | (_, "\\\"") => return None,
        _ => Quoting::Entity,
    };
    let id = if kind == TokenKind::LookupOpen { "" } else { value };
    is_good.then_some(NaiveToken { kind, start, end: start + rest.len() - after.len(), id, quoting })
}

fn is_id(text: &str) -> bool {
    let Some((hex, number)) = text.split_once('-') else { return false };
    let digits = number.strip_prefix('p').unwrap_or(number);
    hex.len() == 5
        && hex.chars().all(|c| "0123456789abcdef".contains(c))
        && (3..=9).contains(&digits.len())
        && digits.chars().all(|c| c.is_ascii_digit())
}

/// All units and findings. A unit whose closing begins more than `limit` bytes after its start is too long.
pub(crate) fn pairs(text: &str, limit: usize) -> (Vec<NaiveUnit<'_>>, Vec<Finding<'_>>) {
    let tags: Vec<_> =
        tokens(text).into_iter().filter(|t| !matches!(t.kind, TokenKind::Text | TokenKind::FrontMatter)).collect();
    let page = Page { text, tags, limit };
    let (mut units, mut findings) = (Vec::new(), page.spoilt_markers());
    let mut n = 0;
    while let Some(tag) = page.tags.get(n) {
        let follows = |kind| page.tags.get(n + 1).is_some_and(|next| next.start == tag.end && next.kind == kind);
        match tag.kind {
            TokenKind::TargetOpen => {
                n = page.unit(n, &mut units, &mut findings);
                continue;
            }
            TokenKind::LookupOpen if !follows(TokenKind::SourceOpen) => {
                findings.push((Code::StrayLookup, (tag.start, tag.end), None));
            }
            TokenKind::SourceOpen => findings.push((Code::NoTarget, (tag.start, tag.end), Some(tag.id))),
            _ => {}
        }
        n += 1;
    }
    (units, findings)
}

struct Page<'a> {
    text: &'a str,
    tags: Vec<NaiveToken<'a>>,
    limit: usize,
}

/// A target's end and its source's beginning.
struct Joint {
    close: usize,
    /// The first tag of the source.
    source: usize,
    source_start: usize,
    has_lookup: bool,
}

impl<'a> Page<'a> {
    /// Foreign openings that name our attribute.
    fn spoilt_markers(&self) -> Vec<Finding<'a>> {
        let opens = self.tags.iter().filter(|tag| tag.kind == TokenKind::SpanOpen);
        opens.filter_map(|tag| Some((self.spoilt(tag.start)?, (tag.start, tag.start + 5), None))).collect()
    }

    /// What is wrong with the foreign opening at `start`, if its first 128 bytes name our attribute.
    fn spoilt(&self, start: usize) -> Option<Code> {
        let rest = &self.text.as_bytes()[start..];
        let rest = String::from_utf8_lossy(&rest[..rest.len().min(128)]);
        let Some(value) = [TARGET, SOURCE].iter().find_map(|name| rest.strip_prefix(name)) else {
            let tag = rest[1..].split(['<', '>']).next().unwrap();
            let names = |word: &str| ["data-ttu-id=", "data-stu-id="].iter().any(|name| word.starts_with(name));
            return tag.split_ascii_whitespace().skip(1).any(names).then_some(Code::BadTag);
        };
        let Some(open) = QUOTES.iter().find(|quote| value.starts_with(**quote)) else { return Some(Code::BadQuotes) };
        let value = &value[open.len()..];
        let id = value.split(['"', '\'', '\\', '&', '<', '>']).next().unwrap();
        if !is_id(id) {
            return Some(Code::BadId);
        }
        let closes = |quote: &str| value[id.len()..].starts_with(quote);
        let is_closed = if *open == QUOTES[1] { closes(QUOTES[1]) } else { closes(QUOTES[0]) || closes(QUOTES[2]) };
        Some(if is_closed { Code::BadTag } else { Code::BadQuotes })
    }

    /// The unit that opens at tag `n`. Gives the tag to go on with.
    fn unit(&self, n: usize, units: &mut Vec<NaiveUnit<'a>>, findings: &mut Vec<Finding<'a>>) -> usize {
        let open = &self.tags[n];
        let (mut stop, mut is_too_long) = self.foreign(open.start, n + 1);
        let joint = (n + 1..stop).find_map(|close| self.joint(close));
        let mut unit = NaiveUnit {
            span: (open.start, 0),
            id: open.id,
            target: (open.end, 0),
            source: None,
            quoting: open.quoting,
        };
        let Some(joint) = joint else {
            let close = (n + 1..stop).find(|n| self.tags[*n].kind == TokenKind::SpanClose && self.net(open, *n) == 0);
            let code = match close {
                _ if is_too_long => Code::TooLong,
                Some(_) => Code::NoSource,
                None => Code::TargetNotClosed,
            };
            match close {
                Some(close) => self.target_alone(unit, close, code, units, findings),
                None => findings.push((code, (open.start, open.end), Some(open.id))),
            }
            return stop;
        };
        (stop, is_too_long) = self.foreign(open.start, joint.source);
        let pairs: Vec<usize> =
            (joint.source..stop).filter(|n| self.text[self.tags[*n].start..].starts_with(PAIR)).collect();
        let wanted = self.net(open, joint.close);
        let source_open = &self.tags[joint.source - 1];
        let by_net = pairs.iter().find(|pair| self.net(source_open, **pair) == wanted);
        let code = match by_net {
            Some(_) => None,
            None if is_too_long => Some(Code::TooLong),
            None if pairs.is_empty() => Some(Code::SourceNotClosed),
            None => Some(Code::UnevenSpans),
        };
        let Some(pair) = by_net.or(pairs.first()) else {
            self.target_alone(unit, joint.close, code.unwrap(), units, findings);
            return stop;
        };
        let end = self.tags[*pair].start;
        unit.span.1 = end + PAIR.len();
        unit.target.1 = self.tags[joint.close].start;
        unit.source = Some((joint.source_start, end));
        if self.tags[joint.close + 1..joint.source].iter().any(|tag| tag.quoting == Quoting::Entity) {
            unit.quoting = Quoting::Entity;
        }
        let oddities = [
            (code.is_some(), code.unwrap_or(Code::TooLong)),
            (source_open.id != open.id, Code::IdsDiffer),
            (!joint.has_lookup, Code::NoLookup),
            (unit.target.0 == unit.target.1, Code::EmptyTarget),
            (joint.source_start == end, Code::EmptySource),
        ];
        findings.extend(oddities.iter().filter(|(is, _)| *is).map(|(_, code)| (*code, unit.span, Some(open.id))));
        units.push(unit);
        if by_net.is_some() { pair + 2 } else { stop }
    }

    fn target_alone(
        &self,
        mut unit: NaiveUnit<'a>,
        close: usize,
        code: Code,
        units: &mut Vec<NaiveUnit<'a>>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        unit.span.1 = self.tags[close].end;
        unit.target.1 = self.tags[close].start;
        findings.push((code, unit.span, Some(unit.id)));
        units.push(unit);
    }

    /// Where the foreign tags from tag `n` on stop that begin within the limit of a unit's `start`, and whether the limit
    /// is why.
    fn foreign(&self, start: usize, n: usize) -> (usize, bool) {
        let is_foreign = |kind| matches!(kind, TokenKind::SpanOpen | TokenKind::SpanClose);
        let stop = (n..self.tags.len())
            .find(|n| self.tags[*n].start - start > self.limit || !is_foreign(self.tags[*n].kind))
            .unwrap_or(self.tags.len());
        let at = self.tags.get(stop).map_or(self.text.len(), |tag| tag.start);
        (stop, at - start > self.limit)
    }

    /// The joint that begins with the closing tag `close`: a source opening directly after it, or with a lookup between.
    fn joint(&self, close: usize) -> Option<Joint> {
        if self.text[self.tags[close].start..self.tags[close].end] != *CLOSE {
            return None;
        }
        let adjacent = |n: usize, kind| {
            let next = self.tags.get(n + 1)?;
            (next.start == self.tags[n].end && next.kind == kind).then_some(n + 1)
        };
        let lookup = adjacent(close, TokenKind::LookupOpen);
        let source = adjacent(lookup.unwrap_or(close), TokenKind::SourceOpen)?;
        let source_start = self.tags[source].end;
        Some(Joint { close, source: source + 1, source_start, has_lookup: lookup.is_some() })
    }

    /// Foreign spans opened less those closed, after the tag `from` and before tag `to`.
    fn net(&self, from: &NaiveToken<'_>, to: usize) -> i64 {
        let between = self.tags[..to].iter().rev().take_while(|tag| tag.start > from.start);
        between.map(|tag| if tag.kind == TokenKind::SpanOpen { 1 } else { -1 }).sum()
    }
}
