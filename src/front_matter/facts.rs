//! The values of the pipeline's own keys: who translated, and when.

use std::fmt;

/// Who translated a page, with the page's own word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TranslationType<'a> {
    /// A person: `HT` or `Human Translation`.
    Human(&'a str),
    /// A machine: every other word; so far `MT`, `Auto`, `Machine Translation`, `MTE` and `MTE95`.
    Machine(&'a str),
}

impl<'a> TranslationType<'a> {
    /// The type that a page's word means; letter case does not count.
    ///
    /// ```
    /// # use bitext::front_matter::TranslationType;
    /// assert!(TranslationType::from_word("HT").is_human());
    /// assert_eq!(TranslationType::from_word("MTE95"), TranslationType::Machine("MTE95"));
    /// ```
    #[must_use]
    pub fn from_word(word: &'a str) -> Self {
        let human = ["HT", "Human Translation"].iter().any(|human| human.eq_ignore_ascii_case(word));
        if human { Self::Human(word) } else { Self::Machine(word) }
    }

    /// Whether a person translated.
    #[must_use]
    pub const fn is_human(self) -> bool {
        matches!(self, Self::Human(_))
    }

    /// The page's own word.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        match self {
            Self::Human(word) | Self::Machine(word) => word,
        }
    }
}

/// Who translated, whatever the page's word for it is.
///
/// ```
/// # use bitext::front_matter::{TranslationType, Translator};
/// assert_eq!(Translator::from(TranslationType::from_word("MTE95")), Translator::Machine);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Translator {
    /// A person.
    Human,
    /// A machine.
    Machine,
}

impl From<TranslationType<'_>> for Translator {
    fn from(stated: TranslationType<'_>) -> Self {
        if stated.is_human() { Self::Human } else { Self::Machine }
    }
}

impl fmt::Display for TranslationType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A day of the Gregorian calendar; written as ISO 8601 does, `2020-05-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl Date {
    /// Reads the form `MM/DD/YYYY` (month and day may have one digit); `None` if it is not that, or there is no such day.
    ///
    /// ```
    /// # use bitext::front_matter::Date;
    /// assert_eq!(Date::parse("05/31/2020").unwrap().to_string(), "2020-05-31");
    /// assert_eq!(Date::parse("02/29/2019"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut fields = text.split('/');
        let (month, day, year) = (fields.next()?, fields.next()?, fields.next()?);
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if fields.next().is_some() || ![month, day, year].into_iter().all(digits) || year.len() != 4 {
            return None;
        }
        if month.len() > 2 || day.len() > 2 {
            return None;
        }
        let date = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        (date.year > 0 && date.day > 0 && date.day <= days(date.year, date.month)?).then_some(date)
    }
}

/// The number of days in a month; `None` if there is no such month.
fn days(year: u16, month: u8) -> Option<u8> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => Some(29),
        2 => Some(28),
        _ => None,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_checked_against_the_calendar() {
        for (text, iso) in [
            ("06/29/2017", "2017-06-29"),
            ("6/9/2017", "2017-06-09"),
            ("02/29/2000", "2000-02-29"),
            ("12/31/9999", "9999-12-31"),
        ] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Some(iso), "{text}");
        }
        for text in [
            "",
            "/",
            "//",
            "06/29",
            "06/29/17",
            "06/29/20177",
            "006/29/2017",
            "06/029/2017",
            "13/01/2017",
            "00/01/2017",
            "01/00/2017",
            "04/31/2017",
            "02/29/1900",
            "01/01/0000",
            "06-29-2017",
            "06/29/2017/",
            "+6/29/2017",
            " 06/29/2017",
            "06/29/２０１７",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn two_words_mean_a_person() {
        for word in ["HT", "ht", "Human Translation"] {
            assert_eq!(TranslationType::from_word(word), TranslationType::Human(word));
        }
        for word in ["MT", "Auto", "Machine Translation", "MTE", "MTE95", "HTX"] {
            assert_eq!(TranslationType::from_word(word), TranslationType::Machine(word));
        }
    }
}
