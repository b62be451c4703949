//! The People Hub program.

fn main() {}
