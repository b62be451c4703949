//! How often codes may be asked for and tried.
//!
//! Guesses at an account are bounded wherever they come from. What one network address can use up of an account's allowance is a
//! part of it, so nobody is kept out from one place. And whatever others use up, it does not hold in a browser in which the person
//! has signed in before. Longer windows follow shorter ones: whoever goes on waits ever longer.

use domain::kit::email_address::EmailAddress;
use store::{Conn, StoreError};

use crate::people::session::{Token, Visitor};
use crate::system::rate_limit::{Limit, network};

const fn limit(name: &'static str, tries: i64, minutes: i64) -> Limit {
    Limit {
        name,
        tries,
        minutes,
    }
}

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// Hospitals have many people behind one address.
const CODES_AN_ADDRESS: [Limit; 2] = [
    limit("codes-address", 120, 15),
    limit("codes-address", 2_000, DAY),
];
const CODES_AN_ACCOUNT_FROM_AN_ADDRESS: [Limit; 2] = [
    limit("codes-account-address", 5, 15),
    limit("codes-account-address", 15, DAY),
];
const CODES_AN_ACCOUNT: [Limit; 3] = [
    limit("codes-account", 10, 15),
    limit("codes-account", 30, 4 * HOUR),
    limit("codes-account", 60, DAY),
];
const CODES_A_KNOWN_BROWSER: [Limit; 2] = [
    limit("codes-browser", 5, 15),
    limit("codes-browser", 30, DAY),
];
/// Guesses at any account: a day's open one with a chance below 1 in 1,600.
const WRONG_FROM_AN_ADDRESS: [Limit; 2] = [
    limit("wrong-address", 120, 15),
    limit("wrong-address", 600, DAY),
];
const WRONG_FOR_AN_ACCOUNT_FROM_AN_ADDRESS: [Limit; 2] = [
    limit("wrong-account-address", 10, 15),
    limit("wrong-account-address", 20, DAY),
];
/// Guesses from everywhere: a day's open the account with a chance below 1 in 12,000.
const WRONG_FOR_AN_ACCOUNT: [Limit; 3] = [
    limit("wrong-account", 20, 15),
    limit("wrong-account", 40, 4 * HOUR),
    limit("wrong-account", 80, DAY),
];
const WRONG_IN_A_KNOWN_BROWSER: [Limit; 2] = [
    limit("wrong-browser", 25, 15),
    limit("wrong-browser", 60, DAY),
];

/// Who asks for a code or tries one, and for which account.
pub(super) struct Asker {
    account: String,
    network: String,
    known_browser: Option<String>,
}

impl Asker {
    /// Looks whether the account's person has signed in before in the visitor's browser.
    pub(super) async fn of(
        conn: &mut Conn,
        account: &EmailAddress,
        visitor: &Visitor,
    ) -> Result<Self, StoreError> {
        let token = visitor.known_browser.as_deref().and_then(Token::parse);
        let known_browser = match token {
            Some(token)
                if store::people::known_browser::is_of(conn, token.hash(), account).await? =>
            {
                // One browser may be known for several people: each has an allowance there.
                Some(format!("{} {account}", token.as_str()))
            }
            _ => None,
        };
        Ok(Self {
            account: account.to_string(),
            network: network(&visitor.address),
            known_browser,
        })
    }

    /// Whether they have signed in there before.
    pub(super) const fn is_known(&self) -> bool {
        self.known_browser.is_some()
    }

    /// What is counted when a code is asked for.
    pub(super) fn asking(&self) -> Vec<(Limit, String)> {
        self.counted(
            &CODES_A_KNOWN_BROWSER,
            &CODES_AN_ADDRESS,
            &CODES_AN_ACCOUNT_FROM_AN_ADDRESS,
            &CODES_AN_ACCOUNT,
        )
    }

    /// What is counted when a wrong code is tried.
    pub(super) fn wrong(&self) -> Vec<(Limit, String)> {
        self.counted(
            &WRONG_IN_A_KNOWN_BROWSER,
            &WRONG_FROM_AN_ADDRESS,
            &WRONG_FOR_AN_ACCOUNT_FROM_AN_ADDRESS,
            &WRONG_FOR_AN_ACCOUNT,
        )
    }

    fn counted(
        &self,
        known_browser: &[Limit],
        address: &[Limit],
        account_from_address: &[Limit],
        account: &[Limit],
    ) -> Vec<(Limit, String)> {
        let of = |limits: &[Limit], subject: &str| -> Vec<(Limit, String)> {
            let each = limits.iter().map(|limit| (*limit, subject.to_owned()));
            each.collect()
        };
        if let Some(browser) = &self.known_browser {
            return of(known_browser, browser);
        }
        let both = format!("{} {}", self.account, self.network);
        [
            of(address, &self.network),
            of(account_from_address, &both),
            of(account, &self.account),
        ]
        .concat()
    }
}
