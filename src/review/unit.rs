//! One unit of a page: its number and place, both texts, the edit, and the findings.

use maud::{PreEscaped, Render, html};

use super::characters::{Escaped, in_attribute};
use super::data::{ReviewEdit, ReviewUnit};
use super::differences::{Differences, differences};
use super::marked::{MarkedText, TextMark};
use super::words;
use crate::inline::Pairer;
use crate::markup::Markup;

/// The languages of the two columns, as attributes.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    pub(super) source: ColumnLanguage,
    pub(super) target: ColumnLanguage,
}

/// `lang` and `dir` of a column.
#[derive(Debug, Clone, Default)]
pub(super) struct ColumnLanguage {
    pub(super) lang: Option<String>,
    pub(super) dir: &'static str,
}

/// Writes units, in the same buffers again and again.
#[derive(Default)]
pub(super) struct UnitRows {
    pairer: Pairer,
    /// The texts of the unit in hand, as HTML.
    source: String,
    target: String,
    edited: String,
}

impl UnitRows {
    /// Writes a unit to `buffer`; `anchor` is its name in the page.
    pub(super) fn write(
        &mut self,
        (markup, columns): (Markup, &Columns),
        unit: &ReviewUnit<'_>,
        anchor: &str,
        buffer: &mut String,
    ) {
        self.texts(markup, unit);
        let Self { source, target, edited, .. } = self;
        let is_found = !unit.findings.is_empty();
        let (from, to) = (&columns.source, &columns.target);
        html! {
            li id=(in_attribute(anchor)) class={ "u" @if is_found { " F" } @if unit.edit.is_some() { " E" } } {
                p class="m" {
                    a href={ "#" (in_attribute(anchor)) } { (Escaped(unit.id)) }
                    @if let Some(position) = unit.position { " " (position.line) ":" (position.column) }
                    @if !unit.context.is_empty() { " " (Escaped(unit.context)) }
                }
                p class="s" lang=[&from.lang] dir=(from.dir) {
                    @match unit.source {
                        Some("") => (absent("empty")),
                        Some(_) => (PreEscaped(&source)),
                        None => (absent("no source")),
                    }
                }
                @if let Some(edit) = &unit.edit {
                    div class="t" {
                        p class="o" lang=[&to.lang] dir=(to.dir) { @if unit.target.is_empty() { (absent("empty")) } @else { (PreEscaped(&target)) } }
                        p class="n" lang=[&to.lang] dir=(to.dir) { @if edit.target.is_empty() { (absent("empty")) } @else { (PreEscaped(&edited)) } }
                        p class="e" { "Edit: " (Escaped(&edit.outcome)) }
                    }
                } @else {
                    p class="t" lang=[&to.lang] dir=(to.dir) { @if unit.target.is_empty() { (absent("empty")) } @else { (PreEscaped(&target)) } }
                }
                @if is_found {
                    ul class="f" {
                        @for finding in &unit.findings {
                            li class=(finding.level.as_str()) {
                                b { (finding.level.as_str()) } " " (Escaped(&finding.message)) " "
                                span { (Escaped(&finding.code)) }
                            }
                        }
                    }
                }
            }
        }
        .render_to(buffer);
    }

    /// Renders the texts of a unit.
    fn texts(&mut self, markup: Markup, unit: &ReviewUnit<'_>) {
        let Self { pairer, source, target, edited } = self;
        for text in [&mut *source, &mut *target, &mut *edited] {
            text.clear();
        }
        let source_text = unit.source.unwrap_or_default();
        // What differs is of interest in the text that will be: the new one, if there is one.
        let kept = unit.edit.as_ref().map_or(unit.target, |edit| &*edit.target);
        let paired = pairer.pair_in(markup, source_text, kept);
        let is_comparable = unit.source.is_some_and(|text| !text.is_empty()) && !kept.is_empty();
        let differences = if is_comparable { differences(&paired) } else { Differences::default() };
        let mut source_marks: Vec<_> = differences.source.into_iter().map(|it| (it, TextMark::Differs)).collect();
        let mut kept_marks: Vec<_> = differences.target.into_iter().map(|it| (it, TextMark::Differs)).collect();
        let mut target_marks = Vec::new();
        for finding in &unit.findings {
            source_marks.extend(finding.in_source.iter().map(|range| (range.clone(), TextMark::Found(finding))));
            target_marks.extend(finding.in_target.iter().map(|range| (range.clone(), TextMark::Found(finding))));
        }
        MarkedText { text: source_text, pieces: paired.source(), marks: source_marks }.write(source);
        let Some(ReviewEdit { target: new, .. }) = &unit.edit else {
            target_marks.append(&mut kept_marks);
            MarkedText { text: kept, pieces: paired.target(), marks: target_marks }.write(target);
            return;
        };
        let (gone, come) = words::changed(unit.target, new);
        target_marks.extend(gone.into_iter().map(|range| (range, TextMark::Gone)));
        kept_marks.extend(come.into_iter().map(|range| (range, TextMark::Come)));
        MarkedText { text: kept, pieces: paired.target(), marks: kept_marks }.write(edited);
        MarkedText { text: unit.target, pieces: markup.pieces(unit.target), marks: target_marks }.write(target);
    }
}

/// A word in place of a text that is not there.
fn absent(word: &str) -> PreEscaped<String> {
    html! { i class="a" lang="en" { (word) } }
}
