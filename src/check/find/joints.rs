//! Blanks that are missing or too many: the rules `glued-markup` and `split-word`.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use crate::check::about::{About, Example};
use crate::check::chars::at;
use crate::check::finding::Finding;
use crate::check::language::{Script, script};
use crate::check::rule::Rule;
use crate::check::side::SideText;
use crate::check::unit::Unit;
use crate::inline::{PairKind, PieceKind, StandaloneKind};

pub(in crate::check) const GLUED: About = About {
    text: "In a language that writes blanks between words, letters are directly before bold text, code or a link, or three \
           letters directly after, and nothing like it is in the source. The endings that Turkish joins to a name are right. \
           Hebrew, Arabic, and languages with many such endings are left out.",
    fires: Example::new("fr-FR", "Click **Next** to go on.", "Cliquez sur**Suivant** pour continuer."),
    quiet: Example::new("fr-FR", "The value of `x`.", "La valeur d'`x`."),
};

pub(in crate::check) const SPLIT: About = About {
    text: "A Korean ending is torn from its stem by a blank, as one engine did throughout: `에 대 한`, `사용 하 여`. It is \
           reported once in a page.",
    fires: Example::new("ko-KR", "Information about X", "X에 대 한 정보"),
    quiet: Example::new("ko-KR", "Information about X", "X에 대한 정보"),
};

pub(in crate::check) fn find_glued(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    if !unit.target.has_codes || !unit.language.has_spaced_latin_words() {
        return;
    }
    let is_turkish = unit.language.is(&[b"tr"]);
    if let Some(at) = glued(&unit.target, is_turkish)
        && glued(&unit.source, false).is_none()
    {
        found.push(Finding::at(Rule::GluedMarkup, at..at, "a word is glued to the markup".to_owned()));
    }
}

/// Endings that Turkish joins to a name.
const TURKISH: [&str; 22] = [
    "den", "dan", "ten", "tan", "nin", "nın", "nun", "nün", "ler", "lar", "dir", "dır", "tir", "deki", "daki", "teki",
    "taki", "ile", "leri", "ları", "lerin", "ların",
];

/// The first place where text touches the outside of markup.
fn glued(side: &SideText<'_>, is_turkish: bool) -> Option<usize> {
    for pair in side.pieces.windows(2) {
        let [left, right] = pair else { continue };
        let opens = matches!(
            right.kind,
            PieceKind::Open(PairKind::Strong | PairKind::Link) | PieceKind::Standalone(StandaloneKind::CodeSpan)
        );
        let closes = matches!(
            left.kind,
            PieceKind::Close(PairKind::Strong | PairKind::Link) | PieceKind::Standalone(StandaloneKind::CodeSpan)
        );
        if opens && left.kind == PieceKind::Text {
            let letters = left.raw.chars().rev().take_while(|char| char.is_alphabetic()).count();
            if letters >= 2 {
                return Some(right.start);
            }
        }
        if closes && right.kind == PieceKind::Text {
            let word = right.raw.split(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
            if word.chars().count() >= 3 && !(is_turkish && TURKISH.contains(&word)) {
                return Some(right.start);
            }
        }
    }
    None
}

static TORN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"에 대 한|\p{Hangul} (?:하 여|하 고|하 거나|하 도록|하 지|되 지|되 었|되 어)")
        .expect("it is a constant")
});

/// Each match has one of these. Asked first, they make of 1.44 million instructions 1.08 (callgrind, 318 real pages).
static TORN_PARTS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| [" 하 ", " 되 ", "에 대 한"].map(Finder::new));

pub(in crate::check) fn find_split(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    if !unit.language.is(&[b"ko"]) {
        return;
    }
    let text = unit.target.text;
    if !TORN_PARTS.iter().any(|part| part.find(text.as_bytes()).is_some()) {
        return;
    }
    let is_hangul = |char: char| script(char) == Script::Hangul;
    let is_torn = |place: &regex::Match<'_>| {
        let rest = &text[place.end()..];
        let after = rest.chars().take_while(|&char| is_hangul(char)).count();
        if place.as_str().starts_with('에') { !at(text, place.end()).is_some_and(is_hangul) } else { after < 3 }
    };
    if let Some(place) = TORN.find_iter(text).find(is_torn) {
        let message = format!("`{}` is one word torn by blanks", place.as_str());
        found.push(Finding::at(Rule::SplitWord, unit.target.raw_range(place.range()), message));
    }
}
