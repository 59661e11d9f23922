//! What differs between providers once a request is on its way, as data.

use std::time::Duration;

use reqwest::header::HeaderMap;

use crate::read::lenient::text_at;

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
    /// Statuses with codes that say that calls come too fast. Without codes the status alone says it.
    pub throttling: &'static [(u16, &'static [&'static str])],
    /// The longest span of time in which the provider counts calls: whoever is throttled may go on after it.
    /// `None` if nobody knows; a throttled call is then tried again as any other.
    pub throttling_window: Option<Duration>,
    /// Whether a refused request is signed once more with the date of the provider's `Date` header,
    /// when ours is minutes off or the code is one of `clock_skew_codes`.
    pub follows_server_date: bool,
    /// Error codes that say that the date of a request is too far from the provider's.
    pub clock_skew_codes: &'static [&'static str],
}

impl Provider {
    /// The provider's id of a request among the headers of the answer.
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

    /// Whether an answer says that calls come too fast.
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
