//! What must hold on both engines.

pub mod after_conversations;
pub mod areas;
pub mod build;
pub mod constraints;
pub mod conversations;
pub mod diaries;
pub mod outbox_and_audit;
pub mod people;
pub mod personal_data;
pub mod registers;
pub mod seats;
pub mod servers;
pub mod statements;
pub mod upgrade;
pub mod waiting_list;

/// One test for each case, on a database of its own: `$migrated`, or `$empty` for what is about migrations.
#[macro_export]
macro_rules! on_engine {
    ($migrated:path, $empty:path) => {
        $crate::on_engine!(@each $empty;
            servers: servers_that_migrate_at_once_wait_for_one_another;
            upgrade: the_line_and_its_offers_move_to_seats;
        );
        $crate::on_engine!(@each $migrated;
            servers: what_another_server_holds_is_busy, readers_see_what_is_kept_while_somebody_writes, no_message_is_claimed_by_two_servers, a_job_is_done_by_one_server_until_its_claim_runs_out, servers_count_tries_together, a_change_is_heard_by_every_server_once_it_is_kept;
        );
        $crate::on_engine!(@store $migrated;
            constraints: every_constraint_refuses_by_its_name, no_constraint_is_forgotten_here;
            registers: a_register_says_what_was_added_changed_and_unchanged, of_two_rows_with_one_key_the_last_counts, where_somebody_lives_is_known_by_register_or_district, a_register_can_be_tried_without_keeping_it, the_roles_of_a_page_of_people_come_at_once, a_name_is_found_whatever_its_case;
            statements: every_statement_is_prepared, values_come_back_as_they_went_in, a_refused_statement_rolls_back_all_that_came_before, a_reader_cannot_write;
            people: an_address_is_given_once, a_role_is_held_once_but_can_be_given_again, a_session_comes_with_whose_it_is_and_what_they_may_do, a_code_is_used_once_and_only_while_it_lives, a_code_asked_for_in_a_known_browser_is_replaced_from_a_known_browser_alone, a_browser_is_known_for_who_signed_in_there_under_its_newest_token, tries_are_counted_up_to_the_limit, people_are_found_by_part_of_their_name, people_are_found_by_any_word_in_any_order, who_was_added_before_there_were_keys_is_found_after_the_next_start;
            personal_data: every_column_that_leads_to_a_person_is_exported, every_table_with_an_address_of_people_is_exported, what_is_held_is_read_from_every_table, erasure_leaves_nothing_that_names_somebody;
            diaries: diaries_hold_what_each_table_holds, diaries_leave_out_what_does_not_count, what_is_looked_at_is_read_once_until_it_may_have_changed, a_document_that_does_not_fit_is_an_error;
            conversations: one_of_twenty_wins_a_slot, an_adviser_has_one_conversation_at_a_time, a_member_has_one_conversation_at_a_time, a_time_is_taken_that_reaches_into_the_interval, moving_into_a_taken_time_is_refused, a_cancelled_slot_can_be_booked_again, a_change_based_on_an_old_version_is_refused, a_submission_is_booked_once, a_place_is_kept_only_for_meeting_in_person, lists_are_filtered_sorted_and_paged;
            seats: of_twenty_at_once_as_many_get_in_as_there_is_room, a_smaller_place_keeps_who_is_in_it_and_lets_nobody_else_in, one_place_is_somebodys_once_and_again_once_they_left, an_offer_is_answered_once, a_turn_is_taken_once, the_line_is_by_standing_then_by_who_came_first, offers_past_their_deadline_are_found_with_what_they_are_of;
            waiting_list: two_offers_of_one_time_are_one, an_offered_time_is_not_offered_in_part, an_offered_time_is_not_booked, a_booked_time_is_not_offered, an_offer_and_a_booking_race_for_one_time, nobody_stands_in_line_or_is_asked_twice, who_came_first_is_asked_first, a_reminder_is_decided_once, a_calendar_link_works_until_it_is_replaced;
            after_conversations: a_private_note_is_its_advisers_alone, no_statement_reads_a_note_without_its_adviser, a_draft_is_not_there_for_the_member, a_summary_is_changed_only_as_it_was_read, what_follows_waits_for_attendance, an_action_changes_once_as_it_was_read, due_actions_are_the_advisers_own_and_of_who_came, the_last_answer_about_an_outcome_counts, feedback_is_given_once, templates_are_their_advisers_own;
            outbox_and_audit: a_claimed_message_is_nobody_elses, only_what_was_never_tried_is_claimed_as_new, a_sign_in_text_is_emptied_once_sent, a_message_that_was_given_up_can_be_tried_again, the_audit_log_is_append_only, drafts_keep_their_identifier, a_setting_gives_way_from_a_day_on;
        );
    };
    (@store $open:path; $($module:ident: $($case:ident),+;)+) => {$($(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $case() {
            let database = $open().await;
            suite::$module::$case(&database.store).await;
            database.store.close().await;
        }
    )+)+};
    (@each $open:path; $($module:ident: $($case:ident),+;)+) => {$($(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $case() {
            let database = $open().await;
            suite::$module::$case(&database).await;
            database.store.close().await;
        }
    )+)+};
}
