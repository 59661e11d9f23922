//! How the body of a success is read.

use reqwest::StatusCode;

/// How the body of a success is read. The body of an error is always read at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// At once, into memory, if it has no more bytes than this.
    Whole { limit: usize },
    /// By the caller, piece by piece, if it is a file.
    Stream(Expected),
}

/// What a file may be labelled as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// What the document of an operation declares; `None` if nobody knows, as for a link.
    Declared(Option<&'static str>),
    /// Whatever comes: the caller says so.
    Anything,
}

/// How much is read at most of the body of an answer with this status.
pub(crate) fn limit_of(status: StatusCode, reading: Reading) -> usize {
    match reading {
        Reading::Whole { limit } if status.is_success() => limit,
        _ => LARGEST_ERROR_BODY,
    }
}

/// Whether an answer is only good if all of its body came.
pub(crate) fn is_whole(status: StatusCode, reading: Reading) -> bool {
    status.is_success() && matches!(reading, Reading::Whole { .. })
}

/// An error body is kept for the caller, and errors should stay small.
pub(crate) const LARGEST_ERROR_BODY: usize = 64 * 1024;
