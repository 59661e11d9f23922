//! The differences between providers that matter at run time, as data.

use std::time::Duration;

use reqwest::header::HeaderMap;

use crate::read::lenient::text_at;

/// A provider's name, and where its answers contain the parts that an [`Error`](crate::Error) shows.
#[derive(Clone, Copy, Debug)]
pub struct Provider {
    /// The name for error messages, for example `MongoDB Atlas`.
    pub name: &'static str,
    /// What the paths of operations begin with, which no base address must have.
    pub paths_begin_with: &'static [&'static str],
    /// Response headers that may carry the request id; the first that is present wins.
    pub request_id_headers: &'static [&'static str],
    /// JSON pointers into an error body to the provider's error code; the first match wins.
    pub code_pointers: &'static [&'static str],
    /// JSON pointers into an error body to the human-readable message; the first match wins.
    pub message_pointers: &'static [&'static str],
    /// Statuses and error codes that mean throttling. Without codes, the status alone means it.
    pub throttling: &'static [(u16, &'static [&'static str])],
    /// The longest time window in which the provider counts calls: throttling ends after it. `None` if it is
    /// unknown; a throttled call is then retried like any other.
    pub throttling_window: Option<Duration>,
    /// Whether a refused request is signed again with the date of the provider's `Date` header, if ours is
    /// minutes off or the code is one of `clock_skew_codes`.
    pub follows_server_date: bool,
    /// Error codes for a request date that is too far from the provider's.
    pub clock_skew_codes: &'static [&'static str],
}

impl Provider {
    /// The provider's id of a request, from the headers of the answer.
    pub(crate) fn request_id_in<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        self.request_id_headers
            .iter()
            .find_map(|name| headers.get(*name))?
            .to_str()
            .ok()
    }

    /// The provider's error code in an error body.
    pub(crate) fn code_of(&self, body: &[u8]) -> Option<String> {
        text_at(body, self.code_pointers)
    }

    /// Whether an answer means throttling.
    pub(crate) fn throttles(&self, status: u16, body: &[u8]) -> bool {
        self.throttling.iter().any(|(throttled, codes)| {
            let has_code = || {
                self.code_of(body)
                    .is_some_and(|code| codes.contains(&code.as_str()))
            };
            *throttled == status && (codes.is_empty() || has_code())
        })
    }

    /// The provider's message in an error body.
    pub(crate) fn message_of(&self, body: &[u8]) -> Option<String> {
        text_at(body, self.message_pointers)
    }
}
