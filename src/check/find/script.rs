//! Letters that the language does not use: the rule `target-script`.

use crate::check::about::{About, Example};
use crate::check::finding::Finding;
use crate::check::language::{Language, Script, script};
use crate::check::rule::Rule;
use crate::check::unit::Unit;

pub(in crate::check) const ABOUT: About = About {
    text: "The target holds a letter outside Latin, Greek and the scripts of its language, and the source does not hold it; in \
           Chinese also a character of the other way of writing, simplified or traditional. It finds pages with a wrong \
           locale.",
    fires: Example::new("fr-FR", "Open the file.", "Откройте файл."),
    quiet: Example::new("ru-RU", "Open the file.", "Откройте файл."),
};

/// Characters that are written only so in simplified Chinese; beside each its traditional form.
const SIMPLIFIED: &str = "们这应该过还开关门问间对发现时说请让设软确认击键页";
const TRADITIONAL: &str = "們這應該過還開關門問間對發現時說請讓設軟確認擊鍵頁";

pub(in crate::check) fn find(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    let bytes = &target.bytes;
    // Letters outside Latin and Greek begin with D0 or more.
    if !bytes.has_in(0xD0..0xF5) {
        return;
    }
    let Some(scripts) = unit.language.scripts() else { return };
    if !may_be_foreign(unit) {
        return;
    }
    let is_foreign = |char: char| {
        let other = script(char);
        let is_letter = char.is_alphabetic() && !matches!(char, 'ー' | '・' | '々' | '〆' | '〇' | 'ﾞ' | 'ﾟ');
        is_letter && !matches!(other, Script::Latin | Script::Greek | Script::Other) && !scripts.contains(&other)
            || is_other_chinese(unit.language, char)
    };
    let Some((at, char)) = target.text.char_indices().find(|&(_, char)| is_foreign(char)) else { return };
    if source.raw.contains(char) {
        return;
    }
    let message = format!("`{char}` is no letter of this language");
    found.push(Finding::at(Rule::TargetScript, target.raw_range(at..at + char.len_utf8()), message));
}

/// A look at first bytes only: whether there is one that no letter of the language begins with.
fn may_be_foreign(unit: &Unit<'_>) -> bool {
    let bytes = &unit.target.bytes;
    let cyrillic = bytes.has_in(0xD0..0xD5);
    let hebrew = bytes.has_in(0xD6..0xD8);
    let arabic = bytes.has_in(0xD8..0xDE);
    let far = bytes.has_in(0xE3..0xEF) || bytes.has(0xE0) || bytes.has(0xE1);
    match unit.language.scripts().unwrap_or_default() {
        [] | [Script::Greek] => cyrillic || hebrew || arabic || far,
        [Script::Cyrillic] => hebrew || arabic || far,
        [Script::Hebrew] => cyrillic || arabic || far,
        [Script::Arabic] => cyrillic || hebrew || far,
        _ => true,
    }
}

fn is_other_chinese(language: Language, char: char) -> bool {
    match language.is_traditional() {
        Some(true) => char >= '\u{4E00}' && SIMPLIFIED.contains(char) && !TRADITIONAL.contains(char),
        Some(false) => char >= '\u{4E00}' && TRADITIONAL.contains(char) && !SIMPLIFIED.contains(char),
        None => false,
    }
}
