//! Signing in by email, and the sessions that follow.

mod limits;
use crate::support::{World, statements_of};
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::role::Role;
use domain::people::sign_in::{CodeForm, EmailForm};
use service::people::session;
use service::people::session::{SignedIn, Visitor};
use service::people::sign_in;

const AMINA: &str = "amina@example.nhs.uk";
const ADDRESS: &str = "192.0.2.1";

crate::on_both_engines!(
    a_code_from_the_email_signs_in,
    a_link_from_the_email_signs_in_and_looking_at_it_does_not,
    a_code_is_used_once_with_its_link,
    only_the_newest_code_works,
    a_code_works_for_ten_minutes,
    five_wrong_tries_end_a_code,
    the_fifth_try_may_be_right,
    tries_at_the_same_moment_do_not_get_past_the_limit,
    a_code_works_only_in_the_browser_that_asked_for_it,
    an_unknown_address_is_answered_alike_and_told_by_email,
    an_unknown_address_takes_the_same_statements,
    a_closed_account_is_as_unknown,
    signing_in_ends_the_session_that_the_browser_had,
    a_session_ends_after_two_hours_without_use,
    a_session_ends_after_twelve_hours_of_use,
    a_session_ends_with_the_account,
    a_browser_can_be_signed_out_from_another,
    somebody_elses_browser_is_not_found,
    signing_out_everywhere_ends_every_session,
    personas_exist_in_the_demo_only,
    what_is_over_is_forgotten,
);

fn visitor() -> Visitor {
    Visitor {
        address: ADDRESS.to_owned(),
        browser: "Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Mobile Safari/537.36".to_owned(),
        token: None,
        known_browser: None,
    }
}

fn from_address(address: &str) -> Visitor {
    Visitor {
        address: address.to_owned(),
        ..visitor()
    }
}

fn email(address: &str) -> EmailForm {
    EmailForm {
        email: address.to_owned(),
        return_to: "/career-conversations".to_owned(),
    }
}

async fn ask(world: &World, address: &str) -> String {
    sign_in::request_code(&world.service, email(address), &visitor())
        .await
        .unwrap()
        .request
        .to_string()
}

async fn enter(world: &World, request: &str, code: &str) -> Result<SignedIn, AppError> {
    let form = CodeForm {
        request: request.to_owned(),
        code: code.to_owned(),
    };
    sign_in::verify_code(&world.service, form, &visitor()).await
}

/// The code and the link's token in the newest email to an address.
async fn sent(world: &World, address: &str) -> (String, String) {
    let body = world.messages_to(address).await.pop().unwrap().body;
    let after = |mark: &str, length: usize| body.split_once(mark).unwrap().1[..length].to_owned();
    (after("code is ", 6), after("/sign-in/link/", 64))
}

/// A code that isn't this one.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

async fn sign_in_as(world: &World, address: &str) -> SignedIn {
    world.pass_seconds(1);
    let request = ask(world, address).await;
    let (code, _) = sent(world, address).await;
    enter(world, &request, &code).await.unwrap()
}

async fn who(world: &World, token: &str) -> Option<Actor> {
    session::authenticate(&world.service, token).await.unwrap()
}

fn message(error: &AppError) -> &str {
    match error {
        AppError::Invalid(errors) => &errors.0[0].message,
        error => panic!("{error}"),
    }
}

async fn a_code_from_the_email_signs_in(world: World) {
    let amina = world.person("Amina Yusuf", Role::HubMember).await;
    let request = ask(&world, " Amina@Example.NHS.uk").await;
    let (code, _) = sent(&world, AMINA).await;
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let signed_in = enter(&world, &request, &spaced).await.unwrap();
    assert_eq!(signed_in.return_to, "/career-conversations");
    assert_eq!(signed_in.expires_at, world.now().plus_hours(12));
    let actor = who(&world, &signed_in.token).await.unwrap();
    assert_eq!((actor.person, actor.name.as_str()), (amina, "Amina Yusuf"));
    assert!(actor.has(Role::HubMember));
    assert_eq!(world.audited().await, ["signed_in"]);
}

