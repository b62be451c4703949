//! The one request under way, and what becomes of its answer.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, Document, HtmlElement, HtmlFormElement};

use super::answer::{Answer, ask};
use super::notice::{self, Notice};
use super::page::Page;
use super::{arrival, history, page};
use crate::{behaviours, dom, status};

/// Milliseconds after which it is shown that an answer is awaited.
const WAITING: i32 = 300;
/// Milliseconds after which it is said that there is no answer, and something else can be done.
const SLOW: i32 = 10_000;

/// What a form sends.
pub struct Sent {
    /// As `fetch` takes it.
    pub body: JsValue,
    pub form: HtmlFormElement,
    pub button: Option<HtmlElement>,
}

/// What is asked for, and why.
enum Wish {
    Follow,
    Send(Sent),
    /// Back or forward: the browser's history is there already.
    Return,
}

struct Visit {
    address: String,
    wish: Wish,
}

/// A visit whose answer is awaited.
struct Underway {
    number: u32,
    address: String,
    controller: Option<AbortController>,
    is_sending: bool,
    is_returning: bool,
    _timers: [dom::Timer; 2],
}

thread_local! {
    static UNDERWAY: RefCell<Option<Underway>> = const { RefCell::new(None) };
    static NUMBER: Cell<u32> = const { Cell::new(0) };
}

/// Whether a form is being sent, for no longer than is bearable.
pub fn is_sending() -> bool {
    UNDERWAY.with_borrow(|underway| underway.as_ref().is_some_and(|visit| visit.is_sending))
}

/// Whether a page from the history is awaited.
pub fn is_returning() -> bool {
    UNDERWAY.with_borrow(|underway| underway.as_ref().is_some_and(|visit| visit.is_returning))
}

/// Shows the page at an address.
pub fn follow(address: String) {
    if is_sending() {
        return status::announce("Still sending");
    }
    let is_double = UNDERWAY.with_borrow(|underway| {
        underway
            .as_ref()
            .is_some_and(|visit| visit.address == address)
    });
    if !is_double {
        begin(Visit {
            address,
            wish: Wish::Follow,
        });
    }
}

/// Sends a form, once however often its button is pressed.
pub fn send(address: String, sent: Sent) {
    if is_sending() {
        return;
    }
    if let Some(button) = &sent.button {
        dom::set(button, "aria-disabled", "true");
    }
    begin(Visit {
        address,
        wish: Wish::Send(sent),
    });
}

/// Shows the page of the entry that the browser's history has moved to.
pub fn go_back_to(address: String) {
    begin(Visit {
        address,
        wish: Wish::Return,
    });
}

fn begin(visit: Visit) {
    let controller = AbortController::new().ok();
    let number = NUMBER.get() + 1;
    NUMBER.set(number);
    behaviours::leaving();
    notice::clear();
    set_busy(true);
    let is_sending = matches!(visit.wish, Wish::Send(_));
    let words = if is_sending { "Sending" } else { "Loading" };
    let before = UNDERWAY.replace(Some(Underway {
        number,
        address: visit.address.clone(),
        controller: controller.clone(),
        is_sending,
        is_returning: matches!(visit.wish, Wish::Return),
        _timers: [
            dom::after(WAITING, move || status::show_waiting(words)),
            dom::after(SLOW, move || say_slow(is_sending)),
        ],
    }));
    if let Some(controller) = before.and_then(|before| before.controller) {
        controller.abort();
    }
    spawn_local(async move {
        let signal = controller.map(|controller| controller.signal());
        let body = match &visit.wish {
            Wish::Send(sent) => Some(&sent.body),
            _ => None,
        };
        let answer = ask(&visit.address, body, signal.as_ref()).await;
        if is_wanted(number) {
            end();
            visit.answered(answer);
        }
    });
}

/// Whether no other visit has begun since.
fn is_wanted(number: u32) -> bool {
    UNDERWAY.with_borrow(|underway| {
        underway
            .as_ref()
            .is_some_and(|visit| visit.number == number)
    })
}

fn end() {
    drop(UNDERWAY.take());
    set_busy(false);
    status::hide_waiting();
    notice::clear();
}

fn set_busy(is_busy: bool) {
    match dom::main() {
        Some(main) if is_busy => dom::set(&main, "aria-busy", "true"),
        Some(main) => dom::unset(&main, "aria-busy"),
        None => {}
    }
}

