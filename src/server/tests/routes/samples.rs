//! What each area brings to the tests of every address: things of people, for those that ask for one by its identifier, and the forms
//! with a box for text.

mod career_conversations;
mod people;
mod places;
mod system;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

use domain::kit::instant::Instant;

use crate::support::TestApp;

/// Who is at the other end of everybody's conversations.
pub const OTHER_PERSON: &str = "Other Test";

/// Every form that asks for more than a line.
pub fn with_text() -> BTreeSet<&'static str> {
    let areas = [
        places::WITH_TEXT,
        system::WITH_TEXT,
        career_conversations::WITH_TEXT,
    ];
    areas.into_iter().flatten().copied().collect()
}

/// Text with words in braces, each for a new thing of somebody's.
pub struct Sample<'a> {
    app: &'a TestApp,
    owner: &'a str,
    made: BTreeMap<String, String>,
}

impl<'a> Sample<'a> {
    /// Things of `owner`'s, made when they are asked for.
    pub fn of(app: &'a TestApp, owner: &'a str) -> Self {
        Self {
            app,
            owner,
            made: BTreeMap::new(),
        }
    }

    /// The text with the things' identifiers in place of the words.
    pub async fn fill(&mut self, text: &str) -> String {
        let mut pieces = text.split('{');
        let mut filled = pieces.next().unwrap().to_owned();
        for piece in pieces {
            let (word, rest) = piece.split_once('}').unwrap();
            if !self.made.contains_key(word) {
                self.made.insert(word.to_owned(), self.make(word).await);
            }
            filled += &self.made[word];
            filled += rest;
        }
        filled
    }

    async fn make(&self, word: &str) -> String {
        let (app, owner) = (self.app, self.owner);
        let mut made = people::make(app, owner, word).await;
        if made.is_none() {
            made = places::make(app, owner, word).await;
        }
        if made.is_none() {
            made = system::make(app, owner, word).await;
        }
        if made.is_none() {
            made = career_conversations::make(app, owner, word).await;
        }
        assert!(made.is_some(), "no area makes {{{word}}}");
        made.unwrap()
    }
}

impl TestApp {
    /// An hour from next week on that nothing else is in.
    fn free_hour(&self) -> Instant {
        self.service
            .now()
            .plus_hours(7 * 24 + self.hours.fetch_add(1, Ordering::Relaxed))
    }
}
