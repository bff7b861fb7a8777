//! What a place asks of the text in it, and what is added to a new text for that.
//!
//! A text is verbatim for its place: `\"` in a double-quoted scalar, `> ` after a new line in a block quote. What is missing
//! is added, and said. A new line is refused where the old target has none and the place takes none: in a heading, a table
//! row, the front matter, and in YAML and JSON scalars other than block scalars. A lone carriage return is a new line. HTML takes
//! any text.
//!
//! What it leaves out: whether the text, in its place, begins or ends blocks of Markdown. That is seen when the page is read
//! again.

use std::borrow::Cow;

use super::kind::FileKind;
use super::line;
use super::located::LocatedUnit;
use super::scalar::ScalarKind;
use super::scalar_text::{PlainFlaws, escaped, indented, is_unprintable, single_quoted};
use super::surroundings::Surroundings;
use crate::scan::Quoting;

/// A text as its place takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fitted<'t> {
    /// The text; borrowed if nothing was added.
    pub text: Cow<'t, str>,
    /// What was added.
    pub adjustments: Vec<Adjustment>,
}

/// What was added to a text for its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Adjustment {
    /// An escape that the YAML or JSON scalar needs, or a backslash before the one that the text ends with.
    EscapeAdded,
    /// A backslash before a bar in a table cell.
    BarEscaped,
    /// The mark of a block quote at the start of a new line.
    QuoteMarkAdded,
    /// Blanks at the start of a new line in a block scalar.
    IndentAdded,
}

/// Why a place cannot hold a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Misfit {
    /// The text has a new line, and the place takes none.
    LineBreak,
    /// The text contains what ends the place, or what it cannot contain.
    CannotHold,
}

impl LocatedUnit<'_> {
    /// `target` as a new target of this unit, with what the place needs: escapes of a scalar, marks of a block quote, `\|` in
    /// a table.
    ///
    /// # Errors
    /// A [`Misfit`] if the place cannot hold the text.
    ///
    /// ```
    /// # use bitext::{Document, place::{Adjustment, Misfit}};
    /// let page = "### YamlMime:Hub\ntitle: '<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
    ///             <span data-stu-id=\"407fb-102\">Hello</span></span>'\n";
    /// let document = Document::parse(page);
    /// let unit = document.located_units().next().unwrap();
    /// let fitted = unit.fit("it's").unwrap();
    /// assert_eq!((&*fitted.text, &*fitted.adjustments), ("it''s", &[Adjustment::EscapeAdded][..]));
    /// assert_eq!(unit.fit("two\nlines"), Err(Misfit::LineBreak));
    /// ```
    pub fn fit<'t>(&self, target: &'t str) -> Result<Fitted<'t>, Misfit> {
        let mut fitted = Fitted { text: Cow::Borrowed(target), adjustments: Vec::new() };
        let kind = self.place.file_kind();
        if kind == FileKind::Html {
            return Ok(fitted);
        }
        let is_in_scalar = self.in_front_matter || is_data(kind) || self.quoting == Quoting::Backslash;
        if !is_in_scalar && is_plain(target) {
            return Ok(fitted);
        }
        let around = self.place.around();
        if is_in_scalar {
            fitted.in_scalar(self, &around, kind)?;
        } else {
            fitted.in_markdown(self, &around)?;
        }
        Ok(fitted)
    }
}

impl Fitted<'_> {
    /// Takes what `change` makes of the text, if it makes something.
    fn change(&mut self, adjustment: Adjustment, change: impl FnOnce(&str) -> Cow<'_, str>) {
        if let Cow::Owned(changed) = change(&self.text) {
            self.text = Cow::Owned(changed);
            self.adjustments.push(adjustment);
        }
    }

    fn in_scalar(&mut self, unit: &LocatedUnit<'_>, around: &Surroundings, kind: FileKind) -> Result<(), Misfit> {
        let before = [unit.target, unit.source.unwrap_or_default()];
        let scalar = around.scalar;
        if unit.quoting == Quoting::Entity && self.text.contains('"') && !unit.in_front_matter {
            self.change(Adjustment::EscapeAdded, |text| Cow::Owned(text.replace('"', "&quot;")));
        }
        if unit.quoting == Quoting::Backslash || scalar.kind == ScalarKind::Double {
            self.change(Adjustment::EscapeAdded, |text| escaped(text, kind));
            self.adjustments.dedup();
            return Ok(());
        }
        let has_new =
            |is: fn(char) -> bool, text: &str| text.contains(is) && !before.iter().any(|old| old.contains(is));
        if scalar.kind == ScalarKind::Block && !unit.in_front_matter {
            let begins_blank = |text: &str| text.starts_with([' ', '\t']);
            if has_lone_return(&self.text) || scalar.is_first && begins_blank(&self.text) && !begins_blank(unit.target)
            {
                return Err(Misfit::CannotHold);
            }
        } else if has_line_break(&self.text) && !has_line_break(unit.target) {
            return Err(Misfit::LineBreak);
        }
        if unit.in_front_matter && ends_front_matter(&self.text) && !ends_front_matter(unit.target) {
            return Err(Misfit::CannotHold);
        }
        if has_new(is_unprintable, &self.text) {
            return Err(Misfit::CannotHold);
        }
        match scalar.kind {
            ScalarKind::Plain => {
                let flaws = PlainFlaws::of(&self.text, scalar);
                let is_broken = has_line_break(&self.text) && !is_indented(&self.text) && is_indented(unit.target);
                if is_broken || flaws.is_worse_than(before.map(|text| PlainFlaws::of(text, scalar))) {
                    return Err(Misfit::CannotHold);
                }
            }
            ScalarKind::Single => self.change(Adjustment::EscapeAdded, single_quoted),
            ScalarKind::Block => self.change(Adjustment::IndentAdded, |text| indented(text, scalar.indent)),
            ScalarKind::Double | ScalarKind::None => {}
        }
        Ok(())
    }

    fn in_markdown(&mut self, unit: &LocatedUnit<'_>, around: &Surroundings) -> Result<(), Misfit> {
        let takes_one_line = around.in_heading || around.in_table;
        if takes_one_line && has_line_break(&self.text) && !has_line_break(unit.target) {
            return Err(Misfit::LineBreak);
        }
        if has_delimiter_row(&self.text) && !has_delimiter_row(unit.target) && !around.in_code {
            return Err(Misfit::CannotHold);
        }
        if around.in_comment && self.text.contains("-->") && !unit.target.contains("-->") {
            return Err(Misfit::CannotHold);
        }
        if around.quote_depth > 0 && self.text.contains('\n') {
            self.change(Adjustment::QuoteMarkAdded, |text| quoted(text, around.quote_depth));
        }
        if around.in_table && bare_bars(&self.text).next().is_some() && bare_bars(unit.target).next().is_none() {
            self.change(Adjustment::BarEscaped, |text| Cow::Owned(with_bars_escaped(text)));
        }
        let is_verbatim = around.in_code || around.in_comment || around.in_html;
        if !is_verbatim && ends_in_escape(&self.text) && !ends_in_escape(unit.target) {
            self.change(Adjustment::EscapeAdded, |text| Cow::Owned([text, "\\"].concat()));
        }
        Ok(())
    }
}

