//! The spelling of the markup: this module alone knows it. Every function is a pure step over bytes.
//!
//! ```text
//! unit   = TargetOpen TARGET '</span>' LookupOpen SourceOpen SOURCE '</span></span>'
//! TargetOpen = '<span data-ttu-id=' Q id Q '>'        LookupOpen = '<span class=' Q 'sxs-lookup' Q '>'
//! SourceOpen = '<span data-stu-id=' Q id Q '>'        Q = '"' | '\"' | '&quot;'
//! SpanOpen   = '<span' followed by one of ' >/\t\r\n' SpanClose = '</span>'        (both in either letter case)
//! ```
//!
//! In HTML a marker is any `<span …>` that has the attribute, among others and in any place: tools add some. The class may
//! be one of several.
//!
//! The two marks of one tag are `\"` both, or each `"` or `&quot;`: real pages mix the latter.

use memchr::memmem;

use crate::markup::Markup;
use crate::tag::HtmlTag;

/// How the attribute values of a unit's markers are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Quoting {
    /// `"`: nearly all.
    Plain,
    /// `\"`: inside a double-quoted YAML or JSON scalar.
    Backslash,
    /// `&quot;`, at least once in the markers: a later mass edit damaged them.
    Entity,
}

/// No tag needs more bytes than this to be recognised, nor does the whole boundary between a target and its source.
pub(crate) const LOOKAHEAD: usize = 128;

pub(crate) const CLOSE: &[u8] = b"</span>";
pub(crate) const CLOSE_PAIR: &[u8] = &concat::<{ 2 * CLOSE.len() }>(&[CLOSE, CLOSE]);
pub(crate) const TARGET: &[u8] = b"<span data-ttu-id=";
pub(crate) const LOOKUP: &[u8] = b"<span class=";
pub(crate) const SOURCE: &[u8] = b"<span data-stu-id=";
const TARGET_ATTRIBUTE: &[u8] = TARGET.split_at(b"<span ".len()).1;
const SOURCE_ATTRIBUTE: &[u8] = SOURCE.split_at(b"<span ".len()).1;
pub(crate) const LOOKUP_NAME: &[u8] = b"sxs-lookup";
pub(crate) const PLAIN_QUOTE: &[u8] = b"\"";
pub(crate) const BACKSLASH_QUOTE: &[u8] = b"\\\"";
const ENTITY_QUOTE: &[u8] = b"&quot;";

/// The `pieces`, joined to `N` bytes; a constant with another length does not compile.
pub(crate) const fn concat<const N: usize>(pieces: &[&[u8]]) -> [u8; N] {
    let mut joined = [0; N];
    let (mut at, mut piece) = (0, 0);
    while piece < pieces.len() {
        let mut byte = 0;
        while byte < pieces[piece].len() {
            joined[at] = pieces[piece][byte];
            (at, byte) = (at + 1, byte + 1);
        }
        piece += 1;
    }
    assert!(at == N, "the pieces have this length");
    joined
}

/// A tag that matters. Foreign span tags do only because they are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpanTag {
    TargetOpen(Marker),
    LookupOpen(Marker),
    SourceOpen(Marker),
    SpanOpen,
    SpanClose,
}

/// One of our own opening tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker {
    /// Of the whole tag, in bytes.
    pub(crate) len: usize,
    /// Where the id begins in the tag (the class name in a lookup opening).
    pub(crate) id_at: usize,
    pub(crate) id_len: usize,
    pub(crate) quoting: Quoting,
}

/// Whether `text` holds the beginning of a target opening; without one it holds no unit.
pub(crate) fn may_hold_unit(text: &[u8]) -> bool {
    memmem::find(text, TARGET).is_some()
}

/// The tag of a Markdown page that begins at `at`. The input must go on for [`LOOKAHEAD`] bytes from there, or end.
pub(crate) fn tag(input: &[u8], at: usize) -> Option<SpanTag> {
    tag_in(Markup::Markdown, input, at)
}

