//! The codes of an edit: those whose content is lost, halves without their other half, and what is new or missing.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};

use super::outcome::Note;
use crate::edit::{CodeHalf, EditCode, EditText, TextRun};
use crate::inline::{CodeSide, PairKind, Paired, Piece, PieceKind, StandaloneKind};
use crate::markup::Markup;

/// The codes of a unit, found anew when a file of edits has lost some.
pub(super) struct KnownCodes<'u> {
    markup: Markup,
    source: &'u str,
    target: &'u str,
    /// Those of the source and of the target.
    sides: OnceCell<[KnownSide<'u>; 2]>,
}

/// The halves of the codes of a side by their kind, each kind sorted by id.
#[derive(Default)]
struct KnownSide<'u> {
    halves: [Vec<(u32, &'u str)>; 3],
}

impl<'u> KnownCodes<'u> {
    pub(super) const fn new(markup: Markup, source: &'u str, target: &'u str) -> Self {
        Self { markup, source, target, sides: OnceCell::new() }
    }

    /// How the lost codes of a text of the target are numbered: the first way by which all of them are found.
    pub(super) fn numbering_in_target(&self, text: &EditText) -> Option<Numbering> {
        numbering(text, |code, numbering| self.in_target(code, numbering))
    }

    /// How the lost codes of a text of the source are numbered.
    pub(super) fn numbering_in_source(&self, text: &EditText) -> Option<Numbering> {
        numbering(text, |code, numbering| self.in_source(code, numbering))
    }

    /// The content of a lost code of the target: as the target has it, else as the source has it.
    pub(super) fn in_target(&self, code: &EditCode, numbering: Numbering) -> Option<&'u str> {
        let [source, target] = self.sides();
        target.raw(code, numbering).or_else(|| source.raw(code, numbering))
    }

    /// The content of a lost code of the source.
    pub(super) fn in_source(&self, code: &EditCode, numbering: Numbering) -> Option<&'u str> {
        self.sides()[0].raw(code, numbering)
    }

    fn sides(&self) -> &[KnownSide<'u>; 2] {
        self.sides.get_or_init(|| {
            let paired = self.markup.pair(self.source, self.target);
            [KnownSide::new(paired.source()), KnownSide::new(paired.target())]
        })
    }
}

impl<'u> KnownSide<'u> {
    fn new(pieces: impl Iterator<Item = Piece<'u>>) -> Self {
        let mut side = Self::default();
        for piece in pieces {
            if let (Some(half), Some(id)) = (half(&piece), piece.id) {
                side.halves[half as usize].push((id, piece.raw));
            }
        }
        for halves in &mut side.halves {
            halves.sort_by_key(|(id, _)| *id);
        }
        side
    }

    /// The raw text of the half that `code` names.
    fn raw(&self, code: &EditCode, numbering: Numbering) -> Option<&'u str> {
        let number: u32 = code.id.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
        let halves = &self.halves[code.half as usize];
        let place = match numbering {
            Numbering::Shared => halves.binary_search_by_key(&number, |(id, _)| *id).ok()?,
            Numbering::ByKind => (number as usize).checked_sub(1)?,
        };
        halves.get(place).map(|(_, raw)| *raw)
    }
}

/// How a file numbers the codes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// All codes of a unit together, `7`, `p7` or `ph7`, as our own files do.
    Shared,
    /// Pairs and standalone codes apart, as some tools do.
    ByKind,
}

/// The first numbering by which all codes of `text` without content are found.
fn numbering<'u>(text: &EditText, find: impl Fn(&EditCode, Numbering) -> Option<&'u str>) -> Option<Numbering> {
    let is_right = |numbering: &Numbering| {
        text.runs().all(|run| match run {
            TextRun::Code(code) if code.content.is_none() => find(code, *numbering).is_some(),
            _ => true,
        })
    };
    [Numbering::Shared, Numbering::ByKind].into_iter().find(is_right)
}

fn half(piece: &Piece<'_>) -> Option<CodeHalf> {
    match piece.kind {
        PieceKind::Open(_) => Some(CodeHalf::Open),
        PieceKind::Close(_) => Some(CodeHalf::Close),
        PieceKind::Standalone(_) => Some(CodeHalf::Single),
        PieceKind::Text => None,
    }
}

/// Whether each half of a pair, so far as the file tells them apart, has its other half, the opening one first.
pub(super) fn are_halves_whole(text: &EditText) -> bool {
    let mut open: HashSet<&str> = HashSet::new();
    for run in text.runs() {
        let TextRun::Code(code) = run else { continue };
        let is_right = match code.half {
            CodeHalf::Open => open.insert(&code.id),
            CodeHalf::Close => open.remove(&*code.id),
            CodeHalf::Single => true,
        };
        if !is_right {
            return false;
        }
    }
    open.is_empty()
}

