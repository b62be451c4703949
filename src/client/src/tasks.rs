//! What the reactive system does beside taking over the page: running effects, asking the server.

use std::cell::RefCell;

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use wasm_bindgen_futures::spawn_local;

thread_local! {
    /// What was begun while the page is being taken over, in that order; nothing waits once it is.
    static WAITING: RefCell<Option<Vec<PinnedLocalFuture<()>>>> = const { RefCell::new(None) };
}

/// From now on, until [`release`], whatever is begun waits. Taking over a page lets the browser have its turn in between
/// ([`app::page::YieldPoint`]): an effect that ran then could change what a part of the page is made from that has yet to be taken
/// over, and that part would no longer match the server's HTML.
pub fn hold() {
    WAITING.set(Some(Vec::new()));
    // It is refused when there is one already, as there is when a page's code is started twice.
    let _ = Executor::init_custom_executor(Browser);
}

/// The page is taken over: begins what waited. What is begun from now on need not wait.
pub fn release() {
    for task in WAITING.take().unwrap_or_default() {
        spawn_local(task);
    }
}

/// Runs tasks in the browser's one thread.
struct Browser;

impl CustomExecutor for Browser {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        let at_once = WAITING.with_borrow_mut(|waiting| match waiting {
            Some(waiting) => {
                waiting.push(task);
                None
            }
            None => Some(task),
        });
        if let Some(task) = at_once {
            spawn_local(task);
        }
    }

    fn poll_local(&self) {}
}
