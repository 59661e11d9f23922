//! Header values for credentials.

use reqwest::header::HeaderValue;

use super::error::AuthError;

/// A header value that contains a secret or was made from one. HTTP libraries neither print nor index it.
pub(super) fn sensitive(
    scheme: &'static str,
    what: &'static str,
    text: impl TryInto<HeaderValue>,
) -> Result<HeaderValue, AuthError> {
    let mut value = plain(scheme, what, text)?;
    value.set_sensitive(true);
    Ok(value)
}

/// A header value that is not secret. `what` names it in the error, which never shows the value.
pub(super) fn plain(
    scheme: &'static str,
    what: &'static str,
    text: impl TryInto<HeaderValue>,
) -> Result<HeaderValue, AuthError> {
    text.try_into().map_err(|_| {
        AuthError::new(
            scheme,
            format!("the {what} has characters that a header cannot carry"),
        )
    })
}
