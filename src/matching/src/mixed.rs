//! Numbers that look random and that only the caller's numbers decide.

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) const fn mixed(one: u64, other: u64) -> u64 {
    let mut n = one.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(other);
    n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
