//! Random bytes, as a parameter.

use std::sync::{Mutex, PoisonError};

pub trait Rng: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// The machine's secure random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRng;

impl Rng for SystemRng {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where random bytes come from the machine"
    )]
    #[expect(
        clippy::expect_used,
        reason = "a machine without random numbers can't keep anyone's session safe"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// The same bytes each time for one seed (SplitMix64): for tests and the demo, never for secrets of real people.
#[derive(Debug)]
pub struct SeededRng(Mutex<u64>);

impl SeededRng {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Rng for SeededRng {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = *state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^= mixed >> 31;
            chunk.copy_from_slice(&mixed.to_le_bytes()[..chunk.len()]);
        }
    }
}

/// Random choices from a fixed seed.
pub(crate) struct Dice(pub(crate) SeededRng);

impl Dice {
    fn number(&self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// A number below `below`, 0 when there is none.
    pub(crate) fn below(&self, below: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(below.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// One of some; there is at least one.
    pub(crate) fn one_of<'a, T>(&self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
