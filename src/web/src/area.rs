//! What an area brings to the pages: where they are, and how people come to them.

use std::fmt;
use std::pin::Pin;

use domain::people::actor::Actor;
use domain::people::permission::Permission;
use leptos::prelude::AnyView;

use crate::error::Failure;
use crate::page::Page;

#[derive(Debug)]
pub struct Area {
    /// Every page. Of two that fit an address the first one counts.
    pub routes: fn() -> Vec<Route>,
    /// How the header and the home page lead to it.
    pub links: &'static [Link],
    /// How the home page leads to it before anybody has signed in: address, heading, words.
    pub starts: &'static [(&'static str, &'static str, &'static str)],
    /// What the home page tells who is signed in, above everything else.
    pub news: fn(Actor) -> Later<Result<Option<AnyView>, Failure>>,
}

impl Area {
    pub const NONE: Self = Self {
        routes: Vec::new,
        links: &[],
        starts: &[],
        news: |_| Box::pin(async { Ok(None) }),
    };
}

/// What is there after a while.
pub type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A way to a part of the service.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// For whom; `None` for everyone who is signed in.
    pub permission: Option<Permission>,
    pub href: &'static str,
    pub words: &'static str,
    /// What can be done there, for the home page.
    pub about: &'static str,
    /// Whether it is in the header as well.
    pub in_header: bool,
}

impl Link {
    #[must_use]
    pub fn is_for(&self, actor: &Actor) -> bool {
        self.permission
            .is_none_or(|permission| actor.may(permission).is_ok())
    }
}

pub struct Route {
    /// With names in braces where words are filled in: `/admin/people/{id}`.
    pub address: &'static str,
    make: Box<dyn Fn() -> Later<Page> + Send + Sync>,
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.address)
    }
}

impl Route {
    /// Makes the page, in the context of its request.
    pub async fn make(&self) -> Page {
        (self.make)().await
    }

    /// The words that a path has where the address has names; `None` where it is another page's.
    #[must_use]
    pub fn words(&self, path: &str) -> Option<Vec<(&'static str, String)>> {
        let (mut expected, mut found) = (self.address.split('/'), path.split('/'));
        let mut words = Vec::new();
        loop {
            let (expected, found) = match (expected.next(), found.next()) {
                (None, None) => return Some(words),
                (expected, found) => (expected?, found?),
            };
            let name = expected
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'));
            match name {
                Some(name) if !found.is_empty() => words.push((name, found.to_owned())),
                None if found == expected => {}
                _ => return None,
            }
        }
    }
}

pub fn at<P, F>(address: &'static str, page: P) -> Route
where
    P: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = Page> + Send + 'static,
{
    Route {
        address,
        make: Box::new(move || Box::pin(page())),
    }
}
