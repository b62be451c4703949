//! The coordinator's report: a page, and files for spreadsheets; and inviting members.

use domain::role::Role;

use crate::support::TestApp;

const HELEN: &str = "Helen Marsh";

#[tokio::test]
async fn a_year_is_a_page_with_charts_and_tables() {
    let app = TestApp::init().start().await;
    app.person(HELEN, Role::HubCoordinator, None).await;
    let helen = app.as_person(HELEN).await;
    helen
        .get("/coordinator")
        .await
        .contains("/coordinator/report");
    helen
        .get("/coordinator/report")
        .await
        .has_status(200)
        .contains("Career conversations, April 2025 to March 2026")
        .contains("Counted up to 28 February 2026.")
        .contains("<svg")
        .contains("Conversations by background")
        .contains("What conversations led to by area")
        .contains("/download/report.csv?year=2025")
        .lacks("style=");
    helen
        .get("/coordinator/report?year=2026")
        .await
        .contains("No month of this year is over yet.");
    helen
        .get("/coordinator/report?year=nonsense")
        .await
        .has_status(200)
        .contains("April 2025 to March 2026");
}

#[tokio::test]
async fn the_files_say_what_they_are() {
    let app = TestApp::init().start().await;
    app.person(HELEN, Role::HubCoordinator, None).await;
    let helen = app.as_person(HELEN).await;
    let csv = helen.get("/download/report.csv?year=2025").await;
    csv.has_status(200).contains("Month,Conversations,Attended");
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        csv.header("content-disposition")
            .contains("people-hub-report.csv")
    );
    let workbook = helen.get("/download/report.xlsx").await;
    workbook.has_status(200);
    assert!(workbook.header("content-type").ends_with(".sheet"));
}

#[tokio::test]
async fn invitations_are_asked_for_after_seeing_how_many() {
    let app = TestApp::init().start().await;
    app.person(HELEN, Role::HubCoordinator, None).await;
    let helen = app.as_person(HELEN).await;
    let page = "/coordinator/invitations";
    helen
        .get(page)
        .await
        .has_status(200)
        .contains("There is nobody to invite.");
    app.person("Amina Yusuf", Role::HubMember, None).await;
    helen.get(page).await.contains("Invite 1 member");
    helen
        .get("/coordinator/invitations?background=pilot")
        .await
        .contains("There is nobody to invite.");
    helen
        .post(page, "/api/reports/invite", &[("form[count]", "1")])
        .await
        .leads_to("/coordinator/invitations?changed=asked");
    helen.get(page).await.contains("Still to be sent: 1.");
    helen
        .post(page, "/api/reports/invite", &[("form[count]", "1")])
        .await
        .has_status(409)
        .contains("There is nobody left to invite");
}
