//! Counting words.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::markup::Markup;

/// The number of words of a Markdown text without its markup: the segments of Unicode Standard Annex 29 that hold a letter or a digit,
/// with one for each ideograph or Hiragana syllable, because no dictionary is at hand.
///
/// ```
/// # use bitext::filter::words;
/// assert_eq!(words("Select **OK**, and then [Help](get-some-help.md)."), 5);
/// assert_eq!((words("これは本"), words(" - ")), (4, 0));
/// ```
#[must_use]
pub fn words(text: &str) -> u64 {
    words_in(Markup::Markdown, text)
}

/// The number of [`words`] of a text in some markup language.
pub(super) fn words_in(markup: Markup, text: &str) -> u64 {
    markup.plain_text(text).unicode_words().count() as u64
}
