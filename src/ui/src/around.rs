//! What a component tells whatever is around it, where that is in context.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a form of the page shows what is wrong: the page's title then begins with 'Error: '.
#[derive(Debug, Clone, Default)]
pub struct ErrorsShown(Arc<AtomicBool>);

impl ErrorsShown {
    pub(crate) fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether one does, of those that were made so far.
    #[must_use]
    pub fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Whether a form asks for more than a line, so that what is typed there is kept until it is sent.
#[derive(Debug, Clone, Default)]
pub struct Autosave(Arc<AtomicBool>);

impl Autosave {
    /// Called by an input for more than a line. Says whether it is the form's first, which shows what is kept.
    pub(crate) fn want(&self) -> bool {
        !self.0.swap(true, Ordering::Relaxed)
    }

    /// Whether it does, of the inputs that were made so far.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
