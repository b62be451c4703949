//! A page's view model on its way.

use std::any::Any;
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::Arc;

use domain::app_error::AppError;
use leptos::prelude::codee::string::FromToStringCodec;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Failure;

/// What a page is made from.
pub(super) type Text = Resource<Loaded, FromToStringCodec>;

/// A view model as it is sent along: one of the letters below, and JSON after it.
#[derive(Clone, Default)]
pub(super) struct Loaded {
    text: String,
    /// On the server, the whole view model itself.
    model: Option<Arc<dyn Any + Send + Sync>>,
}

impl From<String> for Loaded {
    fn from(text: String) -> Self {
        Self { text, model: None }
    }
}

impl FromStr for Loaded {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.to_owned().into())
    }
}

impl fmt::Display for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The view model follows.
const MODEL: char = '+';
/// What went wrong follows.
const FAILURE: char = '-';

/// A view model on its way, as text. What every route does before its page is loaded then knows no page's types and no JSON, and
/// the part of the program that browsers load first stays small: the page itself reads the text.
pub struct Loading<T> {
    pub(super) text: Text,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Loading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loading<T> {}

impl<T> fmt::Debug for Loading<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Loading")
    }
}

/// Loads a page's view model by the server function `S`, and again when the arguments change.
pub fn load<S>(arguments: impl Fn() -> S + Send + Sync + 'static) -> Loading<S::Output>
where
    S: ServerFn<Error = Failure> + Serialize + Send + 'static,
    S::Output: Serialize + Send + Sync + 'static,
{
    load_lighter(arguments, |model| {
        serde_json::to_string(model).unwrap_or_default()
    })
}

/// The same, where a page's HTML has in it what need not be sent along again: `sent` writes what the browser takes the page over
/// with.
pub fn load_lighter<S>(
    arguments: impl Fn() -> S + Send + Sync + 'static,
    sent: fn(&S::Output) -> String,
) -> Loading<S::Output>
where
    S: ServerFn<Error = Failure> + Serialize + Send + 'static,
    S::Output: Serialize + Send + Sync + 'static,
{
    Loading {
        text: text_of(arguments, sent),
        of: PhantomData,
    }
}

/// On the server the function is called here and now.
#[cfg(feature = "ssr")]
fn text_of<S>(
    arguments: impl Fn() -> S + Send + Sync + 'static,
    sent: fn(&S::Output) -> String,
) -> Text
where
    S: ServerFn<Error = Failure> + Serialize + Send + 'static,
    S::Output: Serialize + Send + Sync + 'static,
{
    Resource::new_str(
        || (),
        move |()| {
            let arguments = untrack(&arguments);
            async move {
                match arguments.run_body().await {
                    Ok(model) => Loaded {
                        text: format!("{MODEL}{}", sent(&model)),
                        model: Some(Arc::new(model)),
                    },
                    Err(failure) => {
                        let json = serde_json::to_string(&failure).unwrap_or_default();
                        format!("{FAILURE}{json}").into()
                    }
                }
            }
        },
    )
}

/// In the browser it is asked for.
#[cfg(not(feature = "ssr"))]
fn text_of<S>(
    arguments: impl Fn() -> S + Send + Sync + 'static,
    _: fn(&S::Output) -> String,
) -> Text
where
    S: ServerFn<Error = Failure> + Serialize + Send + 'static,
{
    asked_for(
        S::PATH,
        Box::new(move || serde_qs::to_string(&arguments()).unwrap_or_default()),
    )
}

#[cfg(not(feature = "ssr"))]
fn asked_for(path: &'static str, body: Box<dyn Fn() -> String + Send + Sync>) -> Text {
    // Without an answer there is no text, and reading that says so.
    Resource::new_str(body, move |body| async move {
        ask(path, body).await.unwrap_or_default().into()
    })
}

#[cfg(not(feature = "ssr"))]
async fn ask(path: &'static str, body: String) -> Result<String, Failure> {
    use leptos::server_fn::client::Client;
    use leptos::server_fn::client::browser::BrowserClient;
    use leptos::server_fn::request::ClientReq;
    use leptos::server_fn::request::browser::BrowserRequest;
    use leptos::server_fn::response::ClientRes;
    use leptos::server_fn::response::browser::BrowserResponse;
    type Browser = BrowserClient;
    const FORM: &str = "application/x-www-form-urlencoded";
    const JSON: &str = "application/json";
    let request = <BrowserRequest as ClientReq<Failure>>::try_new_post(path, FORM, JSON, body)?;
    let response: BrowserResponse = <Browser as Client<Failure>>::send(request).await?;
    let status = ClientRes::<Failure>::status(&response);
    let mut text = ClientRes::<Failure>::try_into_string(response).await?;
    text.insert(0, if status < 400 { MODEL } else { FAILURE });
    Ok(text)
}

/// The view model in the text.
pub(super) fn read<T: DeserializeOwned + Clone + 'static>(loaded: &Loaded) -> Result<T, Failure> {
    let model = loaded.model.as_ref();
    if let Some(model) = model.and_then(|model| model.downcast_ref::<T>()) {
        return Ok(model.clone());
    }
    let text = &loaded.text;
    if let Some(model) = text.strip_prefix(MODEL) {
        return serde_json::from_str(model).map_err(|_| unreadable());
    }
    Err(match text.strip_prefix(FAILURE) {
        Some(failure) => serde_json::from_str(failure).unwrap_or_else(|_| unreadable()),
        // The network or the server was away.
        None => AppError::Busy.into(),
    })
}

fn unreadable() -> Failure {
    AppError::Internal(String::new()).into()
}