/// It takes too long: from now on something else can be done. If the answer comes before that, it is shown.
fn say_slow(is_sending: bool) {
    UNDERWAY.with_borrow_mut(|underway| {
        if let Some(visit) = underway {
            visit.is_sending = false;
            // The same link, pressed again, asks again.
            visit.address.clear();
        }
    });
    status::hide_waiting();
    set_busy(false);
    enable_buttons();
    notice::show(Notice {
        heading: "This is taking longer than usual".to_owned(),
        words: if is_sending {
            "We have not heard yet whether it was done. What you typed is still here. You can wait, or press the button again: nothing is done twice."
        } else {
            "You can wait, or try again."
        },
        link: None,
        takes_focus: false,
    });
}

fn enable_buttons() {
    for button in dom::all("main [aria-disabled=true][type=submit]") {
        dom::unset(&button, "aria-disabled");
    }
}

impl Visit {
    fn answered(self, answer: Answer) {
        match (answer, &self.wish) {
            (Answer::Page(page), Wish::Send(_)) if !page.is_redirected => self.show(&page),
            (Answer::Page(page), _) if page::fits(&page) => self.show(&page),
            (Answer::Page(page), Wish::Send(_)) => load(&page.address),
            (Answer::Document(status, document), Wish::Send(sent)) => {
                not_sent(sent, refusal(status, heading_of(&document)));
            }
            (Answer::File(status), Wish::Send(sent)) => not_sent(sent, refusal(status, None)),
            (Answer::Nothing, Wish::Send(sent)) => not_sent(sent, unreachable_when_sending()),
            (Answer::Nothing, Wish::Follow) if is_offline() => notice::show(offline(&self.address)),
            (Answer::Nothing, Wish::Return) if is_offline() => self.replace_page(),
            (_, Wish::Return) => reload(),
            (_, Wish::Follow) => load(&self.address),
        }
    }

    fn show(self, page: &Page) {
        let fragment = dom::fragment(&self.address);
        let known = match self.wish {
            Wish::Return => history::arrive(),
            _ => {
                history::push(&with_fragment(&page.address, &self.address));
                None
            }
        };
        page::set_address(&dom::address());
        page::show(page);
        match known {
            Some(top) => arrival::at_known(top),
            None => arrival::at_new(fragment.as_deref()),
        }
    }

    /// The browser's address is that of a page that can't be had: this says so there.
    fn replace_page(self) {
        history::arrive();
        page::set_address(&self.address);
        notice::replace_page(&offline(&self.address));
        behaviours::start();
        arrival::at_new(None);
    }
}

/// An address that was answered, with the fragment that was asked for.
fn with_fragment(answered: &str, asked: &str) -> String {
    match asked.split_once('#') {
        Some((_, fragment)) if !answered.contains('#') => format!("{answered}#{fragment}"),
        _ => answered.to_owned(),
    }
}

/// Leaves it to the browser.
fn load(address: &str) {
    let location = dom::window().location();
    if address.contains('#')
        && dom::without_fragment(address) == dom::without_fragment(&dom::address())
    {
        history::push(address);
        return reload();
    }
    let _ = location.assign(address);
}

fn reload() {
    let _ = dom::window().location().reload();
}

fn is_offline() -> bool {
    !dom::window().navigator().on_line()
}

/// The page stays, with what was typed into it.
fn not_sent(sent: &Sent, notice: Notice) {
    if let Some(button) = &sent.button {
        dom::unset(button, "aria-disabled");
    }
    behaviours::not_sent(&sent.form);
    notice::show(notice);
}

fn offline(address: &str) -> Notice {
    Notice {
        heading: "You are offline".to_owned(),
        words: "Check your connection.",
        link: Some((address.to_owned(), "Try again")),
        takes_focus: true,
    }
}

fn unreachable_when_sending() -> Notice {
    Notice {
        heading: if is_offline() {
            "You are offline"
        } else {
            "We could not reach People Hub"
        }
        .to_owned(),
        words: "What you typed is still here. Check your connection, then press the button again: nothing is done twice.",
        link: None,
        takes_focus: true,
    }
}

/// The server, or something before it, has answered with something else than a page.
fn refusal(status: u16, heading: Option<String>) -> Notice {
    let usual = match status {
        401 => "You have been signed out",
        413 => "That was too much to send at once",
        429 => "You have tried too often",
        502..=504 => "The service is busy",
        _ => "Sorry, there is a problem with the service",
    };
    Notice {
        heading: heading.unwrap_or_else(|| usual.to_owned()),
        words: match status {
            401 => "What you typed is still here. Copy it before you sign in again.",
            413 => "What you typed is still here. Shorten it, then press the button again.",
            _ => "What you typed is still here. Wait a moment, then press the button again.",
        },
        link: (status == 401).then(|| (dom::sign_in_again(), "Sign in again")),
        takes_focus: true,
    }
}

/// The main heading of a document of the server itself.
fn heading_of(document: &Document) -> Option<String> {
    let heading = document.query_selector("main h1").ok().flatten()?;
    heading.text_content()
}
