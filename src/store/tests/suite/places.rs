//! Organisations and the registers.

pub mod registers;

use super::{areas, build};

/// What is tried of this area on both engines.
#[macro_export]
macro_rules! places {
    ($open:path) => {
        $crate::cases!($open, places;
            registers: a_register_says_what_was_added_changed_and_unchanged, of_two_rows_with_one_key_the_last_counts, where_somebody_lives_is_known_by_register_or_district, a_register_can_be_tried_without_keeping_it, the_roles_of_a_page_of_people_come_at_once, a_name_is_found_whatever_its_case;
        );
    };
}
