//! The codes of a side by kind and value, and what one side has more than the other.

use std::ops::Range;

use super::side::SideText;
use super::visible::find_left_out;
use crate::inline::{PairKind, Piece, PieceKind, StandaloneKind};

/// The kinds of codes that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CodeKind {
    Code,
    Link,
    Image,
    Xref,
    Include,
    Tag,
}

impl CodeKind {
    /// With its article.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Code => "the code span",
            Self::Link => "the link to",
            Self::Image => "the image",
            Self::Xref => "the reference",
            Self::Include => "the include",
            Self::Tag => "the tag",
        }
    }
}

/// A code of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item<'a> {
    pub(super) kind: CodeKind,
    /// The content of a code span, an address, a path, the name of a tag.
    pub(super) value: &'a str,
    pub(super) range: Range<usize>,
}

/// What each side has more than the other.
#[derive(Debug, Default)]
pub(super) struct Difference<'a> {
    pub(super) source: Vec<Item<'a>>,
    pub(super) target: Vec<Item<'a>>,
}

impl<'a> Difference<'a> {
    /// Compares the codes of two sides as multisets of normal forms.
    pub(super) fn of(source: &SideText<'a>, target: &SideText<'a>) -> Self {
        // Most sides have the same codes in the same order, and need no lists.
        let is_equal = |a: &Item<'_>, b: &Item<'_>| a.kind == b.kind && a.value == b.value;
        let (mut before, mut after) = (items(source), items(target));
        loop {
            match (before.next(), after.next()) {
                (None, None) => return Self::default(),
                (Some(a), Some(b)) if is_equal(&a, &b) => {}
                _ => break,
            }
        }
        let (source, target): (Vec<_>, Vec<_>) = (items(source).collect(), items(target).collect());
        let same = |a: &Item<'_>, b: &Item<'_>| a.kind.cmp(&b.kind).then_with(|| a.value.cmp(b.value));
        let (mut source, mut target) = unmatched(source, target, same);
        if source.is_empty() || target.is_empty() {
            return Self { source, target };
        }
        // What is left over is compared again in its normal form; that is rare.
        let forms = |items: &mut Vec<Item<'a>>| -> Vec<(CodeKind, String, Item<'a>)> {
            items.drain(..).map(|item| (item.kind, normal(item.kind, item.value), item)).collect()
        };
        let (source, target) = (forms(&mut source), forms(&mut target));
        let (source, target) = unmatched(source, target, |a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        let items = |forms: Vec<(CodeKind, String, Item<'a>)>| {
            let mut items: Vec<_> = forms.into_iter().map(|(_, _, item)| item).collect();
            items.sort_by_key(|item| item.range.start);
            items
        };
        Self { source: items(source), target: items(target) }
    }

    /// Whether both sides have more of this kind.
    pub(super) fn is_change(&self, kind: CodeKind) -> bool {
        self.source.iter().any(|item| item.kind == kind) && self.target.iter().any(|item| item.kind == kind)
    }
}

/// What is in one and not in the other.
fn unmatched<T>(mut one: Vec<T>, mut other: Vec<T>, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> (Vec<T>, Vec<T>) {
    one.sort_by(&order);
    other.sort_by(&order);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    loop {
        let which = match (one.peek(), other.peek()) {
            (Some(a), Some(b)) => order(a, b),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => return (left, right),
        };
        match which {
            std::cmp::Ordering::Less => left.extend(one.next()),
            std::cmp::Ordering::Greater => right.extend(other.next()),
            std::cmp::Ordering::Equal => {
                one.next();
                other.next();
            }
        }
    }
}

/// The codes of a side that are compared, in order.
fn items<'a>(side: &SideText<'a>) -> impl Iterator<Item = Item<'a>> {
    side.pieces.iter().filter_map(item)
}

