//! `x-provider`, read.

use serde::Deserialize;
use serde_json::Value;

use crate::document::Document;

/// What the runtime must know about the provider.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Provider {
    /// The provider's name in error messages.
    pub(crate) name: String,
    /// Headers that may carry the id of a request.
    pub(crate) request_id: Vec<String>,
    /// JSON pointers into an error body to the error code.
    pub(crate) code: Vec<String>,
    /// JSON pointers into an error body to the message.
    pub(crate) message: Vec<String>,
    #[serde(default)]
    pub(crate) throttling: Throttling,
    #[serde(default)]
    pub(crate) clock_skew: ClockSkew,
}

/// What says that calls come too fast.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Throttling {
    #[serde(default)]
    pub(crate) description: String,
    pub(crate) answers: Vec<Throttled>,
    /// Seconds in which the provider counts calls, if a source says it.
    pub(crate) window: Option<u64>,
}

/// A status that means throttling: always, or with one of these codes.
#[derive(Debug, Deserialize)]
pub(crate) struct Throttled {
    pub(crate) status: u16,
    #[serde(default)]
    pub(crate) codes: Vec<String>,
}

/// What is done about a clock that is off.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClockSkew {
    #[serde(default)]
    pub(crate) description: String,
    pub(crate) follows_date: bool,
    #[serde(default)]
    pub(crate) codes: Vec<String>,
}

impl Provider {
    /// The `x-provider` of a document that the lint has passed.
    pub(crate) fn of(document: &Document) -> Self {
        let provider = document.root.get("x-provider").unwrap_or(&Value::Null);
        Self::deserialize(provider).unwrap_or_default()
    }
}
