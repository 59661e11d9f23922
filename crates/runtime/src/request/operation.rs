//! The operation table: what the runtime must know about an operation beyond its arguments.

use reqwest::header::HeaderValue;

use crate::request::path_template::PathTemplate;

/// An HTTP method that a generated operation can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `GET`
    Get,
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
    /// The method as it stands in the request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
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
    /// Path with parameters in braces, as the document has it.
    pub path: PathTemplate,
    /// Media type asked for with `Accept`: that of success, or of errors where success has no body.
    pub accept: Option<HeaderValue>,
    /// Media type of the request body; `None` if there is no body.
    pub content_type: Option<HeaderValue>,
    /// Whether a success may bring what gives access, such as a pre-signed link: then no error quotes its
    /// body.
    pub sensitive: bool,
    /// Whether sending it twice has the same effect as sending it once.
    pub idempotent: bool,
    /// Security schemes of the document, any one of which authorizes the call.
    pub security: &'static [&'static str],
    /// The provider's page that the operation was written from.
    pub source: &'static str,
    /// More fields may come: only generated code makes rows, so that `#[non_exhaustive]` cannot serve.
    #[doc(hidden)]
    pub __may_grow: (),
}
