//! Units that were seen before, so that the same texts are not read twice.
//!
//! Real pages repeat themselves: of 419,285 units 167,909 are distinct. What is kept is the 128-bit hash of source, target,
//! locale and markup, and what was found out, in a table of fixed size in which a new one takes the place of an older one.

use super::texts::UnitTexts;
use crate::hash::TextHash;
use crate::markup::Markup;

/// As many units are kept.
const SLOTS: usize = 1 << 16;

/// What was found out about units.
#[derive(Debug, Clone, Default)]
pub(super) struct Recent<T> {
    /// Empty before the first one is put in.
    slots: Vec<(u128, T)>,
}

/// The hash of a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnitKey(u128);

impl UnitKey {
    pub(super) fn of(texts: &UnitTexts<'_>) -> Self {
        // An odd factor and turns keep the texts apart; each of them is a hash already.
        const FACTOR: u128 = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835;
        let hash = |text: &str| TextHash::of_text(text).as_u128();
        let locale = texts.locale.map_or(0, |locale| hash(locale.as_written()));
        let markup = u128::from(texts.markup == Markup::Html);
        Self(
            hash(texts.source).wrapping_mul(FACTOR)
                ^ hash(texts.target).rotate_left(41)
                ^ locale.rotate_left(83)
                ^ markup,
        )
    }

    const fn slot(self) -> usize {
        #[allow(clippy::cast_possible_truncation, reason = "only the lowest bits are used")]
        let hash = self.0 as usize;
        hash % SLOTS
    }
}

impl<T: Copy + Default> Recent<T> {
    pub(super) const fn new() -> Self {
        Self { slots: Vec::new() }
    }

    pub(super) fn get(&self, key: UnitKey) -> Option<T> {
        self.slots.get(key.slot()).filter(|(known, _)| *known == key.0).map(|(_, found)| *found)
    }

    pub(super) fn put(&mut self, key: UnitKey, found: T) {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, (0, T::default()));
        }
        self.slots[key.slot()] = (key.0, found);
    }
}
