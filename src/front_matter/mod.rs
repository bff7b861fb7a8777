//! The front matter: its entries, and the six keys that the localization pipeline adds.
//!
//! Real front matter is not strict YAML: keys hold blanks and colons, list items begin at column 0, quotes are broken,
//! line ends are mixed, and units occur in it. So this is a tolerant scanner of lines. Nothing is an error:
//! a line that is no entry and belongs to none is passed over, and no value hides the keys that follow it.
//!
//! It leaves out what pages do not need: nested keys, anchors, tags and typed values. A nested value is given as its
//! raw text.
//!
//! ```
//! use bitext::front_matter::FrontMatter;
//!
//! let front = FrontMatter::of("---\ntitle: Sveiki\ntags:\n- a\n- b\n---\n# Sveiki\n").unwrap();
//! let entries: Vec<_> = front.entries().map(|entry| (entry.key, entry.value)).collect();
//! assert_eq!(entries, [("title", "Sveiki"), ("tags", "- a\n- b")]);
//! ```

mod entry;
mod facts;
mod value;

use std::borrow::Cow;

pub use entry::{Entries, Entry};
pub use facts::{Date, TranslationType, Translator};
pub use value::ValueKind;

use crate::locale::Locale;
use crate::scan::front;

/// The front matter of a page: everything from the opening line `---` to the closing `---` or `...`, both included.
///
/// ```
/// # use bitext::front_matter::FrontMatter;
/// let page = "---\ntitle: 'L''été'\nms.contentlocale: fr-fr\nms.lasthandoff: 05/31/2020\n---\n# Été\n";
/// let front = FrontMatter::of(page).unwrap();
/// assert_eq!(front.get("title").unwrap(), "L'été");
/// assert_eq!(front.locale().unwrap().to_string(), "fr-FR");
/// assert_eq!(front.last_handoff().unwrap().to_string(), "2020-05-31");
/// assert_eq!(front.loc_file_id(), None);
/// ```
#[doc(alias = "metadata")]
#[doc(alias = "yaml header")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FrontMatter<'a> {
    raw: &'a str,
}

impl<'a> FrontMatter<'a> {
    /// The front matter at the start of a page, if it has any.
    #[must_use]
    pub fn of(page: &'a str) -> Option<Self> {
        match front::end(page.as_bytes()) {
            0 => None,
            end => Some(Self::new(&page[..end])),
        }
    }

    /// The front matter that is known to be `raw`.
    pub(crate) const fn new(raw: &'a str) -> Self {
        Self { raw }
    }

