//! The kinds of errors, and the time limits that can end a call.

/// The kind of an [`Error`](crate::Error). New kinds may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client or the call has invalid input; nothing was sent.
    InvalidInput,
    /// There are no credentials, or none that can authorize the request; the provider did not act.
    Credentials,
    /// No connection could be made; nothing was sent.
    Connect,
    /// No complete answer arrived in time. The provider may have acted, unless
    /// [`never_sent`](crate::Error::never_sent) is true: then the time ended before the request was sent, for
    /// example while the client was waiting for a token.
    Timeout,
    /// The connection broke before a complete answer arrived; the provider may have acted.
    Transport,
    /// The provider answered with a status other than 2xx, or with 2xx and an error body, which has an error
    /// code.
    Api,
    /// The provider, or the store of a link, answered with success, but the body does not match the document,
    /// or is not a file where one was expected.
    Decode,
    /// The pages of a list are inconsistent: a page was repeated, or the pages do not end.
    Paging,
    /// The pieces of a download do not fit together, or the download cannot be continued.
    Download,
    /// A local file or writer failed.
    Io,
}

impl ErrorKind {
    /// A short, stable name for logs and metrics: `invalid_input`, `credentials`, `connect`,
    /// `timeout`, `transport`, `api`, `decode`, `paging`, `download`, `io`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::Credentials => "credentials",
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::Transport => "transport",
            Self::Api => "api",
            Self::Decode => "decode",
            Self::Paging => "paging",
            Self::Download => "download",
            Self::Io => "io",
        }
    }
}

/// A time limit of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeLimit {
    /// `connect_timeout`: to set up a connection.
    Connect,
    /// `timeout`: for one attempt, from sending to the last byte of the answer, or for fetching the credentials
    /// that it needs.
    Attempt,
    /// `read_timeout`: between two pieces of a streamed body.
    Read,
    /// `call_timeout`: for a whole call, including all attempts and the waits between them.
    Call,
}

impl TimeLimit {
    /// A short, stable name for logs and metrics: `connect`, `attempt`, `read`, `call`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Attempt => "attempt",
            Self::Read => "read",
            Self::Call => "call",
        }
    }
}
