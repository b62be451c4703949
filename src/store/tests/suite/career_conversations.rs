//! Advisers' times, bookings, the waiting list, and what follows a conversation.

pub mod after_conversations;
pub mod conversations;
pub mod diaries;
pub mod waiting_list;

use super::{areas, build};

/// What is tried of this area on both engines.
#[macro_export]
macro_rules! career_conversations {
    ($open:path) => {
        $crate::cases!($open, career_conversations;
            after_conversations: a_private_note_is_its_advisers_alone, no_statement_reads_a_note_without_its_adviser, a_draft_is_not_there_for_the_member, a_summary_is_changed_only_as_it_was_read, what_follows_waits_for_attendance, an_action_changes_once_as_it_was_read, due_actions_are_the_advisers_own_and_of_who_came, the_last_answer_about_an_outcome_counts, feedback_is_given_once, templates_are_their_advisers_own;
            conversations: one_of_twenty_wins_a_slot, an_adviser_has_one_conversation_at_a_time, a_member_has_one_conversation_at_a_time, a_time_is_taken_that_reaches_into_the_interval, moving_into_a_taken_time_is_refused, a_cancelled_slot_can_be_booked_again, a_change_based_on_an_old_version_is_refused, a_submission_is_booked_once, a_place_is_kept_only_for_meeting_in_person, lists_are_filtered_sorted_and_paged;
            diaries: diaries_hold_what_each_table_holds, diaries_leave_out_what_does_not_count, what_can_be_booked_has_another_version_once_it_may_have_changed, a_document_that_does_not_fit_is_an_error;
            waiting_list: two_offers_of_one_time_are_one, an_offered_time_is_not_offered_in_part, an_offered_time_is_not_booked, a_booked_time_is_not_offered, an_offer_and_a_booking_race_for_one_time, nobody_stands_in_line_or_is_asked_twice, who_came_first_is_asked_first, a_reminder_is_decided_once, a_calendar_link_works_until_it_is_replaced;
        );
    };
}
