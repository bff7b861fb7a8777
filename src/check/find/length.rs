//! Targets that are far too long or too short: the rule `length-ratio`.

use crate::check::about::{About, Example};
use crate::check::address::without_addresses;
use crate::check::finding::Finding;
use crate::check::rule::Rule;
use crate::check::side::SideText;
use crate::check::unit::Unit;
use crate::check::visible::OBJECT;

pub(in crate::check) const ABOUT: About = About {
    text: "The logarithm of the target's letters over the source's, for sources of 40 letters or more, is five robust deviations \
           away from the median of its language and length. Blanks, codes and addresses do not count. Known for French, \
           Hebrew, Japanese, Korean, Latvian, Thai, Turkish and Chinese; silent elsewhere.",
    fires: Example::new(
        "fr-FR",
        "The connection string names the server, the database, and the account that is used to open it.",
        "La chaîne.",
    ),
    quiet: Example::new(
        "fr-FR",
        "The connection string names the server, the database, and the account that is used to open it.",
        "La chaîne de connexion désigne le serveur, la base de données et le compte utilisé pour l'ouvrir.",
    ),
};

/// The median and the deviation (1.4826 MAD) from 32, 64, 128 and 256 letters of the source on, over 419,285 real units.
type LengthRow = (&'static str, [(f64, f64); 4]);

const MODEL: [LengthRow; 8] = [
    ("fr", [(1.26, 0.17), (1.21, 0.13), (1.20, 0.12), (1.20, 0.12)]),
    ("he", [(0.85, 0.19), (0.80, 0.14), (0.80, 0.13), (0.80, 0.13)]),
    ("ja", [(0.65, 0.25), (0.62, 0.20), (0.59, 0.17), (0.61, 0.13)]),
    ("ko", [(0.53, 0.26), (0.51, 0.23), (0.49, 0.20), (0.49, 0.20)]),
    ("lv", [(1.12, 0.17), (1.07, 0.14), (1.05, 0.12), (1.05, 0.12)]),
    ("th", [(1.05, 0.19), (1.03, 0.14), (1.02, 0.12), (1.02, 0.12)]),
    ("tr", [(1.05, 0.18), (1.04, 0.14), (1.02, 0.12), (1.02, 0.12)]),
    ("zh", [(0.41, 0.34), (0.39, 0.25), (0.39, 0.23), (0.39, 0.23)]),
];

const SHORTEST: usize = 40;
const DEVIATIONS: f64 = 5.0;

pub(in crate::check) fn find(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    if source.raw.len() < SHORTEST || source.raw == target.raw {
        return;
    }
    let code = unit.language.code();
    let Some((_, model)) = MODEL.iter().find(|(language, _)| *language == code) else { return };
    // A first look at all characters, with room for blanks, codes and addresses.
    let characters = |side: &SideText<'_>| side.text.chars().count();
    if deviation(characters(source), characters(target), model).abs() < DEVIATIONS - 2.0 {
        return;
    }
    let (before, after) = (letters(source), letters(target));
    if before < SHORTEST || after == 0 || source.text.eq_ignore_ascii_case(target.text) {
        return;
    }
    let is_debris = target.raw.contains("</xref") || source.raw.contains("[!code");
    if is_debris || has_translation_in_brackets(unit) {
        return;
    }
    let deviation = deviation(before, after, model);
    if deviation.abs() >= DEVIATIONS {
        let what = if deviation > 0.0 { "long" } else { "short" };
        let message = format!("the target is too {what}: {after} letters for {before}");
        found.push(Finding::at(Rule::LengthRatio, 0..target.raw.len(), message).with_source(0..source.raw.len()));
    }
}

fn deviation(before: usize, after: usize, model: &[(f64, f64); 4]) -> f64 {
    let row = match before {
        ..64 => 0,
        64..128 => 1,
        128..256 => 2,
        _ => 3,
    };
    let (median, deviation) = model[row];
    #[allow(clippy::cast_precision_loss, reason = "lengths of texts are far below 2^52")]
    let ratio = after.max(1) as f64 / before.max(1) as f64;
    (ratio.ln() - median.ln()) / deviation
}

fn letters(side: &SideText<'_>) -> usize {
    without_addresses(side.text).chars().filter(|&char| !char.is_whitespace() && char != OBJECT).count()
}

/// Pages for translators keep the English words and add the translation in brackets.
fn has_translation_in_brackets(unit: &Unit<'_>) -> bool {
    let text = unit.target.text;
    let mut parts = text.split(['(', '（']).skip(1);
    !unit.source.text.contains('(')
        && parts.any(|part| part.split([')', '）']).next().is_some_and(|part| !part.is_ascii()))
}
