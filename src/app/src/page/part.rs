//! Parts of the program that browsers load when they need them.
//!
//! Every page has the same type for the router, so that matching, loading and showing are in the first part of the program
//! once, and a page more costs it a row of a table.

use std::any::Any;
use std::fmt;
use std::pin::Pin;

use leptos::prelude::*;
use leptos_router::{ChooseView, PartialPathMatch, PathSegment, PossibleRouteMatch};

/// A page of a part: what it starts to load at once, and what it then shows.
pub trait Page: Send + Sync + 'static {
    /// Starts to load. This is in the first part of the program, so that the page's data and its code come together.
    fn data() -> Self;

    /// What is shown.
    fn view(this: Self) -> AnyView;
}

/// A page on the way to its part.
pub type AnyPage = Box<dyn Any + Send + Sync>;

type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// How a part of the program is reached.
#[derive(Clone, Copy)]
pub struct Part {
    /// Shows one of the part's pages, once the part is there.
    pub view: fn(AnyPage) -> Later<AnyView>,
    /// Loads the part.
    pub preload: fn() -> Later<()>,
}

/// A page that a part was made for.
pub trait InPart: Page {
    /// The part.
    const PART: Part;
}

/// A page as the router knows it.
#[derive(Clone)]
pub struct PageRoute {
    start: fn() -> AnyPage,
    part: Part,
    started: ArcStoredValue<Option<AnyPage>>,
}

impl PageRoute {
    /// The page `P`.
    #[must_use]
    pub fn new<P: InPart>() -> Self {
        Self {
            start: || Box::new(P::data()),
            part: P::PART,
            started: ArcStoredValue::new(None),
        }
    }
}

impl fmt::Debug for PageRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PageRoute")
    }
}

impl ChooseView for PageRoute {
    async fn choose(self) -> AnyView {
        let started = self.started.write_value().take();
        (self.part.view)(started.unwrap_or_else(self.start)).await
    }

    async fn preload(&self) {
        *self.started.write_value() = Some((self.start)());
        (self.part.preload)().await;
    }
}

/// A page's address: segments after slashes, of which those that begin with a colon are parameters.
#[derive(Debug, Clone, Copy)]
pub struct Address(pub &'static str);

impl Address {
    fn segments(self) -> impl Iterator<Item = &'static str> {
        self.0.split('/').filter(|segment| !segment.is_empty())
    }
}

impl PossibleRouteMatch for Address {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let mut params = Vec::new();
        let mut rest = path;
        for expected in self.segments() {
            let after_slash = rest.strip_prefix('/')?;
            let end = after_slash.find('/').unwrap_or(after_slash.len());
            let (found, after) = after_slash.split_at(end);
            match expected.strip_prefix(':') {
                Some(name) if !found.is_empty() => params.push((name.into(), found.to_owned())),
                None if found == expected => {}
                _ => return None,
            }
            rest = after;
        }
        let matched = &path[..path.len() - rest.len()];
        Some(PartialPathMatch::new(rest, params, matched))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(
            self.segments()
                .map(|segment| match segment.strip_prefix(':') {
                    Some(name) => PathSegment::Param(name.into()),
                    None => PathSegment::Static(segment.into()),
                }),
        );
    }
}

/// Makes pages that belong together one part of the program. One part a page would be many small files, for what two pages
/// share is a file of its own for each set of pages that shares it.
macro_rules! part {
    ($part:ident, $preload:ident { $($page:ident),+ $(,)? }) => {
        #[::leptos::lazy]
        fn $part(page: $crate::page::AnyPage) -> ::leptos::prelude::AnyView {
            $(
                let page = match page.downcast::<$page>() {
                    Ok(page) => return <$page as $crate::page::Page>::view(*page),
                    Err(page) => page,
                };
            )+
            drop(page);
            ::leptos::prelude::IntoAny::into_any(())
        }

        $(
            impl $crate::page::InPart for $page {
                const PART: $crate::page::Part = $crate::page::Part {
                    view: |page| Box::pin($part(page)),
                    preload: || Box::pin(async {
                        #[cfg(target_arch = "wasm32")]
                        $preload().await;
                    }),
                };
            }
        )+
    };
}

pub(crate) use part;

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(address: &'static str, path: &str) -> Option<(Vec<String>, String)> {
        let matched = Address(address).test(path)?;
        let remaining = matched.remaining().to_owned();
        let params = matched.params().into_iter();
        Some((
            params
                .map(|(name, value)| format!("{name}={value}"))
                .collect(),
            remaining,
        ))
    }

    #[test]
    fn an_address_matches_its_own_paths_only() {
        let whole = |params: &[&str], remaining: &str| {
            Some((
                params.iter().map(|&param| param.to_owned()).collect(),
                remaining.to_owned(),
            ))
        };
        assert_eq!(matched("/", "/"), whole(&[], "/"));
        assert_eq!(matched("/admin/people", "/admin/people"), whole(&[], ""));
        assert_eq!(matched("/admin/people", "/admin/people/"), whole(&[], "/"));
        assert_eq!(matched("/admin/people", "/admin/peoples"), None);
        assert_eq!(matched("/admin/people", "/admin"), None);
        assert_eq!(matched("/admin/people", "admin/people"), None);
        assert_eq!(matched("/a/:id/b", "/a/7/b"), whole(&["id=7"], ""));
        assert_eq!(matched("/a/:id", "/a/7/c"), whole(&["id=7"], "/c"));
        assert_eq!(matched("/a/:id", "/a/"), None);
        assert_eq!(matched("/a/:id", "/a"), None);
    }
}
