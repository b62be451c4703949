//! How often codes may be asked for and tried, by account, browser and network address.

use domain::kit::app_error::AppError;
use domain::people::role::Role;
use domain::people::sign_in::CodeForm;
use service::people::session::Visitor;
use service::people::sign_in;

use super::{ADDRESS, AMINA, ask, email, enter, from_address, sent, sign_in_as, visitor, wrong};
use crate::support::{START, World, statements_of};

crate::on_both_engines!(
    a_code_can_not_be_asked_for_too_often,
    one_network_address_can_not_keep_anybody_out,
    many_network_addresses_together_guess_no_more_than_an_account_allows,
    a_right_code_from_a_known_browser_passes_whatever_others_used_up,
    after_too_many_wrong_codes_the_right_one_is_taken_in_a_known_browser_alone,
    a_known_browser_has_limits_of_its_own,
    a_network_address_can_not_ask_or_try_too_often,
    a_refused_request_leaves_nothing_behind,
);

async fn a_code_can_not_be_asked_for_too_often(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    for address in [AMINA, "nobody@example.nhs.uk"] {
        world.clock.set(START.parse().unwrap());
        for _ in 0..5 {
            ask(&world, address).await;
        }
        world.pass_minutes(5);
        let refused = sign_in::request_code(&world.service, email(address), &visitor()).await;
        let retry_after_seconds = 10 * 60 + 1;
        assert_eq!(
            refused,
            Err(AppError::TooMany {
                retry_after_seconds
            })
        );
        assert_eq!(world.messages_to(address).await.len(), 5);
        world.pass_seconds(i64::from(retry_after_seconds));
        ask(&world, address).await;
    }
}

/// Asks for a code from an address until it is refused, and says how many it got.
async fn asked_until_refused(world: &World, account: &str, visitor: &Visitor) -> usize {
    for codes in 0..10_000 {
        match sign_in::request_code(&world.service, email(account), visitor).await {
            Ok(_) => {}
            Err(AppError::TooMany { .. }) => return codes,
            Err(error) => panic!("{error}"),
        }
    }
    panic!("never refused")
}

/// What a day's asking gets from one address, again and again as soon as it may.
async fn asked_in_a_day(world: &World, account: &str, visitor: &Visitor) -> usize {
    let mut codes = 0;
    for _ in 0..24 * 4 {
        codes += asked_until_refused(world, account, visitor).await;
        world.pass_minutes(15);
    }
    world.pass_minutes(-24 * 60);
    codes
}

/// At midnight, so that every window begins.
async fn a_day_begins(world: &World) {
    world.clock.set("2026-03-03T00:00:00Z".parse().unwrap());
}

/// Somebody in one place asks for codes all day: elsewhere the account still gets one.
async fn one_network_address_can_not_keep_anybody_out(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    a_day_begins(&world).await;
    let attacker = from_address("192.0.2.66");
    assert_eq!(asked_in_a_day(&world, AMINA, &attacker).await, 15);
    let inside_a_network = from_address("2001:db8:1:2::1");
    assert_eq!(asked_in_a_day(&world, AMINA, &inside_a_network).await, 15);
    let rotated = from_address("2001:db8:1:2:ffff::9");
    assert_eq!(asked_until_refused(&world, AMINA, &rotated).await, 0);
    world.pass_minutes(16 * 60);
    ask(&world, AMINA).await;
}

/// Guesses from many places are bounded for the account, also when each place is used a little.
async fn many_network_addresses_together_guess_no_more_than_an_account_allows(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    a_day_begins(&world).await;
    let (mut codes, mut guesses) = (0, 0);
    for quarter in 0..24 * 4 {
        for place in 0..4 {
            let place = from_address(&format!("198.51.{quarter}.{place}"));
            let asked = sign_in::request_code(&world.service, email(AMINA), &place).await;
            let Ok(asked) = asked else { continue };
            codes += 1;
            for _ in 0..5 {
                let form = CodeForm {
                    request: asked.request.to_string(),
                    code: wrong(&sent(&world, AMINA).await.0),
                };
                match sign_in::verify_code(&world.service, form, &place).await {
                    Err(AppError::Invalid(_)) => guesses += 1,
                    Err(AppError::TooMany { .. }) => {}
                    other => panic!("{other:?}"),
                }
            }
        }
        world.pass_minutes(15);
    }
    assert_eq!((codes, guesses), (60, 80));
}

