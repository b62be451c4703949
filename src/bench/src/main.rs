//! What `make bench` needs beside the program: much data, much load, and the booking page written by hand. Never shipped.

mod fill;
mod handwritten;
mod load;
mod page;
mod prepare;

use std::error::Error;
use std::sync::Arc;

use domain::kit::email_address::EmailAddress;
use domain::kit::mailbox::Mailbox;
use domain::people::actor::Actor;
use domain::people::id::{PersonId, SessionId};
use domain::people::role::{Grant, Role};
use service::{Service, ServiceConfig, SystemClock, SystemRng};
use store::Store;

/// As the program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Whatever went wrong: nobody but the reader of the terminal deals with it.
type Fault = Box<dyn Error + Send + Sync>;

const USAGE: &str = "bench fill DATABASE PEOPLE CONVERSATIONS
bench prepare DATABASE MEMBERS FILE
bench handwritten DATABASE ADDRESS
bench load ADDRESS FILE RATE SECONDS CONNECTIONS BOOK_EVERY FIRST_BOOKING";

fn main() -> Result<(), Fault> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["load", address, file, numbers @ ..] = arguments.as_slice() {
        return load::run(address, file, numbers);
    }
    let runtime = tokio::runtime::Runtime::new()?;
    match arguments.as_slice() {
        ["fill", database, people, conversations] => {
            runtime.block_on(fill::run(database, people.parse()?, conversations.parse()?))
        }
        ["prepare", database, members, file] => {
            runtime.block_on(prepare::run(database, members.parse()?, file))
        }
        ["handwritten", database, address] => {
            runtime.block_on(handwritten::serve(database, address.parse()?))
        }
        _ => Err(USAGE.into()),
    }
}

/// The use cases on a database, with the program's own clock and random numbers.
async fn service_on(database: &str) -> Result<Service, Fault> {
    let config = ServiceConfig {
        public_url: "http://127.0.0.1".to_owned(),
        mail_from: Mailbox::sender("people-hub@example.nhs.uk")?,
        controller: Mailbox::sender("privacy@example.nhs.uk")?,
        system: None,
        demo: true,
    };
    let store = Store::open(database).await?;
    Ok(Service::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemRng),
        config,
    ))
}

/// A hub member, as the use cases know who asks.
fn hub_member(person: PersonId) -> Result<Actor, Fault> {
    Ok(Actor {
        person,
        name: String::new(),
        email: EmailAddress::parse("member@example.nhs.uk")?,
        session: SessionId::from(uuid::Uuid::nil()),
        grants: vec![Grant {
            role: Role::HubMember,
            organisation: None,
        }],
        address: None,
    })
}
