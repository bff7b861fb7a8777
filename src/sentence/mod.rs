//! The sentences of a unit's texts, and the pairs of sentences where both sides have equally many.
//!
//! [`split`] gives the sentences of one text: ranges that tile it, each with the blanks that follow it. [`align`] gives the
//! sentences of a source beside those of its target if the two have equally many, and nothing if not: then the unit is
//! better left whole, because no length or dictionary is looked at to guess which sentence belongs to which.
//!
//! ```
//! use bitext::sentence::align;
//!
//! let pairs = align("Select **OK**. See e.g. Help.", Some("en"), "Atlasiet **Labi**. Skatiet palīdzību.", Some("lv"));
//! assert_eq!(pairs.unwrap(), [
//!     ("Select **OK**. ", "Atlasiet **Labi**. "),
//!     ("See e.g. Help.", "Skatiet palīdzību."),
//! ]);
//! assert_eq!(align("One. Two.", None, "Viens un divi.", None), None);
//! ```
//!
//! # Where a sentence ends
//! At a sentence boundary of Unicode Standard Annex 29, which knows the full stops of all scripts (`。` `！` `？` `।` need no
//! blank after them), unless
//! - the boundary is inside an inline code, or between the halves of one (`**One. Two.**`, `[One. Two.](url)`),
//! - no blank follows a `.`, `?` or `!` (`.NET`, `?LinkID=1`), unless the script that follows has no blanks,
//! - the text before it ends in an abbreviation of its language or in one letter and a full stop (`z. B. `, `J. `),
//! - it would cut off a part without letters (`1. Select`).
//!
//! A line end is a blank: hard-wrapped lines do not end a sentence.
//!
//! # Cost
//! Linear in the length of the text. The boundaries are found by unicode-segmentation, which looks ahead from each
//! character of a run of closing punctuation after a full stop; so of a run of more than 64 characters that are neither
//! letters nor digits only the first 64 are shown to it.

mod abbreviation;
mod mask;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::markup::Markup;
use mask::Mask;

/// The sentences of `text`, which may hold Markdown: ranges of bytes that tile it. An empty text has none.
///
/// `language` is a language tag or its first subtag; it chooses the abbreviations.
///
/// ```
/// # use bitext::sentence::split;
/// let text = "今日は。 Dr. Ozols ist da.";
/// let sentences: Vec<_> = split(text, Some("de")).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(sentences, ["今日は。 ", "Dr. Ozols ist da."]);
/// ```
#[must_use]
pub fn split(text: &str, language: Option<&str>) -> Vec<Range<usize>> {
    split_in(Markup::Markdown, text, language)
}

/// The sentences of `text` in some markup language; see [`split`].
///
/// ```
/// # use bitext::{Markup, sentence::split_in};
/// // In HTML an asterisk is no markup.
/// assert_eq!(split_in(Markup::Html, "Aa *bb. Cc* dd.", None).len(), 2);
/// assert_eq!(split_in(Markup::Markdown, "Aa *bb. Cc* dd.", None).len(), 1);
/// ```
#[must_use]
pub fn split_in(markup: Markup, text: &str, language: Option<&str>) -> Vec<Range<usize>> {
    if text.is_empty() {
        return Vec::new();
    }
    let mask = Mask::of(markup, text);
    let shown = mask.shown();
    // No sentence begins after the last letter, or ends before its own first one.
    let after_letters = shown.rfind(char::is_alphabetic).map_or(0, |last| last + 1);
    let first_letter = |from: usize| shown[from..].find(char::is_alphabetic).map_or(shown.len(), |at| from + at);
    let mut sentences = Vec::new();
    // The start of the sentence, in the text and in what is shown of it, and its first letter there.
    let (mut start, mut shown_start, mut letter) = (0, 0, first_letter(0));
    for (at, _) in shown.split_sentence_bound_indices().skip(1) {
        let at = before_openings(shown, at);
        if needs_blank(shown, at)
            || !(letter < at && at < after_letters)
            || abbreviation::ends_in_one(&shown[shown_start..at], language)
        {
            continue;
        }
        let Some(end) = mask.boundary(at).filter(|&end| end > start) else { continue };
        sentences.push(start..end);
        (start, shown_start, letter) = (end, at, first_letter(at));
    }
    sentences.push(start..text.len());
    sentences
}

