//! The headers that an interceptor may add.

use std::fmt;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::shown::OneLine;

/// The headers that an [`Interceptor`](crate::Interceptor) adds to one request.
pub struct AddedHeaders<'a> {
    /// All headers of the request.
    all: &'a mut HeaderMap,
    added: Vec<HeaderName>,
    refused: Option<String>,
}

/// Headers that belong to the client or to the connection, whether a request has them or not.
const OURS: &[&str] = &[
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-md5",
    "content-type",
    "date",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-auth-token",
    "x-domain-id",
    "x-project-id",
    "x-security-token",
    "x-subject-token",
];

/// Beginnings of headers that a signature covers, or that change what a request does.
const OUR_PREFIXES: &[&str] = &["if-", "x-acs-", "x-log-", "x-sdk-"];

impl<'a> AddedHeaders<'a> {
    /// Nothing is added to `all` yet.
    pub(super) fn to(all: &'a mut HeaderMap) -> Self {
        Self {
            all,
            added: Vec::new(),
            refused: None,
        }
    }

    /// Adds a header, or replaces one that an interceptor has added before. Names are case-insensitive.
    ///
    /// The call fails before anything is sent if the header is one that the client sets itself, as
    /// `Authorization`, `Host`, `Accept`, `Content-Type`, `Content-Length` and `User-Agent`; one that a signature
    /// may cover, as those that begin with `x-log-`, `x-acs-` or `x-sdk-`; one that belongs to the connection, as
    /// `Transfer-Encoding`; or if name or value are not valid in a header. The error names the header and does not
    /// show the value.
    ///
    /// Do not add secrets: a server may repeat what it was sent, and the client removes only its own secrets from
    /// errors.
    pub fn insert(&mut self, name: &str, value: &str) {
        if let Err(why) = self.try_insert(name, value) {
            // The first mistake is enough: the request will not be sent.
            self.refused.get_or_insert(why);
        }
    }

    fn try_insert(&mut self, name: &str, value: &str) -> Result<(), String> {
        let shown = OneLine::name(name);
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            return Err(format!("{shown:?} is not a valid name of a header"));
        };
        let is_theirs = self.added.contains(&name);
        if is_ours(name.as_str()) || (self.all.contains_key(&name) && !is_theirs) {
            return Err(format!(
                "the header `{name}` cannot be added, because it belongs to the client or to the connection"
            ));
        }
        let Ok(value) = HeaderValue::from_str(value) else {
            return Err(format!(
                "the value for the header `{name}` has a character that a header cannot carry"
            ));
        };
        self.all.insert(name.clone(), value);
        if !is_theirs {
            self.added.push(name);
        }
        Ok(())
    }

    /// Why the request must not be sent, if that is so.
    pub(super) fn refused(self) -> Option<String> {
        self.refused
    }
}

fn is_ours(name: &str) -> bool {
    OURS.contains(&name) || OUR_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

impl fmt::Debug for AddedHeaders<'_> {
    /// Shows only the names of what was added.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AddedHeaders")
            .field("added", &self.added)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderValue};

    use super::AddedHeaders;

    /// The headers of a request after `add`, and why it is refused.
    fn after(add: impl FnOnce(&mut AddedHeaders<'_>)) -> (HeaderMap, Option<String>) {
        let mut all = HeaderMap::new();
        all.insert("x-own-token", HeaderValue::from_static("fake-marker"));
        let mut headers = AddedHeaders::to(&mut all);
        add(&mut headers);
        let refused = headers.refused();
        (all, refused)
    }

    #[test]
    fn a_header_is_added_and_a_later_one_replaces_it() {
        let (all, refused) = after(|headers| {
            headers.insert("traceparent", "00-1");
            headers.insert("X-Team", "blue");
            headers.insert("Traceparent", "00-2");
            assert_eq!(
                format!("{headers:?}"),
                r#"AddedHeaders { added: ["traceparent", "x-team"], .. }"#
            );
        });
        assert_eq!(refused, None);
        assert_eq!(
            (&all["traceparent"], &all["x-team"]),
            (
                &HeaderValue::from_static("00-2"),
                &HeaderValue::from_static("blue"),
            )
        );
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn what_the_client_sets_or_signs_cannot_be_added() {
        for name in [
            "Authorization",
            "HOST",
            "accept",
            "Accept-Encoding",
            "Content-Type",
            "content-length",
            "content-md5",
            "User-Agent",
            "Transfer-Encoding",
            "Connection",
            "Range",
            "If-Range",
            "Date",
            "X-Auth-Token",
            "X-Project-Id",
            "X-Sdk-Date",
            "x-log-date",
            "x-acs-security-token",
            // Not on any list, but the request has it already.
            "X-Own-Token",
        ] {
            let (all, refused) = after(|headers| headers.insert(name, "fake-value"));
            let refused = refused.unwrap();
            assert!(
                refused.contains(&format!("`{}` cannot be added", name.to_lowercase())),
                "{refused}"
            );
            assert!(!refused.contains("fake-value"), "{refused}");
            assert_eq!(
                (all.len(), &all["x-own-token"]),
                (1, &HeaderValue::from_static("fake-marker"),)
            );
        }
    }

    #[test]
    fn a_value_that_no_header_can_carry_is_refused_and_not_shown() {
        for (name, value, expected) in [
            ("x-team", "a\r\nb", "the value for the header `x-team` has"),
            ("x team", "blue", "\"x team\" is not a valid name"),
            ("", "blue", "\"\" is not a valid name"),
        ] {
            let (all, refused) = after(|headers| headers.insert(name, value));
            let refused = refused.unwrap();
            assert!(refused.contains(expected), "{refused}");
            assert!(!refused.contains(value), "{refused}");
            assert_eq!(all.len(), 1);
        }
    }
}
