//! The chain over the log: each link is a hash of a row and of the link before, so that whoever changes a row or takes one away
//! would have to make every later link anew. Workers link some seconds after the change (decision 0015).

use std::collections::BTreeMap;

use domain::kit::app_error::AppError;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use store::system::audit_link::{Kept, Link};
use store::{Conn, StoreError};
use uuid::Uuid;

use crate::Service;
use crate::people::session::hexadecimal;

/// Rows that are linked in one transaction.
const TOGETHER: i64 = 500;
/// Rows that are read in one go when the chain is proved.
const AT_A_TIME: i64 = 1_000;

/// Links rows that wait for it, some at a time. Gives how many were linked; another server may have been quicker.
pub async fn link_waiting(service: &Service) -> Result<usize, AppError> {
    let linked = async {
        let mut conn = service.store.read().await?;
        // Asked first, so that an idle worker never holds up those who write.
        if store::system::audit_link::waiting(&mut conn, 1)
            .await?
            .is_empty()
        {
            return Ok(0);
        }
        drop(conn);
        let mut tx = service.store.write().await?;
        let last = store::system::audit_link::last(&mut tx).await?;
        let rows = store::system::audit_link::waiting(&mut tx, TOGETHER).await?;
        let (after, mut hash) = last.map_or((0, Vec::new()), |last| (last.ordinal, last.hash));
        let mut links = Vec::new();
        for (ordinal, row) in (after + 1..).zip(&rows) {
            hash = hash_of(&hash, row);
            links.push(Link {
                ordinal,
                audit: row.id,
                hash: hash.clone(),
            });
        }
        store::system::audit_link::append(&mut tx, after, &links).await?;
        tx.commit().await?;
        Ok::<_, StoreError>(links.len())
    };
    match linked.await {
        Err(StoreError::Conflict(constraint)) if constraint == "audit_link_pk" => Ok(0),
        linked => Ok(linked?),
    }
}

/// SHA-256 of the hash before (nothing before the first) and of the row as a JSON list.
fn hash_of(before: &[u8], row: &Kept) -> Vec<u8> {
    let text = json!([
        row.id,
        row.at,
        row.actor,
        row.action,
        row.object_kind,
        row.object,
        row.person,
        row.organisation,
        row.address,
        sorted(&row.detail),
    ]);
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(text.to_string().as_bytes());
    hash.finalize().to_vec()
}

/// The same value with its names in order: however the program keeps them, the text is the same.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<_, _> = members.iter().collect();
            let members = members.into_iter();
            Value::Object(
                members
                    .map(|(name, value)| (name.clone(), sorted(value)))
                    .collect(),
            )
        }
        Value::Array(values) => Value::Array(values.iter().map(sorted).collect()),
        value => value.clone(),
    }
}

/// What does not fit in the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A link is not there, though a later one is.
    #[error("link {0} is not there")]
    NoLink(i64),
    #[error("link {0}: the row {1} is not there")]
    NoRow(i64, Uuid),
    /// The row of a link is not the one that was linked, or an earlier one was not.
    #[error("link {0}: the row {1} is not as it was written")]
    Changed(i64, Uuid),
    /// Rows that no change of this program wrote, or whose waiting was ended.
    #[error("{0} rows are in the log and were never to be linked")]
    NeverLinked(i64),
    #[error("{0} rows are not there that waited for their link")]
    GoneWaiting(i64),
    /// What was noted of the chain at another time is not in it.
    #[error("link {0} is not the one that you noted")]
    NotAsNoted(i64),
}

/// What a look at the whole chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Links that fit, from the first on.
    pub linked: i64,
    pub waiting: i64,
    /// The hash of the last link that fits, in hexadecimal digits; empty when there is none.
    pub head: String,
    /// The first thing that does not fit.
    pub fault: Option<Fault>,
}

/// Reads the whole log and compares each row with its link. `noted` is a place in the chain and its hash, as an earlier look gave
/// them: with it, a chain that was made anew is found out too.
pub async fn verify(service: &Service, noted: Option<(i64, &str)>) -> Result<Proof, AppError> {
    let mut conn = service.store.read().await?;
    let mut proof = prove(&mut conn, noted).await?;
    if proof.fault.is_none() {
        proof.fault = match (
            store::system::audit_link::unknown_count(&mut conn).await?,
            store::system::audit_link::gone_count(&mut conn).await?,
        ) {
            (0, 0) => None,
            (0, gone) => Some(Fault::GoneWaiting(gone)),
            (unknown, _) => Some(Fault::NeverLinked(unknown)),
        };
    }
    Ok(proof)
}

async fn prove(conn: &mut Conn, noted: Option<(i64, &str)>) -> Result<Proof, StoreError> {
    let waiting = store::system::audit_link::waiting_count(conn).await?;
    let (mut linked, mut hash) = (0, Vec::new());
    let mut fault = None;
    'all: loop {
        let page = store::system::audit_link::linked(conn, linked, AT_A_TIME).await?;
        if page.is_empty() {
            break;
        }
        for found in page {
            let (place, id) = (found.link.ordinal, found.link.audit);
            let expected = found.kept.as_ref().map(|row| hash_of(&hash, row));
            fault = match expected {
                _ if place != linked + 1 => Some(Fault::NoLink(linked + 1)),
                None => Some(Fault::NoRow(place, id)),
                Some(expected) if expected != found.link.hash => Some(Fault::Changed(place, id)),
                Some(_) => noted
                    .filter(|noted| noted.0 == place && noted.1 != hexadecimal(&found.link.hash))
                    .map(|_| Fault::NotAsNoted(place)),
            };
            if fault.is_some() {
                break 'all;
            }
            (linked, hash) = (place, found.link.hash);
        }
    }
    let is_cut_off = noted.filter(|noted| noted.0 > linked);
    Ok(Proof {
        linked,
        waiting,
        head: hexadecimal(&hash),
        fault: fault.or(is_cut_off.map(|noted| Fault::NotAsNoted(noted.0))),
    })
}
