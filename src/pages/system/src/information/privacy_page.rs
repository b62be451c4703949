//! What is done with people's data: what UK GDPR, articles 13 and 14, has a service tell everybody.

use leptos::prelude::*;

use crate::server_fns::KeptLine;
use crate::server_fns::models::kept_lines;
use crate::work_page::KeptTable;
use ui::BackLink;
use web::banner::Banner;
use web::error::Failure;
use web::page::{Page, page};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivacyModel {
    /// The organisation that answers for the data.
    pub controller: String,
    /// Its address for questions about it.
    pub contact: String,
    /// What is kept, how long, and why.
    pub kept: Vec<KeptLine>,
}

/// Anyone may see it.
pub async fn show_privacy() -> Result<PrivacyModel, Failure> {
    let controller = web::context::service().config.controller.clone();
    Ok(PrivacyModel {
        controller: controller.name,
        contact: controller.email.to_string(),
        kept: kept_lines(),
    })
}

pub async fn privacy_page() -> Page {
    let model = show_privacy().await?;
    page("Privacy", view! { <Privacy model /> })
}

#[component]
fn Privacy(model: PrivacyModel) -> impl IntoView {
    let email = format!("mailto:{}", model.contact);
    view! {
        <BackLink href="/" words="Home" />
        {Banner::named(&[web::banner::ERASED]).map(Banner::view)}
        <h1 class="nhsuk-heading-xl">"Privacy"</h1>
        <div class="app-reading">
            <h2>"Who looks after your data"</h2>
            <p>
                {model.controller.clone()}
                " decides what is done with your data in People Hub. It is the controller in the words of the law."
            </p>
            <p>
                "If you have a question about your data, write to "
                <a href=email>{model.contact.clone()}</a>
                "."
            </p>
            <h2>"What we keep"</h2>
            <ul>
                <li>"your name and email address, so that you can sign in"</li>
                <li>"your phone number, postcode and working background, if you gave them"</li>
                <li>"the career conversations you book, and what you tell us you want to talk about"</li>
                <li>"what your adviser writes after a conversation, what you agreed to do, and what you tell us came of it"</li>
                <li>"a record of each change: what, when and by whom"</li>
                <li>"a record of who looked at your details, and from which network address people did what"</li>
            </ul>
            <h2>"Why we may"</h2>
            <p>"We use your data to plan and support the health and care workforce. That is a task in the public interest (UK GDPR, article 6(1)(e))."</p>
            <p>"You need not tell us about your health. If you do, because it matters for your work, we use it to support you in it (article 9(2)(b) and (h))."</p>
            <h2>"Who sees it"</h2>
            <p>"Your careers adviser and the hub coordinators see your bookings and what you want to talk about. Emails never say what your conversation is about."</p>
            <p>"You and your adviser read the summary of a conversation. Hub coordinators see whether what you agreed is done, what came of it and what you thought of it, but not the summary. An adviser’s private notes are read by that adviser alone."</p>
            <p>"We do not sell your data or give it to advertisers, and no computer decides about you by itself."</p>
            <h2>"Your rights"</h2>
            <p>
                "You can "
                <a href="/account/your-data">"see, download or erase what we hold about you"</a>
                " yourself, at any time. To have something corrected, or to object to what we do with your data, ask your hub coordinator or write to the address above."
            </p>
            <p>
                "If you are not happy with our answer, you can complain to the Information Commissioner’s Office, which looks after people’s rights: "
                <a href="https://ico.org.uk/make-a-complaint/">"make a complaint to the Information Commissioner’s Office"</a>
                ", or call 0303 123 1113."
            </p>
            <h2>"How long we keep it"</h2>
        </div>
        <KeptTable lines=model.kept />
    }
}