/// Whether no place in Markdown asks anything of a text: it is one line, without bars, ends of comments and escapes.
fn is_plain(text: &str) -> bool {
    let text = text.as_bytes();
    memchr::memchr3(b'\n', b'\r', b'|', text).is_none() && memchr::memchr2(b'>', b'\\', text).is_none()
}

const fn is_data(kind: FileKind) -> bool {
    matches!(kind, FileKind::Yaml | FileKind::Json)
}

fn has_line_break(text: &str) -> bool {
    text.contains(['\n', '\r'])
}

fn has_lone_return(text: &str) -> bool {
    memchr::memchr_iter(b'\r', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))
}

/// Whether a line but the first would make the line before it the head of a table.
fn has_delimiter_row(text: &str) -> bool {
    text.split(['\n', '\r'])
        .skip(1)
        .any(|line| line::delimiter_row(line.trim_matches([' ', '\t', '>']).as_bytes()).is_some())
}

/// Whether each line but the first begins with a blank, or is empty.
fn is_indented(text: &str) -> bool {
    text.split(['\n', '\r']).skip(1).all(|line| line.is_empty() || line.starts_with([' ', '\t']))
}

/// Whether a line of the text is one that ends the front matter.
fn ends_front_matter(text: &str) -> bool {
    text.split(['\n', '\r']).any(|line| matches!(line.trim_end(), "---" | "..."))
}

/// Whether the text ends in a backslash that makes what follows an escape.
fn ends_in_escape(text: &str) -> bool {
    (text.len() - text.trim_end_matches('\\').len()) % 2 == 1
}

/// `text` with the marks of so many block quotes at the start of each line that has none, but the first.
fn quoted(text: &str, depth: usize) -> Cow<'_, str> {
    let has_mark = |line: &str| line.trim_start_matches([' ', '\t']).starts_with('>');
    if text.split('\n').skip(1).all(has_mark) {
        return Cow::Borrowed(text);
    }
    let mut quoted = String::with_capacity(text.len() + 2 * depth);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number > 0 && !has_mark(line) {
            quoted.push_str(&"> ".repeat(depth));
        }
        quoted.push_str(line);
    }
    if text.ends_with('\n') {
        quoted.push_str(&"> ".repeat(depth));
    }
    Cow::Owned(quoted)
}

/// The places of bars without a backslash before them.
fn bare_bars(text: &str) -> impl Iterator<Item = usize> {
    let mut escapes = false;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let is_bare = byte == b'|' && !escapes;
        escapes = byte == b'\\' && !escapes;
        is_bare.then_some(at)
    })
}

fn with_bars_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut at = 0;
    for bar in bare_bars(text) {
        escaped.push_str(&text[at..bar]);
        escaped.push('\\');
        at = bar;
    }
    escaped.push_str(&text[at..]);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_lines_get_the_marks_of_the_quote() {
        for (text, depth, expect) in
            [("a\nb", 1, "a\n> b"), ("a\n> b\nc", 2, "a\n> b\n> > c"), ("a\n", 1, "a\n> "), ("a\n> b", 1, "a\n> b")]
        {
            assert_eq!(quoted(text, depth), expect);
        }
    }

    #[test]
    fn bare_bars_are_escaped() {
        assert_eq!(with_bars_escaped("a|b \\| c\\\\|d"), "a\\|b \\| c\\\\\\|d");
    }
}
