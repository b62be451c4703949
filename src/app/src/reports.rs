//! What the service did, in figures that may be published.

#[cfg(feature = "ssr")]
mod chart;
mod invitation_page;
mod report_page;
mod server_fns;

pub use invitation_page::InvitationPage;
pub use report_page::ReportPage;
pub use server_fns::*;
