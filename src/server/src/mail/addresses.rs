//! What a form takes for an address, the mailer takes too: else it would be tried ten times and die in the outbox.

use domain::kit::email_address::EmailAddress;
use lettre::message::Mailbox;
use proptest::prelude::*;

proptest! {
    #[test]
    fn an_address_that_a_form_takes_is_taken_by_the_mailer(text in prop_oneof![
        any::<String>(),
        "[a-z0-9.!#$%&'*+/=?^_`{|}~\"-]{1,66}@[a-z0-9.-]{1,70}\\.[a-z0-9-]{1,66}",
        "[a-z]{1,64}@([a-z]{1,66}\\.){1,5}[a-z]{2,64}",
        "(mailto:|[A-Za-z ]{0,8}<)?[a-z.]{1,8}@[a-zé_.-]{1,8}\\.[a-z]{2,4}>?[.;,]?",
    ]) {
        if let Ok(address) = EmailAddress::parse(&text) {
            prop_assert!(address.as_str().parse::<lettre::Address>().is_ok(), "{address}");
            let mailbox = address.as_str().parse::<Mailbox>();
            prop_assert_eq!(mailbox.map(|mailbox| mailbox.email.to_string()).ok(), Some(address.to_string()));
        }
    }
}
