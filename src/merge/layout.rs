//! White space that tools put around codes when they lay out an element with children over several lines, and that of files
//! that do not preserve white space.

use crate::edit::{EditText, TextRun};
use crate::merge::script::is_unspaced;

/// The text without white space: what is left to compare of a text in which it may be layout.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

/// A text in which white space may be layout, as its unit has it: nothing at its ends, and, if the unit is one line, a blank
/// for each new line and the white space around it, or nothing where the script has no blanks.
pub(super) fn on_one_line(text: &str, is_one_line: bool) -> String {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    if !is_one_line || !text.contains('\n') {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for part in text.split('\n').map(|part| part.trim_matches([' ', '\t', '\r'])).filter(|part| !part.is_empty()) {
        let is_joined = line.ends_with(is_unspaced) && part.starts_with(is_unspaced);
        if !line.is_empty() && !is_joined {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// Whether there are codes, and a new line and blanks are before each of them.
pub(super) fn is_laid_out(text: &EditText) -> bool {
    let runs = text.runs();
    let is_indented = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| runs.get(before));
        matches!(before, Some(TextRun::Text(text)) if text.ends_with(BLANK) && text.trim_end_matches(BLANK).ends_with('\n'))
    };
    text.has_codes() && (0..runs.len()).all(|place| !is_code(runs, place) || is_indented(place))
}

/// The text without the new lines, and the blanks after them, that are next to codes or at either end.
pub(super) fn without_layout(text: &EditText) -> EditText {
    let runs = text.runs();
    let mut plain = EditText::new();
    for (place, run) in runs.iter().enumerate() {
        match run {
            TextRun::Text(text) => {
                let text = if place == 0 || is_code(runs, place - 1) { without_first_break(text) } else { text };
                let is_last = place + 1 == runs.len();
                plain.push_text(if is_last || is_code(runs, place + 1) { without_last_break(text) } else { text });
            }
            TextRun::Code(code) => plain.push_known(code.clone()),
        }
    }
    plain
}

fn is_code(runs: &[TextRun], place: usize) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_their_script_is_written() {
        for (text, expect) in [
            ("\n    Viens divi.\n  ", "Viens divi."),
            ("Viens.\n      Divi.", "Viens. Divi."),
            ("一。\r\n  二。", "一。二。"),
            ("Viens  divi", "Viens  divi"),
        ] {
            assert_eq!(on_one_line(text, true), expect);
        }
        assert_eq!(on_one_line("\n a\nb\n", false), "a\nb");
        assert_eq!(squeezed(" a\n b\u{a0}c "), "abc");
    }
}