/// The tag that begins at `at`. In HTML all of the input must be there.
pub(crate) fn tag_in(markup: Markup, input: &[u8], at: usize) -> Option<SpanTag> {
    let rest = input.get(at..)?;
    match rest.get(1)? {
        b'/' => is_close(rest).then_some(SpanTag::SpanClose),
        b's' | b'S' if is_span_open(rest) => {
            let marker = match markup {
                Markup::Markdown => marker(rest),
                Markup::Html => marker(rest).or_else(|| marker_among_others(rest)),
            };
            Some(marker.unwrap_or(SpanTag::SpanOpen))
        }
        _ => None,
    }
}

/// Whether the tag at `at` can be an opening span tag, judged by one letter.
#[inline]
pub(crate) fn may_open(input: &[u8], at: usize) -> bool {
    matches!(input.get(at + 1), Some(b's' | b'S'))
}

/// One of our own opening tags at the start of `rest`.
pub(crate) fn marker(rest: &[u8]) -> Option<SpanTag> {
    if let Some(value) = rest.strip_prefix(TARGET) {
        quoted(value, TARGET.len(), id_len).map(SpanTag::TargetOpen)
    } else if let Some(value) = rest.strip_prefix(SOURCE) {
        quoted(value, SOURCE.len(), id_len).map(SpanTag::SourceOpen)
    } else {
        quoted(rest.strip_prefix(LOOKUP)?, LOOKUP.len(), lookup_len).map(SpanTag::LookupOpen)
    }
}

/// The longest tag of an HTML page that can be a marker: a script of the site puts whole texts into an attribute.
const LONGEST_TAG: usize = 64 << 10;

/// One of our own opening tags that has other attributes, too.
fn marker_among_others(rest: &[u8]) -> Option<SpanTag> {
    let tag = HtmlTag::near(rest, LONGEST_TAG)?;
    let id = |attribute: &[u8]| {
        let (start, end) = tag.value(attribute)?;
        let is_id = id_len(&rest[start..end]) == Some(end - start);
        is_id.then_some(Marker { len: tag.len(), id_at: start, id_len: end - start, quoting: Quoting::Plain })
    };
    if let Some(marker) = id(&TARGET_ATTRIBUTE[..TARGET_ATTRIBUTE.len() - 1]) {
        return Some(SpanTag::TargetOpen(marker));
    }
    if let Some(marker) = id(&SOURCE_ATTRIBUTE[..SOURCE_ATTRIBUTE.len() - 1]) {
        return Some(SpanTag::SourceOpen(marker));
    }
    let (start, end) = tag.value(b"class")?;
    let at = start + memmem::find(&rest[start..end], LOOKUP_NAME)?;
    let is_edge = |at: usize| !(start..end).contains(&at) || rest[at].is_ascii_whitespace();
    let marker = Marker { len: tag.len(), id_at: at, id_len: LOOKUP_NAME.len(), quoting: Quoting::Plain };
    (is_edge(at - 1) && is_edge(at + LOOKUP_NAME.len())).then_some(SpanTag::LookupOpen(marker))
}

/// Why an opening span tag that names our attribute is no marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spoilt {
    /// Its id is not of the form.
    Id,
    /// Its id is not between two quotation marks that belong together.
    Quotes,
    /// Something else is in the tag, or the tag is spelled in another way.
    Tag,
}