    /// The whole text, from the first byte of the page (a byte order mark included) to the end of the closing line.
    #[must_use]
    pub const fn raw(self) -> &'a str {
        self.raw
    }

    /// The entries in the order of the page. A key may occur more than once.
    #[must_use]
    pub fn entries(self) -> Entries<'a> {
        Entries::new(self.raw)
    }

    /// The value of the last entry with this key, without its quotes; see [`Entry::text`].
    ///
    /// The last one, because the pipeline appends its own keys after the author's.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Cow<'a, str>> {
        Entries::last(self.raw, key)?.text()
    }

    /// `ms.openlocfilehash`: the hash (40 hex digits) of the clean localized file.
    #[must_use]
    pub fn open_loc_file_hash(self) -> Option<&'a str> {
        self.word("ms.openlocfilehash")
    }

    /// `ms.sourcegitcommit`: the commit (40 hex digits) of the English repository that was translated.
    #[must_use]
    pub fn source_commit(self) -> Option<&'a str> {
        self.word("ms.sourcegitcommit")
    }

    /// `ms.translationtype`: who translated the page.
    #[must_use]
    pub fn translation_type(self) -> Option<TranslationType<'a>> {
        self.word("ms.translationtype").map(TranslationType::from_word)
    }

    /// `ms.contentlocale`: the language of the targets; `None` also for what is not a language tag.
    #[must_use]
    pub fn locale(self) -> Option<Locale<'a>> {
        self.word("ms.contentlocale").and_then(|tag| Locale::parse(tag).ok())
    }

    /// `ms.lasthandoff`: the day on which the page was last given to the translators; `None` also for what is not a
    /// day of the form MM/DD/YYYY.
    #[must_use]
    pub fn last_handoff(self) -> Option<Date> {
        self.word("ms.lasthandoff").and_then(Date::parse)
    }

    /// `ms.locfileid`: the number of the localized file, in digits.
    #[must_use]
    pub fn loc_file_id(self) -> Option<&'a str> {
        self.word("ms.locfileid")
    }

    /// A value that is neither empty nor changed by unquoting, as the pipeline writes all of its own.
    fn word(self, key: &str) -> Option<&'a str> {
        match self.get(key)? {
            Cow::Borrowed(word) if !word.is_empty() => Some(word),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "---\r\n\
        title: >\r\n  Date\r\n  Time\r\n\
        ms.translationtype: written by the author\r\n\
        ms:contentlocale: de-DE\n\
        ms.openlocfilehash: 0c1500a8748a3aa4546c6ce1e8d16a635b056edb\n\
        ms.sourcegitcommit: 226527be7cb647acfe2ea9ab151185053ab3c6db\n\
        ms.translationtype: Human Translation\r\n\
        ms.contentlocale: SR-latn-rs \t\n\
        ms.lasthandoff: 02/29/2020\n\
        ms.locfileid: \"44442879\"\n\
        --- \n\
        ms.contentlocale: fr-FR\n";

    #[test]
    fn the_six_keys_are_typed() {
        let front = FrontMatter::of(PAGE).unwrap();
        assert_eq!(front.open_loc_file_hash(), Some("0c1500a8748a3aa4546c6ce1e8d16a635b056edb"));
        assert_eq!(front.source_commit(), Some("226527be7cb647acfe2ea9ab151185053ab3c6db"));
        assert_eq!(front.translation_type(), Some(TranslationType::Human("Human Translation")));
        assert_eq!(front.locale().unwrap().as_written(), "SR-latn-rs");
        assert_eq!(front.last_handoff().unwrap().to_string(), "2020-02-29");
        assert_eq!(front.loc_file_id(), Some("44442879"));
        assert_eq!(front.get("title").unwrap(), "Date Time");
    }

    #[test]
    fn an_absent_or_empty_key_has_no_typed_value() {
        let front =
            FrontMatter::of("---\nms.translationtype:\nms.locfileid: \"\"\nms.lasthandoff: soon\n---\n").unwrap();
        assert_eq!(front.translation_type(), None);
        assert_eq!(front.loc_file_id(), None);
        assert_eq!(front.last_handoff(), None);
        assert_eq!(front.locale(), None);
        assert_eq!(front.get("ms.translationtype").unwrap(), "");
        assert_eq!(front.get("title"), None);
    }

    #[test]
    fn units_do_not_hide_the_keys_after_them() {
        let unit = |target: &str, source: &str| {
            format!(
                "<span data-ttu-id=\"0a1b2-101\">{target}</span>\
                 <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">{source}</span></span>"
            )
        };
        let page = format!(
            "---\n{}\ntitle: {}\n- {}\nms.contentlocale: lv-LV\n---\n",
            unit("ms.contentlocale: de-DE", "ms.contentlocale: fr-FR"),
            unit("a\nms.translationtype: MT\nb", "a\nms.locfileid: \"1\"\nb"),
            unit("x", "y"),
        );
        let front = FrontMatter::of(&page).unwrap();
        assert_eq!(front.locale().unwrap().as_written(), "lv-LV");
        assert_eq!((front.translation_type(), front.loc_file_id()), (None, None));
        assert_eq!(front.entries().map(|entry| entry.key).collect::<Vec<_>>(), ["title", "ms.contentlocale"]);
    }

    #[test]
    fn keys_are_not_read_out_of_a_source_that_holds_spans() {
        let page = "---\nms.contentlocale: lv-LV\n\
                    <span data-ttu-id=\"407fb-102\"><span>a</span></span>\
                    <span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\"><span>b\n\
                    ms.contentlocale: de-DE\nms.translationtype: HT\nc</span></span></span>\n---\n";
        let front = FrontMatter::of(page).unwrap();
        assert_eq!(front.locale().unwrap().as_written(), "lv-LV");
        assert_eq!(front.translation_type(), None);
        assert_eq!(front.entries().count(), 1);
    }

    #[test]
    fn an_unclosed_unit_ends_at_its_line_if_another_begins() {
        let page = "---\ntitle: <span data-ttu-id=\"0a1b2-101\">a\nms.locfileid: \"7\"\n\
                    <span data-ttu-id=\"0a1b2-102\">b</span></span>\n---\n";
        assert_eq!(FrontMatter::of(page).unwrap().loc_file_id(), Some("7"));
    }
}
