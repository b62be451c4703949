//! Which pages browsers load together: those that one person uses in one sitting.
//!
//! Each part has a size budget in CI; one that grows over it is cut in two here. See docs/decisions/0004.

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
use crate::coordination::{
    CoordinatorCancelPage, CoordinatorConversationPage, CoordinatorMovePage, CoordinatorPage,
    FindMemberPage,
};
use crate::demo::DemoPage;
use crate::home::HomePage;
use crate::information::{AccessibilityPage, CookiesPage, PrivacyPage};
use crate::page::part;
use crate::sign_in::{CodePage, LinkPage, SignInPage};
use crate::waiting_list::{JoinPage, LinePage, WaitingPage};

part!(
    public,
    __preload_public,
    PublicPart {
        HomePage,
        AccessibilityPage,
        CookiesPage,
        PrivacyPage,
        StartPage
    }
);

part!(
    signing_in,
    __preload_signing_in,
    SigningInPart {
        SignInPage,
        CodePage,
        LinkPage,
        AccountPage,
        DemoPage
    }
);

part!(
    booking,
    __preload_booking,
    BookingPart {
        TopicPage,
        WayPage,
        TimePage
    }
);

part!(
    finishing,
    __preload_finishing,
    FinishingPart {
        PreparationPage,
        CheckPage,
        BookedPage
    }
);

part!(
    conversations,
    __preload_conversations,
    ConversationsPart {
        MinePage,
        ConversationPage,
        MovePage,
        CancelPage
    }
);

part!(
    waiting,
    __preload_waiting,
    WaitingPart {
        WaitingPage,
        JoinPage
    }
);

part!(calendar, __preload_calendar, CalendarPart { CalendarPage });

part!(
    advising,
    __preload_advising,
    AdvisingPart {
        DiaryPage,
        AdviserConversationPage,
        AvailabilityPage
    }
);

part!(
    following,
    __preload_following,
    FollowingPart {
        AfterConversationPage,
        FollowUpsPage,
        TemplatesPage
    }
);

part!(
    publishing,
    __preload_publishing,
    PublishingPart {
        AddPatternPage,
        EndPatternPage,
        AddSlotPage,
        RemoveSlotPage,
        AddLeavePage,
        RemoveLeavePage,
        RulesPage
    }
);

part!(
    coordinating,
    __preload_coordinating,
    CoordinatingPart {
        CoordinatorPage,
        FindMemberPage,
        CoordinatorConversationPage,
        CoordinatorMovePage,
        CoordinatorCancelPage
    }
);

part!(
    coordinating_waiting,
    __preload_coordinating_waiting,
    LinePart { LinePage }
);

part!(
    administering_people,
    __preload_administering_people,
    PeoplePart {
        AdministrationPage,
        PeoplePage,
        AddPersonPage,
        PersonPage,
        ChangePersonPage,
        ClosePersonPage,
        GiveRolePage,
        RemoveRolePage
    }
);

part!(
    administering_places,
    __preload_administering_places,
    PlacesPart {
        OrganisationsPage,
        AddOrganisationPage,
        OrganisationPage,
        AddSitePage,
        ChangeSitePage,
        CloseSitePage
    }
);

part!(
    administering_system,
    __preload_administering_system,
    SystemPart {
        SettingsPage,
        ChangeSettingPage,
        AuditPage,
        WorkPage
    }
);
