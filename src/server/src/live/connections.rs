//! The pages that listen: how many there are, and how many there may be.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::people::id::PersonId;

/// The pages that listen, and how many may.
#[derive(Debug)]
pub struct Connections {
    open: Mutex<HashMap<PersonId, usize>>,
    pub(crate) limits: Limits,
}

/// What pages that listen may use.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Pages that may listen at once.
    pub most: usize,
    /// Pages of one person among them.
    pub most_of_one: usize,
    /// How often it is looked whether the session still lasts.
    pub look_every: Duration,
    /// How long one page may listen before it must ask again.
    pub longest: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            most: 1_000,
            // Tabs: over HTTP/2 a browser has room for many more.
            most_of_one: 20,
            look_every: Duration::from_secs(15),
            longest: Duration::from_secs(60 * 60),
        }
    }
}

impl Connections {
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            open: Mutex::default(),
            limits,
        }
    }

    fn people(&self) -> MutexGuard<'_, HashMap<PersonId, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many pages listen.
    #[must_use]
    pub fn open(&self) -> usize {
        self.people().values().sum()
    }

    /// One more page of this person's, unless there are too many.
    pub(crate) fn admit(&self, person: PersonId) -> bool {
        let mut people = self.people();
        let all: usize = people.values().sum();
        let theirs = people.entry(person).or_default();
        let is_admitted = all < self.limits.most && *theirs < self.limits.most_of_one;
        if is_admitted {
            *theirs += 1;
        } else if *theirs == 0 {
            people.remove(&person);
        }
        is_admitted
    }

    pub(crate) fn leave(&self, person: PersonId) {
        let mut people = self.people();
        if let Some(theirs) = people.get_mut(&person) {
            *theirs -= 1;
            if *theirs == 0 {
                people.remove(&person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_limited_for_all_and_for_each_and_given_back() {
        let connections = Connections::new(Limits {
            most: 3,
            most_of_one: 2,
            ..Limits::default()
        });
        let [amina, ben] = [1, 2].map(|number| -> PersonId {
            let id = format!("00000000-0000-0000-0000-00000000000{number}");
            id.parse().unwrap()
        });
        assert!(connections.admit(amina) && connections.admit(amina));
        assert!(!connections.admit(amina), "hers are used up");
        assert!(connections.admit(ben));
        assert!(!connections.admit(ben), "everyone's are used up");
        assert_eq!(connections.open(), 3);
        connections.leave(amina);
        assert!(connections.admit(ben));
        for person in [amina, ben, ben] {
            connections.leave(person);
        }
        assert_eq!(connections.open(), 0);
        assert!(connections.people().is_empty());
        assert!(connections.people().is_empty());
    }
}
