//! A request as it would be sent.

use std::fmt;

use bytes::Bytes;
use percent_encoding::utf8_percent_encode;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde_json::Value;
use url::Url;

use crate::request::operation::Method;
use crate::request::outgoing::Outgoing;
use crate::request::payload::Payload;
use crate::shown::OneLine;
use crate::text::unreserved::RESERVED;

/// A request as a call would send it, from `preview()`, for an audit or a dry run. Nothing was sent, and no
/// credentials were asked for.
///
/// It has no credentials, and none of the headers that belong to them, such as a signature, a date or the
/// project of an access key; nor those of the HTTP client, such as `Host`. In the body of an operation, values
/// that the document calls sensitive are replaced by `[sensitive]`.
///
/// `Display` writes it like HTTP. `Display` and `Debug` are safe to log as far as the client can know: of a
/// [`CustomCall`](crate::CustomCall), whose query, headers and body may hold anything, they show only names and
/// lengths.
///
/// ```
/// use backhaul_runtime::Preview;
///
/// fn audit(preview: &Preview) {
///     println!("would send {} {}", preview.method().as_str(), preview.url());
///     println!("{preview}"); // with headers and body
/// }
/// ```
#[derive(Clone)]
pub struct Preview {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Option<Bytes>,
    is_custom: bool,
}

/// What stands in place of a sensitive value.
const HIDDEN: &str = "[sensitive]";

impl Preview {
    /// The request of an operation. `secrets` are JSON pointers to the sensitive values in its body, and what
    /// else may not show.
    pub(crate) fn of(outgoing: &Outgoing, secrets: &[String]) -> Self {
        let mut preview = Self::custom(outgoing);
        preview.is_custom = false;
        preview.headers = shown_headers(&preview.headers);
        let (of_path, others): (Vec<&String>, Vec<&String>) =
            secrets.iter().partition(|secret| secret.starts_with('{'));
        let (of_query, of_body): (Vec<&String>, _) =
            others.iter().partition(|secret| secret.starts_with('?'));
        hide_segments(&mut preview.url, &of_path);
        if let Some(body) = preview.body.take() {
            preview.body = Some(hidden(body, &of_body));
        }
        hide_pairs(&mut preview.url, &of_query);
        preview
    }

