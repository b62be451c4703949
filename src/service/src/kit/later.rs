//! What a manifest has done.

use std::pin::Pin;

/// What is there after a while.
pub(crate) type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
