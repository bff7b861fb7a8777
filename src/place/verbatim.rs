//! What of a page's skeleton is code or comment.

use super::kind::FileKind;
use super::tracker::ContextTracker;
use crate::document::Document;
use crate::scan::front;

/// Whether there is code, a comment or front matter at each of these byte offsets, which are in order and in skeleton.
///
/// The page is read once, up to the last of them.
pub(crate) fn are_verbatim(document: &Document<'_>, offsets: &[usize]) -> Vec<bool> {
    let text = document.text();
    let mut tracker = ContextTracker::new(FileKind::of(text));
    let body = front::end(text.as_bytes());
    let mut at = body;
    let mut units = document.units().iter().filter(|unit| !unit.in_front_matter).peekable();
    let mut answers = Vec::with_capacity(offsets.len());
    for &offset in offsets {
        while let Some(unit) = units.next_if(|unit| unit.span.range().end <= offset) {
            let range = unit.span.range();
            tracker.skeleton(&text[at.min(range.start)..range.start]);
            tracker.unit(unit.source.unwrap_or(unit.target), &text[range.end..]);
            at = range.end;
        }
        if offset < body {
            answers.push(true);
            continue;
        }
        tracker.skeleton(&text[at..offset]);
        at = offset;
        // Seen as a unit without text.
        let around = tracker.unit("", &text[offset..]);
        answers.push(around.in_code || around.in_comment);
    }
    answers
}