async fn a_link_from_the_email_signs_in_and_looking_at_it_does_not(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    ask(&world, AMINA).await;
    let (_, link) = sent(&world, AMINA).await;
    for _ in 0..3 {
        let address = sign_in::peek_link(&world.service, &link).await.unwrap();
        assert_eq!(address.unwrap().as_str(), AMINA);
    }
    let signed_in = sign_in::open_link(&world.service, &link, &visitor())
        .await
        .unwrap();
    assert!(who(&world, &signed_in.token).await.is_some());
    assert_eq!(
        sign_in::peek_link(&world.service, &link).await.unwrap(),
        None
    );
    assert_eq!(
        sign_in::peek_link(&world.service, "nonsense")
            .await
            .unwrap(),
        None
    );
}

async fn a_code_is_used_once_with_its_link(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let request = ask(&world, AMINA).await;
    let (code, link) = sent(&world, AMINA).await;
    enter(&world, &request, &code).await.unwrap();
    let again = enter(&world, &request, &code).await.unwrap_err();
    assert_eq!(
        message(&again),
        "That code no longer works. Ask for a new one"
    );
    assert!(
        sign_in::open_link(&world.service, &link, &visitor())
            .await
            .is_err()
    );
}

async fn only_the_newest_code_works(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let first = ask(&world, AMINA).await;
    let (first_code, first_link) = sent(&world, AMINA).await;
    world.pass_seconds(1);
    let second = ask(&world, AMINA).await;
    let (second_code, _) = sent(&world, AMINA).await;
    assert!(enter(&world, &first, &first_code).await.is_err());
    assert!(
        sign_in::open_link(&world.service, &first_link, &visitor())
            .await
            .is_err()
    );
    assert!(enter(&world, &second, &second_code).await.is_ok());
}

async fn a_code_works_for_ten_minutes(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let request = ask(&world, AMINA).await;
    let (code, link) = sent(&world, AMINA).await;
    world.pass_minutes(10);
    let late = enter(&world, &request, &code).await.unwrap_err();
    assert_eq!(
        message(&late),
        "That code no longer works. Ask for a new one"
    );
    assert!(
        sign_in::open_link(&world.service, &link, &visitor())
            .await
            .is_err()
    );
    world.clock.set(world.now().plus_seconds(-1));
    assert!(enter(&world, &request, &code).await.is_ok());
}

async fn five_wrong_tries_end_a_code(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let request = ask(&world, AMINA).await;
    let (code, link) = sent(&world, AMINA).await;
    for _ in 0..4 {
        let error = enter(&world, &request, &wrong(&code)).await.unwrap_err();
        assert!(message(&error).starts_with("That code is not right"));
    }
    let fifth = enter(&world, &request, &wrong(&code)).await.unwrap_err();
    assert_eq!(
        message(&fifth),
        "That code no longer works. Ask for a new one"
    );
    assert!(enter(&world, &request, &code).await.is_err());
    assert!(
        sign_in::open_link(&world.service, &link, &visitor())
            .await
            .is_err()
    );
    assert_eq!(world.audited().await, ["sign_in_refused"; 5]);
}

async fn the_fifth_try_may_be_right(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let request = ask(&world, AMINA).await;
    let (code, _) = sent(&world, AMINA).await;
    for _ in 0..4 {
        enter(&world, &request, &wrong(&code)).await.unwrap_err();
    }
    assert!(enter(&world, &request, &code).await.is_ok());
}

async fn tries_at_the_same_moment_do_not_get_past_the_limit(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let request = ask(&world, AMINA).await;
    let (code, _) = sent(&world, AMINA).await;
    let guess = CodeForm {
        request: request.clone(),
        code: wrong(&code),
    };
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let (service, guess) = (world.service.clone(), guess.clone());
            tokio::spawn(async move { sign_in::verify_code(&service, guess, &visitor()).await })
        })
        .collect();
    for attempt in tries {
        assert!(attempt.await.unwrap().is_err());
    }
    assert_eq!(world.audited().await.len(), 5);
    assert!(enter(&world, &request, &code).await.is_err());
}

