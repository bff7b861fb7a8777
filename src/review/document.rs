//! One document of a page: its facts, its contents, and its units under their headings.

use std::collections::HashMap;
use std::io::{self, Write};

use maud::{PreEscaped, html};

use super::characters::{Escaped, in_attribute};
use super::data::{ReviewDocument, ReviewUnit};
use super::direction::direction;
use super::unit::{ColumnLanguage, Columns, UnitRows};

/// Writes documents one after the other.
pub(super) struct DocumentWriter<W> {
    out: W,
    rows: UnitRows,
    buffer: String,
    /// Whether names in the page have to tell documents apart.
    is_one_of_many: bool,
    documents: usize,
}

/// How much is gathered before it is written, in bytes.
const BLOCK: usize = 64 << 10;

impl<W: Write> DocumentWriter<W> {
    pub(super) fn new(out: W, documents: usize) -> Self {
        Self { out, rows: UnitRows::default(), buffer: String::new(), is_one_of_many: documents > 1, documents: 0 }
    }

    /// Writes a document.
    pub(super) fn write(&mut self, document: &ReviewDocument<'_>) -> io::Result<()> {
        self.documents += 1;
        let column = |locale: Option<crate::Locale<'_>>| ColumnLanguage {
            lang: locale.map(|locale| locale.to_string()),
            dir: direction(locale),
        };
        let columns = Columns { source: column(document.source_locale), target: column(document.target_locale) };
        let sections = sections(&document.units);
        let mut anchors = Anchors { prefix: self.prefix(), seen: HashMap::new() };
        let by = document.translation_type.map_or("unknown", |it| if it.is_human() { "human" } else { "machine" });
        self.put(&html! {
            (PreEscaped("<section class=\"D\" data-by=\"")) (by) (PreEscaped("\" aria-labelledby=\"")) (self.name())
            (PreEscaped("\">"))
            h2 id=(self.name()) { (Escaped(document.path)) }
            (facts(document))
            @if !document.notes.is_empty() {
                ul class="N" { @for note in &document.notes { li { (Escaped(note)) } } }
            }
            @if sections.iter().filter(|section| section.heading.is_some()).count() > 1 {
                (self.contents(document, &columns, &sections))
            }
            (PreEscaped("<div class=\"U\">"))
        })?;
        for (number, section) in sections.iter().enumerate() {
            self.open_section(document, &columns, section, number)?;
            for unit in &document.units[section.units.clone()] {
                let anchor = anchors.next(unit);
                self.rows.write((document.markup, &columns), unit, &anchor, &mut self.buffer);
                if self.buffer.len() >= BLOCK {
                    self.drain()?;
                }
            }
            self.put(&html! { (PreEscaped("</ol></section>")) })?;
        }
        self.put(&html! { (PreEscaped("</div></section>")) })?;
        self.drain()
    }

    fn open_section(
        &mut self,
        document: &ReviewDocument<'_>,
        columns: &Columns,
        section: &Section,
        number: usize,
    ) -> io::Result<()> {
        let name = self.section_name(number);
        self.put(&html! {
            (PreEscaped("<section class=\"S\">"))
            @match section.heading {
                Some((_, heading)) => h3 id=(name) lang=[&columns.target.lang] dir=(columns.target.dir) {
                    (title(document, &document.units[heading]))
                },
                None => h3 class="h" { "Before the first heading" },
            }
            (PreEscaped("<ol>"))
        })
    }

    /// The table of contents.
    fn contents(&self, document: &ReviewDocument<'_>, columns: &Columns, sections: &[Section]) -> PreEscaped<String> {
        let headings =
            sections.iter().enumerate().filter_map(|(number, section)| Some((number, section, section.heading?)));
        html! {
            nav class="C" aria-label={ "Contents of " (in_attribute(document.path)) } {
                h3 { "Contents" }
                ol {
                    @for (number, section, (level, heading)) in headings {
                        @let found = document.units[section.units.clone()].iter().map(|unit| unit.findings.len()).sum::<usize>();
                        li class={ "l" (level) } {
                            a href={ "#" (self.section_name(number)) } lang=[&columns.target.lang] dir=(columns.target.dir) {
                                (title(document, &document.units[heading]))
                            }
                            @if found > 0 { " " b title="findings" { (found) } }
                        }
                    }
                }
            }
        }
    }

    fn prefix(&self) -> String {
        if self.is_one_of_many { format!("d{}-", self.documents) } else { String::new() }
    }

    fn name(&self) -> String {
        format!("d{}", self.documents)
    }

    fn section_name(&self, number: usize) -> String {
        format!("d{}s{number}", self.documents)
    }

    fn put(&mut self, html: &PreEscaped<String>) -> io::Result<()> {
        self.buffer.push_str(&html.0);
        if self.buffer.len() >= BLOCK { self.drain() } else { Ok(()) }
    }

    fn drain(&mut self) -> io::Result<()> {
        self.out.write_all(self.buffer.as_bytes())?;
        self.buffer.clear();
        Ok(())
    }
}

