//! The log, messages, drafts and settings.

pub mod outbox_and_audit;

use super::build;

/// What is tried of this area on both engines.
#[macro_export]
macro_rules! system {
    ($open:path) => {
        $crate::cases!($open, system;
            outbox_and_audit: a_claimed_message_is_nobody_elses, only_what_was_never_tried_is_claimed_as_new, a_sign_in_text_is_emptied_once_sent, a_message_that_was_given_up_can_be_tried_again, the_audit_log_is_append_only, drafts_keep_their_identifier, a_setting_gives_way_from_a_day_on;
        );
    };
}
