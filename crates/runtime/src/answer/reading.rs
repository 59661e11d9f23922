//! How the body of a success is read.

use reqwest::StatusCode;

/// How the body of a success is read. The body of an error is always read at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// At once, into memory, up to this number of bytes.
    Whole { limit: usize },
    /// The same, as the bytes that arrived: nothing is converted to UTF-8.
    Raw { limit: usize },
    /// By the caller, piece by piece, if it is a file.
    Stream(Expected),
}

/// Which media type a file may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// The one that the operation's document declares; `None` if it is unknown, as for a link.
    Declared(Option<&'static str>),
    /// Any, at the caller's request.
    Anything,
}

/// How many bytes at most are read of the body of an answer with this status.
pub(crate) fn limit_of(status: StatusCode, reading: Reading) -> usize {
    match reading {
        Reading::Whole { limit } | Reading::Raw { limit } if status.is_success() => limit,
        _ => LARGEST_ERROR_BODY,
    }
}

/// Whether an answer is usable only if its whole body arrived.
pub(crate) fn is_whole(status: StatusCode, reading: Reading) -> bool {
    status.is_success() && !matches!(reading, Reading::Stream(_))
}

/// The body of an error is kept for the caller, and errors should stay small.
pub(crate) const LARGEST_ERROR_BODY: usize = 64 * 1024;
