//! The kept key that people, organisations and sites are found by and sorted by.

use domain::kit::search::{MOST_WORDS, Search, key};
use domain::people::person::Telephone;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::db::{Query, Statement, StoreError, row, statements};
use crate::{Store, Tx};

/// Rows given their key in one transaction.
const ROWS_AT_ONCE: usize = 1_000;

/// A row from before there were keys.
struct Keyless {
    id: Uuid,
    name: String,
    also: String,
    phone: Option<Telephone>,
}

row! { Keyless { id, name, also, phone } }

statements! {
    // Servers that start at once fill one after the other.
    ONE_AT_A_TIME = { sqlite: "SELECT 1 AS n", postgres: "SELECT 1::BIGINT AS n FROM (SELECT pg_advisory_xact_lock(20261129143800)) l" };
    PEOPLE = "SELECT id, name, email AS also, phone FROM person WHERE search_key = '' ORDER BY id LIMIT $1";
    ORGANISATIONS = "SELECT id, name, COALESCE(ods_code, '') AS also, CAST(NULL AS TEXT) AS phone
        FROM organisation WHERE search_key = '' ORDER BY id LIMIT $1";
    SITES = "SELECT id, name, '' AS also, CAST(NULL AS TEXT) AS phone FROM site WHERE search_key = '' ORDER BY id LIMIT $1";
    // With a `+` SQLite looks for each row by its identifier, and not among all that have no key yet for each that gets one.
    KEEP_PEOPLE = {
        sqlite: "UPDATE person SET search_key = r.value ->> 'key', phone = r.value ->> 'phone'
            FROM json_each($1) r WHERE person.id = unhex(r.value ->> 'id', '-') AND +person.search_key = ''",
        postgres: "UPDATE person SET search_key = r.key, phone = r.phone
            FROM jsonb_to_recordset($1) AS r (id UUID, key TEXT, phone TEXT) WHERE person.id = r.id AND person.search_key = ''"
    };
    KEEP_ORGANISATIONS = {
        sqlite: "UPDATE organisation SET search_key = r.value ->> 'key'
            FROM json_each($1) r WHERE organisation.id = unhex(r.value ->> 'id', '-') AND +organisation.search_key = ''",
        postgres: "UPDATE organisation SET search_key = r.key
            FROM jsonb_to_recordset($1) AS r (id UUID, key TEXT) WHERE organisation.id = r.id AND organisation.search_key = ''"
    };
    KEEP_SITES = {
        sqlite: "UPDATE site SET search_key = r.value ->> 'key'
            FROM json_each($1) r WHERE site.id = unhex(r.value ->> 'id', '-') AND +site.search_key = ''",
        postgres: "UPDATE site SET search_key = r.key
            FROM jsonb_to_recordset($1) AS r (id UUID, key TEXT) WHERE site.id = r.id AND site.search_key = ''"
    };
    ADVISERS = "SELECT a.person_id AS id, '' AS name, '' AS also, a.phone FROM adviser a WHERE a.phone NOT LIKE '+%' OR a.phone LIKE '% %'";
    KEEP_ADVISER = "UPDATE adviser SET phone = $2 WHERE person_id = $1";
}

/// Gives every row its key that has none, and its telephone number the form in which numbers are kept: rows from before there were
/// keys. Safe to run again, and from several servers at once. A number that can't be read stays as it is.
pub(crate) async fn fill(store: &Store) -> Result<(), StoreError> {
    for (rows, keep) in [
        (&PEOPLE, &KEEP_PEOPLE),
        (&ORGANISATIONS, &KEEP_ORGANISATIONS),
        (&SITES, &KEEP_SITES),
    ] {
        while fill_some(store, rows, keep).await? {}
    }
    let mut tx = store.write().await?;
    tx.q(&ONE_AT_A_TIME).count().await?;
    let advisers: Vec<Keyless> = tx.q(&ADVISERS).all().await?;
    for adviser in advisers {
        let keep = tx.q(&KEEP_ADVISER).bind(adviser.id);
        keep.bind(in_one_form(adviser.phone)).one_changed().await?;
    }
    tx.commit().await
}

/// Whether there may be more.
async fn fill_some(
    store: &Store,
    rows: &'static Statement,
    keep: &'static Statement,
) -> Result<bool, StoreError> {
    let mut tx: Tx = store.write().await?;
    tx.q(&ONE_AT_A_TIME).count().await?;
    let most = i64::try_from(ROWS_AT_ONCE).unwrap_or(i64::MAX);
    let rows: Vec<Keyless> = tx.q(rows).bind(most).all().await?;
    let count = rows.len();
    if count > 0 {
        let keyed: Vec<Value> = rows.into_iter().map(keyed).collect();
        tx.q(keep).bind(Value::from(keyed)).execute().await?;
    }
    tx.commit().await?;
    Ok(count == ROWS_AT_ONCE)
}

fn keyed(row: Keyless) -> Value {
    json!({
        "id": row.id,
        "key": key(&row.name, &row.also),
        "phone": in_one_form(row.phone).as_ref().map(Telephone::as_str),
    })
}

fn in_one_form(phone: Option<Telephone>) -> Option<Telephone> {
    let phone = phone?;
    Some(Telephone::parse(phone.as_str()).unwrap_or(phone))
}

/// What a search asks of keys, as the patterns of six LIKEs that must all match: those without a word match anything.
pub(crate) fn patterns(text: &str) -> [String; MOST_WORDS] {
    let mut patterns = std::array::from_fn(|_| "%".to_owned());
    match Search::parse(text) {
        Search::Everything => {}
        // No key is empty.
        Search::Nothing => patterns[0].clear(),
        Search::Words(words) => {
            for (pattern, word) in patterns.iter_mut().zip(words) {
                *pattern = format!("%{word}%");
            }
        }
    }
    patterns
}

impl Query<'_> {
    /// The next six values: the patterns of a search.
    pub(crate) fn bind_patterns(self, patterns: &[String; MOST_WORDS]) -> Self {
        let patterns = patterns.iter().map(String::as_str);
        patterns.fold(self, Query::bind)
    }
}
