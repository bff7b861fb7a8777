//! Names that stay untranslated.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::language::Language;

/// The built-in names. Names that are ordinary words too (Exchange, Word, Access, Teams) are left out on purpose.
pub(super) const PRODUCTS: [&str; 24] = [
    "Azure",
    "Windows",
    "Excel",
    "Outlook",
    "SharePoint",
    "Visual Studio",
    "OneDrive",
    "PowerShell",
    ".NET Framework",
    "SQL Server",
    "Office 365",
    "Skype for Business",
    "Power BI",
    "GitHub",
    "Active Directory",
    "Yammer",
    "TypeScript",
    "JavaScript",
    "Intune",
    "Entity Framework",
    "NuGet",
    "BizTalk",
    "PowerPoint",
    "OneNote",
];

/// What the makers themselves call a product in a language.
const OFFICIAL: [(&str, &[u8; 2], &str); 4] = [
    ("Skype for Business", b"fr", "skype entreprise"),
    ("Skype for Business", b"lv", "skype darbam"),
    ("Skype for Business", b"tr", "skype kurumsal"),
    ("Skype for Business", b"zh", "商務用 skype"),
];

/// A list of names that stay as they are.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    terms: Vec<Term>,
    /// All names, the longest first; `None` if there are none.
    regex: Option<Regex>,
}

/// A name that stays as it is.
#[derive(Debug, Clone)]
pub(super) struct Term {
    name: String,
    lower: String,
}

impl Term {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether it, or its official form in this language, is in a text in lower case.
    pub(super) fn is_in(&self, lower: &str, language: Language) -> bool {
        let official = OFFICIAL.iter().filter(|(name, code, _)| *name == self.name && language.is(&[code]));
        lower.contains(&self.lower) || official.into_iter().any(|(_, _, form)| lower.contains(form))
    }
}

impl Terms {
    pub(super) fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        names.sort_unstable_by_key(|name| (std::cmp::Reverse(name.len()), *name));
        names.dedup();
        let pattern = names.iter().map(|name| regex::escape(name)).collect::<Vec<_>>().join("|");
        let compile = || RegexBuilder::new(&pattern).size_limit(usize::MAX).build();
        let regex = (!names.is_empty()).then(|| compile().expect("escaped names are a pattern, of any size"));
        let term = |name: &&str| Term { name: (*name).to_owned(), lower: name.to_lowercase() };
        Self { terms: names.iter().map(term).collect(), regex }
    }

    /// The names in a text, one after the other.
    pub(super) fn find<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (&'s Term, Range<usize>)> {
        let places = self.regex.iter().flat_map(move |regex| regex.find_iter(text));
        places.filter_map(|place| {
            let term = self.terms.iter().find(|term| term.name == place.as_str())?;
            Some((term, place.range()))
        })
    }
}
