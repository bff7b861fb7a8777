//! Whether an edit is good for its unit, and what the unit's new target is.

use std::borrow::Cow;

use super::codes::{self, KnownCodes};
use super::doubled::is_doubled;
use super::language::is_same_language;
use super::layout::{is_laid_out, without_layout};
use super::options::MergeOptions;
use super::outcome::{Note, Verdict};
use super::placeholders;
use crate::edit::{Edit, EditCode, EditState, EditText, MadeFor, TextFault};
use crate::inline::{PieceKind, StandaloneKind};
use crate::markup::Markup;
use crate::part::{Part, Parts, Settings};
use crate::place::{Adjustment, LineEnd, LocatedUnit, Misfit, Place, ScalarKind};
use crate::xml_char::illegal_characters;

/// A unit with its place, and what follows it.
pub(super) struct Site<'a> {
    pub(super) unit: &'a LocatedUnit<'a>,
    /// The text after the unit, the opening of the next unit included.
    pub(super) following: &'a str,
    pub(super) settings: Settings<'a>,
    /// The language of the page, if it is known.
    pub(super) locale: Option<&'a str>,
    pub(super) options: MergeOptions,
}

/// What an edit comes to: a new target, or why there is none.
#[derive(Clone)]
pub(super) struct Judged {
    pub(super) result: Result<String, Verdict>,
    pub(super) notes: Vec<Note>,
}

impl Judged {
    pub(super) const fn refused(verdict: Verdict) -> Self {
        Self { result: Err(verdict), notes: Vec::new() }
    }
}

/// Judges an edit.
pub(super) fn judge(edit: &Edit, site: &Site<'_>) -> Judged {
    let mut notes = Vec::new();
    let result = new_target(edit, site, &mut notes);
    Judged { result, notes }
}

fn new_target(edit: &Edit, site: &Site<'_>, notes: &mut Vec<Note>) -> Result<String, Verdict> {
    let (unit, old) = (site.unit, site.unit.target);
    let source = unit.source.unwrap_or_default();
    let markup = site.settings.markup;
    let wanted = wanted_text(edit, site, notes)?;
    let fitted = unit.fit(&wanted).map_err(|misfit| match misfit {
        Misfit::LineBreak => Verdict::LineBreak,
        _ => Verdict::PlaceCannotHold,
    })?;
    notes.extend(fitted.adjustments.into_iter().map(note_of));
    let text = fitted.text;
    if text == old {
        return Err(Verdict::Unchanged);
    }
    if codes::has_new_halves(markup, &text, [source, old]) {
        return Err(Verdict::UnbalancedCodes);
    }
    if is_doubled(markup, old, &text) {
        return Err(Verdict::DoubledTarget);
    }
    if parses_back(&text, site) { Ok(text.into_owned()) } else { Err(Verdict::DoesNotParseBack) }
}

/// The text that an edit wants, without what files of edits add, and if nothing speaks against it but perhaps its place.
fn wanted_text(edit: &Edit, site: &Site<'_>, notes: &mut Vec<Note>) -> Result<String, Verdict> {
    let (unit, old) = (site.unit, site.unit.target);
    if !site.options.takes(edit) {
        return Err(Verdict::NotApproved);
    }
    let source = unit.source.unwrap_or_default();
    match edit.text().fault() {
        Some(TextFault::UnknownElement(_)) => return Err(Verdict::UnknownElement),
        Some(TextFault::TooLong) => return Err(Verdict::TooLong),
        None => {}
    }
    let (limit, markup) = (site.settings.unit_limit, site.settings.markup);
    let known = KnownCodes::new(markup, source, old);
    if edit.text().as_characters() == Some(old) {
        return Err(Verdict::Unchanged);
    }
    let numbering = known.numbering_in_target(edit.text(), edit.source());
    let flat = |text| flatten(text, limit, |code| known.in_target(code, numbering?));
    let mut text = flat(edit.text())?;
    if is_same(&text, old) {
        return Err(Verdict::Unchanged);
    }
    if is_untranslated(edit, &text, unit.source) {
        return Err(Verdict::Untranslated);
    }
    let is_other = |page| edit.locale().is_some_and(|tag| !is_same_language(tag, page));
    if site.locale.is_some_and(is_other) && !site.options.takes_any_language() {
        return Err(Verdict::OtherLanguage);
    }
    let source_state = compare_source(edit, unit.source, |text| {
        let numbering = known.numbering_in_source(text);
        flatten(text, limit, |code| known.in_source(code, numbering?)).map(Cow::into_owned)
    })?;
    if edit.is_locked() {
        notes.push(Note::Locked);
    }
    let is_laid_out = source_state == SourceState::LaidOut || may_be_laid_out(edit, old, source);
    let free = edit.text().without_layout().filter(|_| !has_break_at_end(old));
    let unlaid = is_laid_out.then(|| without_layout(free.unwrap_or(edit.text())));
    if let Some(plain) = unlaid.as_ref().or(free) {
        let plain = flat(plain)?;
        if plain != text {
            notes.push(Note::WhiteSpaceRepaired);
            text = plain;
        }
    }
    if let Cow::Owned(restored) = with_line_ends_of(&text, [old, source], &unit.place) {
        notes.push(Note::LineEndsRestored);
        text = restored.into();
    }
    if is_same(&text, old) {
        return Err(Verdict::Unchanged);
    }
    refuse(&text, edit, source_state, site)?;
    codes::notes(markup, (source, old), &text, notes);
    if !notes.contains(&Note::CodesMissing) && placeholders::are_missing(source, old, &text) {
        notes.push(Note::CodesMissing);
    }
    Ok(text.into_owned())
}

