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
    names: Vec<Term>,
    /// All names, the longest first; `None` if there are none.
    regex: Option<Regex>,
    starts: Starts,
}

/// With which two bytes names begin. Asked first, they make of the 49 million instructions for names of products 43
/// (callgrind, 1,000 real pages).
#[derive(Debug, Clone)]
struct Starts {
    /// Whether a name is shorter: then every text may hold one.
    has_short: bool,
    first: [bool; 256],
    /// A bit for each pair of bytes.
    pairs: Vec<u64>,
}

impl Starts {
    fn of(names: &[&str]) -> Self {
        let mut starts = Self { has_short: false, first: [false; 256], pairs: vec![0; 1 << 10] };
        for name in names {
            let Some(&[first, second]) = name.as_bytes().first_chunk() else {
                starts.has_short = true;
                continue;
            };
            starts.first[usize::from(first)] = true;
            let pair = u16::from_le_bytes([first, second]);
            starts.pairs[usize::from(pair >> 6)] |= 1 << (pair & 63);
        }
        starts
    }

    /// Whether a text may hold a name.
    fn may_be_in(&self, text: &str) -> bool {
        let is_start = |pair: &[u8]| {
            self.first[usize::from(pair[0])] && {
                let pair = u16::from_le_bytes([pair[0], pair[1]]);
                self.pairs[usize::from(pair >> 6)] >> (pair & 63) & 1 == 1
            }
        };
        self.has_short || text.as_bytes().windows(2).any(is_start)
    }
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
        Self { names: names.iter().map(term).collect(), regex, starts: Starts::of(&names) }
    }

    /// The names in a text, one after the other.
    pub(super) fn find<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (&'s Term, Range<usize>)> {
        let regex = self.regex.as_ref().filter(|_| self.starts.may_be_in(text));
        let places = regex.into_iter().flat_map(move |regex| regex.find_iter(text));
        places.filter_map(|place| {
            let term = self.names.iter().find(|term| term.name == place.as_str())?;
            Some((term, place.range()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_where_it_is() {
        for names in [&PRODUCTS[..], &["C", "Ж", "日本"], &[]] {
            let terms = Terms::new(names.iter().copied());
            for name in names {
                for text in [(*name).to_owned(), format!("see {name}"), format!("{name}.")] {
                    assert!(terms.find(&text).any(|(term, _)| term.name() == *name), "{text}");
                }
            }
        }
        let starts = Starts::of(&PRODUCTS);
        assert!(
            !starts.may_be_in("Select the items that you want.") && !starts.may_be_in("A") && !starts.may_be_in("")
        );
    }
}
