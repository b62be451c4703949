//! The document, the routes and what is around every page.

use leptos::html;
use leptos::hydration::AutoReload;
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};
use leptos_router::components::{FlatRoutes, Router};
use leptos_router::{MatchNestedRoutes, NestedRoute, SsrMode};

use crate::account::{AccountPage, CalendarPage, ErasurePage, PersonalDataPage};
use crate::administration::{
    AddOrganisationPage, AddPersonPage, AddSitePage, AdministrationPage, AuditPage,
    ChangePersonPage, ChangeSettingPage, ChangeSitePage, ClosePersonPage, CloseSitePage,
    GiveRolePage, OrganisationPage, OrganisationsPage, PeoplePage, PersonPage, RemoveRolePage,
    SettingsPage, WorkPage,
};
use crate::advisers::{
    AddLeavePage, AddPatternPage, AddSlotPage, AdviserConversationPage, AvailabilityPage,
    ClashPage, ClashesPage, DiaryPage, EndPatternPage, RemoveLeavePage, RemoveSlotPage, RulesPage,
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
use crate::page::{Address, InPart, Navigated, NotFoundPage, PageRoute, YieldPoint};
use crate::reports::{InvitationPage, ReportPage};
use crate::sign_in::{AddressPage, CodePage, LinkPage, SignInPage};
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
                // After the styles: the first paint comes first.
                <HydrationScripts options defer=true />
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
            printed: printed(actor.as_ref()),
            name: actor.map(|actor| actor.name),
            demo: use_context::<crate::context::RequestContext>()
                .is_some_and(|request| request.service.config.demo),
        }
    }
    #[cfg(not(feature = "ssr"))]
    HeaderModel::default()
}

/// Who prints a page, and on which day.
#[cfg(feature = "ssr")]
fn printed(actor: Option<&domain::actor::Actor>) -> String {
    use domain::{london, words};
    let Some(request) = use_context::<crate::context::RequestContext>() else {
        return String::new();
    };
    let today = words::day(london::day_of(request.service.now()));
    match actor {
        Some(actor) => format!("Printed by {}, {today}", actor.name),
        None => format!("Printed on {today}"),
    }
}

fn at<P: InPart>(address: &'static str) -> (Address, PageRoute) {
    (Address(address), PageRoute::new::<P>())
}

