//! A stand-in until the front matter is read for good.

use crate::locale::Locale;

/// Front matter.
#[derive(Debug, Clone, Copy)]
pub struct FrontMatter<'a> {
    raw: &'a str,
}

/// One line of it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The key.
    pub key: &'a str,
    /// The value as it stands.
    pub value: &'a str,
}

impl<'a> Entry<'a> {
    /// The value without its quotes.
    #[must_use]
    pub fn text(&self) -> Option<std::borrow::Cow<'a, str>> {
        Some(self.value.trim_matches('"').into())
    }
}

/// Who translated.
#[derive(Debug, Clone, Copy)]
pub struct TranslationType<'a>(&'a str);

impl<'a> TranslationType<'a> {
    /// The page's own word.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        self.0
    }
}

impl<'a> FrontMatter<'a> {
    pub(crate) fn new(raw: &'a str) -> Self {
        Self { raw }
    }

    /// The entries.
    pub fn entries(self) -> impl Iterator<Item = Entry<'a>> {
        self.raw.lines().filter_map(|line| line.split_once(": ")).map(|(key, value)| Entry { key, value })
    }

    /// The locale.
    #[must_use]
    pub fn locale(self) -> Option<Locale<'a>> {
        Locale::parse(self.entries().find(|entry| entry.key == "ms.contentlocale")?.value).ok()
    }

    /// The translation type.
    #[must_use]
    pub fn translation_type(self) -> Option<TranslationType<'a>> {
        self.entries().find(|entry| entry.key == "ms.translationtype").map(|entry| TranslationType(entry.value))
    }
}