/// The units from one heading to the next.
struct Section {
    /// The level and the first unit of its heading.
    heading: Option<(u8, usize)>,
    units: std::ops::Range<usize>,
}

/// A heading begins with a unit of a heading that is in another line than the unit before.
fn sections(units: &[ReviewUnit<'_>]) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    let line = |unit: &ReviewUnit<'_>| unit.position.map(|position| position.line);
    for (place, unit) in units.iter().enumerate() {
        let goes_on = place > 0 && units[place - 1].heading == unit.heading && line(&units[place - 1]) == line(unit);
        let heading = unit.heading.filter(|_| !goes_on || line(unit).is_none()).map(|level| (level.clamp(1, 6), place));
        match all.last_mut().filter(|_| heading.is_none()) {
            Some(last) => last.units.end = place + 1,
            None => all.push(Section { heading, units: place..place + 1 }),
        }
    }
    all
}

/// The text of a heading for the contents: that of the translation, or of the source where there is none.
fn title(document: &ReviewDocument<'_>, unit: &ReviewUnit<'_>) -> PreEscaped<String> {
    let target = document.markup.plain_text(unit.target);
    let source = unit.source.map(|source| document.markup.plain_text(source));
    html! {
        @if !target.trim().is_empty() { (Escaped(&target)) }
        @else if let Some(source) = source { (Escaped(&source)) }
        @else { (Escaped(unit.id)) }
    }
}

fn facts(document: &ReviewDocument<'_>) -> PreEscaped<String> {
    let units = document.units.len();
    let found: usize = document.units.iter().map(|unit| unit.findings.len()).sum();
    let edits = document.units.iter().filter(|unit| unit.edit.is_some()).count();
    let name = |locale: Option<crate::Locale<'_>>| locale.map_or_else(|| "?".to_owned(), |locale| locale.to_string());
    html! {
        p class="i" {
            (name(document.source_locale)) " → " (name(document.target_locale))
            @if let Some(by) = document.translation_type {
                " · " (if by.is_human() { "human translation" } else { "machine translation" }) " (" (Escaped(by.as_str())) ")"
            }
            @if let Some(day) = document.last_handoff { " · handed off " (day.to_string()) }
            " · " (units) (if units == 1 { " unit" } else { " units" })
            @if found > 0 { " · " (found) (if found == 1 { " finding" } else { " findings" }) }
            @if edits > 0 { " · " (edits) (if edits == 1 { " edit" } else { " edits" }) }
        }
    }
}

/// Names of units in a page: the id, with a number where it was there before.
struct Anchors<'a> {
    prefix: String,
    seen: HashMap<&'a str, usize>,
}

impl<'a> Anchors<'a> {
    fn next(&mut self, unit: &ReviewUnit<'a>) -> String {
        let seen = self.seen.entry(unit.id).or_default();
        *seen += 1;
        let prefix = &self.prefix;
        if *seen == 1 { format!("{prefix}{}", unit.id) } else { format!("{prefix}{}-{seen}", unit.id) }
    }
}
