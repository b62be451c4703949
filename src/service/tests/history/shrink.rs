//! Making a failing run small.

/// Steps with which `fails` still holds and of which no part of a kind that was tried can be left out. At most `tries` runs.
pub async fn shrink<T: Clone, F: AsyncFnMut(&[T]) -> bool>(
    mut steps: Vec<T>,
    mut tries: usize,
    mut fails: F,
) -> Vec<T> {
    let mut part = steps.len().div_ceil(2);
    while part > 0 {
        let mut from = 0;
        while from < steps.len() {
            if tries == 0 {
                return steps;
            }
            tries -= 1;
            let until = (from + part).min(steps.len());
            let rest = [&steps[..from], &steps[until..]].concat();
            if fails(&rest).await {
                steps = rest;
            } else {
                from = until;
            }
        }
        part = if part == 1 { 0 } else { part.div_ceil(2) };
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::shrink;

    #[tokio::test]
    async fn a_failing_run_shrinks_to_what_makes_it_fail() {
        let steps: Vec<u32> = (0..10_000).collect();
        let few = shrink(steps, 500, async |steps: &[u32]| {
            steps.contains(&17) && steps.contains(&4_000)
        });
        assert_eq!(few.await, [17, 4_000]);
    }
}
