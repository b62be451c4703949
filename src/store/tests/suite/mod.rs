//! What must hold on both engines.

pub mod areas;
pub mod build;
pub mod career_conversations;
pub mod constraints;
pub mod people;
pub mod personal_data;
pub mod places;
pub mod seats;
pub mod servers;
pub mod statements;
pub mod system;
pub mod upgrade;

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
            statements: every_statement_is_prepared, values_come_back_as_they_went_in, a_refused_statement_rolls_back_all_that_came_before, a_reader_cannot_write;
            personal_data: every_column_that_leads_to_a_person_is_exported, every_table_with_an_address_of_people_is_exported, every_table_of_an_organisation_is_exported, what_is_held_is_read_from_every_table, erasure_leaves_nothing_that_names_somebody;
        );
        $crate::people!($migrated);
        $crate::places!($migrated);
        $crate::seats!($migrated);
        $crate::system!($migrated);
        $crate::career_conversations!($migrated);
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

/// One test for each case of an area, on a database of its own.
#[macro_export]
macro_rules! cases {
    ($open:path, $area:ident; $($module:ident: $($case:ident),+;)+) => {$($(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $case() {
            let database = $open().await;
            suite::$area::$module::$case(&database.store).await;
            database.store.close().await;
        }
    )+)+};
}
