//! Findings for people.
//!
//! ```text
//! docs/a.md:12:40: warning[glued-markup]: unit 407fb-104: a word is glued to the markup
//!   target | Cliquez sur**Suivant** pour continuer.
//!          |            ^
//!   source | Click **Next** to go on.
//! ```
//! The caret is under the place in columns of a terminal: wide characters take two, combining ones none. Characters that
//! would move the text (controls, directional marks) are left out of the excerpt. A terminal that reorders text of
//! right-to-left scripts shows the caret where the place is in reading order.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::finding::{FindingWriter, PageFinding, range_within};
use crate::check::rule::Level;

/// Writes a block of lines for each finding.
#[derive(Debug)]
#[must_use]
pub struct TextReport<W: Write> {
    output: W,
    has_color: bool,
}

/// The widest excerpt, in columns.
const WIDEST: usize = 96;

/// As many columns are shown before the place.
const BEFORE: usize = 40;

impl<W: Write> TextReport<W> {
    /// A report to this output, without colours.
    pub const fn new(output: W) -> Self {
        Self { output, has_color: false }
    }

    /// Writes the escape sequences of a terminal for colours.
    pub const fn with_color(mut self) -> Self {
        self.has_color = true;
        self
    }

    /// The output.
    pub const fn get_ref(&self) -> &W {
        &self.output
    }

    /// Closes the report, and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.close()?;
        Ok(self.output)
    }

    const fn paint(&self, level: Level) -> (&'static str, &'static str) {
        if !self.has_color {
            return ("", "");
        }
        let start = match level {
            Level::Error => "\x1B[1;31m",
            Level::Warning => "\x1B[1;33m",
            _ => "\x1B[1;36m",
        };
        (start, "\x1B[0m")
    }

    fn side(&mut self, name: &str, text: &str, range: Option<&Range<usize>>, level: Level) -> io::Result<()> {
        let excerpt = Excerpt::of(text, range);
        writeln!(self.output, "  {name} | {}", excerpt.text)?;
        if let Some((column, width)) = excerpt.mark {
            let (start, end) = self.paint(level);
            let (blanks, marks) = (" ".repeat(column), "^".repeat(width.max(1)));
            writeln!(self.output, "         | {blanks}{start}{marks}{end}")?;
        }
        Ok(())
    }
}

impl<W: Write> FindingWriter for TextReport<W> {
    fn finding(&mut self, finding: &PageFinding<'_>) -> io::Result<()> {
        let (start, end) = self.paint(finding.level);
        let path = without_controls(&finding.path, "\u{FFFD}");
        write!(self.output, "{path}:{}: {start}{}[{}]{end}: ", finding.position, finding.level, finding.code)?;
        if let (Some(unit), true) = (&finding.unit, finding.sides.is_some()) {
            write!(self.output, "unit {unit}: ")?;
        }
        write!(self.output, "{}", without_controls(&finding.message, " "))?;
        match finding.consequence_of {
            Some(rule) => writeln!(self.output, " (a consequence of {rule})")?,
            None => writeln!(self.output)?,
        }
        let Some(sides) = &finding.sides else { return Ok(()) };
        self.side("target", &sides.target, Some(&sides.target_range), finding.level)?;
        self.side("source", &sides.source, sides.source_range.as_ref(), finding.level)
    }

    fn close(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

/// A part of a text in one line, and where the mark is in it: its column, 0-based, and its width.
struct Excerpt {
    text: String,
    mark: Option<(usize, usize)>,
}

impl Excerpt {
    fn of(text: &str, range: Option<&Range<usize>>) -> Self {
        let range = range.map(|range| range_within(text, range));
        let place = range.as_ref().map_or(0, |range| range.start);
        let line_start = text[..place].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[place..].find('\n').map_or(text.len(), |at| place + at);
        let mut start = place;
        let mut columns = 0;
        for (at, char) in text[line_start..place].char_indices().rev() {
            columns += width(char);
            if columns > BEFORE {
                break;
            }
            start = line_start + at;
        }
        let mut excerpt = String::new();
        if start > 0 {
            excerpt.push('…');
        }
        excerpt.push_str(&shown(&text[start..place]));
        let column = shown_width(&excerpt);
        let mut end = place;
        let mut all = column;
        for (at, char) in text[place..line_end].char_indices() {
            all += width(char);
            if all > WIDEST {
                break;
            }
            end = place + at + char.len_utf8();
        }
        excerpt.push_str(&shown(&text[place..end]));
        if end < text.len() {
            excerpt.push('…');
        }
        let mark =
            range.map(|range| (column, shown_width(&shown(&text[range.start..range.end.min(end).max(range.start)]))));
        Self { text: excerpt, mark }
    }
}

/// Characters that are shown as they are, one column wide. Known first, they make of 42 million instructions for the report on
/// 1,000 real pages 25 (callgrind).
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// A text with `stand_in` for each control character.
fn without_controls<'t>(text: &'t str, stand_in: &str) -> Cow<'t, str> {
    if text.bytes().all(is_plain) { text.into() } else { text.replace(char::is_control, stand_in).into() }
}

/// The columns of a text as it is shown.
fn shown_width(text: &str) -> usize {
    if text.bytes().all(is_plain) { text.len() } else { text.width() }
}

/// The columns of a character as it is shown.
fn width(char: char) -> usize {
    if matches!(char, ' '..='~') {
        1
    } else if is_left_out(char) {
        0
    } else if char == '\t' {
        1
    } else {
        char.width().unwrap_or(0)
    }
}

fn is_left_out(char: char) -> bool {
    char.is_control() && char != '\t'
        || matches!(char, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{61C}')
}

fn shown(text: &str) -> Cow<'_, str> {
    if text.bytes().all(is_plain) {
        return text.into();
    }
    text.chars().filter(|&char| !is_left_out(char)).map(|char| if char == '\t' { ' ' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn excerpt(text: &str, range: Range<usize>, expect: &str, mark: (usize, usize)) {
        let excerpt = Excerpt::of(text, Some(&range));
        assert_eq!((excerpt.text.as_str(), excerpt.mark), (expect, Some(mark)));
    }

    #[test]
    fn the_mark_is_in_columns() {
        excerpt("次へを を押す", 10..13, "次へを を押す", (7, 2));
        excerpt("次へ**を**押す", 6..8, "次へ**を**押す", (4, 2));
        excerpt("e\u{301}x", 3..4, "e\u{301}x", (1, 1));
        excerpt("פתח\u{200E} **את**", 10..12, "פתח **את**", (4, 2));
        excerpt("a\nbc\nd", 3..4, "…bc…", (2, 1));
        excerpt("abc", 3..3, "abc", (3, 0));
    }

    #[test]
    fn plain_characters_are_one_column_wide() {
        for byte in (0..=u8::MAX).filter(|&byte| is_plain(byte)) {
            let text = char::from(byte).to_string();
            assert_eq!((text.width(), char::from(byte).width()), (1, Some(1)), "{byte}");
            assert!(!is_left_out(char::from(byte)));
        }
        assert_eq!((shown_width("a b"), shown_width("次へ"), shown_width("")), (3, 4, 0));
        assert_eq!(without_controls("a\u{85}b", " "), "a b");
    }

    #[test]
    fn long_texts_are_cut_around_the_place() {
        let text = format!("{}x{}", "語".repeat(100), "b".repeat(200));
        let excerpt = Excerpt::of(&text, Some(&(300..301)));
        assert_eq!(excerpt.mark, Some((41, 1)));
        assert_eq!(excerpt.text.width(), 97);
    }
}
