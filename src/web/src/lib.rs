//! What every page stands on, on the server: what a page is and where, forms, the request, rows of the log.

pub mod agenda;
pub mod area;
pub mod banner;
pub mod context;
pub mod finder;
pub mod forms;
pub mod log;
pub mod page;
pub mod typed;

pub use islands::error;
