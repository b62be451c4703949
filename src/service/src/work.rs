//! A change and all that it leads to: one transaction, one who acts, one instant.

use std::net::IpAddr;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::Ordering;

use domain::kit::instant::Instant;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::places::id::OrganisationId;
use domain::system::audit::{Action, ObjectKind};
use serde_json::Value;
use store::system::audit::Entry;
use store::{StoreError, Tx};
use uuid::{Builder, Uuid};

use crate::Service;

/// A transaction, with who acts in it and when. Without [`Work::commit`] nothing of it happened.
pub struct Work<'a> {
    pub service: &'a Service,
    pub by: By,
    /// The instant of all that happens in it: when the transaction had begun, unless it has [waited](Work::waited) since.
    pub now: Instant,
    tx: Tx,
}

/// Who acts, as the log says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    /// Who, if they are signed in.
    pub person: Option<PersonId>,
    /// From which network address, if over a network.
    pub address: Option<IpAddr>,
}

impl By {
    /// Nobody: what time does, or who runs the program.
    pub const NOBODY: Self = Self {
        person: None,
        address: None,
    };
}

impl From<&Actor> for By {
    fn from(actor: &Actor) -> Self {
        Self {
            person: Some(actor.person),
            address: actor.address,
        }
    }
}

/// What a line of the log is about.
#[derive(Debug, Clone)]
pub struct About {
    kind: ObjectKind,
    object: Uuid,
    person: Option<PersonId>,
    organisation: Option<OrganisationId>,
    is_nobodys: bool,
}

impl About {
    #[must_use]
    pub fn the(kind: ObjectKind, object: Uuid) -> Self {
        Self {
            kind,
            object,
            person: None,
            organisation: None,
            is_nobodys: false,
        }
    }

    /// It is in this person's record, or with `None` in nobody's.
    #[must_use]
    pub fn of(self, person: impl Into<Option<PersonId>>) -> Self {
        Self {
            person: person.into(),
            ..self
        }
    }

    /// It is this organisation's, or with `None` nobody's.
    #[must_use]
    pub fn within(self, organisation: impl Into<Option<OrganisationId>>) -> Self {
        Self {
            organisation: organisation.into(),
            ..self
        }
    }

    /// Nobody did it, whoever's act led to it: the service did.
    #[must_use]
    pub fn by_nobody(self) -> Self {
        Self {
            is_nobodys: true,
            ..self
        }
    }
}

impl<'a> Work<'a> {
    pub async fn begin(service: &'a Service, by: impl Into<By>) -> Result<Self, StoreError> {
        let by = by.into();
        let tx = service.store.write().await?;
        Ok(Self {
            service,
            by,
            now: service.now(),
            tx,
        })
    }

    /// Takes the time again after others were waited for: what they did meanwhile is earlier than what happens now.
    pub fn waited(&mut self) {
        self.now = self.service.now();
    }

    /// A new identifier. Those of one instant are in the order in which they were made.
    pub fn id<T: From<Uuid>>(&self) -> T {
        let mut random: [u8; 10] = self.service.random();
        // The bits after the version may hold a count (RFC 9562, section 6.2, method 1).
        let made = self.service.made.fetch_add(1, Ordering::Relaxed);
        random[..2].copy_from_slice(&made.to_be_bytes());
        let at = self.now.unix_milliseconds();
        T::from(Builder::from_unix_timestamp_millis(at, &random).into_uuid())
    }

    /// Says in the log who did what to which thing, and what changed (nothing sensitive).
    pub async fn note(
        &mut self,
        action: Action,
        about: About,
        detail: Value,
    ) -> Result<(), StoreError> {
        let by = match about.is_nobodys {
            true => By::NOBODY,
            false => self.by,
        };
        let entry = Entry {
            id: self.id(),
            at: self.now,
            actor: by.person,
            action: action.code().to_owned(),
            object_kind: about.kind.code().to_owned(),
            object: about.object,
            person: about.person,
            organisation: about.organisation,
            address: by.address.map(|address| address.to_string()),
            detail,
        };
        store::system::audit::append(self, &entry).await
    }

    /// Keeps all of it.
    ///
    /// # Errors
    /// `Aborted` when a statement was refused: nothing is kept.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.tx.commit().await
    }

    pub async fn rollback(self) -> Result<(), StoreError> {
        self.tx.rollback().await
    }
}

impl Deref for Work<'_> {
    type Target = Tx;

    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl DerefMut for Work<'_> {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}
