//! Sets of a person's pairs, by their place in the row.

/// Words of a set. A year of one ward has about a thousand lines that somebody can do.
const WORDS: usize = 16;
/// Most pairs of one person.
pub(crate) const WIDEST: usize = 64 * WORDS;

/// Ascending is by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Set {
    words: [u64; WORDS],
    /// Which words aren't 0. Most sets have one or two, and going through all of them costs a tenth of matching.
    some: u16,
}

impl Default for Set {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Set {
    pub(crate) const EMPTY: Self = Self {
        words: [0; WORDS],
        some: 0,
    };

    pub(crate) const fn has(&self, pair: usize) -> bool {
        self.words[pair / 64] >> (pair % 64) & 1 == 1
    }

    pub(crate) const fn put(&mut self, pair: usize) {
        self.words[pair / 64] |= 1 << (pair % 64);
        self.some |= 1 << (pair / 64);
    }

    pub(crate) const fn remove(&mut self, pair: usize) {
        let word = pair / 64;
        self.words[word] &= !(1 << (pair % 64));
        if self.words[word] == 0 {
            self.some &= !(1 << word);
        }
    }

    pub(crate) fn len(&self) -> usize {
        bits(self.some.into())
            .map(|n| self.words[n].count_ones() as usize)
            .sum()
    }

    /// What is in both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self::with(self.some & other.some, |n| self.words[n] & other.words[n])
    }

    /// What is here and not in the other.
    pub(crate) fn without(&self, other: &Self) -> Self {
        Self::with(self.some, |n| self.words[n] & !other.words[n])
    }

    fn with(some: u16, word: impl Fn(usize) -> u64) -> Self {
        let mut set = Self::EMPTY;
        for n in bits(some.into()) {
            set.words[n] = word(n);
            set.some |= u16::from(set.words[n] != 0) << n;
        }
        set
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
pub(crate) fn each(set: &Set) -> impl Iterator<Item = usize> + '_ {
    let (mut some, mut at, mut word) = (set.some, 0, 0_u64);
    std::iter::from_fn(move || {
        if word == 0 {
            if some == 0 {
                return None;
            }
            at = some.trailing_zeros() as usize;
            some &= some - 1;
            word = set.words[at];
        }
        let next = word.trailing_zeros() as usize;
        word &= word - 1;
        Some(64 * at + next)
    })
}

fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = word.trailing_zeros() as usize;
        let is_left = word != 0;
        word &= word.wrapping_sub(1);
        is_left.then_some(next)
    })
}
