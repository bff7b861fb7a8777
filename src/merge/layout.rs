//! White space that tools put around codes when they lay out an element with children over several lines.

use crate::edit::{EditText, TextRun};

/// Whether there are codes, and a new line and blanks are before each of them.
pub(super) fn is_laid_out(text: &EditText) -> bool {
    if !text.has_codes() {
        return false;
    }
    let runs: Vec<TextRun<'_>> = text.runs().collect();
    let is_indented = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| runs.get(before));
        matches!(before, Some(TextRun::Text(text)) if text.ends_with(BLANK) && text.trim_end_matches(BLANK).ends_with('\n'))
    };
    (0..runs.len()).all(|place| !is_code(&runs, place) || is_indented(place))
}

/// The text without the new lines, and the blanks after them, that are next to codes or at either end.
pub(super) fn without_layout(text: &EditText) -> EditText {
    let runs: Vec<TextRun<'_>> = text.runs().collect();
    let mut plain = EditText::new();
    for (place, run) in runs.iter().enumerate() {
        match *run {
            TextRun::Text(text) => {
                let text = if place == 0 || is_code(&runs, place - 1) { without_first_break(text) } else { text };
                let is_last = place + 1 == runs.len();
                plain.push_text(if is_last || is_code(&runs, place + 1) { without_last_break(text) } else { text });
            }
            TextRun::Code(code) => plain.push_code(code.id, code.half, code.content),
        }
    }
    plain
}

fn is_code(runs: &[TextRun<'_>], place: usize) -> bool {
    matches!(runs.get(place), Some(TextRun::Code(_)))
}

fn without_first_break(text: &str) -> &str {
    let rest = text.strip_prefix('\r').unwrap_or(text);
    rest.strip_prefix('\n').map_or(text, |rest| rest.trim_start_matches(BLANK))
}

fn without_last_break(text: &str) -> &str {
    let rest = text.trim_end_matches(BLANK);
    rest.strip_suffix('\n').map_or(text, |rest| rest.strip_suffix('\r').unwrap_or(rest))
}

const BLANK: [char; 2] = [' ', '\t'];
