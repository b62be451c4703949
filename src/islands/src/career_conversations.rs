//! Choosing a time and booking it.

mod book;
mod booking;
mod time_chooser;
mod times;

pub use book::{BOOKED, Book, book};
pub use booking::Booking;
pub use time_chooser::TimeChooser;
pub use times::{DayOfTimes, Times, nearest};