fn item<'a>(piece: &Piece<'a>) -> Option<Item<'a>> {
    let raw = piece.raw;
    let (kind, value) = match piece.kind {
        PieceKind::Standalone(StandaloneKind::CodeSpan) => (CodeKind::Code, code(raw)),
        PieceKind::Standalone(StandaloneKind::Autolink) => (CodeKind::Link, &raw[1..raw.len() - 1]),
        PieceKind::Standalone(StandaloneKind::Xref) => (CodeKind::Xref, &raw[1..raw.len() - 1]),
        PieceKind::Standalone(StandaloneKind::Include) => {
            let path = raw.rsplit_once('(')?.1;
            (CodeKind::Include, path.split_once(')')?.0.trim())
        }
        PieceKind::Standalone(StandaloneKind::Image) if raw.starts_with('<') => {
            (CodeKind::Image, attribute(raw, "src")?)
        }
        PieceKind::Standalone(StandaloneKind::Image) => (CodeKind::Image, address(after_brackets(raw)?)?),
        PieceKind::Open(PairKind::Link) if raw.starts_with('<') => (CodeKind::Link, attribute(raw, "href")?),
        PieceKind::Close(PairKind::Link) => (CodeKind::Link, address(raw.strip_prefix(']')?)?),
        PieceKind::Standalone(StandaloneKind::Html) | PieceKind::Open(PairKind::Html) => tag(piece)?,
        _ => return None,
    };
    Some(Item { kind, value, range: piece.range() })
}

/// What is in a code span of Markdown, or in `<code>`.
fn code(raw: &str) -> &str {
    if raw.starts_with('<') {
        let inside = raw.split_once('>').map_or(raw, |(_, inside)| inside);
        return inside.rsplit_once("</").map_or(inside, |(inside, _)| inside);
    }
    raw.trim_matches('`')
}

/// What follows the alternative text of an image.
fn after_brackets(image: &str) -> Option<&str> {
    let mut depth = 0_u32;
    let mut is_escaped = false;
    for (at, byte) in image.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(&image[at + 1..]),
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The address in `(address "title")`; `None` for the name of a reference link.
fn address(raw: &str) -> Option<&str> {
    let inside = raw.strip_prefix('(')?.strip_suffix(')')?.trim_start();
    if let Some(inside) = inside.strip_prefix('<') {
        return Some(inside.split_once('>').map_or(inside, |(address, _)| address));
    }
    Some(inside.split(|char: char| char.is_ascii_whitespace()).next().unwrap_or(inside))
}

/// Tags whose loss changes the page; others only change how letters look, or are no HTML (`<T>`).
const TAGS: [&str; 56] = [
    "abbr",
    "blockquote",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "ol",
    "p",
    "pre",
    "samp",
    "see",
    "seealso",
    "source",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "ul",
    "var",
    "video",
    "audio",
    "object",
    "param",
    "select",
    "option",
    "svg",
    "math",
];

/// An opening tag: the address of a link, or the name of the tag.
fn tag<'a>(piece: &Piece<'a>) -> Option<(CodeKind, &'a str)> {
    let name = piece.tag_name()?;
    if piece.raw.starts_with("</") {
        return None;
    }
    if name.eq_ignore_ascii_case("a") {
        return attribute(piece.raw, "href").map(|address| (CodeKind::Link, address));
    }
    TAGS.iter().any(|known| known.eq_ignore_ascii_case(name)).then_some((CodeKind::Tag, name))
}

/// The value of an attribute; quotes may be escaped as in YAML.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let at = rest.find('=')?;
        let (before, value) = (rest[..at].trim_end(), rest[at + 1..].trim_start());
        let is_it = before.len() > name.len()
            && before.is_char_boundary(before.len() - name.len())
            && before[before.len() - name.len()..].eq_ignore_ascii_case(name)
            && before.as_bytes()[before.len() - name.len() - 1].is_ascii_whitespace();
        if is_it {
            let value = value.trim_start_matches('\\').trim_start_matches(['"', '\'']);
            let end = value.find(|char: char| char.is_ascii_whitespace() || matches!(char, '"' | '\'' | '>' | '\\'));
            return Some(&value[..end.unwrap_or(value.len())]);
        }
        rest = &rest[at + 1..];
    }
}

/// Two values with one normal form are the same to a reader.
fn normal(kind: CodeKind, value: &str) -> String {
    let value = without_left_out(value);
    match kind {
        CodeKind::Code => value.split_whitespace().collect::<Vec<_>>().join(" "),
        CodeKind::Link | CodeKind::Image => normal_address(&value),
        CodeKind::Tag => value.to_ascii_lowercase(),
        CodeKind::Xref | CodeKind::Include => value,
    }
}

