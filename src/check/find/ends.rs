//! Ends of sentences, and sides without text: the rules `end-punctuation`, `missing-target` and `missing-source`.

use crate::check::about::{About, Example};
use crate::check::finding::Finding;
use crate::check::rule::{Level, Rule};
use crate::check::unit::Unit;
use crate::check::visible::OBJECT;
use crate::place::ContextKind;

pub(in crate::check) const PUNCTUATION: About = About {
    text: "A heading gains a full stop; a full stop becomes a comma; a question mark or a colon is lost; the full stop of a \
           paragraph of six words or more is lost. The marks of all scripts count as the same; what a language does (no full \
           stops in Thai, a full stop for a colon in Japanese) is right.",
    fires: Example::new("lv-LV", "What can you do here?", "Ko šeit var darīt"),
    quiet: Example::new("ja-JP", "What can you do here?", "ここで何ができますか。"),
};

pub(in crate::check) const MISSING_TARGET: About = About {
    text: "The source has letters or codes and the target is empty: an error. The target has punctuation only: a note, as the text may \
           be in the unit before.",
    fires: Example::new("lv-LV", "Open the file.", ""),
    quiet: Example::new("lv-LV", "Open the file.", "Atveriet failu."),
};

pub(in crate::check) const MISSING_SOURCE: About = About {
    text: "The target has text and the source is empty. The pipeline splits stops and anchors off sentences, so most of these \
           are right.",
    fires: Example::new("he-IL", "", "טקסט"),
    quiet: Example::new("he-IL", "Text", "טקסט"),
};

/// The class of a character that ends a sentence or a clause.
const fn class(char: char) -> Option<char> {
    Some(match char {
        '.' | '。' | '．' | '｡' | '।' | '۔' | '።' => '.',
        '?' | '？' | '؟' => '?',
        '!' | '！' => '!',
        ':' | '：' => ':',
        ';' | '；' | '؛' | '\u{37E}' => ';',
        ',' | '，' | '、' | '،' | '､' => ',',
        '…' => '…',
        _ => return None,
    })
}

/// What a text ends with, quotes and brackets left out: a class, or a blank for all else; `None` without text.
fn end(text: &str) -> Option<char> {
    let is_outside = |char: char| {
        char.is_whitespace()
            || matches!(
                char,
                '"' | '\''
                    | '’'
                    | '”'
                    | '»'
                    | '」'
                    | '』'
                    | ')'
                    | ']'
                    | '）'
                    | '】'
                    | '］'
                    | '〉'
                    | '》'
                    | '*'
                    | '_'
            )
    };
    let text = text.trim_end_matches(is_outside);
    let last = text.chars().next_back()?;
    if text.ends_with("...") || text.ends_with("。。") {
        return Some('…');
    }
    Some(class(last).unwrap_or(' '))
}

const fn is_heading(context: ContextKind) -> bool {
    matches!(context, ContextKind::Heading(_))
}

const fn is_block(context: ContextKind) -> bool {
    matches!(
        context,
        ContextKind::Paragraph
            | ContextKind::BulletItem
            | ContextKind::OrderedItem
            | ContextKind::Quote
            | ContextKind::Other
    )
}

pub(in crate::check) fn find_punctuation(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (unit.source.text.trim_end(), unit.target.text.trim_end());
    let (Some(mut before), Some(mut after)) = (end(source), end(target)) else { return };
    // The Greek question mark looks like a semicolon.
    if unit.language.is(&[b"el"]) && after == ';' {
        after = '?';
        before = if before == ';' { '?' } else { before };
    }
    if before == after || target.contains("</xref") || target.contains("no__t") || target.contains("[!code") {
        return;
    }
    let words = || source.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty()).count();
    let is = |codes: &[&[u8; 2]]| unit.language.is(codes);
    let tail = &target[target.char_indices().rev().nth(3).map_or(0, |(at, _)| at)..];
    let (message, is_there): (&str, fn(ContextKind) -> bool) = match (before, after) {
        (' ', '.') if !target.ends_with(OBJECT) => ("the heading gained a full stop", is_heading),
        ('.', ',') => ("the full stop became a comma", is_block),
        ('?', ' ' | ',') if !is(&[b"th"]) && !tail.contains(['か', '?', '？', '؟']) => {
            ("the question mark is lost", is_block)
        }
        (':', ' ') if !is(&[b"th", b"ja"]) => ("the colon is lost", is_block),
        ('.', ' ')
            if !is(&[b"th", b"lo", b"km"])
                && !target.ends_with(OBJECT)
                && !source.ends_with(OBJECT)
                && !tail.contains(['。', '.', '．', '।'])
                && words() >= 6 =>
        {
            ("the full stop is lost", |context| context == ContextKind::Paragraph)
        }
        _ => return,
    };
    // The kind of place is found out when it is asked for, so it is asked for last.
    if words() < 3 || source.eq_ignore_ascii_case(target) || !is_there(unit.context()) {
        return;
    }
    found.push(Finding::at(Rule::EndPunctuation, unit.target.end(), message.to_owned()));
}

/// Sides without text. Nothing else is looked for in such a unit.
pub(in crate::check) fn find_missing(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (unit.source.raw.trim(), unit.target.raw.trim());
    if source.is_empty() && !target.is_empty() {
        found.push(Finding::at(Rule::MissingSource, 0..unit.target.raw.len(), "the source is empty".to_owned()));
    } else if target.is_empty() && unit.source.text.chars().any(|char| char.is_alphanumeric() || char == OBJECT) {
        let finding = Finding::at(Rule::MissingTarget, 0..0, "the target is empty".to_owned());
        found.push(finding.with_source(0..unit.source.raw.len()));
    }
}

/// The longest target, in bytes, that is looked at for having no word at all.
const LONGEST_MARK: usize = 16;

/// A target of punctuation only.
pub(in crate::check) fn find_blank(unit: &Unit<'_>, found: &mut Vec<Finding>) -> bool {
    let (source, target) = (&unit.source, &unit.target);
    let is_mark = |char: char| {
        char.is_whitespace()
            || char.is_ascii_punctuation() && char != '-'
            || class(char).is_some()
            || matches!(char, '「' | '」' | '（' | '）')
    };
    if target.raw.len() > LONGEST_MARK || target.has_codes || !target.text.chars().all(is_mark) {
        return false;
    }
    let letters = source.text.split(|char: char| !char.is_alphabetic()).any(|word| word.chars().count() >= 3);
    if letters {
        let message = "the target is punctuation only".to_owned();
        let finding = Finding::at(Rule::MissingTarget, 0..target.raw.len(), message).at_most(Level::Note);
        found.push(finding.with_source(0..source.raw.len()));
    }
    letters
}
