//! Who people are, and how they sign in.

pub mod person;

use super::{areas, build};

/// What is tried of this area on both engines.
#[macro_export]
macro_rules! people {
    ($open:path) => {
        $crate::cases!($open, people;
            person: an_address_is_given_once, a_role_is_held_once_but_can_be_given_again, a_session_comes_with_whose_it_is_and_what_they_may_do, a_code_is_used_once_and_only_while_it_lives, a_code_asked_for_in_a_known_browser_is_replaced_from_a_known_browser_alone, a_browser_is_known_for_who_signed_in_there_under_its_newest_token, tries_are_counted_up_to_the_limit, people_are_found_by_part_of_their_name, people_are_found_by_any_word_in_any_order, who_was_added_before_there_were_keys_is_found_after_the_next_start;
        );
    };
}
