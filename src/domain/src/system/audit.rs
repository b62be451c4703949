//! What the audit log records.

coded_enum! {
    /// A change that somebody made.
    pub enum Action {
        /// Signed in.
        SignedIn = "signed_in", "Signed in";
        /// Signed out.
        SignedOut = "signed_out", "Signed out";
        /// Signed out a browser, or all of them.
        SessionRevoked = "session_revoked", "Signed out another browser";
        /// A code was entered wrongly.
        SignInRefused = "sign_in_refused", "Entered a wrong sign-in code";
        /// Booked a conversation.
        ConversationBooked = "conversation_booked", "Booked a career conversation";
        /// Moved a conversation.
        ConversationMoved = "conversation_moved", "Moved a career conversation";
        /// Kept a conversation that no longer fits the adviser's times.
        ConversationKept = "conversation_kept", "Kept a career conversation outside published times";
        /// Cancelled a conversation.
        ConversationCancelled = "conversation_cancelled", "Cancelled a career conversation";
        /// Marked attended or not.
        AttendanceRecorded = "attendance_recorded", "Recorded attendance";
        /// Wrote a summary as a draft.
        SummarySaved = "summary_saved", "Wrote a draft of the summary";
        /// Shared a summary.
        SummaryShared = "summary_shared", "Shared the summary with the member";
        /// Corrected a shared summary.
        SummaryCorrected = "summary_corrected", "Corrected the shared summary";
        /// Wrote or removed a private note.
        PrivateNoteSaved = "private_note_saved", "Changed a private note";
        /// Agreed an action.
        ActionAgreed = "action_agreed", "Added an agreed action";
        /// Marked an action as done, not done or no longer needed.
        ActionChanged = "action_changed", "Changed an agreed action";
        /// Said what came of it.
        OutcomeRecorded = "outcome_recorded", "Said what came of the conversation";
        /// Gave feedback.
        FeedbackGiven = "feedback_given", "Gave feedback";
        /// Added a template for summaries.
        TemplateAdded = "template_added", "Added a template for summaries";
        /// Removed a template for summaries.
        TemplateRemoved = "template_removed", "Removed a template for summaries";
        /// Joined the waiting list.
        WaitingListJoined = "waiting_list_joined", "Joined the waiting list";
        /// Left the waiting list.
        WaitingListLeft = "waiting_list_left", "Left the waiting list";
        /// Their place on the waiting list ended.
        WaitingListEnded = "waiting_list_ended", "Place on the waiting list ended";
        /// Offered a time to somebody on the waiting list.
        OfferMade = "offer_made", "Offered a time from the waiting list";
        /// Accepted an offer.
        OfferAccepted = "offer_accepted", "Accepted an offered time";
        /// Declined an offer.
        OfferDeclined = "offer_declined", "Declined an offered time";
        /// An offer was not answered in time.
        OfferExpired = "offer_expired", "An offered time ran out";
        /// Took an offer back.
        OfferWithdrawn = "offer_withdrawn", "Withdrew an offered time";
        /// Asked for members to be invited.
        MembersInvited = "members_invited", "Asked for members to be invited";
        /// Made a calendar link.
        CalendarFeedMade = "calendar_feed_made", "Made a calendar link";
        /// Stopped a calendar link.
        CalendarFeedRevoked = "calendar_feed_revoked", "Stopped a calendar link";
        /// Added a weekly time.
        PatternAdded = "pattern_added", "Added a weekly time";
        /// Ended a weekly time.
        PatternEnded = "pattern_ended", "Ended a weekly time";
        /// Added an extra time.
        ExtraSlotAdded = "extra_slot_added", "Added an extra time";
        /// Removed an extra time.
        ExtraSlotRemoved = "extra_slot_removed", "Removed an extra time";
        /// Added leave.
        LeaveAdded = "leave_added", "Added leave";
        /// Removed leave.
        LeaveRemoved = "leave_removed", "Removed leave";
        /// Changed buffer, notice, horizon or contact.
        BookingRulesChanged = "booking_rules_changed", "Changed booking rules";
        /// Added a person.
        PersonAdded = "person_added", "Added a person";
        /// Changed a person.
        PersonChanged = "person_changed", "Changed a person";
        /// Asked for a new email address to be confirmed.
        AddressAsked = "address_asked", "Asked for a new email address";
        /// A new email address was confirmed from its mailbox.
        AddressChanged = "address_changed", "Confirmed a new email address";
        /// Closed a person's account.
        PersonClosed = "person_closed", "Closed an account";
        /// Opened a closed account again.
        PersonReopened = "person_reopened", "Reopened an account";
        /// Had what may be removed of theirs removed.
        PersonErased = "person_erased", "Erased their own data";
        /// Gave a role.
        RoleGranted = "role_granted", "Gave a role";
        /// Took a role away.
        RoleRevoked = "role_revoked", "Removed a role";
        /// Added an organisation.
        OrganisationAdded = "organisation_added", "Added an organisation";
        /// Added a site.
        SiteAdded = "site_added", "Added a site";
        /// Changed a site.
        SiteChanged = "site_changed", "Changed a site";
        /// Closed a site.
        SiteClosed = "site_closed", "Closed a site";
        /// Opened a closed site again.
        SiteReopened = "site_reopened", "Reopened a site";
        /// Changed a setting.
        SettingChanged = "setting_changed", "Changed a setting";
        /// Imported a register.
        RegisterImported = "register_imported", "Imported a register";
        /// Had a message that was given up tried again.
        MessageRetried = "message_retried", "Had a message tried again";
        /// Saw a record of somebody else's.
        RecordRead = "record_read", "Looked at";
        /// Asked for what they may not see or do.
        AccessRefused = "access_refused", "Was refused";
        /// Took a file along.
        FileDownloaded = "file_downloaded", "Downloaded a file";
        /// Had background work done at once.
        JobAskedFor = "job_asked_for", "Asked for background work";
    }
}

coded_enum! {
    /// What kind of thing a change was made to.
    pub enum ObjectKind {
        /// A session.
        Session = "session", "Sign-in";
        /// A career conversation.
        CareerConversation = "career_conversation", "Career conversation";
        /// An adviser's own template for summaries.
        SummaryTemplate = "summary_template", "Template for summaries";
        /// A place on the waiting list, or an offer.
        WaitingList = "waiting_list", "Waiting list";
        /// An invitation to book.
        Invitation = "invitation", "Invitation";
        /// A calendar link.
        CalendarFeed = "calendar_feed", "Calendar link";
        /// An adviser's availability.
        Availability = "availability", "Availability";
        /// A person.
        Person = "person", "Person";
        /// An organisation.
        Organisation = "organisation", "Organisation";
        /// A site.
        Site = "site", "Site";
        /// A setting.
        Setting = "setting", "Setting";
        /// An imported register.
        Register = "register", "Register";
        /// A message to somebody.
        Message = "message", "Message";
        /// A page of the service.
        Page = "page", "Page";
        /// Background work.
        Job = "job", "Background work";
    }
}
