//! Booking and moving a conversation.

mod book;
mod booking;

pub use book::{BOOKED, Book, book};
pub use booking::Booking;
