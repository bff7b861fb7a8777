//! Letters that the language does not use: the rule `target-script`.

use crate::check::about::{About, Example};
use crate::check::finding::Finding;
use crate::check::language::{Script, script};
use crate::check::rule::Rule;
use crate::check::unit::Unit;

pub(in crate::check) const ABOUT: About = About {
    text: "The target holds a letter outside Latin, Greek and the scripts of its language, and the source does not hold it; in \
           Chinese also a character of the other way of writing, simplified or traditional. It finds pages with a wrong \
           locale.",
    fires: Example::new("fr-FR", "Open the file.", "Откройте файл."),
    quiet: Example::new("ru-RU", "Open the file.", "Откройте файл."),
};

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
    let traditional = unit.language.is_traditional();
    let is_foreign = |char: char| {
        if char.is_ascii() {
            return false;
        }
        if let '\u{4E00}'..='\u{9FFF}' = char
            && traditional.is_some()
        {
            return is_other_chinese(traditional, char);
        }
        let other = script(char);
        !matches!(other, Script::Latin | Script::Greek | Script::Other) && !scripts.contains(&other) && is_letter(char)
    };
    let Some((at, char)) = target.text.char_indices().find(|&(_, char)| is_foreign(char)) else { return };
    if source.raw.contains(char) {
        return;
    }
    let message = format!("`{char}` is no letter of this language");
    found.push(Finding::at(Rule::TargetScript, target.raw_range(at..at + char.len_utf8()), message));
}

/// Whether it is a letter of its script alone, and no mark that others use.
fn is_letter(char: char) -> bool {
    char.is_alphabetic() && !matches!(char, 'ー' | '・' | '々' | '〆' | '〇' | 'ﾞ' | 'ﾟ')
}

/// A look at first bytes only: whether there is one that no letter of the language begins with.
fn may_be_foreign(unit: &Unit<'_>) -> bool {
    let bytes = &unit.target.bytes;
    let cyrillic = bytes.has_in(0xD0..0xD5);
    let hebrew = bytes.has_in(0xD6..0xD8);
    let arabic = bytes.has_in(0xD8..0xDE);
    let south = bytes.has(0xE0) || bytes.has(0xE1);
    // Han, Kana and Hangul; E3 also begins marks such as the ideographic full stop.
    let east = bytes.has_in(0xE3..0xEE);
    match unit.language.scripts().unwrap_or_default() {
        [] | [Script::Greek] => cyrillic || hebrew || arabic || south || east,
        [Script::Cyrillic] => hebrew || arabic || south || east,
        [Script::Hebrew] => cyrillic || arabic || south || east,
        [Script::Arabic] => cyrillic || hebrew || south || east,
        [Script::Thai] => cyrillic || hebrew || arabic || bytes.has(0xE1) || east,
        // Hangul syllables begin with EA to ED.
        [Script::Han, Script::Kana] => cyrillic || hebrew || arabic || south || bytes.has_in(0xEA..0xEE),
        _ => true,
    }
}

/// Whether a character is written only in the other way of writing Chinese.
const fn is_other_chinese(traditional: Option<bool>, char: char) -> bool {
    match traditional {
        Some(true) => is_simplified(char),
        Some(false) => is_traditional(char),
        None => false,
    }
}

/// Common characters that are written only so in simplified Chinese.
const fn is_simplified(char: char) -> bool {
    matches!(
        char,
        '们' | '这'
            | '应'
            | '该'
            | '过'
            | '还'
            | '开'
            | '关'
            | '门'
            | '问'
            | '间'
            | '对'
            | '发'
            | '现'
            | '时'
            | '说'
            | '请'
            | '让'
            | '设'
            | '软'
            | '确'
            | '认'
            | '击'
            | '键'
            | '页'
    )
}

/// The same characters as they are written only in traditional Chinese.
const fn is_traditional(char: char) -> bool {
    matches!(
        char,
        '們' | '這'
            | '應'
            | '該'
            | '過'
            | '還'
            | '開'
            | '關'
            | '門'
            | '問'
            | '間'
            | '對'
            | '發'
            | '現'
            | '時'
            | '說'
            | '請'
            | '讓'
            | '設'
            | '軟'
            | '確'
            | '認'
            | '擊'
            | '鍵'
            | '頁'
    )
}
