//! The demo's invented people. It exists only when the program runs as the demo.

mod clock;
mod components_page;
mod demo_page;
mod messages_page;
mod server_fns;

pub use components_page::components_page;
pub use demo_page::demo_page;
pub use messages_page::messages_page;
