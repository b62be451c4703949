//! Sets of a person's pairs, by their place in the row.

/// Words of a set. A year of one ward has about a thousand lines that somebody can do.
const WORDS: usize = 16;
/// Most pairs of one person.
pub(crate) const WIDEST: usize = 64 * WORDS;

/// Ascending is by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Set([u64; WORDS]);

impl Default for Set {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Set {
    pub(crate) const EMPTY: Self = Self([0; WORDS]);

    pub(crate) const fn has(&self, pair: usize) -> bool {
        self.0[pair / 64] >> (pair % 64) & 1 == 1
    }

    pub(crate) const fn put(&mut self, pair: usize) {
        self.0[pair / 64] |= 1 << (pair % 64);
    }

    pub(crate) const fn remove(&mut self, pair: usize) {
        self.0[pair / 64] &= !(1 << (pair % 64));
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// What is in both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|n| self.0[n] & other.0[n]))
    }

    /// What is here and not in the other.
    pub(crate) fn without(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|n| self.0[n] & !other.0[n]))
    }
}

impl FromIterator<usize> for Set {
    fn from_iter<I: IntoIterator<Item = usize>>(pairs: I) -> Self {
        let mut set = Self::EMPTY;
        pairs.into_iter().for_each(|pair| set.put(pair));
        set
    }
}

/// The places in a set, ascending.
pub(crate) fn each(set: Set) -> impl Iterator<Item = usize> {
    let mut at = 0;
    let mut word = set.0[0];
    std::iter::from_fn(move || {
        while word == 0 {
            at += 1;
            word = *set.0.get(at)?;
        }
        let next = word.trailing_zeros() as usize;
        word &= word - 1;
        Some(64 * at + next)
    })
}
