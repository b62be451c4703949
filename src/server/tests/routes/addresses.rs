//! Where a request comes from, as limits count it: behind proxies that are named, and behind one that isn't.

use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderValue, Method, header};
use domain::people::role::Role;

use crate::support::{Answer, TestApp};

const FUNCTION: &str = "/api/sign-in/request-code";
/// Codes that one network address gets for one account in a quarter of an hour.
const ALLOWANCE: usize = 5;

fn post(app: &TestApp, function: &str) -> Builder {
    app.visitor()
        .request(Method::POST, function)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

async fn ask(app: &TestApp, account: &str, lines: &[&[u8]]) -> Answer {
    let mut request = post(app, FUNCTION);
    for line in lines {
        request = request.header("x-forwarded-for", HeaderValue::from_bytes(line).unwrap());
    }
    let form = format!("form[email]={account}@example.nhs.uk");
    app.visitor()
        .send(request.body(Body::from(form)).unwrap())
        .await
}

async fn use_up(app: &TestApp, account: &str, lines: &[&[u8]]) {
    for _ in 0..ALLOWANCE {
        ask(app, account, lines).await.has_status(200);
    }
}

#[tokio::test]
async fn one_address_has_one_allowance_however_it_is_written_and_whatever_is_put_before_it() {
    let app = TestApp::init()
        .trusted_proxies(&["127.0.0.1", "10.0.0.0/24"])
        .start()
        .await;
    use_up(&app, "amina", &[b"192.0.2.1"]).await;
    let same: &[&[&[u8]]] = &[
        &[b"192.0.2.1"],
        &[b"203.0.113.9, 192.0.2.1"],
        &[b"203.0.113.9", b"192.0.2.1"],
        &[b"203.0.113.9", b"192.0.2.1", b"10.0.0.7"],
        &[b"192.0.2.1:567"],
        &[b"::ffff:192.0.2.1"],
        &[b"[::ffff:192.0.2.1]:443"],
        &[b"unknown, 192.0.2.1"],
        &[b"\xff", b"192.0.2.1,10.0.0.7"],
    ];
    for lines in same {
        ask(&app, "amina", lines).await.has_status(429);
    }
    for lines in [&[&b"192.0.2.1"[..], b"192.0.2.2"][..], &[b"192.0.2.2:567"]] {
        ask(&app, "amina", lines).await.has_status(200);
    }
}

#[tokio::test]
async fn a_network_of_ipv6_has_one_allowance() {
    let app = TestApp::init()
        .trusted_proxies(&["127.0.0.1"])
        .start()
        .await;
    use_up(&app, "amina", &[b"2001:db8:1:2::1"]).await;
    let same: &[&[u8]] = &[
        b"2001:db8:1:2::2",
        b"[2001:db8:1:2:ffff:ffff:ffff:ffff]:443",
        b"2001:DB8:1:2:0:0:0:1%eth0",
    ];
    for entry in same {
        ask(&app, "amina", &[entry]).await.has_status(429);
    }
    ask(&app, "amina", &[b"2001:db8:1:3::1"])
        .await
        .has_status(200);
}

/// Whoever sends what nobody can read is counted as the proxy that passed it on, all of them together.
#[tokio::test]
async fn what_can_not_be_read_gives_nobody_an_allowance_of_their_own() {
    let app = TestApp::init()
        .trusted_proxies(&["127.0.0.1"])
        .start()
        .await;
    use_up(&app, "amina", &[b"unknown"]).await;
    let garbage: &[&[&[u8]]] = &[
        &[],
        &[b""],
        &[b"_a"],
        &[b"192.0.2.1, _b"],
        &[b"192.0.2.1", b"\xff\xfe"],
        &[b"192.0.2.1:99999"],
        &[b"127.0.0.1"],
    ];
    for lines in garbage {
        ask(&app, "amina", lines).await.has_status(429);
    }
}

/// A proxy that nobody named is taken for whoever is behind it: what it says could be anybody's words.
#[tokio::test]
async fn behind_a_proxy_that_is_not_named_everybody_shares_its_allowance() {
    let app = TestApp::init()
        .trusted_proxies(&["10.0.0.0/24"])
        .start()
        .await;
    use_up(&app, "amina", &[b"192.0.2.1"]).await;
    ask(&app, "amina", &[b"192.0.2.2"]).await.has_status(429);
    ask(&app, "ben", &[b"192.0.2.2"]).await.has_status(200);
}

/// The first part of a cookie that was set.
fn value(answer: &Answer, cookie: &str) -> String {
    let cookie = answer.cookies()[cookie].clone();
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_browser_in_which_somebody_signed_in_is_known_there_by_its_cookie() {
    let app = TestApp::init().start().await;
    app.person("Amina Yusuf", Role::HubMember, None).await;
    let asked = ask(&app, "amina", &[]).await;
    let request = value(&asked, "people-hub-sign-in");
    let mut conn = app.service.store.read().await.unwrap();
    let sent = store::system::outbox::to(&mut conn, "amina@example.nhs.uk").await;
    drop(conn);
    let body = sent.unwrap().pop().unwrap().body;
    let code = &body.split_once("code is ").unwrap().1[..6];
    let form = format!("form[request]={request}&form[code]={code}");
    let verify = post(&app, "/api/sign-in/verify-code").body(Body::from(form));
    let signed_in = app.visitor().send(verify.unwrap()).await;
    let cookie = signed_in.has_status(200).cookies()["people-hub-browser"].clone();
    for part in ["HttpOnly", "SameSite=Lax", "Max-Age=34560000", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }

    for _ in 1..ALLOWANCE {
        ask(&app, "amina", &[]).await.has_status(200);
    }
    ask(&app, "amina", &[]).await.has_status(429);
    let cookie = format!(
        "people-hub-browser={}",
        value(&signed_in, "people-hub-browser")
    );
    let known = post(&app, FUNCTION).header(header::COOKIE, cookie);
    let form = Body::from("form[email]=amina@example.nhs.uk");
    let known = app.visitor().send(known.body(form).unwrap()).await;
    known.has_status(200);
}
