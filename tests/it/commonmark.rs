//! The contexts of words in a page by a CommonMark parse: the containers that pulldown-cmark gives, mapped to the kinds of
//! the crate. It shares no code with the crate. Comments and HTML table cells, which CommonMark does not know, it finds in
//! the stretches that the parser gives as HTML.

use std::rc::Rc;

use bitext::TranslationUnit;
use bitext::place::ContextKind;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};
use regex::Regex;

/// Stands for a unit.
pub(crate) const WORD: &str = "Unitqz";

/// An open container, as the oracle needs it.
enum Open {
    Quote,
    Item { ordered: bool, blocks: usize },
    List { ordered: bool },
    Paragraph { first: bool },
    Heading(u8),
    Cell,
    Code,
    Html,
    Link,
    Image,
    Any,
}

pub(crate) struct Oracle {
    stack: Vec<Open>,
    markup: Regex,
    heading_markup: Regex,
    in_comment: bool,
    in_cell: bool,
    tables: usize,
    /// The headings above: level and text.
    path: Rc<Vec<(u8, String)>>,
}

/// What the oracle says of a unit; without a kind if the parse does not give its word as text.
#[derive(Clone, Default)]
pub(crate) struct Expected {
    pub(crate) kind: Option<ContextKind>,
    /// The headings above: level and text.
    pub(crate) path: Rc<Vec<(u8, String)>>,
}

impl Oracle {
    pub(crate) fn new() -> Self {
        Self {
            stack: Vec::new(),
            markup: Regex::new(r"(?i)<!--|-->|<(/?)(table|tr|td|th)\b").unwrap(),
            heading_markup: Regex::new(r"^#+|[ \t]#+[ \t]*\r?\n?$|<a (?:name|id)=[^>]*></a>|\n[^\n]*\n?$").unwrap(),
            in_comment: false,
            in_cell: false,
            tables: 0,
            path: Rc::default(),
        }
    }

    /// What the parse of a page says of its units.
    pub(crate) fn read(&mut self, body: &str, places: &[(usize, TranslationUnit<'_>)]) -> Vec<Expected> {
        self.stack.clear();
        self.path = Rc::default();
        (self.in_comment, self.in_cell, self.tables) = (false, false, 0);
        let mut expected = vec![Expected::default(); places.len()];
        for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
            let word_at = |offset| places.partition_point(|(at, _)| *at < offset);
            let inside = word_at(range.start)..word_at(range.end);
            match event {
                Event::Start(tag) => {
                    if let Tag::Heading { level, .. } = tag {
                        self.begin_heading(number(level));
                    }
                    self.start(&tag);
                }
                Event::End(_) => {
                    if let Some(Open::Heading(level)) = self.stack.pop() {
                        self.end_heading(level, &body[range.clone()], &places[inside]);
                    }
                }
                Event::Html(_) | Event::InlineHtml(_) => {
                    let mut at = range.start;
                    for word in inside {
                        self.html(&body[at..places[word].0]);
                        at = places[word].0;
                        expected[word] = self.expected();
                    }
                    self.html(&body[at..range.end]);
                }
                Event::Text(_) | Event::Code(_) => inside.for_each(|word| expected[word] = self.expected()),
                _ => {}
            }
        }
        expected
    }

    fn expected(&self) -> Expected {
        Expected { kind: Some(self.kind()), path: Rc::clone(&self.path) }
    }

    fn is_quoted(&self) -> bool {
        self.stack.iter().any(|open| matches!(open, Open::Quote))
    }

    fn begin_heading(&mut self, level: u8) {
        if !self.is_quoted() {
            Rc::make_mut(&mut self.path).retain(|(other, _)| *other < level);
        }
    }

    fn end_heading(&mut self, level: u8, raw: &str, units: &[(usize, TranslationUnit<'_>)]) {
        if self.is_quoted() {
            return;
        }
        let mut units = units.iter();
        let text = self.heading_markup.replace_all(raw, "");
        let mut pieces = text.split(WORD);
        let mut text = pieces.next().unwrap().trim_start().to_owned();
        for piece in pieces {
            text.push_str(units.next().unwrap().1.source.unwrap());
            text.push_str(piece);
        }
        Rc::make_mut(&mut self.path).push((level, text.trim().to_owned()));
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let inline = matches!(tag, Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strong);
        let mut first = false;
        if let Some(Open::Item { blocks, .. }) = self.stack.last_mut()
            && !inline
        {
            first = *blocks == 0;
            *blocks += 1;
        }
        let ordered = self.ordered();
        self.stack.push(match tag {
            Tag::BlockQuote(_) => Open::Quote,
            Tag::List(start) => Open::List { ordered: start.is_some() },
            Tag::Item => Open::Item { ordered, blocks: 0 },
            Tag::Paragraph => Open::Paragraph { first },
            Tag::Heading { level, .. } => Open::Heading(number(*level)),
            Tag::TableCell => Open::Cell,
            Tag::CodeBlock(_) => Open::Code,
            Tag::HtmlBlock => Open::Html,
            Tag::Link { .. } => Open::Link,
            Tag::Image { .. } => Open::Image,
            _ => Open::Any,
        });
    }

    /// Whether the innermost list is ordered.
    fn ordered(&self) -> bool {
        let list = self.stack.iter().rev().find_map(|open| match open {
            Open::List { ordered } => Some(*ordered),
            _ => None,
        });
        list.unwrap_or_default()
    }

    fn html(&mut self, html: &str) {
        for found in self.markup.captures_iter(html) {
            let closing = found.get(1).is_some_and(|slash| !slash.is_empty());
            match found.get(2).map(|tag| tag.as_str().to_ascii_lowercase()).as_deref() {
                None => self.in_comment = &found[0] == "<!--" || self.in_comment && &found[0] != "-->",
                _ if self.in_comment => {}
                Some("td" | "th") => self.in_cell = !closing && self.tables > 0,
                Some("tr") => self.in_cell = false,
                _ => {
                    self.in_cell = false;
                    self.tables = if closing { self.tables.saturating_sub(1) } else { self.tables + 1 };
                }
            }
        }
    }

    /// The kind of a place in the open containers.
    fn kind(&self) -> ContextKind {
        let inline = self.stack.iter().rev().find_map(|open| match open {
            Open::Link => Some(ContextKind::LinkText),
            Open::Image => Some(ContextKind::ImageAlt),
            _ => None,
        });
        match self.stack.last() {
            _ if inline.is_some() => return inline.unwrap(),
            _ if self.in_comment => return ContextKind::Comment,
            Some(Open::Code) => return ContextKind::CodeFence,
            _ if self.in_cell => return ContextKind::HtmlTableCell,
            Some(Open::Html) => return ContextKind::Other,
            _ => {}
        }
        for open in self.stack.iter().rev() {
            match *open {
                Open::Heading(level) => return ContextKind::Heading(level),
                Open::Cell => return ContextKind::TableCell,
                Open::Quote => return ContextKind::Quote,
                // The text of a tight item is not in a paragraph.
                Open::Item { ordered, blocks: 0 } => return item(ordered),
                Open::Paragraph { first: true } => return item(self.ordered()),
                Open::Item { .. } | Open::Paragraph { first: false } => break,
                _ => {}
            }
        }
        if self.is_quoted() { ContextKind::Quote } else { ContextKind::Paragraph }
    }
}

fn item(ordered: bool) -> ContextKind {
    if ordered { ContextKind::OrderedItem } else { ContextKind::BulletItem }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
