//! One's own account, without scripts.

use domain::people::role::Role;

use crate::support::TestApp;

const AMINA: &str = "Amina Yusuf";
const CHANGE: &str = "/account/change";

#[tokio::test]
async fn people_keep_their_own_number_up_to_date() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    let amina = app.as_person(AMINA).await;
    amina
        .get("/account")
        .await
        .contains("Phone number")
        .contains("href=\"/account/change\"");
    let wrong = [("form[phone]", "call me"), ("form[postcode]", "ST4 6QG")];
    amina
        .post(CHANGE, "/api/account/change", &wrong)
        .await
        .has_status(422)
        .contains("Enter a phone number")
        .contains("value=\"call me\"")
        .contains("value=\"ST4 6QG\"");
    let right = [("form[phone]", "07700900982"), ("form[postcode]", "")];
    amina
        .post(CHANGE, "/api/account/change", &right)
        .await
        .leads_to("/account?changed=changed");
    amina
        .get("/account?changed=changed")
        .await
        .contains("Your details have been changed")
        .contains("07700 900982")
        .contains("Not given");
}

#[tokio::test]
async fn the_newest_browsers_come_first_and_the_others_when_asked_for() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    let mut browser = app.as_person(AMINA).await;
    browser.get("/account").await.lacks("more</a>");
    for _ in 0..6 {
        browser = app.as_person(AMINA).await;
    }
    let shown = |body: &str| body.matches("Last used").count();
    let page = browser.get("/account").await;
    assert_eq!(shown(&page.contains("See 2 more").body), 5);
    let all = browser.get("/account?browsers=all").await;
    assert_eq!(shown(&all.lacks("more</a>").body), 7);
}
