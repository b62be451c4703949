//! What an area brings to the pages: where they are, and how people come to them.

use std::fmt;
use std::pin::Pin;

use domain::kit::instant::Instant;
use domain::kit::query::Query;
use domain::people::actor::Actor;
use domain::people::permission::Permission;
use leptos::prelude::*;
use ui::View;

use crate::error::Failure;
use crate::page::Page;

#[derive(Debug)]
pub struct Area {
    /// Every page. Of two that fit an address the first one counts.
    pub routes: fn() -> Vec<Route>,
    /// Where pages were before, and where they are now; whatever follows the address stays. Words in braces stand for the same in
    /// both.
    pub moved: &'static [(&'static str, &'static str)],
    /// How the header, the home page and the menu lead to it.
    pub links: &'static [Link],
    /// How the home page leads to it before anybody has signed in: address, heading, words.
    pub starts: &'static [(&'static str, &'static str, &'static str)],
    /// What the home page tells who is signed in, above everything else.
    pub news: fn(Actor) -> Later<Result<Option<AnyView>, Failure>>,
    /// What waits for somebody: read from how things stand, so that whoever does a thing has done the task.
    pub tasks: fn(Actor) -> Later<Result<Vec<Task>, Failure>>,
    /// What a search over everything finds here, of what somebody may see.
    pub find: Find,
    /// Who has something to look for here: the header gives them a box.
    pub searchers: &'static [Permission],
    /// What people begin most often: for whom, address and words.
    pub shortcuts: &'static [(Permission, &'static str, &'static str)],
}

impl Area {
    pub const NONE: Self = Self {
        routes: Vec::new,
        moved: &[],
        links: &[],
        starts: &[],
        news: |_| Box::pin(async { Ok(None) }),
        tasks: |_| Box::pin(async { Ok(Vec::new()) }),
        find: |_, _| Box::pin(async { Ok(Vec::new()) }),
        searchers: &[],
        shortcuts: &[],
    };
}

/// One thing that somebody is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// 'Say who came to 3 conversations'.
    pub words: String,
    pub href: String,
    /// More about it, or by when: empty for nothing.
    pub hint: String,
    /// By when, or since when: the earliest comes first, what has none last.
    pub by: Option<Instant>,
    /// Whether it should have been done by now.
    pub is_late: bool,
}

/// Looks for a text, of what somebody may see.
pub type Find = fn(Actor, String) -> Later<Result<Vec<Found>, Failure>>;

/// Things of one kind that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// 'People'.
    pub heading: &'static str,
    /// The nearest first, at most [`MOST_FOUND`].
    pub hits: Vec<Hit>,
    /// How many there are, and the list of all of them.
    pub all: (i64, String),
}

/// Things of a kind that a search shows.
pub const MOST_FOUND: usize = 10;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub href: String,
    pub words: String,
    /// Under the words; may be empty.
    pub detail: String,
    /// Whether it is what was asked for, by its reference: the search leads straight to it.
    pub is_exact: bool,
}

/// What is there after a while.
pub type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A part of the service that the header leads to, in the header's order. Areas put their pages into one, which shows to whoever may
/// see a page of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Conversations,
    Calendar,
    Careers,
    People,
    Organisations,
    Reports,
    Announcements,
    Settings,
    System,
}

impl Section {
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Conversations => "Conversations",
            Self::Calendar => "Calendar",
            Self::Careers => "Careers and learning",
            Self::People => "People",
            Self::Organisations => "Organisations",
            Self::Reports => "Reports",
            Self::Announcements => "Announcements",
            Self::Settings => "Settings",
            Self::System => "System",
        }
    }
}

/// A way to a part of the service.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// Where it stands; `None` for what the header leads to by itself.
    pub section: Option<Section>,
    /// For whom; `None` for everyone who is signed in.
    pub permission: Option<Permission>,
    /// For whom of them, where no permission says so.
    pub is_shown_to: fn(&Actor) -> bool,
    pub href: &'static str,
    /// Beginnings of other addresses that belong to it, beside those that begin with its own.
    pub under: &'static [&'static str],
    pub words: &'static str,
    /// What can be done there, for the home page.
    pub about: &'static str,
    /// How much waits there.
    pub count: Option<Count>,
    /// The ways in which the page can be looked at, as its query says: they stand among the section's pages in its place.
    pub looks: Option<fn(&Query) -> Vec<View>>,
}

/// How much waits for somebody.
pub type Count = fn(Actor) -> Later<Result<i64, Failure>>;

impl Link {
    pub const NONE: Self = Self {
        section: None,
        permission: None,
        is_shown_to: |_| true,
        href: "",
        under: &[],
        words: "",
        about: "",
        count: None,
        looks: None,
    };

    #[must_use]
    pub fn is_for(&self, actor: &Actor) -> bool {
        let is_permitted = self
            .permission
            .is_none_or(|permission| actor.may(permission).is_ok());
        is_permitted && (self.is_shown_to)(actor)
    }

    /// How much of a path is the beginning of this link's addresses; `None` where the path isn't under it.
    #[must_use]
    pub fn covers(&self, path: &str) -> Option<usize> {
        let own = std::iter::once(&self.href).chain(self.under);
        let fitting = own.filter(|beginning| {
            let rest = path.strip_prefix(**beginning);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        fitting.map(|beginning| beginning.len()).max()
    }
}

pub struct Route {
    /// With names in braces where words are filled in: `/people/{id}`.
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
        let (words, rest) = beginning(self.address, path)?;
        rest.is_empty().then_some(words)
    }
}

/// The words that a path has where an address has names, and what follows the address; `None` where the path doesn't begin with it.
fn beginning<'p>(
    address: &'static str,
    path: &'p str,
) -> Option<(Vec<(&'static str, String)>, &'p str)> {
    let mut rest = path;
    let mut words = Vec::new();
    for expected in address.strip_prefix('/')?.split('/') {
        let after = rest.strip_prefix('/')?;
        let (found, following) = after.split_at(after.find('/').unwrap_or(after.len()));
        let name = expected.strip_prefix('{');
        match name.and_then(|name| name.strip_suffix('}')) {
            Some(name) if !found.is_empty() => words.push((name, found.to_owned())),
            None if found == expected => {}
            _ => return None,
        }
        rest = following;
    }
    Some((words, rest))
}

/// Where a path leads that was a page's before it moved.
#[must_use]
pub fn moved((from, to): (&'static str, &'static str), path: &str) -> Option<String> {
    let (words, rest) = beginning(from, path)?;
    let fill = |address: String, (name, word): (&str, String)| {
        address.replace(&format!("{{{name}}}"), &word)
    };
    Some(words.into_iter().fold(to.to_owned(), fill) + rest)
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
