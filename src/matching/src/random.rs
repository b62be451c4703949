//! Numbers that look random and are the same on every machine for the same seed: SplitMix64 (Steele, Lea and Flood 2014).

/// A stream of numbers that its seed decides.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The stream of `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A whole number from `least` to `most`, both possible; `least` when there is none between.
    #[must_use]
    pub fn within(&mut self, least: i64, most: i64) -> i64 {
        let choices = most.abs_diff(least).saturating_add(1);
        if most < least {
            return least;
        }
        // The bias of the remainder is below choices / 2^64.
        least.saturating_add_unsigned(self.bits() % choices)
    }

    /// A number from 0 to 1, 1 excluded.
    #[must_use]
    pub fn part(&mut self) -> f64 {
        let bits = (self.bits() >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }

    /// True with this probability.
    #[must_use]
    pub fn chance(&mut self, probability: f64) -> bool {
        self.part() < probability
    }

    /// One of these, each as likely; nothing when there are none.
    #[must_use]
    pub fn one_of<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(from.len()).ok()?.checked_sub(1)?;
        if last < 0 {
            return None;
        }
        from.get(usize::try_from(self.within(0, last)).ok()?)
    }

    /// Puts these in a random order, each order as likely.
    pub fn shuffle<T>(&mut self, these: &mut [T]) {
        for last in (1..these.len()).rev() {
            let other = self.bits() % (last as u64 + 1);
            these.swap(last, usize::try_from(other).unwrap_or(last));
        }
    }
}