/// What others have used up is not held against a browser in which somebody has signed in before.
async fn a_right_code_from_a_known_browser_passes_whatever_others_used_up(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    world.person("David Okafor", Role::CareerAdviser).await;
    let known = sign_in_as(&world, AMINA).await.known_browser;
    let at_home = Visitor {
        known_browser: known.clone(),
        ..visitor()
    };
    a_day_begins(&world).await;
    for place in 0..60 {
        let place = from_address(&format!("198.51.100.{place}"));
        asked_until_refused(&world, AMINA, &place).await;
        world.pass_minutes(15);
    }
    for person in 0..120 {
        ask(&world, &format!("person{person}@example.nhs.uk")).await;
    }
    // Neither the account nor the address has anything left.
    let elsewhere = sign_in::request_code(&world.service, email(AMINA), &visitor()).await;
    assert!(matches!(elsewhere, Err(AppError::TooMany { .. })));
    // A browser is known for its own people alone.
    let davids = sign_in::request_code(&world.service, email("david@example.nhs.uk"), &at_home);
    assert!(matches!(davids.await, Err(AppError::TooMany { .. })));

    let asked = sign_in::request_code(&world.service, email(AMINA), &at_home).await;
    let form = CodeForm {
        request: asked.unwrap().request.to_string(),
        code: sent(&world, AMINA).await.0,
    };
    // Somebody elsewhere who may ask again replaces no code that was asked for here.
    world.pass_seconds(1);
    let mut tx = world.service.store.write().await.unwrap();
    let address = domain::kit::email_address::EmailAddress::parse(AMINA).unwrap();
    store::people::sign_in_code::replace_earlier(&mut tx, &address, world.now(), false)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let signed_in = sign_in::verify_code(&world.service, form, &at_home).await;
    let again = signed_in.unwrap().known_browser;
    assert!(again.is_some() && again != known, "it has a new token");
}

/// Wrong codes are counted too, and the right one is then taken in a known browser alone.
async fn after_too_many_wrong_codes_the_right_one_is_taken_in_a_known_browser_alone(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let known_browser = sign_in_as(&world, AMINA).await.known_browser;
    a_day_begins(&world).await;
    for _ in 0..2 {
        let request = ask(&world, AMINA).await;
        for _ in 0..5 {
            let guess = wrong(&sent(&world, AMINA).await.0);
            enter(&world, &request, &guess).await.unwrap_err();
        }
        world.pass_seconds(1);
    }
    let request = ask(&world, AMINA).await;
    let (code, link) = sent(&world, AMINA).await;
    let refused = enter(&world, &request, &code).await;
    assert!(
        matches!(refused, Err(AppError::TooMany { .. })),
        "{refused:?}"
    );
    let at_home = Visitor {
        known_browser,
        ..visitor()
    };
    let form = CodeForm { request, code };
    let known = sign_in::verify_code(&world.service, form, &at_home).await;
    assert!(known.is_ok());
    // Nobody guesses a link: the newest works from everywhere.
    world.pass_seconds(1);
    ask(&world, AMINA).await;
    let (_, newest) = sent(&world, AMINA).await;
    assert_ne!(link, newest);
    let opened = sign_in::open_link(&world.service, &newest, &visitor()).await;
    assert!(opened.is_ok());
}

async fn a_known_browser_has_limits_of_its_own(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let at_home = Visitor {
        known_browser: sign_in_as(&world, AMINA).await.known_browser,
        ..visitor()
    };
    a_day_begins(&world).await;
    assert_eq!(asked_until_refused(&world, AMINA, &at_home).await, 5);
    assert_eq!(asked_in_a_day(&world, AMINA, &at_home).await, 25);
}

/// One network address may ask for many people, as a hospital does, and guess for none.
async fn a_network_address_can_not_ask_or_try_too_often(world: World) {
    a_day_begins(&world).await;
    let mut requests = Vec::new();
    for number in 0..120 {
        requests.push(ask(&world, &format!("person{number}@example.nhs.uk")).await);
    }
    let ask_from = async |address: &str| {
        sign_in::request_code(&world.service, email(AMINA), &from_address(address)).await
    };
    let refused = ask_from(ADDRESS).await;
    assert!(matches!(refused, Err(AppError::TooMany { .. })));
    assert!(ask_from("192.0.2.2").await.is_ok());
    let (mut wrong, mut refused) = (0, 0);
    for request in &requests {
        for _ in 0..5 {
            match enter(&world, request, "123456").await {
                Err(AppError::Invalid(_)) => wrong += 1,
                Err(AppError::TooMany { .. }) => refused += 1,
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!((wrong, refused), (120, 480));
}

/// Who is refused adds nothing to the database, however often and with whatever address they ask.
async fn a_refused_request_leaves_nothing_behind(world: World) {
    let refused = from_address("192.0.2.66");
    for number in 0..120 {
        let account = email(&format!("person{number}@example.nhs.uk"));
        sign_in::request_code(&world.service, account, &refused)
            .await
            .unwrap();
    }
    let unknown_code = CodeForm {
        request: "01890a5d-ac96-774b-bcce-b302099a8057".to_owned(),
        code: "123456".to_owned(),
    };
    let link = "0a".repeat(32);
    let (_, statements) = statements_of(async {
        for number in 0..3 {
            let account = email(&format!("other{number}@example.nhs.uk"));
            let asked = sign_in::request_code(&world.service, account, &refused).await;
            assert!(matches!(asked, Err(AppError::TooMany { .. })));
            let tried = sign_in::verify_code(&world.service, unknown_code.clone(), &refused);
            tried.await.unwrap_err();
            let opened = sign_in::open_link(&world.service, &link, &refused);
            opened.await.unwrap_err();
        }
    })
    .await;
    let allowed = [
        "store::system::rate_limit::SO_FAR",
        "store::people::sign_in_code::BY_ID",
        "store::people::sign_in_code::BY_LINK",
    ];
    for statement in statements {
        let is_reading = allowed.iter().any(|allowed| statement.contains(allowed));
        assert!(is_reading, "{statement}");
    }
}