/// Whether the full stop before a boundary is one of those that a blank follows at the end of a sentence, and none does: it is part
/// of a name (`.NET`, `Int32.MaxValue`) or an address (`?LinkID=1`). Before scripts without blanks it may end a sentence.
fn needs_blank(shown: &str, at: usize) -> bool {
    let closing = |char: char| matches!(char, ')' | ']' | '}' | '"' | '\'' | '’' | '”' | '«' | '»' | '‹' | '›');
    let is_stop = shown[..at].trim_end_matches(closing).ends_with(['.', '?', '!', '…']);
    let has_no_blanks = |char| matches!(char, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}');
    is_stop && shown[at..].chars().next().is_some_and(|next| !has_no_blanks(next) && !next.is_whitespace())
}

/// A boundary after opening brackets and quotes is one before them: the annex takes them for closing ones where a sentence
/// follows without a blank.
fn before_openings(shown: &str, boundary: usize) -> usize {
    shown[..boundary].trim_end_matches(['“', '‘', '「', '『', '【', '《', '〈', '（', '［']).len()
}

/// The sentences of a source with those of its target, in order; `None` unless both have equally many, and more than one.
/// Joined, each side is the whole text again.
///
/// The languages are tags or their first subtags.
#[must_use]
pub fn align<'a>(
    source: &'a str,
    source_language: Option<&str>,
    target: &'a str,
    target_language: Option<&str>,
) -> Option<Vec<(&'a str, &'a str)>> {
    align_in(Markup::Markdown, (source, source_language), (target, target_language))
}

