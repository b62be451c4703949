//! What many look at, kept for a moment: of those who ask for the same at once, one makes it.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::time::timeout;

/// For how long what was made for one person is good for the next, if this server knows of no change. It hears when another server
/// changes a conversation; what else changes there is seen here after so long.
const GOOD_FOR: Duration = Duration::from_secs(1);
/// Things that are kept; there are few that many look at.
const KEYS: usize = 16;

#[derive(Debug)]
pub struct Recent<K, V>(Mutex<Vec<(K, Last<V>)>>);

type Last<V> = Arc<tokio::sync::Mutex<Option<Made<V>>>>;

#[derive(Debug)]
struct Made<V> {
    version: u64,
    begun: Instant,
    value: Arc<V>,
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: PartialEq, V> Recent<K, V> {
    /// What was made last under this key, or else what is made now. `version` gives another number once something has changed that it
    /// is made of; `is_good` says whether what somebody else looked at is what is asked for.
    ///
    /// # Errors
    /// Those of `make`.
    pub async fn get<E, F: Future<Output = Result<V, E>>>(
        &self,
        key: K,
        version: impl Fn() -> u64,
        is_good: impl Fn(&V) -> bool,
        make: impl FnOnce() -> F,
    ) -> Result<Arc<V>, E> {
        let (asked_at, known) = (Instant::now(), version());
        let last = self.last(key);
        let Ok(mut last) = timeout(GOOD_FOR, last.lock()).await else {
            // Whoever makes it waits for the database too long: not everyone behind waits as long again.
            return make().await.map(Arc::new);
        };
        let is_recent = |made: &&Made<V>| {
            made.version >= known && asked_at.duration_since(made.begun) < GOOD_FOR
        };
        if let Some(made) = last.as_ref().filter(is_recent)
            && is_good(&made.value)
        {
            return Ok(made.value.clone());
        }
        // Before it is read: what is committed meanwhile makes it old.
        let (begun, version) = (Instant::now(), version());
        let value = Arc::new(make().await?);
        *last = Some(Made {
            version,
            begun,
            value: value.clone(),
        });
        Ok(value)
    }

    fn last(&self, key: K) -> Last<V> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, last)) = all.iter().find(|(other, _)| *other == key) {
            return last.clone();
        }
        if all.len() >= KEYS {
            all.clear();
        }
        let last = Last::default();
        all.push((key, last.clone()));
        last
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::convert::Infallible;

    use super::Recent;

    #[tokio::test]
    async fn it_is_made_once_for_all_until_something_changes() {
        let (recent, made, version) = (Recent::default(), Cell::new(0), Cell::new(1));
        let ask = async |key: &'static str, at_least: i32| {
            let make = || async {
                tokio::task::yield_now().await;
                made.set(made.get() + 1);
                Ok::<_, Infallible>(made.get())
            };
            let is_good = |value: &i32| *value >= at_least;
            let asked = recent.get(key, || version.get(), is_good, make).await;
            asked.map(|value| *value)
        };
        let at_once = tokio::join!(ask("a", 0), ask("a", 0), ask("a", 0));
        assert_eq!(at_once, (Ok(1), Ok(1), Ok(1)));
        assert_eq!(ask("b", 0).await, Ok(2));
        assert_eq!(ask("a", 0).await, Ok(1));
        assert_eq!(ask("a", 3).await, Ok(3), "not good enough for this one");
        version.set(2);
        assert_eq!(ask("a", 0).await, Ok(4));
        tokio::time::sleep(super::GOOD_FOR).await;
        assert_eq!(ask("a", 0).await, Ok(5), "it is too old");
    }
}
