//! What the service did, in figures that may be published.

mod chart;
mod invitation_page;
mod report_page;
mod server_fns;

pub use invitation_page::invitation_page;
pub use report_page::report_page;
pub use server_fns::*;