/// Whether white space with a new line is at either end of a text: then that is no layout of a file of edits.
fn has_break_at_end(text: &str) -> bool {
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    text[..start].contains('\n') || text[start + inner.len()..].contains('\n')
}

/// Whether a target is no translation: its file says so, and it is empty or the source.
fn is_untranslated(edit: &Edit, text: &str, source: Option<&str>) -> bool {
    edit.state() == EditState::Untranslated && (text.is_empty() || source.is_some_and(|source| is_same(text, source)))
}

const fn note_of(adjustment: Adjustment) -> Note {
    match adjustment {
        Adjustment::EscapeAdded => Note::EscapeAdded,
        Adjustment::BarEscaped => Note::BarEscaped,
        Adjustment::QuoteMarkAdded => Note::QuoteMarkAdded,
        Adjustment::IndentAdded => Note::IndentAdded,
    }
}

/// The refusals for which the texts are enough.
fn refuse(text: &str, edit: &Edit, source_state: SourceState, site: &Site<'_>) -> Result<(), Verdict> {
    let (old, markup) = (site.unit.target, site.settings.markup);
    if source_state == SourceState::Stale {
        return Err(Verdict::StaleSource);
    }
    if text.is_empty() || (!has_content(markup, text) && has_words(markup, old)) {
        return Err(Verdict::EmptyEdit);
    }
    let before = [old, site.unit.source.unwrap_or_default()];
    if illegal_characters(text).any(|(_, char)| !before.iter().any(|before| before.contains(char))) {
        return Err(Verdict::ForbiddenCharacter);
    }
    // Which of them stand for a character of the page that XML lacks, nobody can say.
    let lacks = |text: &str| illegal_characters(text).count();
    if text.contains('\u{FFFD}') && lacks(text) < lacks(old) {
        return Err(Verdict::LostCharacter);
    }
    if !codes::are_halves_whole(edit.text()) {
        return Err(Verdict::UnbalancedCodes);
    }
    Ok(())
}

/// Whether a text has more than blanks and markup.
fn has_content(markup: Markup, text: &str) -> bool {
    let is_content =
        |char: char| !char.is_whitespace() && !matches!(char, '*' | '_' | '~' | '`' | '#' | '>' | '|' | '\\');
    // No code begins with such a character.
    text.starts_with(char::is_alphanumeric)
        || markup.pieces(text).any(|piece| match piece.kind {
            PieceKind::Text => piece.raw.contains(is_content),
            PieceKind::Standalone(kind) => kind != StandaloneKind::Html,
            _ => false,
        })
}

/// Whether a text has words, or a code that stands for some.
fn has_words(markup: Markup, text: &str) -> bool {
    markup.pieces(text).any(|piece| match piece.kind {
        PieceKind::Text => piece.raw.contains(char::is_alphanumeric),
        PieceKind::Standalone(kind) => !matches!(kind, StandaloneKind::Html | StandaloneKind::Escape),
        _ => false,
    })
}

