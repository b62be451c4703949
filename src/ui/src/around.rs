//! What a component tells whatever is around it, where that is in context.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::*;

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

/// The way back from a page, which stands before its content: who skips to the content skips it.
#[derive(Debug, Clone, Default)]
pub struct WayBack(Arc<Mutex<Option<AnyView>>>);

impl WayBack {
    /// Puts it there if something is around the page; else it stands where it is said.
    pub(crate) fn put(view: AnyView) -> Option<AnyView> {
        match use_context::<Self>() {
            Some(before) => {
                *before.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(view);
                None
            }
            None => Some(view),
        }
    }

    #[must_use]
    pub fn take(&self) -> Option<AnyView> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
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