/// Every page and its address. The program's first part holds no more of a page than its row here and what it loads.
fn routes() -> StaticVec<impl MatchNestedRoutes + Clone + Send + 'static> {
    let pages = vec![
        at::<HomePage>("/"),
        at::<SignInPage>("/sign-in"),
        at::<CodePage>("/sign-in/code"),
        at::<LinkPage>("/sign-in/link/:token"),
        at::<AddressPage>("/sign-in/address/:token"),
        at::<AccountPage>("/account"),
        at::<CalendarPage>("/account/calendar"),
        at::<PersonalDataPage>("/account/your-data"),
        at::<ErasurePage>("/account/your-data/erase"),
        at::<DemoPage>("/demo"),
        at::<StartPage>("/career-conversations"),
        at::<TopicPage>("/career-conversations/book/topic"),
        at::<WayPage>("/career-conversations/book/way"),
        at::<TimePage>("/career-conversations/book/time"),
        at::<PreparationPage>("/career-conversations/book/preparation"),
        at::<CheckPage>("/career-conversations/book/check"),
        at::<BookedPage>("/career-conversations/booked/:reference"),
        at::<MinePage>("/career-conversations/mine"),
        at::<ConversationPage>("/career-conversations/conversation/:reference"),
        at::<MovePage>("/career-conversations/conversation/:reference/move"),
        at::<CancelPage>("/career-conversations/conversation/:reference/cancel"),
        at::<WaitingPage>("/career-conversations/waiting"),
        at::<JoinPage>("/career-conversations/waiting/join"),
        at::<DiaryPage>("/adviser"),
        at::<AdviserConversationPage>("/adviser/conversation/:reference"),
        at::<AfterConversationPage>("/adviser/conversation/:reference/after"),
        at::<FollowUpsPage>("/adviser/follow-ups"),
        at::<TemplatesPage>("/adviser/templates"),
        at::<AvailabilityPage>("/adviser/availability"),
        at::<AddPatternPage>("/adviser/availability/pattern"),
        at::<AddPatternPage>("/adviser/availability/pattern/:id/change"),
        at::<EndPatternPage>("/adviser/availability/pattern/:id/end"),
        at::<AddSlotPage>("/adviser/availability/slot"),
        at::<RemoveSlotPage>("/adviser/availability/slot/:id/remove"),
        at::<AddLeavePage>("/adviser/availability/leave"),
        at::<RemoveLeavePage>("/adviser/availability/leave/:id/remove"),
        at::<ClashesPage>("/adviser/clashes"),
        at::<ClashPage>("/adviser/clashes/:reference"),
        at::<RulesPage>("/adviser/availability/rules"),
        at::<CoordinatorPage>("/coordinator"),
        at::<FindMemberPage>("/coordinator/book"),
        at::<TopicPage>("/coordinator/book/:member/topic"),
        at::<WayPage>("/coordinator/book/:member/way"),
        at::<TimePage>("/coordinator/book/:member/time"),
        at::<PreparationPage>("/coordinator/book/:member/preparation"),
        at::<CheckPage>("/coordinator/book/:member/check"),
        at::<CoordinatorConversationPage>("/coordinator/conversation/:reference"),
        at::<CoordinatorMovePage>("/coordinator/conversation/:reference/move"),
        at::<CoordinatorCancelPage>("/coordinator/conversation/:reference/cancel"),
        at::<LinePage>("/coordinator/waiting"),
        at::<ReportPage>("/coordinator/report"),
        at::<InvitationPage>("/coordinator/invitations"),
        at::<AdministrationPage>("/admin"),
        at::<PeoplePage>("/admin/people"),
        at::<AddPersonPage>("/admin/people/new"),
        at::<PersonPage>("/admin/people/:id"),
        at::<ChangePersonPage>("/admin/people/:id/change"),
        at::<ClosePersonPage>("/admin/people/:id/close"),
        at::<GiveRolePage>("/admin/people/:id/role"),
        at::<RemoveRolePage>("/admin/people/:id/role/:grant/remove"),
        at::<OrganisationsPage>("/admin/organisations"),
        at::<AddOrganisationPage>("/admin/organisations/new"),
        at::<OrganisationPage>("/admin/organisations/:id"),
        at::<AddSitePage>("/admin/organisations/:id/site"),
        at::<ChangeSitePage>("/admin/sites/:id/change"),
        at::<CloseSitePage>("/admin/sites/:id/close"),
        at::<SettingsPage>("/admin/settings"),
        at::<ChangeSettingPage>("/admin/settings/:name"),
        at::<AuditPage>("/admin/audit"),
        at::<WorkPage>("/admin/work"),
        at::<AccessibilityPage>("/accessibility"),
        at::<CookiesPage>("/cookies"),
        at::<PrivacyPage>("/privacy"),
    ];
    let route = |(address, page)| NestedRoute::new(address, page).ssr_mode(SsrMode::Async);
    StaticVec::from(pages.into_iter().map(route).collect::<Vec<_>>())
}

/// The pages and what is around them.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let navigated = Navigated::default();
    provide_context(navigated);
    let model = SharedValue::new_str(header_model).into_inner();
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
            {YieldPoint}
            <Header model />
            {YieldPoint}
            <div class="nhsuk-width-container">
                <main class="nhsuk-main-wrapper" id="maincontent" role="main" tabindex="-1" aria-busy=move || is_loading.get().then_some("true") node_ref=main>
                    <FlatRoutes fallback=|| view! { <NotFoundPage /> } children=ToChildren::to_children(routes) />
                </main>
            </div>
            <p class="nhsuk-u-visually-hidden" role="status">{navigated.title}</p>
            {YieldPoint}
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
