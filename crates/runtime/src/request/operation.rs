//! The operation table: everything that the runtime must know about an operation except its arguments.

use reqwest::header::HeaderValue;

use crate::request::path_template::PathTemplate;

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method as in the request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl From<Method> for reqwest::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Head => Self::HEAD,
            Method::Options => Self::OPTIONS,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}

/// One row of a provider's operation table (`generated/operations.rs`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Name of the method on the client, for example `get_backup_export`.
    pub name: &'static str,
    /// The provider's own name, for example `getBackupExport`.
    pub id: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path with parameters in braces, as in the document.
    pub path: PathTemplate,
    /// Media type for `Accept`: the type of a success, or of errors if a success has no body.
    pub accept: Option<HeaderValue>,
    /// Media type of the request body; `None` if there is no body.
    pub content_type: Option<HeaderValue>,
    /// Whether a success may contain secrets, such as a pre-signed link. If so, errors do not quote its body.
    pub sensitive: bool,
    /// Whether sending it twice has the same effect as sending it once.
    pub idempotent: bool,
    /// Where the document has it, if that is not the address of the API: a whole address, or a path at the same host.
    pub server: Option<&'static str>,
    /// What authorizes the call: each entry names the security schemes of the document that are needed together.
    /// An entry without any means that the call needs no credentials.
    pub security: &'static [&'static [&'static str]],
    /// The provider's page that the operation was written from.
    pub source: &'static str,
    /// More fields may be added. `#[non_exhaustive]` cannot be used, because generated code in other crates
    /// makes rows.
    #[doc(hidden)]
    pub __may_grow: (),
}

/// What a call is called that no document has.
pub(crate) const CALL: &str = "call";

impl Operation {
    /// The path as in the document. A call that no document has has none, and its path is shown to nobody.
    pub(crate) fn template(&self) -> Option<&'static str> {
        Some(self.path.as_str()).filter(|path| !path.is_empty())
    }
}
