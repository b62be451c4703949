//! The document, the routes and what is around every page.

use leptos::html;
use leptos::hydration::AutoReload;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{Lazy, SsrMode, path};

use crate::account::{AccountPage, CalendarPage};
use crate::administration::{
    AddOrganisationPage, AddPersonPage, AddSitePage, AdministrationPage, AuditPage,
    ChangePersonPage, ChangeSettingPage, ChangeSitePage, ClosePersonPage, CloseSitePage,
    GiveRolePage, OrganisationPage, OrganisationsPage, PeoplePage, PersonPage, RemoveRolePage,
    SettingsPage, WorkPage,
};
use crate::advisers::{
    AddLeavePage, AddPatternPage, AddSlotPage, AdviserConversationPage, AvailabilityPage,
    DiaryPage, EndPatternPage, RemoveLeavePage, RemoveSlotPage, RulesPage,
};
use crate::after_conversations::{AfterConversationPage, FollowUpsPage, TemplatesPage};
use crate::career_conversations::{
    BookedPage, CancelPage, CheckPage, ConversationPage, MinePage, MovePage, PreparationPage,
    StartPage, TimePage, TopicPage, WayPage,
};
use crate::components::{Footer, Header, HeaderModel};
use crate::coordination::{
    CoordinatorCancelPage, CoordinatorConversationPage, CoordinatorMovePage, CoordinatorPage,
    FindMemberPage,
};
use crate::demo::DemoPage;
use crate::home::HomePage;
use crate::information::{AccessibilityPage, CookiesPage, PrivacyPage};
use crate::page::{Navigated, NotFoundPage};
use crate::sign_in::{CodePage, LinkPage, SignInPage};
use crate::waiting_list::{JoinPage, LinePage, WaitingPage};

/// The HTML document.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en-GB" class="nhsuk-template">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="theme-color" content="#005eb8" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <HashedStylesheet options=options.clone() id="styles" />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body class="nhsuk-template__body">
                <App />
            </body>
        </html>
    }
}

/// What the header shows to whoever asks. Known on the server and sent along with the page.
fn header_model() -> HeaderModel {
    #[cfg(feature = "ssr")]
    {
        use domain::permission::Permission;
        let actor = crate::context::optional_actor();
        let may = |permission| {
            actor
                .as_ref()
                .is_some_and(|actor| actor.may(permission).is_ok())
        };
        let links = [
            (
                Permission::HaveConversations,
                "/career-conversations/mine",
                "My conversations",
            ),
            (
                Permission::GiveConversations,
                "/adviser",
                "Conversations with you",
            ),
            (
                Permission::GiveConversations,
                "/adviser/availability",
                "When people can book you",
            ),
            (
                Permission::CoordinateConversations,
                "/coordinator",
                "All conversations",
            ),
            (Permission::Administer, "/admin", "Administration"),
        ];
        HeaderModel {
            links: links
                .into_iter()
                .filter(|(permission, ..)| may(*permission))
                .map(|(_, href, words)| (href.to_owned(), words.to_owned()))
                .collect(),
            name: actor.map(|actor| actor.name),
            demo: use_context::<crate::context::RequestContext>()
                .is_some_and(|request| request.service.config.demo),
        }
    }
    #[cfg(not(feature = "ssr"))]
    HeaderModel::default()
}

