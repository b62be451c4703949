//! The demo's invented people. It exists only when the program runs as the demo.

mod demo_page;
mod server_fns;

pub use demo_page::demo_page;
