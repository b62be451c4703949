//! What the run took, as Linux counts it.

use std::time::Instant;

/// Processor seconds of this thread. On other systems the time that passed.
pub fn cpu_seconds() -> f64 {
    static STARTED: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let passed = STARTED.get_or_init(Instant::now).elapsed().as_secs_f64();
    // Linux brings the count up to date when a thread gives way.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = text
        .split_whitespace()
        .next()
        .and_then(|word| word.parse::<f64>().ok());
    nanoseconds.map_or(passed, |nanoseconds| nanoseconds / 1e9)
}

/// The most memory held so far, in megabytes.
pub fn peak_megabytes() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1_024)
}
