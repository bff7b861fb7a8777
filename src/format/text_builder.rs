//! Collects the text of a `<source>` or `<target>`, and what it is without layout.
//!
//! Where neither the element nor one around it says `xml:space="preserve"`, tools indent. White space with a new line in it
//! is taken for layout at the ends of a text and at the edges of its segments (`<mrk mtype="seg">`); between two segments
//! it stands for one blank, or for nothing after a character of a script that is written without blanks. Whoever merges
//! decides which of the two texts counts.

use crate::edit::{CodeHalf, EditText, TextFault};
use crate::format::xml::Xml;

/// What is at an end of a range of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// A code: nothing is layout here.
    Code,
    /// An end of the whole text.
    End,
    /// The opening of a segment.
    Open,
    /// The end of a segment.
    Close,
}

/// A text that is being read.
pub(in crate::format) struct TextBuilder {
    text: EditText,
    /// `None` where white space is to be kept.
    plain: Option<PlainText>,
    /// Where in the file the text begins, and how many bytes it may be longer than it is there.
    at: usize,
    growth: usize,
}

struct PlainText {
    text: EditText,
    run: String,
    before: Edge,
}

impl TextBuilder {
    /// The text of the element that was opened last.
    pub(in crate::format) fn new(xml: &Xml<'_>) -> Self {
        let plain = PlainText { text: EditText::new(), run: String::new(), before: Edge::End };
        let plain = Some(plain).filter(|_| !xml.keeps_space());
        Self { text: EditText::new(), plain, at: xml.offset(), growth: xml.growth() }
    }

    pub(in crate::format) fn push_text(&mut self, text: &str) {
        self.text.push_text(text);
        if let Some(plain) = &mut self.plain {
            plain.run.push_str(text);
        }
    }

    pub(in crate::format) fn push_code(&mut self, id: &str, half: CodeHalf, content: Option<&str>) {
        if let Some(plain) = &mut self.plain {
            plain.flush(Edge::Code);
            plain.text.push_code(id, half, content);
        }
        self.text.push_code(id, half, content);
    }

    /// A code whose content is elsewhere in the file, which has been read up to `at`. A text that is too long takes no more.
    pub(in crate::format) fn push_code_of_data(&mut self, at: usize, id: &str, half: CodeHalf, content: Option<&str>) {
        let room = self.growth.saturating_add(at.saturating_sub(self.at));
        if self.text.known_len().saturating_add(content.map_or(0, str::len)) > room {
            self.text.push_fault(TextFault::TooLong);
        }
        if self.text.fault() != Some(&TextFault::TooLong) {
            self.push_code(id, half, content);
        }
    }

    /// A segment begins.
    pub(in crate::format) fn open_segment(&mut self) {
        if let Some(plain) = &mut self.plain {
            plain.flush(Edge::Open);
        }
    }

    /// A segment ends.
    pub(in crate::format) fn close_segment(&mut self) {
        if let Some(plain) = &mut self.plain {
            plain.flush(Edge::Close);
        }
    }

    /// An element that the format does not have in a text.
    pub(in crate::format) fn push_unknown(&mut self, name: &str) {
        self.text.push_fault(TextFault::UnknownElement(name.into()));
    }

    /// The text, once its element has ended.
    pub(in crate::format) fn finish(self, xml: &mut Xml<'_>) -> EditText {
        let mut text = self.text;
        let written = xml.offset().saturating_sub(self.at);
        let is_too_long = text.fault() == Some(&TextFault::TooLong);
        if is_too_long || !xml.may_grow(text.known_len().saturating_sub(written)) {
            let mut too_long = EditText::new();
            too_long.push_fault(TextFault::TooLong);
            return too_long;
        }
        if let Some(mut plain) = self.plain {
            plain.flush(Edge::End);
            text = text.or_without_layout(plain.text);
        }
        text.shrunk()
    }
}

impl PlainText {
    /// Ends the range of characters in hand.
    fn flush(&mut self, after: Edge) {
        let before = std::mem::replace(&mut self.before, after);
        let run = std::mem::take(&mut self.run);
        let is_layout = run.contains('\n') && run.trim_matches(SPACE).is_empty();
        if before == Edge::Close && after == Edge::Open && is_layout {
            if !self.text.ends_with(is_without_blanks) {
                self.text.push_text(" ");
            }
            return;
        }
        let run = if before == Edge::Code { &*run } else { without_first_break(&run) };
        self.text.push_text(if after == Edge::Code { run } else { without_last_break(run) });
    }
}

const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Without the white space at the start, if there is a new line in it.
fn without_first_break(run: &str) -> &str {
    let rest = run.trim_start_matches(SPACE);
    if run[..run.len() - rest.len()].contains('\n') { rest } else { run }
}

/// Without the white space at the end, if there is a new line in it.
fn without_last_break(run: &str) -> &str {
    let rest = run.trim_end_matches(SPACE);
    if run[rest.len()..].contains('\n') { rest } else { run }
}

/// Characters of Chinese and Japanese, their punctuation and full-width forms.
fn is_without_blanks(char: char) -> bool {
    matches!(char, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF65}')
}
