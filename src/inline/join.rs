//! Which code of the target is which code of the source.

use super::codes::{CodeFacts, CodeSide};
use super::kind::{PairKind, PieceKind, StandaloneKind};
use super::mark::Mark;
use super::steps::step;
use super::tags;

/// Finds the codes that two sides share; its buffers are reused from unit to unit. Codes count from 0 here.
#[derive(Debug, Default)]
pub(super) struct CodeJoiner {
    source_codes: Vec<Halves>,
    target_codes: Vec<Halves>,
    rest: Rest,
    /// The code of the source for every code of the target.
    partners: Vec<usize>,
}

/// Stands for no code.
const NONE: usize = usize::MAX;

impl CodeJoiner {
    /// Gives the marks of the target the ids of the same codes in the source, else new ones, and writes the facts about all
    /// codes to `codes`.
    pub(super) fn join(
        &mut self,
        (source_text, source): (&str, &[Mark]),
        (target_text, target): (&str, &mut [Mark]),
        codes: &mut Vec<CodeFacts>,
    ) {
        let source = SideCodes::new(source_text, source, &mut self.source_codes);
        let sides = (&source, &SideCodes::new(target_text, target, &mut self.target_codes));
        self.rest.find_partners(sides, &mut self.partners);
        codes.clear();
        codes.resize(self.source_codes.len(), CodeFacts { side: CodeSide::SourceOnly, is_nested: true });
        for partner in &mut self.partners {
            if *partner == NONE {
                *partner = codes.len();
                codes.push(CodeFacts { side: CodeSide::TargetOnly, is_nested: true });
            } else {
                codes[*partner].side = CodeSide::Both;
            }
        }
        for mark in target {
            // There is one code a mark at most, and ids of marks fit.
            mark.id = u32::try_from(self.partners[mark.id as usize - 1] + 1).unwrap_or(u32::MAX);
        }
    }
}

/// The codes that have no partner yet.
#[derive(Debug, Default)]
struct Rest {
    source: Vec<usize>,
    target: Vec<usize>,
}

impl Rest {
    /// Writes the code of the source for every code of the target to `partners`.
    fn find_partners(&mut self, (source, target): (&SideCodes<'_>, &SideCodes<'_>), partners: &mut Vec<usize>) {
        let (sources, targets) = (source.codes.len(), target.codes.len());
        let shared =
            (0..sources.min(targets)).take_while(|&code| source.text_key(code) == target.text_key(code)).count();
        step(shared + 1);
        partners.clear();
        partners.extend(0..shared);
        partners.resize(target.codes.len(), NONE);
        self.source.clear();
        self.source.extend(shared..sources);
        self.target.clear();
        self.target.extend(shared..targets);
        self.join(|code| source.text_key(code), |code| target.text_key(code), partners);
        self.join(|code| source.kind_key(code), |code| target.kind_key(code), partners);
    }

    /// Joins the codes whose keys are equal, in order, and drops them from the rest.
    fn join<K: Ord>(
        &mut self,
        source_key: impl Fn(usize) -> K,
        target_key: impl Fn(usize) -> K,
        partners: &mut [usize],
    ) {
        if self.source.is_empty() || self.target.is_empty() {
            return;
        }
        sort(&mut self.source, &source_key);
        sort(&mut self.target, &target_key);
        let mut at = 0;
        self.target.retain(|&code| {
            let key = target_key(code);
            at += self.source[at..].iter().take_while(|&&other| source_key(other) < key).count();
            let found = self.source.get_mut(at).filter(|other| source_key(**other) == key);
            let is_left = found.is_none();
            if let Some(other) = found {
                partners[code] = std::mem::replace(other, NONE);
                at += 1;
            }
            is_left
        });
        self.source.retain(|&code| code != NONE);
    }
}

/// Sorts by key, equal ones by order of appearance.
fn sort<K: Ord>(codes: &mut [usize], key: impl Fn(usize) -> K) {
    codes.sort_unstable_by(|&a, &b| {
        step(1);
        key(a).cmp(&key(b)).then(a.cmp(&b))
    });
}

/// The codes of one side.
struct SideCodes<'a> {
    text: &'a str,
    marks: &'a [Mark],
    codes: &'a [Halves],
}

/// The places of a code's marks; a standalone code has one mark, which is both.
#[derive(Debug, Clone, Copy)]
struct Halves {
    first: usize,
    last: usize,
}

impl<'a> SideCodes<'a> {
    /// Writes the places of the codes of `marks`, by id, to `codes`.
    fn new(text: &'a str, marks: &'a [Mark], codes: &'a mut Vec<Halves>) -> Self {
        codes.clear();
        for (place, mark) in marks.iter().enumerate() {
            if let PieceKind::Close(_) = mark.kind {
                codes[mark.id as usize - 1].last = place;
            } else {
                codes.push(Halves { first: place, last: place });
            }
        }
        Self { text, marks, codes }
    }

    fn kind(&self, code: usize) -> PieceKind {
        self.marks[self.codes[code].first].kind
    }

    fn raw(&self, place: usize) -> &'a str {
        &self.text[self.marks[place].start..self.marks[place].end]
    }

    /// What identifies a code: its kind and the raw text of its halves.
    fn text_key(&self, code: usize) -> (PieceKind, &'a str, &'a str) {
        let halves = self.codes[code];
        (self.kind(code), self.raw(halves.first), self.raw(halves.last))
    }

    /// What codes of one kind have in common: the kind, and of a tag its name.
    fn kind_key(&self, code: usize) -> (PieceKind, &'a str) {
        let kind = self.kind(code);
        let is_tag = matches!(kind, PieceKind::Open(PairKind::Html) | PieceKind::Standalone(StandaloneKind::Html));
        let name = if is_tag { tags::name(self.raw(self.codes[code].first)) } else { None };
        (kind, name.unwrap_or_default())
    }
}
