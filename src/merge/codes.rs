//! The codes of an edit: those whose content is lost, halves without their other half, and what is new or missing.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::outcome::Note;
use crate::edit::{CodeHalf, EditCode, EditText, MadeFor, TextRun};
use crate::inline::{CodeSide, PairKind, Paired, Pairer, Piece, PieceKind, Protectable, StandaloneKind};
use crate::markup::Markup;

/// The codes of a unit, found anew when a file of edits has lost some.
pub(super) struct KnownCodes<'u> {
    markup: Markup,
    source: &'u str,
    target: &'u str,
    /// Those of the source and of the target, for each set of what may be protected.
    sides: [OnceCell<[KnownSide<'u>; 2]>; PROTECTED_SETS],
}

/// How many sets there are of the kinds that an export may protect besides codes.
const PROTECTED_SETS: usize = 1 << Protectable::ALL.len();

/// The halves of the codes of a side by their kind, each kind sorted by id.
#[derive(Default)]
struct KnownSide<'u> {
    halves: [Vec<(u32, &'u str)>; 3],
}

impl<'u> KnownCodes<'u> {
    pub(super) fn new(markup: Markup, source: &'u str, target: &'u str) -> Self {
        Self { markup, source, target, sides: Default::default() }
    }

    /// How the lost codes of a text of the target are numbered: as those of its source are, if that shows it, else the first
    /// way by which all of them are found.
    pub(super) fn numbering_in_target(&self, text: &EditText, made_for: &MadeFor) -> Option<Numbering> {
        let is_right = |numbering: &Numbering| has_all(text, |code| self.in_target(code, *numbering));
        let of_source = match made_for {
            MadeFor::Source(source) if has_lost(source) && has_lost(text) => self.shown_by(source),
            _ => None,
        };
        of_source.filter(is_right).or_else(|| Numbering::UNPROTECTED.into_iter().find(is_right))
    }

    /// How the lost codes of a text of the source are numbered.
    pub(super) fn numbering_in_source(&self, text: &EditText) -> Option<Numbering> {
        let is_right = |numbering: &Numbering| has_all(text, |code| self.in_source(code, *numbering));
        let shown = if has_lost(text) { self.shown_by(text) } else { None };
        shown.or_else(|| Numbering::UNPROTECTED.into_iter().find(is_right))
    }

    /// The first numbering by which a text with lost codes is the source, white space aside.
    fn shown_by(&self, text: &EditText) -> Option<Numbering> {
        let is_source = |numbering: &Numbering| {
            let flat = text.flatten(usize::MAX, |code| self.in_source(code, *numbering));
            flat.is_ok_and(|flat| {
                flat.split_whitespace().flat_map(str::bytes).eq(self.source.split_whitespace().flat_map(str::bytes))
            })
        };
        let protected = (1..PROTECTED_SETS).map(|protected| Numbering { order: Order::Shared, protected });
        Numbering::UNPROTECTED.into_iter().chain(protected).find(is_source)
    }

    /// The content of a lost code of the target: as the target has it, else as the source has it.
    pub(super) fn in_target(&self, code: EditCode<'_>, numbering: Numbering) -> Option<&'u str> {
        let [source, target] = self.sides(numbering.protected);
        target.raw(code, numbering.order).or_else(|| source.raw(code, numbering.order))
    }

    /// The content of a lost code of the source.
    pub(super) fn in_source(&self, code: EditCode<'_>, numbering: Numbering) -> Option<&'u str> {
        self.sides(numbering.protected)[0].raw(code, numbering.order)
    }

    fn sides(&self, protected: usize) -> &[KnownSide<'u>; 2] {
        self.sides[protected].get_or_init(|| {
            let kinds = Protectable::ALL.into_iter().enumerate().filter(|(bit, _)| protected >> bit & 1 == 1);
            let mut finder = Pairer::new().with_protected(kinds.map(|(_, kind)| kind));
            let paired = finder.pair_in(self.markup, self.source, self.target);
            let side = |pieces: &mut dyn Iterator<Item = (Option<CodeHalf>, Option<u32>, Range<usize>)>,
                        text: &'u str| {
                let mut side = KnownSide::default();
                for (half, id, range) in pieces {
                    if let (Some(half), Some(id)) = (half, id) {
                        side.halves[half as usize].push((id, &text[range]));
                    }
                }
                side.halves.iter_mut().for_each(|halves| halves.sort_by_key(|(id, _)| *id));
                side
            };
            let facts = |piece: Piece<'_>| (half(&piece), piece.id, piece.range());
            [side(&mut paired.source().map(facts), self.source), side(&mut paired.target().map(facts), self.target)]
        })
    }
}

impl<'u> KnownSide<'u> {
    /// The raw text of the half that `code` names.
    fn raw(&self, code: EditCode<'_>, order: Order) -> Option<&'u str> {
        let number: u32 = code.id.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
        let halves = &self.halves[code.half as usize];
        let place = match order {
            Order::Shared => halves.binary_search_by_key(&number, |(id, _)| *id).ok()?,
            Order::ByKind => (number as usize).checked_sub(1)?,
        };
        halves.get(place).map(|(_, raw)| *raw)
    }
}

/// How a file numbers the codes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbering {
    order: Order,
    /// Which kinds have been made codes besides those of the markup, as bits in the order of [`Protectable::ALL`].
    protected: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// All codes of a unit together, `7`, `p7` or `ph7`, as our own files do.
    Shared,
    /// Pairs and standalone codes apart, as some tools do.
    ByKind,
}

impl Numbering {
    /// The ways without protected texts. With them, only a source that comes back shows which were protected.
    const UNPROTECTED: [Self; 2] =
        [Self { order: Order::Shared, protected: 0 }, Self { order: Order::ByKind, protected: 0 }];
}

/// Whether a text has a code without content.
fn has_lost(text: &EditText) -> bool {
    text.runs().any(|run| matches!(run, TextRun::Code(code) if code.content.is_none()))
}

/// Whether all codes of a text that have no content are found.
fn has_all<'u>(text: &EditText, find: impl Fn(EditCode<'_>) -> Option<&'u str>) -> bool {
    text.runs().all(|run| match run {
        TextRun::Code(code) if code.content.is_none() => find(code).is_some(),
        _ => true,
    })
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
            CodeHalf::Open => open.insert(code.id),
            CodeHalf::Close => open.remove(code.id),
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
    // All that may be half a pair has one of these.
    if memchr::memchr3(b'*', b'`', b'<', text.as_bytes()).is_none()
        && memchr::memchr2(b'~', b']', text.as_bytes()).is_none()
    {
        return false;
    }
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
    let codes = |text| markup.pieces(text).filter(Piece::is_code).map(|piece| (piece.kind, piece.id, piece.raw));
    // Which codes are those of the source depends on nothing but the codes.
    if codes(old).eq(codes(new)) {
        return;
    }
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