fn without_left_out(value: &str) -> String {
    let mut kept = String::with_capacity(value.len());
    let mut at = 0;
    while let Some(range) = find_left_out(value.as_bytes(), at) {
        kept.push_str(&value[at..range.start]);
        at = range.end;
    }
    kept.push_str(&value[at..]);
    kept
}

/// The parameters of a query that choose a language.
const LANGUAGE_KEYS: [&str; 9] = ["ui", "rs", "ad", "lang", "locale", "mkt", "culture", "clcid", "hl"];

/// `http` is `https`; the host in lower case; a path segment that is a language tag, and the value of a query's parameter
/// that chooses a language, are the same in any language; `&amp;` is `&`; a `/` at the end goes.
pub(super) fn normal_address(address: &str) -> String {
    let address = address.replace("&amp;", "&").replace('\\', "");
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => ("https://".to_owned(), rest),
        Some((scheme, rest)) => (scheme.to_ascii_lowercase() + "://", rest),
        None => (String::new(), address.as_str()),
    };
    let path_start = if scheme.is_empty() { 0 } else { rest.find(['/', '?', '#']).unwrap_or(rest.len()) };
    let (host, rest) = rest.split_at(path_start);
    let mut normal = scheme + &host.to_ascii_lowercase();
    let query_start = rest.find('?').unwrap_or(rest.len());
    let (path, query) = rest.split_at(query_start);
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            normal.push('/');
        }
        normal.push_str(if is_language_tag(segment) { "LOCALE" } else { segment });
    }
    for (index, pair) in query.split('&').enumerate() {
        if index > 0 {
            normal.push('&');
        }
        let key = pair.split('=').next().unwrap_or(pair);
        let is_language = LANGUAGE_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key.trim_start_matches('?')));
        normal.push_str(if is_language { key } else { pair });
    }
    while normal.ends_with('/') {
        normal.pop();
    }
    normal
}

/// `lv-LV`, `sr-Latn-RS` and the like.
fn is_language_tag(segment: &str) -> bool {
    let mut parts = segment.split(['-', '_']);
    let is_alpha = |part: &str, len: std::ops::RangeInclusive<usize>| {
        len.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    parts.next().is_some_and(|language| is_alpha(language, 2..=2))
        && parts.next().is_some_and(|region| is_alpha(region, 2..=4))
        && parts.next().is_none_or(|region| is_alpha(region, 2..=2))
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_normal_form() {
        for (one, other) in [
            ("http://Example.com/en-us/a/", "https://example.com/lv-lv/a"),
            ("https://a.b/c?ui=en-US&amp;x=1", "https://a.b/c?ui=fr-FR&x=1"),
            ("../en-us/a.md#b", "../sr-Latn-RS/a.md#b"),
        ] {
            assert_eq!(normal_address(one), normal_address(other));
        }
        for (one, other) in [("a.md", "b.md"), ("a.md#x", "a.md#y"), ("https://a/b?x=1", "https://a/b?x=2")] {
            assert_ne!(normal_address(one), normal_address(other));
        }
    }

    #[test]
    fn an_image_in_its_raw_text() {
        assert_eq!(after_brackets("![a [b] \\] c](d.png \"e\")").and_then(address), Some("d.png"));
        assert_eq!(after_brackets("![a](<d e.png>)").and_then(address), Some("d e.png"));
        assert_eq!(after_brackets("![a][b]").and_then(address), None);
    }

    #[test]
    fn codes_of_html_are_items() {
        let text = "<a href=\"b\">c</a> <code class=\"d\">e</code> <img alt=\"f\" src=\"g\"> <sup>h</sup>";
        let pieces: Vec<_> = crate::markup::Markup::Html.pieces(text).collect();
        let items: Vec<_> = pieces.iter().filter_map(item).map(|item| (item.kind, item.value)).collect();
        let expect = [(CodeKind::Link, "b"), (CodeKind::Code, "e"), (CodeKind::Image, "g"), (CodeKind::Tag, "sup")];
        assert_eq!(items, expect);
    }

    #[test]
    fn attributes_are_found_by_name() {
        assert_eq!(attribute("<a data-href=\"x\" href = 'y'>", "href"), Some("y"));
        assert_eq!(attribute("<a href=\\\"y\\\">", "href"), Some("y"));
        assert_eq!(attribute("<a name=y>", "href"), None);
    }
}
