//! Which pages browsers load together: those that one person uses in one sitting.
//!
//! Each part has a size budget in CI; one that grows over it is cut in two here. See docs/decisions/0004.

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
use crate::coordination::{
    CoordinatorCancelPage, CoordinatorConversationPage, CoordinatorMovePage, CoordinatorPage,
    FindMemberPage,
};
use crate::demo::DemoPage;
use crate::home::HomePage;
use crate::information::{AccessibilityPage, CookiesPage, PrivacyPage};
use crate::page::part;
use crate::reports::{InvitationPage, ReportPage};
use crate::sign_in::{AddressPage, CodePage, LinkPage, SignInPage};
use crate::waiting_list::{JoinPage, LinePage, WaitingPage};

part!(
    public,
    __preload_public {
        HomePage,
        AccessibilityPage,
        CookiesPage,
        PrivacyPage,
        StartPage
    }
);

part!(
    signing_in,
    __preload_signing_in {
        SignInPage,
        CodePage,
        LinkPage,
        AddressPage,
        AccountPage,
        CalendarPage,
        PersonalDataPage,
        ErasurePage,
        DemoPage
    }
);

part!(
    booking,
    __preload_booking {
        TopicPage,
        WayPage,
        TimePage,
        PreparationPage,
        CheckPage,
        BookedPage
    }
);

part!(
    conversations,
    __preload_conversations {
        MinePage,
        ConversationPage,
        MovePage,
        CancelPage
    }
);
part!(
    waiting,
    __preload_waiting {
        WaitingPage,
        JoinPage
    }
);

part!(
    advising,
    __preload_advising {
        DiaryPage,
        AdviserConversationPage,
        AvailabilityPage
    }
);

part!(
    following,
    __preload_following {
        AfterConversationPage,
        FollowUpsPage,
        TemplatesPage
    }
);

part!(
    publishing,
    __preload_publishing {
        AddPatternPage,
        EndPatternPage,
        AddSlotPage,
        RemoveSlotPage,
        AddLeavePage,
        RemoveLeavePage,
        ClashesPage,
        ClashPage,
        RulesPage
    }
);

part!(
    coordinating,
    __preload_coordinating {
        CoordinatorPage,
        FindMemberPage,
        CoordinatorConversationPage,
        CoordinatorMovePage,
        CoordinatorCancelPage,
        InvitationPage
    }
);

part!(
    reporting,
    __preload_reporting {
        ReportPage,
        LinePage
    }
);

part!(
    administering_people,
    __preload_administering_people {
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
    __preload_administering_places {
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
    __preload_administering_system {
        SettingsPage,
        ChangeSettingPage,
        AuditPage,
        WorkPage
    }
);