/// The pages and what is around them.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let navigated = Navigated::default();
    provide_context(navigated);
    let model = SharedValue::new(header_model).into_inner();
    let main = NodeRef::<html::Main>::new();
    // Browser tests wait for this mark; without scripts it never appears.
    Effect::new(move || {
        if main.get().is_some()
            && let Some(body) = document().body()
        {
            let _ = body.set_attribute("data-hydrated", "");
        }
    });
    // The page that is left stays until the next one is loaded.
    let (is_loading, set_is_loading) = signal(false);
    view! {
        <Router set_is_routing=set_is_loading>
            <Header model />
            <div class="nhsuk-width-container">
                <main class="nhsuk-main-wrapper" id="maincontent" role="main" tabindex="-1" aria-busy=move || is_loading.get().then_some("true") node_ref=main>
                    <FlatRoutes fallback=|| view! { <NotFoundPage /> }>
                        <Route path=path!("/") view={Lazy::<HomePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/sign-in") view={Lazy::<SignInPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/sign-in/code") view={Lazy::<CodePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/sign-in/link/:token") view={Lazy::<LinkPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/account") view={Lazy::<AccountPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/account/calendar") view={Lazy::<CalendarPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/demo") view={Lazy::<DemoPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/career-conversations") view={Lazy::<StartPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/career-conversations/book/topic") view={Lazy::<TopicPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/career-conversations/book/way") view={Lazy::<WayPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/career-conversations/book/time") view={Lazy::<TimePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/career-conversations/book/preparation") view={Lazy::<PreparationPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/career-conversations/book/check") view={Lazy::<CheckPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/career-conversations/booked/:reference") view={Lazy::<BookedPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/career-conversations/mine") view={Lazy::<MinePage>::new()} ssr=SsrMode::Async />
                        <Route
                            path=path!("/career-conversations/conversation/:reference")
                            view={Lazy::<ConversationPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=path!("/career-conversations/conversation/:reference/move")
                            view={Lazy::<MovePage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=path!("/career-conversations/conversation/:reference/cancel")
                            view={Lazy::<CancelPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route path=path!("/career-conversations/waiting") view={Lazy::<WaitingPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/career-conversations/waiting/join") view={Lazy::<JoinPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser") view={Lazy::<DiaryPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/conversation/:reference") view={Lazy::<AdviserConversationPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/conversation/:reference/after") view={Lazy::<AfterConversationPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/follow-ups") view={Lazy::<FollowUpsPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/templates") view={Lazy::<TemplatesPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/availability") view={Lazy::<AvailabilityPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/availability/pattern") view={Lazy::<AddPatternPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/availability/pattern/:id/end") view={Lazy::<EndPatternPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/availability/slot") view={Lazy::<AddSlotPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/availability/slot/:id/remove") view={Lazy::<RemoveSlotPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/availability/leave") view={Lazy::<AddLeavePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/availability/leave/:id/remove") view={Lazy::<RemoveLeavePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/adviser/availability/rules") view={Lazy::<RulesPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator") view={Lazy::<CoordinatorPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator/book") view={Lazy::<FindMemberPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator/book/:member/topic") view={Lazy::<TopicPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator/book/:member/way") view={Lazy::<WayPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator/book/:member/time") view={Lazy::<TimePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator/book/:member/preparation") view={Lazy::<PreparationPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator/book/:member/check") view={Lazy::<CheckPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator/conversation/:reference") view={Lazy::<CoordinatorConversationPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator/conversation/:reference/move") view={Lazy::<CoordinatorMovePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator/conversation/:reference/cancel") view={Lazy::<CoordinatorCancelPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/coordinator/waiting") view={Lazy::<LinePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin") view={Lazy::<AdministrationPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/people") view={Lazy::<PeoplePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/people/new") view={Lazy::<AddPersonPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/people/:id") view={Lazy::<PersonPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/people/:id/change") view={Lazy::<ChangePersonPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/people/:id/close") view={Lazy::<ClosePersonPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/people/:id/role") view={Lazy::<GiveRolePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/people/:id/role/:grant/remove") view={Lazy::<RemoveRolePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/organisations") view={Lazy::<OrganisationsPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/organisations/new") view={Lazy::<AddOrganisationPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/organisations/:id") view={Lazy::<OrganisationPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/organisations/:id/site") view={Lazy::<AddSitePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/sites/:id/change") view={Lazy::<ChangeSitePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/sites/:id/close") view={Lazy::<CloseSitePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/settings") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/settings/:name") view={Lazy::<ChangeSettingPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/audit") view={Lazy::<AuditPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/admin/work") view={Lazy::<WorkPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/accessibility") view={Lazy::<AccessibilityPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/cookies") view={Lazy::<CookiesPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/privacy") view={Lazy::<PrivacyPage>::new()} ssr=SsrMode::Async />
                    </FlatRoutes>
                </main>
            </div>
            <p class="nhsuk-u-visually-hidden" role="status">{navigated.title}</p>
            <Footer
                links=vec![
                    ("/accessibility", "Accessibility statement"),
                    ("/cookies", "Cookies"),
                    ("/privacy", "Privacy"),
                ]
                owner="People Hub for Staffordshire and Stoke-on-Trent"
            />
        </Router>
    }
}
