//! Parts of the program that browsers load when they need them.

use leptos::prelude::*;

/// A page of a part: what it starts to load at once, and what it then shows.
pub trait Page: Send + 'static {
    /// Starts to load. This is in the first part of the program, so that the page's data and its code come together.
    fn data() -> Self;

    /// What is shown.
    fn view(this: Self) -> AnyView;
}

/// Makes pages that belong together one part of the program. One part a page would be many small files, for what two pages
/// share is a file of its own for each set of pages that shares it.
macro_rules! part {
    ($part:ident, $preload:ident, $pages:ident { $($page:ident),+ $(,)? }) => {
        #[derive(Debug)]
        #[allow(clippy::enum_variant_names, reason = "a variant has its page's name")]
        enum $pages {
            $($page($page),)+
        }

        #[::leptos::lazy]
        fn $part(page: $pages) -> ::leptos::prelude::AnyView {
            match page {
                $($pages::$page(page) => <$page as $crate::page::Page>::view(page),)+
            }
        }

        $(
            impl ::leptos_router::LazyRoute for $page {
                fn data() -> Self {
                    <$page as $crate::page::Page>::data()
                }

                async fn view(this: Self) -> ::leptos::prelude::AnyView {
                    $part($pages::$page(this)).await
                }

                async fn preload() {
                    #[cfg(target_arch = "wasm32")]
                    $preload().await;
                }
            }
        )+
    };
}

pub(crate) use part;
