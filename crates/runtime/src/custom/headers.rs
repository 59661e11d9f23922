//! The headers of a call that no document has.

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};

/// Headers that the client, its credentials or the connection set.
const OF_THE_CLIENT: &[&str] = &[
    "authorization",
    "connection",
    "content-length",
    "cookie",
    "date",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-acs-security-token",
    "x-auth-token",
    "x-log-date",
    "x-log-signaturemethod",
    "x-sdk-date",
    "x-security-token",
];

/// A header to send. Its value is marked as sensitive, unless it is a media type.
///
/// # Errors
/// The reason why it cannot be sent, which does not show the value.
pub(super) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name = HeaderName::try_from(name).map_err(|_| "is not the name of a header".to_owned())?;
    if OF_THE_CLIENT.contains(&name.as_str()) {
        return Err("is set by the client itself".to_owned());
    }
    let mut value = HeaderValue::try_from(value)
        .map_err(|_| "has a value with a character that no header can carry".to_owned())?;
    value.set_sensitive(name != ACCEPT && name != CONTENT_TYPE);
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn credentials_and_the_connection_are_not_the_callers() {
        let (name, value) = header("X-Feature", "hidden-text").unwrap();
        assert_eq!(
            (name.as_str(), value.to_str().unwrap()),
            ("x-feature", "hidden-text")
        );
        assert!(!format!("{value:?}").contains("hidden-text"));
        for name in ["Authorization", "HOST", "Content-Length", "X-Auth-Token"] {
            assert_eq!(
                header(name, "x").unwrap_err(),
                "is set by the client itself"
            );
        }
        assert_eq!(
            header("a b", "x").unwrap_err(),
            "is not the name of a header"
        );
        let wrong = header("x", "hidden\ntext").unwrap_err();
        assert_eq!(
            wrong,
            "has a value with a character that no header can carry"
        );
    }
}
