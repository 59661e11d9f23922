//! What differs between providers once a request is on its way, as data.

/// How a provider names itself and where its answers carry what an [`Error`](crate::Error) shows.
#[derive(Clone, Copy, Debug)]
pub struct Provider {
    /// Name for error messages, for example `MongoDB Atlas`.
    pub name: &'static str,
    /// Response headers that may carry the request id; the first that is present wins.
    pub request_id_headers: &'static [&'static str],
    /// JSON pointers into an error body to the provider's error code; the first hit wins.
    pub code_pointers: &'static [&'static str],
    /// JSON pointers into an error body to the human-readable message; the first hit wins.
    pub message_pointers: &'static [&'static str],
}
