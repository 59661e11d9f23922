//! Redirects and their targets.

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION};
use url::Url;

/// No host name is longer. A longer text comes from a server that wants to fill a log.
const LONGEST_PLACE: usize = 255;

/// Whether a status is a redirect. 300 and 304 are not.
pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The target of a redirect in the answer to a request for `url`.
///
/// # Errors
/// If the target is not an address, or if it leaves https.
pub(crate) fn target(url: &Url, headers: &HeaderMap) -> Result<Url, &'static str> {
    let target = headers
        .get(LOCATION)
        .and_then(|target| target.to_str().ok());
    let target = target.and_then(|target| url.join(target).ok());
    match target {
        Some(target) if url.scheme() == "https" && target.scheme() != "https" => {
            Err("it leaves https, so it would be sent unencrypted")
        }
        Some(target) => Ok(target),
        None => Err("it leads to an invalid address"),
    }
}

/// Describes a redirect that is not followed: scheme, host and port, because the rest may be a secret.
pub(crate) fn place_of_redirect(headers: &HeaderMap) -> String {
    let Some(location) = headers.get(LOCATION).and_then(|text| text.to_str().ok()) else {
        return "an address that it does not name".to_owned();
    };
    // The reader of the error knows the host that answered, so a placeholder is enough.
    match Url::parse("https://same.invalid").and_then(|base| base.join(location)) {
        Ok(url) if url.host_str() == Some("same.invalid") => {
            "another address on the same host".to_owned()
        }
        Ok(url) => {
            let host = url.host_str().unwrap_or("no host");
            let port = url.port().map(|port| format!(":{port}"));
            let place = format!("{}://{host}{}", url.scheme(), port.unwrap_or_default());
            place.chars().take(LONGEST_PLACE).collect()
        }
        Err(_) => "an invalid address".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderValue, LOCATION};
    use url::Url;

    use super::{place_of_redirect, target};

    fn headers(location: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(LOCATION, HeaderValue::from_static(location))])
    }

    /// The target of a redirect from an https address to `location`.
    fn from_https(location: &'static str) -> Result<String, &'static str> {
        let url = Url::parse("https://bucket.example/log?sig=fake").unwrap();
        target(&url, &headers(location)).map(String::from)
    }

    #[test]
    fn a_redirect_never_leaves_https() {
        for location in [
            "http://bucket.example/",
            "http://127.0.0.1/",
            "ftp://bucket.example/",
        ] {
            let refused = from_https(location).unwrap_err();
            assert!(refused.contains("leaves https"), "{refused}");
        }
        let refused = from_https("https://:0").unwrap_err();
        assert!(
            refused.contains("it leads to an invalid address"),
            "{refused}"
        );
        for (location, expected) in [
            ("/other?sig=2", "https://bucket.example/other?sig=2"),
            ("//eu.bucket.example/log", "https://eu.bucket.example/log"),
            (
                "https://eu.bucket.example/log",
                "https://eu.bucket.example/log",
            ),
        ] {
            assert_eq!(from_https(location).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn a_place_is_named_without_its_secrets() {
        for (location, expected) in [
            (
                "https://u:fake-secret@bucket.example/fake-secret?fake-secret",
                "https://bucket.example",
            ),
            (
                "http://127.0.0.1:8080/#fake-secret",
                "http://127.0.0.1:8080",
            ),
            ("//bucket.example/fake-secret", "https://bucket.example"),
            ("/\\bucket.example/fake-secret", "https://bucket.example"),
            ("/fake-secret", "another address on the same host"),
            ("https://:fake-secret", "an invalid address"),
            ("", "another address on the same host"),
            ("data:fake-secret", "data://no host"),
        ] {
            assert_eq!(place_of_redirect(&headers(location)), expected);
        }
        assert_eq!(
            place_of_redirect(&HeaderMap::new()),
            "an address that it does not name"
        );
        let long = format!("https://{}/", "h".repeat(60_000));
        let value = HeaderValue::from_str(&long).unwrap();
        let named = place_of_redirect(&HeaderMap::from_iter([(LOCATION, value)]));
        assert!(named.len() <= 255, "{}", named.len());
    }
}