/// What is wrong with the foreign opening span tag at the start of `rest`, if it was meant as a marker: if it names our
/// attribute in its first [`LOOKAHEAD`] bytes.
///
/// After `TARGET` or `SOURCE` the quotes are wrong where no `Q` follows, or none of its kind after the value; the id is
/// wrong where the value, up to the next quotation mark, backslash, `&`, `<` or `>`, is none; else the rest of the tag is.
pub(crate) fn spoilt(rest: &[u8]) -> Option<Spoilt> {
    let rest = &rest[..rest.len().min(LOOKAHEAD)];
    if let Some(value) = [TARGET, SOURCE].iter().find_map(|opening| rest.strip_prefix(*opening)) {
        return Some(spoilt_value(value));
    }
    let tag = &rest[..memchr::memchr2(b'>', b'<', &rest[1..]).map_or(rest.len(), |end| 1 + end)];
    #[cfg(test)]
    crate::work::count(|work| work.searched += 2 * tag.len());
    let names_ours = |equals: usize| {
        let mut before =
            [TARGET_ATTRIBUTE, SOURCE_ATTRIBUTE].iter().filter_map(|name| tag[..=equals].strip_suffix(*name));
        before.any(|before| before.last().is_some_and(u8::is_ascii_whitespace))
    };
    memchr::memchr_iter(b'=', tag).any(names_ours).then_some(Spoilt::Tag)
}

/// What is wrong after the `=` of a marker.
fn spoilt_value(rest: &[u8]) -> Spoilt {
    let Some((open, open_len)) = quote(rest) else { return Spoilt::Quotes };
    let rest = &rest[open_len..];
    let ends_value = |byte: &u8| matches!(byte, b'"' | b'\'' | b'\\' | b'&' | b'<' | b'>');
    let len = rest.iter().position(ends_value).unwrap_or(rest.len());
    if id_len(&rest[..len]) != Some(len) {
        return Spoilt::Id;
    }
    match quote(&rest[len..]) {
        Some((close, _)) if (open == Quoting::Backslash) == (close == Quoting::Backslash) => Spoilt::Tag,
        _ => Spoilt::Quotes,
    }
}

/// `Q value Q '>'`, the rest of a marker whose first `before` bytes are known.
fn quoted(rest: &[u8], before: usize, value_len: fn(&[u8]) -> Option<usize>) -> Option<Marker> {
    let (open, open_len) = quote(rest)?;
    let id_len = value_len(&rest[open_len..])?;
    let after = &rest[open_len + id_len..];
    let (close, close_len) = quote(after)?;
    let quoting = match (open, close) {
        (Quoting::Backslash, Quoting::Backslash) => Quoting::Backslash,
        (Quoting::Backslash, _) | (_, Quoting::Backslash) => return None,
        (Quoting::Plain, Quoting::Plain) => Quoting::Plain,
        _ => Quoting::Entity,
    };
    (after.get(close_len) == Some(&b'>')).then_some(Marker {
        len: before + open_len + id_len + close_len + 1,
        id_at: before + open_len,
        id_len,
        quoting,
    })
}

/// The quotation mark at the start of `rest`, and its length.
pub(crate) fn quote(rest: &[u8]) -> Option<(Quoting, usize)> {
    match rest.first()? {
        b'"' => Some((Quoting::Plain, PLAIN_QUOTE.len())),
        b'\\' if rest.starts_with(BACKSLASH_QUOTE) => Some((Quoting::Backslash, BACKSLASH_QUOTE.len())),
        b'&' if rest.starts_with(ENTITY_QUOTE) => Some((Quoting::Entity, ENTITY_QUOTE.len())),
        _ => None,
    }
}

fn lookup_len(rest: &[u8]) -> Option<usize> {
    rest.starts_with(LOOKUP_NAME).then_some(LOOKUP_NAME.len())
}

/// The length of the unit id at the start of `rest`: `hex{5} '-' 'p'? digit{3,9}`. Pages hold 3 to 5 digits; nine are
/// what a `u32` holds.
pub(crate) fn id_len(rest: &[u8]) -> Option<usize> {
    let (hex, after) = rest.split_at_checked(5)?;
    if !hex.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) || after.first() != Some(&b'-') {
        return None;
    }
    let merged = usize::from(after.get(1) == Some(&b'p'));
    let digits = after[1 + merged..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
    (3..=9).contains(&digits).then_some(6 + merged + digits)
}