    /// The request of a call that no document describes.
    pub(crate) fn custom(outgoing: &Outgoing) -> Self {
        let request = outgoing.request();
        Self {
            method: outgoing.operation.method,
            url: request.url().clone(),
            // What the caller wrote for this one call is shown as it was written.
            headers: request.headers().clone(),
            body: outgoing.body.as_ref().map(Payload::preview),
            is_custom: true,
        }
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The whole address, with the query.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// A header as text; `None` if there is none. Names are case-insensitive.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The names of all headers.
    pub fn header_names(&self) -> impl Iterator<Item = &str> {
        self.headers.keys().map(|name| name.as_str())
    }

    /// The body, if there is one. In place of an [`Upload`](crate::Upload) it has only its length or the name of its
    /// file.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }

    /// The address, where the values of a query that may be secret are hidden.
    fn shown_url(&self) -> String {
        if !self.is_custom || self.url.query().is_none() {
            return self.url.to_string();
        }
        let mut shown = self.url.clone();
        shown.set_query(None);
        let names = self.url.query_pairs();
        let pairs: Vec<String> = names
            .map(|(name, _)| format!("{}=…", utf8_percent_encode(&name, RESERVED)))
            .collect();
        format!("{shown}?{}", pairs.join("&"))
    }
}

/// Hides `values` of a path, each after a brace and as it is in there.
fn hide_segments(url: &mut Url, values: &[&String]) {
    for value in values.iter().map(|value| value.trim_start_matches('{')) {
        if !value.is_empty() {
            let path = url.path().replace(value, HIDDEN);
            url.set_path(&path);
        }
    }
}

/// Hides the values in the query of `names`, each after a question mark, and of what is in brackets after one.
fn hide_pairs(url: &mut Url, names: &[&String]) {
    if names.is_empty() {
        return;
    }
    let is_secret = |key: &str| {
        let names = names.iter().map(|name| name.trim_start_matches('?'));
        names.into_iter().any(|name| {
            let rest = key.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        })
    };
    let pairs = url.query_pairs().into_owned();
    let pairs = pairs.map(|(key, value)| match is_secret(&key) {
        true => (key, HIDDEN.to_owned()),
        false => (key, value),
    });
    let pairs: Vec<(String, String)> = pairs.collect();
    url.query_pairs_mut().clear().extend_pairs(pairs);
}

/// The headers without the values of those that are sensitive, such as cookies.
fn shown_headers(headers: &HeaderMap) -> HeaderMap {
    let mut shown = headers.clone();
    for value in shown.values_mut().filter(|value| value.is_sensitive()) {
        *value = HeaderValue::from_static(HIDDEN);
    }
    shown
}

/// `body` without the values at `secrets`. If they cannot be found, nothing of it is left.
fn hidden(body: Bytes, secrets: &[&String]) -> Bytes {
    if secrets.is_empty() {
        return body;
    }
    let mut value: Value = serde_json::from_slice(&body).unwrap_or_default();
    for pointer in secrets {
        match value.pointer_mut(pointer) {
            Some(secret) => *secret = HIDDEN.into(),
            None => value = HIDDEN.into(),
        }
    }
    value.to_string().into()
}

impl fmt::Display for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.method.as_str(), self.shown_url())?;
        for (name, value) in &self.headers {
            let value = match value.to_str() {
                Ok(text) if !self.is_custom || [ACCEPT, CONTENT_TYPE].contains(name) => text,
                _ => "…",
            };
            writeln!(f, "{name}: {}", OneLine::new(value))?;
        }
        match self.body.as_deref() {
            None => Ok(()),
            Some(body) if self.is_custom => write!(f, "\n[{} bytes]", body.len()),
            Some(body) => {
                let text = String::from_utf8_lossy(body);
                write!(f, "\n{}", OneLine::new(&text).at_most(usize::MAX))
            }
        }
    }
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::SensitiveString;
    use crate::raw::preview::{Preview, hidden};
    use crate::request::arguments::Arguments;
    use crate::request::operation::{Method, Operation};
    use crate::request::path_template::PathTemplate;
    use crate::sent::argument::Argument;
    use crate::sent::fields::{FieldValue, Fields};
    use crate::settings::options::CallOptions;

    static CREATE: Operation = Operation {
        name: "create_user",
        id: "createUser",
        method: Method::Post,
        path: PathTemplate::new("/users"),
        accept: None,
        content_type: None,
        sensitive: false,
        idempotent: false,
        server: None,
        security: &[],
        source: "",
        __may_grow: (),
    };

    fn secret(text: &str) -> FieldValue {
        FieldValue::secret(Argument::Given(SensitiveString::from(text)))
    }

    #[test]
    fn a_sensitive_value_is_hidden_wherever_it_is() {
        let mut login = Fields::default();
        login.put("pass/word", "password", secret("hidden-text"));
        login.put("name", "name", Argument::Given("admin".to_owned()));
        let mut body = Fields::default();
        body.put("logins", "logins", FieldValue::list([login]));
        body.put("token", "token", secret("hidden-text"));
        let mut arguments = Arguments::new("", &CREATE, CallOptions::default());
        arguments.object(body, &[]);
        let base = url::Url::parse("https://cloud.example").unwrap();
        let (outgoing, secrets) = arguments.preview(&base).unwrap();
        let preview = Preview::of(&outgoing, &secrets);
        let expected = json!({
            "logins": [{ "name": "admin", "pass/word": "[sensitive]" }],
            "token": "[sensitive]",
        });
        assert_eq!(preview.body(), Some(expected.to_string().as_bytes()));
        let shown = format!("{preview} {preview:?}");
        assert!(!shown.contains("hidden-text"), "{shown}");
    }

    /// Rather nothing than a secret.
    #[test]
    fn a_body_whose_secret_is_not_found_is_hidden_whole() {
        let body = || br#"{"a":"hidden-text"}"#.to_vec().into();
        let hide = |pointer: &str| hidden(body(), &[&pointer.to_owned()]);
        assert_eq!(hide("/a"), r#"{"a":"[sensitive]"}"#);
        assert_eq!(hide("/b"), "\"[sensitive]\"");
        assert_eq!(hidden(body(), &[]), body());
    }
}
