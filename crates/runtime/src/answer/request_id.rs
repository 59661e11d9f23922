//! The provider's id of a request, for successes and errors.

use crate::answer::response::Response;
use crate::error::Error;

/// The provider's id of a request, to quote in a support case. An answer has one, an error has one, and so
/// does the `Result` that holds either.
///
/// ```
/// # use backhaul_runtime::{Error, RequestId, Response};
///
/// fn log(outcome: &Result<Response<()>, Error>) {
///     eprintln!("request {}", outcome.request_id().unwrap_or("without an id"));
/// }
/// # log(&Err(Error::invalid_input("example")));
/// ```
pub trait RequestId {
    /// The id, if the provider answered with one.
    fn request_id(&self) -> Option<&str>;
}

impl<T> RequestId for Response<T> {
    fn request_id(&self) -> Option<&str> {
        Self::request_id(self)
    }
}

impl RequestId for Error {
    fn request_id(&self) -> Option<&str> {
        Self::request_id(self)
    }
}

impl<T> RequestId for Result<Response<T>, Error> {
    fn request_id(&self) -> Option<&str> {
        match self {
            Ok(value) => value.request_id(),
            Err(error) => error.request_id(),
        }
    }
}
