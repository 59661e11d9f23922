//! The rows of the matrix: what goes wrong, and what a call of each kind then comes to.

use backhaul_sandbox::Fault;

use crate::faults::kinds::Kind;

/// What goes wrong.
pub(super) enum Trouble {
    /// One request, or all.
    Fault(Fault),
    /// The same, and the limit that is over is the one of the whole call.
    FaultThatOutlastsTheCall(Fault),
    /// No connection can be made, until the client has waited or for good.
    Refused,
    /// The connection is reset before a request is read, once or each time.
    ResetBeforeRequest,
}

/// A row of the matrix. Each pair is for trouble that comes once, and for trouble that stays.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) trouble: Trouble,
    /// For each kind of operation, as [`outcome`] writes it.
    pub(super) outcomes: [[&'static str; 2]; Kind::ALL.len()],
    /// How often the sandbox has applied the call that is not idempotent.
    pub(super) applied: [u64; 2],
}

fn row(
    name: &'static str,
    trouble: impl Into<Trouble>,
    idempotent: [&'static str; 2],
    not_idempotent: [&'static str; 2],
    streaming: [&'static str; 2],
    applied: [u64; 2],
) -> Row {
    Row {
        name,
        trouble: trouble.into(),
        outcomes: [idempotent, not_idempotent, streaming],
        applied,
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Larger than any answer that a client takes by default.
const TOO_LARGE: u64 = 8 * 1024 * 1024 + 1;

pub(super) fn rows() -> Vec<Row> {
    let again = |last| ["ok, 2 attempts", last];
    let both = |outcome| [outcome; 2];
    vec![
        row(
            "503 of a gateway",
            Fault::status(503).body("no healthy upstream"),
            again("Api 503, 4 attempts"),
            both("Api 503, 1 attempt"),
            again("Api 503, 4 attempts"),
            [0, 0],
        ),
        row(
            "503 before the challenge",
            Fault::status(503).before_credentials(),
            again("Api 503, 4 attempts"),
            both("Api 503, 1 attempt"),
            again("Api 503, 4 attempts"),
            [0, 0],
        ),
        row(
            "429 with Retry-After",
            Fault::status(429).header("retry-after", "30"),
            again("Api 429 throttled, 4 attempts"),
            both("Api 429 throttled, 1 attempt"),
            again("Api 429 throttled, 4 attempts"),
            [0, 0],
        ),
        row(
            "502 with an HTML page",
            Fault::html_page(502),
            again("Api 502, 4 attempts"),
            both("Api 502, 1 attempt"),
            again("Api 502, 4 attempts"),
            [0, 0],
        ),
        row(
            "403 with an HTML page",
            Fault::html_page(403),
            both("Api 403, final, 1 attempt"),
            both("Api 403, final, 1 attempt"),
            both("Api 403, final, 1 attempt"),
            [0, 0],
        ),
        row(
            "504 after it was applied",
            Fault::status(504).after_applied(),
            again("Api 504, 4 attempts"),
            both("Api 504, 1 attempt"),
            again("Api 504, 4 attempts"),
            [1, 1],
        ),
        row(
            "connections refused",
            Trouble::Refused,
            again("Connect, never sent, 4 attempts"),
            again("Connect, never sent, 4 attempts"),
            again("Connect, never sent, 4 attempts"),
            [1, 0],
        ),
        row(
            "reset before it was read",
            Trouble::ResetBeforeRequest,
            again("Transport, 4 attempts"),
            both("Transport, 1 attempt"),
            again("Transport, 4 attempts"),
            [0, 0],
        ),
        row(
            "reset after it was read",
            Fault::reset(),
            again("Transport, 4 attempts"),
            both("Transport, 1 attempt"),
            again("Transport, 4 attempts"),
            [0, 0],
        ),
        row(
            "reset after it was applied",
            Fault::reset().after_applied(),
            again("Transport, 4 attempts"),
            both("Transport, 1 attempt"),
            again("Transport, 4 attempts"),
            [1, 1],
        ),
        row(
            "stall before it was applied",
            Fault::stall(),
            again("Timeout Attempt, 4 attempts"),
            both("Timeout Attempt, 1 attempt"),
            again("Timeout Attempt, 4 attempts"),
            [0, 0],
        ),
        row(
            "stall after it was applied",
            Fault::stall().after_applied(),
            again("Timeout Attempt, 4 attempts"),
            both("Timeout Attempt, 1 attempt"),
            again("Timeout Attempt, 4 attempts"),
            [1, 1],
        ),
        row(
            "stall longer than the call",
            Trouble::FaultThatOutlastsTheCall(Fault::stall().after_applied()),
            both("Timeout Call, final, 1 attempt"),
            both("Timeout Call, final, 1 attempt"),
            both("Timeout Call, final, 1 attempt"),
            [1, 1],
        ),
        row(
            "slow drip that ends",
            Fault::drip(u64::MAX),
            both("ok, 1 attempt"),
            both("ok, 1 attempt"),
            both("ok, 1 attempt"),
            [1, 1],
        ),
        row(
            "slow drip that does not end",
            Fault::drip(3),
            again("Timeout Attempt, 4 attempts"),
            both("Timeout Attempt, 1 attempt"),
            again("Timeout Attempt, 4 attempts"),
            [1, 1],
        ),
        row(
            "truncation",
            Fault::truncate(200),
            again("Transport, 4 attempts"),
            both("Transport, 1 attempt"),
            again("ok, 615 attempts"),
            [1, 1],
        ),
        row(
            "body cut, as announced",
            Fault::cut(20),
            both("Decode, final, 1 attempt"),
            both("Decode, final, 1 attempt"),
            both("ok, 1 attempt, other bytes"),
            [1, 1],
        ),
        row(
            "no body",
            Fault::cut(0),
            both("Decode, final, 1 attempt"),
            both("Decode, final, 1 attempt"),
            both("ok, 1 attempt, other bytes"),
            [1, 1],
        ),
        row(
            "HTML page as success",
            Fault::replace_body("<html>Sign in to this network</html>"),
            both("Decode, final, 1 attempt"),
            both("Decode, final, 1 attempt"),
            both("ok, 1 attempt, other bytes"),
            [1, 1],
        ),
        row(
            "login page as success",
            Fault::status(200)
                .header("content-type", "text/html; charset=utf-8")
                .body("<html>Sign in to this network</html>"),
            both("Decode, final, 1 attempt"),
            both("Decode, final, 1 attempt"),
            both("Decode, final, 1 attempt"),
            [0, 0],
        ),
        row(
            "JSON of another content type",
            Fault::content_type("text/plain"),
            both("ok, 1 attempt"),
            both("ok, 1 attempt"),
            both("ok, 1 attempt"),
            [1, 1],
        ),
        row(
            "oversized body",
            Fault::oversize(TOO_LARGE),
            both("Decode, final, 1 attempt"),
            both("Decode, final, 1 attempt"),
            both("ok, 1 attempt, other bytes"),
            [1, 1],
        ),
    ]
}