async fn a_code_works_only_in_the_browser_that_asked_for_it(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    world.person("David Okafor", Role::CareerAdviser).await;
    let davids = ask(&world, "david@example.nhs.uk").await;
    ask(&world, AMINA).await;
    let (aminas_code, _) = sent(&world, AMINA).await;
    for request in [davids.as_str(), "", "nonsense", &davids.replace('0', "1")] {
        assert!(
            enter(&world, request, &aminas_code).await.is_err(),
            "{request}"
        );
    }
}

async fn an_unknown_address_is_answered_alike_and_told_by_email(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let known = ask(&world, AMINA).await;
    let unknown = ask(&world, "nobody@example.nhs.uk").await;
    assert_eq!(known.len(), unknown.len());
    let messages = world.messages_to("nobody@example.nhs.uk").await;
    assert_eq!(messages.len(), 1);
    assert!(messages[0].body.contains("it has no account"));
    assert_eq!(
        messages[0].subject,
        world.messages_to(AMINA).await[0].subject
    );

    let (known, unknown) = (
        enter(&world, &known, &wrong(&sent(&world, AMINA).await.0)).await,
        enter(&world, &unknown, "123456").await,
    );
    assert_eq!(known, unknown);
    assert_eq!(world.audited().await, ["sign_in_refused"; 2]);
}

async fn an_unknown_address_takes_the_same_statements(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let (known_request, asked_known) = statements_of(ask(&world, AMINA)).await;
    let (unknown_request, asked_unknown) =
        statements_of(ask(&world, "nobody@example.nhs.uk")).await;
    assert!(asked_known.len() > 5, "{asked_known:?}");
    assert_eq!(asked_known, asked_unknown);

    let guess = wrong(&sent(&world, AMINA).await.0);
    let (_, tried_known) = statements_of(enter(&world, &known_request, &guess)).await;
    let (_, tried_unknown) = statements_of(enter(&world, &unknown_request, &guess)).await;
    assert!(tried_known.len() > 3, "{tried_known:?}");
    assert_eq!(tried_known, tried_unknown);
}

async fn a_closed_account_is_as_unknown(world: World) {
    let amina = world.person("Amina Yusuf", Role::HubMember).await;
    let request = ask(&world, AMINA).await;
    let (code, link) = sent(&world, AMINA).await;
    world.close_account(amina).await;
    assert!(enter(&world, &request, &code).await.is_err());
    assert!(
        sign_in::open_link(&world.service, &link, &visitor())
            .await
            .is_err()
    );
    world.pass_minutes(1);
    ask(&world, AMINA).await;
    let told = world.messages_to(AMINA).await.pop().unwrap();
    assert!(told.body.contains("it has no account"));
}

async fn signing_in_ends_the_session_that_the_browser_had(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let first = sign_in_as(&world, AMINA).await;
    world.pass_minutes(1);
    let request = ask(&world, AMINA).await;
    let form = CodeForm {
        request,
        code: sent(&world, AMINA).await.0,
    };
    let visitor = Visitor {
        token: Some(first.token.clone()),
        ..visitor()
    };
    let second = sign_in::verify_code(&world.service, form, &visitor)
        .await
        .unwrap();
    assert_ne!(first.token, second.token);
    assert_eq!(who(&world, &first.token).await, None);
    assert!(who(&world, &second.token).await.is_some());
}

async fn a_session_ends_after_two_hours_without_use(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let token = sign_in_as(&world, AMINA).await.token;
    world.pass_minutes(119);
    let actor = who(&world, &token).await.unwrap();
    world.pass_minutes(119);
    assert!(who(&world, &token).await.is_some());
    world.pass_minutes(120);
    assert_eq!(who(&world, &token).await, None);
    assert_eq!(session::list(&world.service, &actor).await.unwrap(), []);
}

async fn a_session_ends_after_twelve_hours_of_use(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let token = sign_in_as(&world, AMINA).await.token;
    for _ in 0..11 {
        world.pass_minutes(60);
        assert!(who(&world, &token).await.is_some());
    }
    world.pass_minutes(60);
    assert_eq!(who(&world, &token).await, None);
}

async fn a_session_ends_with_the_account(world: World) {
    let amina = world.person("Amina Yusuf", Role::HubMember).await;
    let token = sign_in_as(&world, AMINA).await.token;
    world.close_account(amina).await;
    assert_eq!(who(&world, &token).await, None);
}

