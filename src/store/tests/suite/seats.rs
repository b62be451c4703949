//! Places, who has or wants one, and offers.

pub mod places;

use super::{areas, build};

/// What is tried of this area on both engines.
#[macro_export]
macro_rules! seats {
    ($open:path) => {
        $crate::cases!($open, seats;
            places: of_twenty_at_once_as_many_get_in_as_there_is_room, a_smaller_place_keeps_who_is_in_it_and_lets_nobody_else_in, one_place_is_somebodys_once_and_again_once_they_left, an_offer_is_answered_once, a_turn_is_taken_once, the_line_is_by_standing_then_by_who_came_first, offers_past_their_deadline_are_found_with_what_they_are_of;
        );
    };
}
