//! The hydrated parts of People Hub's pages, and the server functions they call.
//!
//! An island is whole HTML before it wakes. Its props are small and hold nothing that the page doesn't show: what is only shown is
//! its children, which the browser doesn't hydrate. It ends when its element leaves the document (`life`). The bodies of the server
//! functions are on the server alone (feature `ssr`).

#![recursion_limit = "512"]

pub mod career_conversations;
#[cfg(feature = "ssr")]
pub mod context;
pub mod error;
#[cfg(feature = "hydrate")]
pub mod life;
mod live_list;
#[cfg(feature = "ssr")]
mod response;
mod sending;

pub use live_list::{Freshness, LiveList};
pub use sending::SERVER_FUNCTION;
