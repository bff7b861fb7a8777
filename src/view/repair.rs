//! Undoes a mass edit that turned quotes into `&quot;`.
//!
//! The edit meant the title of an image, `![text](address "title")`, and took for it everything from the first quote
//! after any `![text](` to the next quote before a `)`. Between these two, which it kept, every quote became `&quot;`:
//! those of markers, anchors, code and text. So a range is damaged if it is between two neighbouring quotes, an image
//! opens before the first with no quote of its own after `](`, a `)` follows the second, and
//!
//! - a marker or an anchor in it has lost its quotes, or one of them (`data-ttu-id="x&quot;>`), or
//! - a `&quot;` in it is in a code block, where nobody writes one for a quote.
//!
//! What an author had written as `&quot;` within such a range cannot be told from damage and becomes a quote, too: that is
//! why each place is reported. Left out: ranges with lost quotes in text or code spans alone, which look like an author's
//! entities, and pages that a later edit changed.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::place::are_verbatim;
use crate::position::Span;
use crate::view::is_skeleton;

const SPOILT: &str = "&quot;";

/// A page after [`repair`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repaired<'a> {
    /// The page; borrowed if nothing was damaged.
    pub text: Cow<'a, str>,
    /// Each quote that was restored, with its place in the damaged page.
    pub diagnostics: Vec<Diagnostic>,
}

/// The page with the quotes restored that a mass edit had turned into `&quot;`, in its markers, anchors and texts.
///
/// ```
/// # use bitext::view::repair;
/// let page = "![a](a.png)\n\n<a name=\"x&quot;></a>\n![b](b.png &quot;b\")\n";
/// let repaired = repair(page);
/// assert_eq!(repaired.text, "![a](a.png)\n\n<a name=\"x\"></a>\n![b](b.png \"b\")\n");
/// assert_eq!(repaired.diagnostics.len(), 2);
/// ```
#[must_use]
pub fn repair(page: &str) -> Repaired<'_> {
    let mut diagnostics = Vec::new();
    let mut text = String::new();
    let mut at = 0;
    for range in damaged(page) {
        for place in memmem::find_iter(page[range.clone()].as_bytes(), SPOILT) {
            let start = range.start + place;
            text.push_str(&page[at..start]);
            text.push('"');
            at = start + SPOILT.len();
            diagnostics.push(Diagnostic::new(Code::QuoteRestored, Span::new(start as u64, at as u64), None));
        }
    }
    if diagnostics.is_empty() {
        return Repaired { text: Cow::Borrowed(page), diagnostics };
    }
    text.push_str(&page[at..]);
    Repaired { text: Cow::Owned(text), diagnostics }
}

/// The damaged ranges, between two quotes each, in order.
fn damaged(page: &str) -> Vec<Range<usize>> {
    let mut damaged = Vec::new();
    // Those with nothing but `&quot;`, and where the first of these is.
    let mut doubtful = Vec::new();
    let mut range = 0..0;
    for quote in memchr::memchr_iter(b'"', page.as_bytes()) {
        let gap = range.clone();
        range = gap.end..quote;
        let Some(first) = memmem::find(page[range.clone()].as_bytes(), SPOILT.as_bytes()) else { continue };
        if !page[quote + 1..].trim_start().starts_with(')') || !opens_image(page, gap) {
            continue;
        }
        if has_lost_quotes(page, range.clone()) {
            damaged.push(range.clone());
        } else {
            doubtful.push((range.start + first, range.clone()));
        }
    }
    if doubtful.is_empty() {
        return damaged;
    }
    let document = Document::parse(page);
    doubtful.retain(|(first, _)| is_skeleton(&document, *first));
    let firsts: Vec<usize> = doubtful.iter().map(|(first, _)| *first).collect();
    let verbatim = are_verbatim(&document, &firsts).into_iter().zip(doubtful).filter(|(is_verbatim, _)| *is_verbatim);
    damaged.extend(verbatim.map(|(_, (_, range))| range));
    damaged.sort_unstable_by_key(|range| range.start);
    damaged
}

/// Whether a marker or an anchor is here with `&quot;` for a quote.
fn has_lost_quotes(page: &str, range: Range<usize>) -> bool {
    let text = &page[range.clone()];
    let is_spoilt = |place: usize| {
        let (before, after) = (&text[..place], &text[place + SPOILT.len()..]);
        before.ends_with("<span class=")
            || before.ends_with("<a name=")
            || before.ends_with("-id=")
            || after.starts_with("></a>")
            || (after.starts_with('>') && is_value_of_marker(page, range.start + place))
    };
    memmem::find_iter(text.as_bytes(), SPOILT).any(is_spoilt)
}

/// Whether what ends at `end` is `-id="` and the value of the attribute.
fn is_value_of_marker(page: &str, end: usize) -> bool {
    let value = page[..end].bytes().rev().take(16).take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    value > 0 && page[..end - value].ends_with("-id=\"")
}

/// The furthest that an image may open before its `](`, in bytes.
const LABEL: usize = 1024;

/// Whether the address of an image, `![text](`, begins in this range; the text may hold quotes.
fn opens_image(page: &str, range: Range<usize>) -> bool {
    let bytes = page.as_bytes();
    memmem::find_iter(&bytes[range.clone()], b"](").any(|at| {
        let end = range.start + at;
        let from = end.saturating_sub(LABEL);
        let line = memchr::memrchr(b'\n', &bytes[from..end]).map_or(from, |eol| from + eol + 1);
        let label = &bytes[line..end];
        let open = memchr::memrchr(b'[', label);
        open.is_some_and(|open| open > 0 && label[open - 1] == b'!' && memchr::memchr(b']', &label[open..]).is_none())
    })
}
