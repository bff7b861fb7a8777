//! Whether a page had an id before, for formats in which a repeated one is an error.

use std::collections::HashSet;

use crate::part::UnitId;

/// The ids of a page: eight bytes for each, and a set only from the first one on that does not rise. A page has two
/// counters, one for merged units.
#[derive(Debug, Default)]
pub(super) struct SeenIds {
    keys: Vec<u64>,
    highest: [u64; 2],
    set: Option<HashSet<u64>>,
}

impl SeenIds {
    /// Before the first unit of another page.
    pub(super) fn clear(&mut self) {
        self.keys.clear();
        self.highest = [0; 2];
        self.set = None;
    }

    /// Takes in the id of the next unit; `false` if it was there before.
    pub(super) fn is_new(&mut self, id: UnitId<'_>) -> bool {
        let key = key(id);
        let highest = &mut self.highest[usize::from(id.is_merged())];
        if self.set.is_none() && key > *highest {
            *highest = key;
            self.keys.push(key);
            return true;
        }
        self.set.get_or_insert_with(|| self.keys.iter().copied().collect()).insert(key)
    }
}

/// Equal for equal ids only: the prefix (20 bits), whether it is merged, the number of digits (zeros may lead), and the
/// number (30 bits).
fn key(id: UnitId<'_>) -> u64 {
    let prefix = u64::from_str_radix(id.prefix(), 16).unwrap_or_default();
    prefix << 40 | u64::from(id.is_merged()) << 35 | (id.as_str().len() as u64 & 0xF) << 31 | u64::from(id.number())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_id_is_not_new_and_others_are() {
        let mut ids = SeenIds::default();
        let ids_of_a_page = ["407fb-102", "407fb-p101", "407fb-103", "407fb-0103", "417fb-103", "407fb-101"];
        for id in ids_of_a_page {
            assert!(ids.is_new(UnitId::parse(id).unwrap()), "{id}");
        }
        for id in ids_of_a_page {
            assert!(!ids.is_new(UnitId::parse(id).unwrap()), "{id}");
        }
        ids.clear();
        assert!(ids.is_new(UnitId::parse("407fb-102").unwrap()));
    }
}
