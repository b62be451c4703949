//! What emails say about another address for an account.

use domain::people::person::ADDRESS_HOURS;

/// The subject to the new address.
pub(super) const CONFIRM: &str = "Confirm your email address for People Hub";
/// The subject to the old address, before.
pub(super) const ASKED: &str = "Someone asked to change your email address";
/// The subject to the old address, after.
pub(super) const CHANGED: &str = "Your email address has been changed";

/// To the new address.
pub(super) fn confirm(name: &str, public_url: &str, token: &str) -> String {
    let days = ADDRESS_HOURS / 24;
    format!(
        "Hello {name},\n\n\
        An administrator of People Hub has entered this email address for your account.\n\n\
        If it is yours, open this link and choose 'Confirm this address'. It works for {days} days, once:\n\
        {public_url}/sign-in/address/{token}\n\n\
        From then on you sign in with this address. Until then nothing changes.\n\n\
        If you do not know what this is about, you do not need to do anything.\n\n\
        People Hub\n"
    )
}

/// To the old address, when a change is asked for. It does not say the new one.
pub(super) fn asked(name: &str) -> String {
    format!(
        "Hello {name},\n\n\
        An administrator has entered another email address for your People Hub account. We have sent a link to that address. Your account \
        changes when the link is used.\n\n\
        If you asked for this, you do not need to do anything here.\n\n\
        If you did not, tell your hub coordinator now: whoever has the other address could sign in as you.\n\n\
        People Hub\n"
    )
}

/// To the old address, when it has been changed.
pub(super) fn changed(name: &str) -> String {
    format!(
        "Hello {name},\n\n\
        Your People Hub account has another email address now. You can no longer sign in with this one, and everywhere you were signed in \
        has been signed out.\n\n\
        If you did not ask for this, tell your hub coordinator now: whoever has the other address can sign in as you.\n\n\
        People Hub\n"
    )
}
