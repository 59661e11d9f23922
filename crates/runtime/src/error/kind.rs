//! What sort of failure an error is, and which limit of time ended a call.

/// What sort of failure an [`Error`](crate::Error) is. New kinds may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client or the call was set up wrongly; nothing was sent.
    InvalidInput,
    /// There are no credentials, or none that can authorize the request; the provider did not act.
    Credentials,
    /// No connection could be made; nothing was sent.
    Connect,
    /// No complete answer came in time; the provider may have acted, unless
    /// [`never_sent`](crate::Error::never_sent) is true: then the time was over before the request was sent, as when
    /// a token does not come.
    Timeout,
    /// The connection broke before a complete answer came; the provider may have acted.
    Transport,
    /// The provider answered with a status other than 2xx, or with 2xx and the body of an error, which has
    /// its code.
    Api,
    /// The provider, or the store behind a link, answered with success, but the body is not what the
    /// document says, or no file where one was expected.
    Decode,
    /// The pages of a list are no sound whole: one came twice, or they do not end.
    Paging,
    /// The pieces of a download do not fit together, or cannot be continued.
    Download,
    /// A file or a writer on this side failed.
    Io,
}

impl ErrorKind {
    /// A short name that stays, for logs and metrics: `invalid_input`, `credentials`, `connect`,
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

/// A limit of time that a client has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeLimit {
    /// `connect_timeout`: to set up a connection.
    Connect,
    /// `timeout`: for one attempt, from sending to the last byte of the answer, or for the credentials that
    /// it needs.
    Attempt,
    /// `read_timeout`: between two pieces of a streamed body.
    Read,
    /// `call_timeout`: for a whole call, with all its attempts and the waits between them.
    Call,
}

impl TimeLimit {
    /// A short name that stays, for logs and metrics: `connect`, `attempt`, `read`, `call`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Attempt => "attempt",
            Self::Read => "read",
            Self::Call => "call",
        }
    }
}