fn flatten<'e>(
    text: &'e EditText,
    limit: usize,
    lost: impl Fn(EditCode<'e>) -> Option<&'e str>,
) -> Result<Cow<'e, str>, Verdict> {
    text.flatten(limit, lost).map_err(|code| match code {
        Some(_) => Verdict::LostCode,
        None => Verdict::DoesNotParseBack,
    })
}

/// How the source of an edit compares with that of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SourceState {
    Same,
    /// The same but for white space that a tool has put around codes.
    LaidOut,
    Stale,
}

fn compare_source(
    edit: &Edit,
    source: Option<&str>,
    flat: impl Fn(&EditText) -> Result<String, Verdict>,
) -> Result<SourceState, Verdict> {
    let (made_for, source) = match (edit.source(), source) {
        (MadeFor::Unknown, _) | (MadeFor::NoSource, None) => return Ok(SourceState::Same),
        (MadeFor::Source(made_for), Some(source)) => (made_for, source),
        _ => return Ok(SourceState::Stale),
    };
    let plain = made_for.without_layout().unwrap_or(made_for);
    if is_same(&flat(made_for)?, source) || is_same(&flat(plain)?, source) {
        return Ok(SourceState::Same);
    }
    let is_laid_out = plain.has_codes() && is_same(&flat(&without_layout(plain))?, source);
    Ok(if is_laid_out { SourceState::LaidOut } else { SourceState::Stale })
}

/// Whether white space in a target may be a tool's, though the source does not show it: because it has no codes, while the
/// target has them, each on a line of its own.
fn may_be_laid_out(edit: &Edit, old: &str, source: &str) -> bool {
    let shows = matches!(edit.source(), MadeFor::Source(text) if text.has_codes());
    !shows && !old.contains('\n') && !source.contains('\n') && is_laid_out(edit.text())
}

/// Whether a text that was in a file of edits is `text`, but for what such files cannot hold: characters that XML lacks,
/// and carriage returns, which some tools drop.
fn is_same(edited: &str, text: &str) -> bool {
    if edited == text {
        return true;
    }
    let without_returns = |text: &str| text.replace("\r\n", "\n");
    edited == &*replaced_illegal(text)
        || (text.contains('\r') && without_returns(edited) == without_returns(&replaced_illegal(text)))
}

/// `text` as XML holds it: with U+FFFD for the characters that XML lacks.
fn replaced_illegal(text: &str) -> Cow<'_, str> {
    let mut replaced = String::new();
    let mut at = 0;
    for (place, char) in illegal_characters(text) {
        replaced.push_str(&text[at..place]);
        replaced.push('\u{FFFD}');
        at = place + char.len_utf8();
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(&text[at..]);
    Cow::Owned(replaced)
}

/// `text` with `\r\n` for its new lines if the texts before have these and it has none, or if they are one line and the page
/// has `\r\n` there.
fn with_line_ends_of<'t>(text: &'t str, before: [&str; 2], place: &Place<'_>) -> Cow<'t, str> {
    if !text.contains('\n') || text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let is_lost = if before.iter().any(|old| old.contains('\n')) {
        before.iter().any(|old| old.contains("\r\n"))
    } else {
        place.line_end() == LineEnd::CrLf && place.scalar() != ScalarKind::Double
    };
    if is_lost { Cow::Owned(text.replace('\n', "\r\n")) } else { Cow::Borrowed(text) }
}

/// Whether the unit with the new target, and what follows it, is read as that unit.
fn parses_back(target: &str, site: &Site<'_>) -> bool {
    let raw = site.unit.raw;
    #[cfg(test)]
    crate::work::count(|work| work.searched += raw.len() + site.following.len());
    let start = usize::try_from(site.unit.target_span().start - site.unit.span.start).unwrap_or_default();
    let (before, behind) = (&raw[..start], &raw[start + site.unit.target.len()..]);
    let text = [before, target, behind, site.following].concat();
    let Some(Part::Unit(unit)) = Parts::with_settings(&text, &site.settings).next() else { return false };
    unit.id == site.unit.id
        && unit.target == target
        && unit.source == site.unit.source
        && unit.raw.len() == text.len() - site.following.len()
}
