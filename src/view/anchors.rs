//! The heading anchors that the pipeline added to a page.
//!
//! ```text
//! ## <a name="slug"></a>HEADING                      <a name="slug"></a>HEADING
//!                                                    --------------------------
//! <a id="slug" class="xliff"></a>                    on a line of its own (the oldest form)
//! ```
//!
//! A heading may have the author's anchor too; only the one whose name is the heading's slug goes. What is in
//! code or in a comment stays.

use std::ops::Range;

use memchr::memmem;

use crate::document::Document;
use crate::place::are_verbatim;
use crate::view::slug::is_slug;
use crate::view::{is_all_skeleton, range_of, unit_at};

const CLOSE: &str = "></a>";

const BLANK: [char; 2] = [' ', '\t'];

/// How far a heading is looked at in either direction, in bytes: the longest name seen has 265. So a page of one long
/// line with many anchors costs no more than others.
const REACH: usize = 4096;

/// Adds the places of all anchors that the pipeline added.
pub(super) fn find(document: &Document<'_>, dropped: &mut Vec<Range<usize>>) {
    let text = document.text();
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for close in memmem::find_iter(text.as_bytes(), CLOSE) {
        let Some((start, anchor)) = anchor_before(text, close) else { continue };
        let end = close + CLOSE.len();
        // A unit may begin in the name of an anchor.
        if !is_all_skeleton(document, start..end) {
            continue;
        }
        match anchor {
            Anchor::Oldest => found.push((start, line_of_its_own(text, start..end))),
            Anchor::Name(name) => {
                if is_in_heading(text, start, end) && is_slug(name, &heading(document, end)) {
                    found.push((start, start..end));
                }
            }
        }
    }
    if found.is_empty() {
        return;
    }
    let starts: Vec<usize> = found.iter().map(|(start, _)| *start).collect();
    let are_verbatim = are_verbatim(document, &starts);
    let added = found.into_iter().zip(are_verbatim).filter(|(_, is_verbatim)| !is_verbatim);
    dropped.extend(added.map(|((_, range), _)| range));
}

enum Anchor<'t> {
    Name(&'t str),
    /// With the class that only the oldest form has.
    Oldest,
}

/// The anchor whose opening tag ends at `close`, and where it starts.
fn anchor_before(text: &str, close: usize) -> Option<(usize, Anchor<'_>)> {
    let mut from = close.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let start = from + text[from..close].rfind("<a ")?;
    let tag = &text[start + "<a ".len()..close];
    if let Some(rest) = tag.strip_prefix("name=") {
        return Some((start, Anchor::Name(unquoted(rest)?)));
    }
    let (id, class) = tag.strip_prefix("id=")?.split_once(" class=")?;
    unquoted(id)?;
    (unquoted(class)? == "xliff").then_some((start, Anchor::Oldest))
}

/// The value between two quotes, also between two that a mass edit spoilt.
fn unquoted(value: &str) -> Option<&str> {
    let quotes = ["\"", "&quot;"];
    let inside = quotes.iter().find_map(|quote| value.strip_prefix(quote))?;
    let inside = quotes.iter().find_map(|quote| inside.strip_suffix(quote))?;
    (!inside.contains('"')).then_some(inside)
}

/// The whole line if nothing but the anchor is in it, else the anchor.
fn line_of_its_own(text: &str, anchor: Range<usize>) -> Range<usize> {
    let before = text[..anchor.start].trim_end_matches(BLANK);
    let after = text[anchor.end..].trim_start_matches([' ', '\t', '\r']);
    let is_first = before.is_empty() || before.ends_with('\n');
    match after.strip_prefix('\n') {
        Some(after) if is_first => before.len()..text.len() - after.len(),
        _ => anchor,
    }
}

/// Whether the line of the anchor is a heading: `#` before it, or a rule of `=` or `-` below it.
fn is_in_heading(text: &str, start: usize, end: usize) -> bool {
    let Some(before) = line_before(text, start) else { return false };
    let before = before.trim_start_matches(is_prefix);
    if before.starts_with('#') {
        return true;
    }
    if !before.is_empty() && !before.starts_with("<a ") {
        return false;
    }
    let Some(line_end) = memchr::memchr(b'\n', &text.as_bytes()[end..]) else { return false };
    let below = text[end + line_end + 1..].lines().next().unwrap_or_default();
    let below = below.trim_start_matches([' ', '\t', '>']).trim_end();
    !below.is_empty() && (below.bytes().all(|b| b == b'=') || below.bytes().all(|b| b == b'-'))
}

/// What is before `at` in its line; `None` for more than any heading has there.
fn line_before(text: &str, at: usize) -> Option<&str> {
    let from = at.saturating_sub(REACH);
    match memchr::memrchr(b'\n', &text.as_bytes()[from..at]) {
        Some(end) => Some(&text[from + end + 1..at]),
        None => (from == 0).then(|| &text[..at]),
    }
}

/// What may be before a heading in its line: block quotes and list items.
fn is_prefix(char: char) -> bool {
    BLANK.contains(&char) || matches!(char, '>' | '-' | '*' | '+' | '.' | '0'..='9')
}

/// The source text of the rest of the line from `at` on, without a closing row of `#` and without further anchors. It is
/// cut short where it is much longer than any heading.
fn heading(document: &Document<'_>, at: usize) -> String {
    let text = document.text();
    let mut heading = String::new();
    let mut at = at;
    for unit in &document.units()[unit_at(document, at)..] {
        let (start, end) = range_of(unit);
        if push_line(&text[at..start], &mut heading) || heading.len() > REACH {
            return trimmed(&heading);
        }
        heading.push_str(unit.source.unwrap_or_default());
        at = end;
    }
    push_line(&text[at..], &mut heading);
    trimmed(&heading)
}

/// Pushes the rest of a line; gives whether it ends in `text`.
fn push_line(text: &str, heading: &mut String) -> bool {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let line = text[..end].split('\n').next().unwrap_or_default();
    heading.push_str(line);
    line.len() < text.len()
}

fn trimmed(heading: &str) -> String {
    let mut heading = heading;
    while let Some((_, rest)) = heading.strip_prefix("<a ").and_then(|rest| rest.split_once("</a>")) {
        heading = rest;
    }
    heading.trim_end_matches(['#', ' ', '\t', '\r']).to_owned()
}
