//! The rows of an operation table for calls that no document has.

use crate::request::operation::{CALL, Method, Operation};
use crate::request::path_template::PathTemplate;

/// Everything that differs between two calls is in the request itself, so there is one row per method.
pub(super) fn of(method: Method) -> &'static Operation {
    static GET: Operation = row(Method::Get);
    static HEAD: Operation = row(Method::Head);
    static OPTIONS: Operation = row(Method::Options);
    static POST: Operation = row(Method::Post);
    static PUT: Operation = row(Method::Put);
    static PATCH: Operation = row(Method::Patch);
    static DELETE: Operation = row(Method::Delete);
    match method {
        Method::Get => &GET,
        Method::Head => &HEAD,
        Method::Options => &OPTIONS,
        Method::Post => &POST,
        Method::Put => &PUT,
        Method::Patch => &PATCH,
        Method::Delete => &DELETE,
    }
}

const fn row(method: Method) -> Operation {
    Operation {
        name: CALL,
        id: CALL,
        method,
        // Without a template, spans have none: a path may hold anything.
        path: PathTemplate::new(""),
        accept: None,
        content_type: None,
        // Nobody knows what the answer may hold.
        sensitive: true,
        // As RFC 9110, section 9.2.2, defines the methods.
        idempotent: !matches!(method, Method::Post | Method::Patch),
        server: None,
        security: &[],
        source: "",
        __may_grow: (),
    }
}