async fn a_browser_can_be_signed_out_from_another(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let phone = sign_in_as(&world, AMINA).await.token;
    world.pass_minutes(3);
    let desk = sign_in_as(&world, AMINA).await.token;
    let actor = who(&world, &desk).await.unwrap();
    let browsers = session::list(&world.service, &actor).await.unwrap();
    let are_this_one: Vec<bool> = browsers.iter().map(|browser| browser.is_this_one).collect();
    assert_eq!(are_this_one, [true, false]);
    assert_eq!(browsers[1].browser, "Chrome on Android");

    session::revoke(&world.service, &actor, browsers[1].id)
        .await
        .unwrap();
    assert_eq!(who(&world, &phone).await, None);
    assert!(who(&world, &desk).await.is_some());
    let again = session::revoke(&world.service, &actor, browsers[1].id).await;
    assert_eq!(again, Err(AppError::NotFound));
}

async fn somebody_elses_browser_is_not_found(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    world.person("Priya Nair", Role::Administrator).await;
    let amina = sign_in_as(&world, AMINA).await.token;
    let priya = sign_in_as(&world, "priya@example.nhs.uk").await.token;
    let (amina_actor, priya_actor) = (
        who(&world, &amina).await.unwrap(),
        who(&world, &priya).await.unwrap(),
    );
    let refused = session::revoke(&world.service, &priya_actor, amina_actor.session).await;
    assert_eq!(refused, Err(AppError::NotFound));
    assert!(who(&world, &amina).await.is_some());
    session::revoke_all(&world.service, &priya_actor)
        .await
        .unwrap();
    assert!(who(&world, &amina).await.is_some());
}

async fn signing_out_everywhere_ends_every_session(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let tokens = [
        sign_in_as(&world, AMINA).await.token,
        sign_in_as(&world, AMINA).await.token,
        sign_in_as(&world, AMINA).await.token,
    ];
    let actor = who(&world, &tokens[0]).await.unwrap();
    world.pass_seconds(1);
    session::sign_out(&world.service, &actor).await.unwrap();
    world.pass_seconds(1);
    session::sign_out(&world.service, &actor).await.unwrap();
    assert_eq!(who(&world, &tokens[0]).await, None);
    let actor = who(&world, &tokens[1]).await.unwrap();
    let count = session::revoke_all(&world.service, &actor).await.unwrap();
    assert_eq!(count, 2);
    for token in &tokens {
        assert_eq!(who(&world, token).await, None);
    }
    let audited = world.audited().await;
    assert_eq!(audited[3..], ["signed_out", "session_revoked"]);
}

async fn personas_exist_in_the_demo_only(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let refused = sign_in::as_persona(&world.service, AMINA, &visitor()).await;
    assert_eq!(refused, Err(AppError::NotFound));
    let demo = world.demo();
    let signed_in = sign_in::as_persona(&demo, AMINA, &visitor()).await.unwrap();
    assert!(who(&world, &signed_in.token).await.is_some());
    let nobody = sign_in::as_persona(&demo, "nobody@example.nhs.uk", &visitor()).await;
    assert_eq!(nobody, Err(AppError::NotFound));
}

async fn what_is_over_is_forgotten(world: World) {
    world.person("Amina Yusuf", Role::HubMember).await;
    let token = sign_in_as(&world, AMINA).await.token;
    let request = ask(&world, AMINA).await;
    service::system::retention::forget(&world.service)
        .await
        .unwrap();
    assert!(who(&world, &token).await.is_some());
    let address = sign_in::address_of(&world.service, &request).await.unwrap();
    assert_eq!(address.unwrap().as_str(), AMINA);
    world.pass_minutes(3 * 24 * 60);
    service::system::retention::forget(&world.service)
        .await
        .unwrap();
    let address = sign_in::address_of(&world.service, &request).await.unwrap();
    assert_eq!(address, None);
    let token_hash = |token: &str| {
        use sha2::Digest;
        sha2::Sha256::digest(token.as_bytes()).to_vec()
    };
    let mut conn = world.service.store.read().await.unwrap();
    let session = store::people::session::by_token(&mut conn, token_hash(&token)).await;
    assert_eq!(session.unwrap(), None);
}
