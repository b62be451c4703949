//! What the service does by itself: messages that were given up, and background work.

use domain::kit::words;
use leptos::prelude::*;

use crate::done;
use crate::{DeadLetterLine, JobLine, KeptLine, RetryMessage, RunJob, WorkModel, work};
use ui::{DataTable, ErrorSummary, Heading, InsetText, Pagination, Row, Tag};
use web::banner::Banner;
use web::forms::{ButtonForm, FormState, use_form};
use web::page::{Page, address_of, page, query};

/// `/work`.
pub async fn work_page() -> Page {
    let model = work(query().get("page")).await?;
    page("Messages and background work", view! { <All model /> })
}

#[component]
fn All(model: WorkModel) -> impl IntoView {
    let (retry, run) = (use_form::<RetryMessage>(), use_form::<RunJob>());
    let failure = retry.failure().or(run.failure());
    let done = Banner::named(&[done::MESSAGE_RETRIED, done::JOB_ASKED_FOR]);
    let href = |page: i64| address_of("/work", &[("page", &page.to_string())]);
    view! {
        <ErrorSummary failure />
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Messages and background work"</h1>
        <p>{model.now}</p>
        <h2 class="nhsuk-heading-m">"Messages that were not sent"</h2>
        {if model.dead.rows.is_empty() {
            view! { <InsetText><p>"Every message has been sent or is still being tried."</p></InsetText> }.into_any()
        } else {
            view! { <Letters letters=model.dead.rows total=model.dead.total form=retry /> }.into_any()
        }}
        <Pagination page=model.dead.page pages=model.dead.pages href />
        <h2 class="nhsuk-heading-m">"Background work"</h2>
        {if model.jobs.is_empty() {
            view! { <InsetText><p>"No server has begun its work yet."</p></InsetText> }.into_any()
        } else {
            view! { <Jobs jobs=model.jobs form=run /> }.into_any()
        }}
        <h2 class="nhsuk-heading-m">"What is kept, and for how long"</h2>
        <KeptTable lines=model.kept />
    }
}

#[component]
pub fn KeptTable(lines: Vec<KeptLine>) -> impl IntoView {
    let headings = ["What", "How long", "Why"].map(Heading::new).to_vec();
    let rows = lines
        .into_iter()
        .map(|line| -> Row {
            vec![
                line.what.into_any(),
                line.how_long.into_any(),
                line.why.into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption="Taken away by itself when the time is over" headings rows /> }
}

#[component]
fn Letters(
    letters: Vec<DeadLetterLine>,
    total: i64,
    form: FormState<RetryMessage>,
) -> impl IntoView {
    let headings = ["Message", "To", "Given up", "Why", "What you can do"]
        .map(Heading::new)
        .to_vec();
    let rows = letters
        .into_iter()
        .map(|letter| -> Row {
            let words = format!(": {}, to {}", letter.subject, letter.recipient);
            let action = if letter.can_retry {
                view! { <ButtonForm form name="message" value=letter.id words="Try again" about=words /> }
                    .into_any()
            } else if letter.is_dropped {
                "Nothing: it is no longer of use".into_any()
            } else {
                "Nothing: the code in it is over, and the person can ask for a new one".into_any()
            };
            vec![
                view! {
                    <div>
                        {letter.subject}
                        <span class="nhsuk-u-font-size-16 app-lines app-detail">{letter.queued}</span>
                    </div>
                }
                .into_any(),
                view! { <span class="app-break">{letter.recipient}</span> }.into_any(),
                letter.given_up.into_any(),
                view! { <span class="app-break">{letter.why}</span> }.into_any(),
                action,
            ]
        })
        .collect();
    view! { <DataTable caption=words::counted(total, "message", "messages") headings rows /> }
}

#[component]
fn Jobs(jobs: Vec<JobLine>, form: FormState<RunJob>) -> impl IntoView {
    let headings = ["What", "Last done", "Failures", "Next", "What you can do"]
        .map(Heading::new)
        .to_vec();
    let caption = "What the service does again and again";
    let rows = jobs
        .into_iter()
        .map(|job| -> Row {
            let words = format!(": {}", job.what);
            vec![
                view! {
                    <div>
                        {job.what} {(!job.state.is_empty()).then(|| view! { " " <Tag words=job.state colour=job.state_colour /> })}
                        <span class="nhsuk-u-font-size-16 app-lines app-detail">{job.every}</span>
                    </div>
                }
                .into_any(),
                job.last.into_any(),
                view! {
                    <div>
                        {job.failures}
                        {(!job.why.is_empty())
                            .then(|| view! { <span class="nhsuk-u-font-size-16 app-lines app-break app-detail">{job.why}</span> })}
                    </div>
                }
                .into_any(),
                job.next.into_any(),
                view! { <ButtonForm form name="job" value=job.name words="Do it now" about=words /> }
                    .into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption headings rows /> }
}