/// The sentences of a source with those of its target, each with its language, in some markup language; see [`align`].
#[must_use]
pub fn align_in<'a>(
    markup: Markup,
    (source, source_language): (&'a str, Option<&str>),
    (target, target_language): (&'a str, Option<&str>),
) -> Option<Vec<(&'a str, &'a str)>> {
    let sources = split_in(markup, source, source_language);
    if sources.len() < 2 {
        return None;
    }
    let targets = split_in(markup, target, target_language);
    let pair = |(one, other): (Range<usize>, Range<usize>)| (&source[one], &target[other]);
    (sources.len() == targets.len()).then(|| sources.into_iter().zip(targets).map(pair).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(language: &str, sentences: &[&str]) {
        let text = sentences.concat();
        let found: Vec<_> = split(&text, Some(language)).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, sentences);
    }

    #[test]
    fn sentences_end_at_the_full_stops_of_all_scripts() {
        check("en", &["One two. ", "Three? ", "Four! ", "Five"]);
        check("ja", &["これは本です。", "ペンです！", "はい"]);
        check("zh-CN", &["你好？", "“好。”", "再见。"]);
        check("hi", &["यह किताब है। ", "वह कलम है।"]);
        check("ar", &["هل هذا كتاب؟ ", "نعم."]);
        check("el", &["Ένα. ", "Δύο."]);
    }

    #[test]
    fn a_full_stop_in_a_name_or_an_address_ends_nothing() {
        check("en", &["The .NET Remoting implementation is next. ", "See Int32.MaxValue and List.‹T›."]);
        check("tr", &["Bu WCF, .NET Remoting burada."]);
        check("en", &["Go to https://go.microsoft.com/fwlink/?LinkID=113216 or details.aspx?id=4. ", "Done."]);
        check("zh-CN", &["选择 OK.", "然后。"]);
        check("en", &["(Stop.) ", "Go \"on.\" ", "Then."]);
    }

    #[test]
    fn one_sentence_stays_whole() {
        for text in
            ["One", "One.", "Version 2.0 of it", "a.b.C", "See www.x.org for it", "Wait... what", " . ! ", "1. Select"]
        {
            assert_eq!(split(text, Some("en")).len(), 1, "{text}");
        }
        assert_eq!(split("", None), Vec::<Range<usize>>::new());
    }

    #[test]
    fn abbreviations_are_of_their_language() {
        check("en", &["Use it, e.g. Azure. ", "Or i.e. Bing. ", "Mr. Smith vs. J. Doe."]);
        check("de-DE", &["Das ist z. B. Azure. ", "Siehe Abb. Vier, d. h. Fünf."]);
        check("fr", &["Voir p. ex. Azure. ", "Bien."]);
        check("en", &["Das ist Abb. ", "Vier."]);
        check("ru", &["Например, т. е. Да. ", "Рис. Один."]);
    }

    #[test]
    fn a_code_is_a_word_that_may_begin_or_end_a_sentence() {
        check("en", &["Run `a`. ", "`b` runs."]);
        check("en", &["See [Help](a.md). ", "![Image](b.png) is next. ", "<xref:a.b>."]);
        check("en", &["See **Help**. ", "*Then* go."]);
    }

    #[test]
    fn nothing_ends_inside_a_code() {
        check("en", &["Use `a. B. c` here. ", "And **One. Two.** there. ", "See [One. Two.](a.md) now."]);
        check("en", &["Stop.<br>", "Go on."]);
        check("en", &["**Stop.** ", "**Go.**"]);
        check("en", &["Stop. ", "**Go** on. ", "`Code` here. ", "<a name=\"x\"></a>Last."]);
        check("en", &["Ends in\\. ", "Next. ", "![One. Two.](a.png) last."]);
    }

    #[test]
    fn a_line_end_is_a_blank() {
        check("en", &["One\ntwo.\n", "Three\r\n> four.\n> ", "Five"]);
        check("en", &["It is e.g.\nAzure."]);
    }

    #[test]
    fn entities_are_the_characters_that_they_stand_for() {
        check("en", &["Aa &#46; ", "Bb"]);
        check("en", &["One.&nbsp;", "Two."]);
    }

    #[test]
    fn long_runs_of_punctuation_are_shown_in_part() {
        for run in [")", " ", "(.", "\"", ". ", "\u{301}", "\n> "] {
            let text = format!("One. {} Two.", run.repeat(1 << 15));
            let sentences = split(&text, None);
            assert_eq!(sentences.iter().map(|range| &text[range.clone()]).collect::<String>(), text);
            assert!(Mask::of(Markup::Markdown, &text).shown().len() < 400, "{run:?}");
        }
    }

    #[test]
    fn numbers_alone_are_no_sentence() {
        assert_eq!(split(&"1. ".repeat(1 << 16), None).len(), 1);
        check("en", &["1. 2. 3. Three. ", "4. 5. Six. 7. 8."]);
    }

    #[test]
    fn alignment_needs_equal_numbers() {
        assert_eq!(align("Aa. Bb.", None, "Cc. Dd.", None), Some(vec![("Aa. ", "Cc. "), ("Bb.", "Dd.")]));
        for (source, target) in
            [("Aa. Bb.", "Cc"), ("Aa", "Cc. Dd."), ("Aa", "Bb"), ("", ""), ("Aa. Bb. Ee.", "Cc. Dd.")]
        {
            assert_eq!(align(source, None, target, None), None, "{source} / {target}");
        }
    }

    proptest! {
        #[test]
        fn sentences_tile_the_text(text in "([A-Z][a-z]{0,3}|[.!?。] ?|\\*\\*|`|<b>|</b>|\\[|\\]\\(x\\)|\n> | |&amp;|\\\\|[)\"]){0,40}") {
            let mut at = 0;
            for range in split(&text, Some("en")) {
                prop_assert_eq!(range.start, at);
                prop_assert!(range.end > at);
                at = range.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
