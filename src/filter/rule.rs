//! The rules of a filter, and how many units each took away.

/// A rule that takes units away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FilterRule {
    /// The page has another target locale, or none.
    Locale,
    /// Someone else translated, or the page does not say who.
    Only,
    /// See [`Skip::Merged`](super::Skip::Merged).
    Merged,
    /// See [`Skip::Empty`](super::Skip::Empty).
    Empty,
    /// See [`Skip::Unchanged`](super::Skip::Unchanged).
    Unchanged,
    /// The unit is at another kind of place.
    Context,
    /// The source has fewer words.
    MinWords,
    /// The source has more words.
    MaxWords,
    /// One side has too many times the words of the other.
    MaxRatio,
    /// An earlier unit is the same.
    Repeated,
}

impl FilterRule {
    /// All rules, in the order in which they are asked.
    pub const ALL: [Self; 10] = [
        Self::Locale,
        Self::Only,
        Self::Merged,
        Self::Empty,
        Self::Unchanged,
        Self::Context,
        Self::MinWords,
        Self::MaxWords,
        Self::MaxRatio,
        Self::Repeated,
    ];

    /// A few words about the units that it takes away, for a summary.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Locale => "of other locales",
            Self::Only => "of other translators",
            Self::Merged => "merged",
            Self::Empty => "with an empty side",
            Self::Unchanged => "unchanged",
            Self::Context => "in other contexts",
            Self::MinWords => "with too few words",
            Self::MaxWords => "with too many words",
            Self::MaxRatio => "too unlike in length",
            Self::Repeated => "repeated",
        }
    }
}

/// How many units each rule took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    counts: [u64; FilterRule::ALL.len()],
}

impl Removed {
    /// One more.
    pub const fn add(&mut self, rule: FilterRule) {
        self.counts[rule as usize] += 1;
    }

    /// Those of another count too.
    pub fn add_all(&mut self, other: &Self) {
        self.counts.iter_mut().zip(other.counts).for_each(|(count, more)| *count += more);
    }

    /// The number for one rule.
    #[must_use]
    pub const fn by(&self, rule: FilterRule) -> u64 {
        self.counts[rule as usize]
    }

    /// The number for all rules.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The rules that took something away, with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FilterRule, u64)> {
        FilterRule::ALL.into_iter().zip(self.counts).filter(|&(_, count)| count > 0)
    }
}