fn is_span_open(rest: &[u8]) -> bool {
    rest.len() > 5
        && rest[1..5].eq_ignore_ascii_case(b"span")
        && matches!(rest[5], b' ' | b'>' | b'/' | b'\t' | b'\r' | b'\n')
}

fn is_close(rest: &[u8]) -> bool {
    rest.len() >= CLOSE.len() && rest[1..CLOSE.len()].eq_ignore_ascii_case(b"/span>")
}

/// The length of the foreign opening tag at the start of `rest`: up to its `>`, or only `<span` if another `<` or the
/// end of the input comes before one. Stopping at `<` keeps `<span <span <span` linear.
pub(crate) fn span_open_len(rest: &[u8]) -> usize {
    match memchr::memchr2(b'>', b'<', &rest[1..]) {
        Some(end) if rest[1 + end] == b'>' => end + 2,
        _ => b"<span".len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<(&str, &str, Quoting, usize)>) {
        let got = tag(text.as_bytes(), 0).map(|tag| match tag {
            SpanTag::TargetOpen(m) => ("target", &text[m.id_at..m.id_at + m.id_len], m.quoting, m.len),
            SpanTag::LookupOpen(m) => ("lookup", &text[m.id_at..m.id_at + m.id_len], m.quoting, m.len),
            SpanTag::SourceOpen(m) => ("source", &text[m.id_at..m.id_at + m.id_len], m.quoting, m.len),
            SpanTag::SpanOpen => ("open", "", Quoting::Plain, span_open_len(text.as_bytes())),
            SpanTag::SpanClose => ("close", "", Quoting::Plain, CLOSE.len()),
        });
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn markers_in_all_quotings() {
        use Quoting::{Backslash, Entity, Plain};
        check("<span data-ttu-id=\"407fb-102\">x", Some(("target", "407fb-102", Plain, 30)));
        check("<span data-stu-id=\"407fb-p102\">x", Some(("source", "407fb-p102", Plain, 31)));
        check("<span class=\"sxs-lookup\"><", Some(("lookup", "sxs-lookup", Plain, 25)));
        check(r#"<span data-ttu-id=\"407fb-102\">"#, Some(("target", "407fb-102", Backslash, 32)));
        check(r#"<span class=\"sxs-lookup\">"#, Some(("lookup", "sxs-lookup", Backslash, 27)));
        check("<span data-stu-id=&quot;407fb-12345&quot;>", Some(("source", "407fb-12345", Entity, 42)));
        check("<span data-ttu-id=\"407fb-102&quot;>", Some(("target", "407fb-102", Entity, 35)));
    }

    #[test]
    fn what_is_no_marker_is_a_foreign_span() {
        for text in [
            "<span data-ttu-id=\"407FB-102\">",
            "<span data-ttu-id=\"407fb-12\">",
            "<span data-ttu-id=\"407fb-1234567890\">",
            "<span data-ttu-id=\\\"407fb-102\">",
            "<span data-ttu-id='407fb-102'>",
            "<span class=\"sxs-lookup x\">",
            "<SPAN>",
            "<sPan\tid=x>",
        ] {
            check(text, Some(("open", "", Quoting::Plain, text.len())));
        }
        check("<span <span>", Some(("open", "", Quoting::Plain, 5)));
        check("<span and no end", Some(("open", "", Quoting::Plain, 5)));
    }

    #[test]
    fn a_spoilt_marker_says_why() {
        for (text, why) in [
            ("<span data-ttu-id=\"407FB-102\">", Some(Spoilt::Id)),
            ("<span data-stu-id=\"407fb-12\">", Some(Spoilt::Id)),
            ("<span data-ttu-id=\"407fb-1234567890\">", Some(Spoilt::Id)),
            ("<span data-ttu-id=\"\">", Some(Spoilt::Id)),
            ("<span data-ttu-id=\"407fb-102 \">", Some(Spoilt::Id)),
            ("<span data-ttu-id=\"407fb", Some(Spoilt::Id)),
            ("<span data-ttu-id='407fb-102'>", Some(Spoilt::Quotes)),
            ("<span data-ttu-id=407fb-102>", Some(Spoilt::Quotes)),
            ("<span data-ttu-id=\"407fb-102>", Some(Spoilt::Quotes)),
            ("<span data-ttu-id=\"407fb-102'>", Some(Spoilt::Quotes)),
            ("<span data-ttu-id=\\\"407fb-102\">", Some(Spoilt::Quotes)),
            ("<span data-ttu-id=", Some(Spoilt::Quotes)),
            ("<span data-ttu-id=\"407fb-102\" class=\"x\">", Some(Spoilt::Tag)),
            ("<span data-ttu-id=\"407fb-102\"", Some(Spoilt::Tag)),
            ("<span class=\"x\" data-stu-id=\"407fb-102\">", Some(Spoilt::Tag)),
            ("<SPAN data-ttu-id=\"407fb-102\">", Some(Spoilt::Tag)),
            ("<span\tdata-ttu-id=\"407fb-102\">", Some(Spoilt::Tag)),
            ("<span class=\"x\">data-ttu-id=", None),
            ("<span x-data-ttu-id=\"407fb-102\">", None),
            ("<span class='sxs-lookup'>", None),
        ] {
            assert_eq!(tag(text.as_bytes(), 0), Some(SpanTag::SpanOpen), "{text}");
            assert_eq!(spoilt(text.as_bytes()), why, "{text}");
        }
    }

    #[test]
    fn in_html_other_attributes_may_stand_beside_ours() {
        let check = |text: &str, expect: Option<(&str, &str)>| {
            let cut = |marker: Marker| &text[marker.id_at..marker.id_at + marker.id_len];
            let got = match tag_in(Markup::Html, text.as_bytes(), 0).unwrap() {
                SpanTag::TargetOpen(marker) => Some(("target", cut(marker))),
                SpanTag::LookupOpen(marker) => Some(("lookup", cut(marker))),
                SpanTag::SourceOpen(marker) => Some(("source", cut(marker))),
                _ => None,
            };
            assert_eq!(got, expect, "{text}");
        };
        check("<span data-ttu-id=\"407fb-102\" class=\"x\">", Some(("target", "407fb-102")));
        check("<span translation=\"a > b <i>\" data-ttu-id='407fb-102'>", Some(("target", "407fb-102")));
        check("<SPAN  DATA-STU-ID=407fb-102>", Some(("source", "407fb-102")));
        check("<span class=\"sxs-lookup\" style=\"display:none\">", Some(("lookup", "sxs-lookup")));
        check("<span class=\"a sxs-lookup\tb\">", Some(("lookup", "sxs-lookup")));
        check("<span class=\"sxs-lookups\">", None);
        check("<span class=\"a-sxs-lookup\">", None);
        check("<span data-ttu-id=\"407fb-1\" class=\"x\">", None);
        check("<span data-ttu-id=\"407fb-102\" <b>", None);
        check("<span x=\"data-ttu-id='407fb-102'\">", None);
    }

    #[test]
    fn closings_in_either_case_and_nothing_looser() {
        check("</span>", Some(("close", "", Quoting::Plain, 7)));
        check("</SPAN>", Some(("close", "", Quoting::Plain, 7)));
        for text in ["</span >", "</span", "<spanner>", "<span", "<s", "<", "<strong>", "x"] {
            check(text, None);
        }
    }

    #[test]
    fn the_longest_boundary_fits_the_lookahead() {
        let boundary = "</span><span class=&quot;sxs-lookup&quot;><span data-stu-id=&quot;407fb-p123456789&quot;>";
        assert!(boundary.len() <= LOOKAHEAD);
    }
}