/// Whether a text has half a pair of codes that neither of the texts `before` has, and something is lost for it: a literal
/// `**` or a backtick alone is text.
pub(super) fn has_new_halves(markup: Markup, text: &str, before: [&str; 2]) -> bool {
    let now = HalfCounts::of(markup, text);
    if now.is_none() {
        return false;
    }
    let [source, old] = before.map(|text| HalfCounts::of(markup, text));
    let is_more = |count: fn(&HalfCounts) -> usize| count(&now) > count(&source).max(count(&old));
    let is_odd = |mark: usize| {
        let more = now.marks[mark].saturating_sub(source.marks[mark].max(old.marks[mark]));
        more % 2 == 1
    };
    let is_half = |(name, count): (&String, &usize)| {
        let all = [&now, &source, &old];
        let is_pair = PAIRED.contains(&&**name) || all.iter().any(|halves| halves.pairs.contains(name));
        is_pair && [&source, &old].iter().all(|halves| halves.tags.get(name).is_none_or(|before| count > before))
    };
    let has_lost = now.codes.iter().zip(&old.codes).any(|(now, old)| now < old);
    has_lost && ((0..MARKS.len()).any(is_odd) || is_more(|halves| halves.middles)) || now.tags.iter().any(is_half)
}

/// Marks that come in pairs; an odd number of them in text is half a pair.
const MARKS: [&str; 3] = ["**", "~~", "`"];

/// Tags that always come in pairs.
const PAIRED: [&str; 12] = ["a", "b", "code", "em", "i", "kbd", "span", "strong", "sub", "sup", "td", "u"];

/// What of a text looks like half a pair.
#[derive(Default)]
struct HalfCounts {
    /// How often each of the marks is in text.
    marks: [usize; MARKS.len()],
    /// How often `](` is in text.
    middles: usize,
    /// How often a tag is alone, by its name in lower case.
    tags: BTreeMap<String, usize>,
    /// The names of tags that are in pairs.
    pairs: HashSet<String>,
    /// How many codes by marks there are of each kind.
    codes: [usize; 5],
}

impl HalfCounts {
    fn of(markup: Markup, text: &str) -> Self {
        let mut halves = Self::default();
        for piece in markup.pieces(text) {
            match piece.kind {
                // The marks of Markdown are text in HTML.
                PieceKind::Text if markup == Markup::Html => {}
                PieceKind::Text => {
                    for (count, mark) in halves.marks.iter_mut().zip(MARKS) {
                        *count += piece.raw.matches(mark).count();
                    }
                    halves.middles += piece.raw.matches("](").count();
                }
                PieceKind::Open(PairKind::Strong) => halves.codes[0] += 1,
                PieceKind::Open(PairKind::Emphasis) => halves.codes[1] += 1,
                PieceKind::Open(PairKind::Strikethrough) => halves.codes[2] += 1,
                PieceKind::Open(PairKind::Link) => halves.codes[3] += 1,
                PieceKind::Standalone(StandaloneKind::CodeSpan) => halves.codes[4] += 1,
                PieceKind::Open(PairKind::Html) => {
                    halves.pairs.extend(piece.tag_name().map(str::to_ascii_lowercase));
                }
                PieceKind::Standalone(StandaloneKind::Html) if !piece.raw.ends_with("/>") => {
                    if let Some(name) = piece.tag_name() {
                        *halves.tags.entry(name.to_ascii_lowercase()).or_default() += 1;
                    }
                }
                _ => {}
            }
        }
        halves
    }

    fn is_none(&self) -> bool {
        self.marks.iter().all(|&count| count == 0) && self.middles == 0 && self.tags.is_empty()
    }
}

/// What is different with the codes of a new target.
pub(super) fn notes(markup: Markup, (source, old): (&str, &str), new: &str, notes: &mut Vec<Note>) {
    let (before, after) = (markup.pair(source, old), markup.pair(source, new));
    if before.codes() == 0 && after.codes() == 0 {
        return;
    }
    let order = |paired: &Paired<'_>| -> Vec<u32> {
        let firsts = paired.target().filter(|piece| !matches!(piece.kind, PieceKind::Close(_)));
        firsts.filter_map(|piece| piece.id.filter(|&id| paired.side_of(id) == Some(CodeSide::Both))).collect()
    };
    let (was, is) = (order(&before), order(&after));
    let (had, has): (HashSet<_>, HashSet<_>) = (was.iter().collect(), is.iter().collect());
    if had.difference(&has).next().is_some() {
        notes.push(Note::CodesMissing);
    }
    let shared = |order: &[u32]| -> Vec<u32> {
        order.iter().copied().filter(|id| had.contains(id) && has.contains(id)).collect()
    };
    if shared(&was) != shared(&is) {
        notes.push(Note::CodesReordered);
    }
    let added = |paired: &Paired<'_>| {
        let all = 1..=u32::try_from(paired.codes()).unwrap_or(u32::MAX);
        all.filter(|&id| paired.side_of(id) == Some(CodeSide::TargetOnly)).count()
    };
    if added(&after) > added(&before) {
        notes.push(Note::CodesAdded);
    }
}
