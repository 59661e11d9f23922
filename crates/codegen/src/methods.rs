//! The methods of HTTP that a path may have operations for.

/// Those of operations that can be generated, reading before writing.
pub(crate) const METHODS: [&str; 7] = ["get", "head", "options", "post", "put", "patch", "delete"];

/// The one that OpenAPI has beside them.
pub(crate) const TRACE: &str = "trace";

/// Whether the member `name` of a path is an operation that can be generated.
pub(crate) fn is_method(name: &str) -> bool {
    METHODS.contains(&name)
}

/// Whether the member `name` of a path is an operation.
pub(crate) fn is_of_openapi(name: &str) -> bool {
    is_method(name) || name == TRACE
}

/// Whether calling an operation of this method twice does no more than calling it once, unless the document
/// says otherwise.
pub(crate) fn is_idempotent(method: &str) -> bool {
    matches!(method, "get" | "head" | "options" | "put" | "delete")
}
