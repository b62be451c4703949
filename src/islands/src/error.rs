//! The one error of every server function.

use domain::kit::app_error::AppError;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// What went wrong, as the person may know it. Made on the server, it also sets the status of the response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Failure(pub AppError);

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        #[cfg(feature = "ssr")]
        crate::response::set_status_of(&error);
        Self(error)
    }
}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => AppError::BadRequest,
            // In the browser: the network or the server was away.
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => AppError::Busy,
            _ => AppError::Internal(String::new()),
        }
        .into()
    }
}
