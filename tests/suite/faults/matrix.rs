//! The fault matrix: what a call comes to under each fault, by the kind of its operation.
//!
//! Everything goes through the public API of the provider crates, against the sandbox. No fault
//! makes the client wait: its clock is the test's.

use backhaul_runtime::{Clock, Error, Retry};
use backhaul_sandbox::{Fault, Sandbox};
use std::collections::BTreeMap;

use crate::support::clock::{ATTEMPT, CALL, TestClock};

/// How often a call meets what goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frequency {
    Once,
    Always,
}

impl Frequency {
    fn name(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Always => "always",
        }
    }
}

/// The kinds of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `get_backup_export` of Atlas, by an API key: each first request is challenged.
    Idempotent,
    /// `create_redislog_download_link` of DCS, by a token.
    NotIdempotent,
    /// `download_log_collection_job` of Cloud Manager, by an API key, into memory.
    Streaming,
}

impl Kind {
    /// In the order of [`Row::outcomes`].
    const ALL: [Self; 3] = [Self::Idempotent, Self::NotIdempotent, Self::Streaming];

    fn name(self) -> &'static str {
        match self {
            Self::Idempotent => "idempotent",
            Self::NotIdempotent => "not idempotent",
            Self::Streaming => "streaming",
        }
    }

    /// As the sandbox calls it.
    fn operation(self) -> &'static str {
        match self {
            Self::Idempotent => "getBackupExport",
            Self::NotIdempotent => "CreateRedislogDownloadLink",
            Self::Streaming => "downloadLogCollectionJob",
        }
    }

    /// One call by a client of its own. A download gives the number of its bytes.
    async fn call(self, sandbox: &Sandbox, clock: Clock) -> Result<Option<u64>, Error> {
        let fixtures = sandbox.fixtures();
        match self {
            Self::Idempotent => {
                let key = (fixtures.public_key, fixtures.private_key);
                let client = backhaul_atlas::Client::builder()
                    .credentials(backhaul_atlas::Credentials::api_key(key.0, key.1))
                    .base_url(sandbox.url())
                    .timeout(ATTEMPT)
                    .call_timeout(CALL)
                    .retry(Retry::standard().total_time(CALL))
                    .clock(clock)
                    .build()?;
                let call = client.get_backup_export().group_id(fixtures.group_id);
                let call = call
                    .cluster_name(fixtures.cluster_name)
                    .export_id(fixtures.running_export_id);
                call.send().await.map(|_| None)
            }
            Self::NotIdempotent => make_link(sandbox, clock, false).await.map(|()| None),
            Self::Streaming => download(sandbox, clock).await.map(Some),
        }
    }
}

/// The call that is not idempotent, unless the caller says that it is.
async fn make_link(sandbox: &Sandbox, clock: Clock, idempotent: bool) -> Result<(), Error> {
    let fixtures = sandbox.fixtures();
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token(fixtures.dcs_token))
        .base_url(sandbox.url())
        .timeout(ATTEMPT)
        .call_timeout(CALL)
        .retry(Retry::standard().total_time(CALL))
        .clock(clock)
        .build()?;
    let call = client
        .create_redislog_download_link()
        .project_id(fixtures.dcs_project_id);
    let mut call = call
        .instance_id(fixtures.dcs_instance_id)
        .id(fixtures.dcs_redislog_id);
    if idempotent {
        call = call.idempotent(true);
    }
    call.send().await.map(|_| ())
}

/// Downloads the archive of a job into memory.
async fn download(sandbox: &Sandbox, clock: Clock) -> Result<u64, Error> {
    let fixtures = sandbox.fixtures();
    let (public_key, private_key) = (fixtures.public_key, fixtures.private_key);
    let credentials = backhaul_cloud_manager::Credentials::api_key(public_key, private_key);
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .timeout(ATTEMPT)
        .read_timeout(ATTEMPT)
        .call_timeout(CALL)
        .retry(Retry::standard().total_time(CALL))
        .clock(clock)
        .build()?;
    let call = client
        .download_log_collection_job()
        .group_id(fixtures.group_id)
        .job_id(fixtures.successful_log_job_id);
    let mut bytes = Vec::new();
    let downloaded = call.download().to_writer(&mut bytes).await?;
    assert_eq!(downloaded.bytes, bytes.len() as u64);
    Ok(downloaded.bytes)
}

/// What goes wrong.
enum Trouble {
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
struct Row {
    name: &'static str,
    trouble: Trouble,
    /// For each kind of operation, as [`outcome`] writes it.
    outcomes: [[&'static str; 2]; Kind::ALL.len()],
    /// How often the sandbox has applied the call that is not idempotent.
    applied: [u64; 2],
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

fn rows() -> Vec<Row> {
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

/// An outcome as a line of text: kind, what the predicates say, attempts.
fn outcome(result: &Result<Option<u64>, Error>, whole: Option<u64>, waits: usize) -> String {
    let plural = |attempts| if attempts == 1 { "" } else { "s" };
    let error = match result {
        Ok(bytes) => {
            let attempts = waits + 1;
            let other = if *bytes == whole { "" } else { ", other bytes" };
            return format!("ok, {attempts} attempt{}{other}", plural(attempts));
        }
        Err(error) => error,
    };
    let mut text = format!("{:?}", error.kind());
    // A success whose body is no good keeps its status, but that is no news.
    if let Some(status) = error.status().filter(|status| *status >= 300) {
        text += &format!(" {status}");
    }
    if let Some(limit) = error.time_limit() {
        text += &format!(" {limit:?}");
    }
    assert_eq!(error.is_timeout(), error.time_limit().is_some(), "{error}");
    for (holds, word) in [
        (error.is_throttled(), " throttled"),
        (error.never_sent(), ", never sent"),
        (!error.is_retryable(), ", final"),
    ] {
        text += if holds { word } else { "" };
    }
    let attempts = error.attempts() as usize;
    assert_eq!(
        attempts,
        waits + 1,
        "each wait is followed by an attempt: {error}"
    );
    text + &format!(", {attempts} attempt{}", plural(attempts))
}

/// What one cell of the matrix came to.
struct Cell {
    outcome: String,
    /// How often a request that is not idempotent was applied.
    applied: u64,
}

/// One call of `kind` in `trouble`; nothing of the trouble stays.
async fn suffer(sandbox: &Sandbox, kind: Kind, row: &Row, frequency: Frequency) -> Cell {
    let faults = sandbox.faults();
    let clock = TestClock::new(&faults);
    let times = match frequency {
        Frequency::Once => 1,
        Frequency::Always => u64::MAX,
    };
    let order = |fault: &Fault| {
        faults.on(kind.operation(), fault.clone()).times(times);
    };
    match &row.trouble {
        Trouble::Fault(fault) => order(fault),
        Trouble::FaultThatOutlastsTheCall(fault) => {
            clock.end_with_a_stall(CALL);
            order(fault);
        }
        Trouble::Refused => {
            faults.refuse_connections().unwrap();
            if frequency == Frequency::Once {
                clock.mend_while_waiting();
            }
        }
        Trouble::ResetBeforeRequest => faults.reset_connections(times),
    }
    let before = applied(sandbox);
    let result = kind.call(sandbox, clock.clock()).await;
    faults.clear();
    faults.accept_connections().unwrap();
    let applied = applied(sandbox) - before;
    let undisturbed = kind.call(sandbox, TestClock::new(&faults).clock()).await;
    Cell {
        outcome: outcome(&result, undisturbed.unwrap(), clock.waits().len()),
        applied,
    }
}

/// How often requests that are not idempotent were applied.
fn applied(sandbox: &Sandbox) -> u64 {
    let applied = sandbox.applied();
    let once_only = applied.iter().filter(|one| !one.idempotent);
    once_only.map(|one| one.times).sum()
}

#[tokio::test]
async fn every_fault_has_its_outcome_for_every_kind_of_operation() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut counts = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    let columns =
        |texts: Vec<String>| -> String { texts.iter().map(|text| format!("{text:<34}")).collect() };
    let kinds = columns(Kind::ALL.map(|kind| kind.name().to_owned()).to_vec());
    documents::report!("faults: {:<29} {:<7} {kinds}applied", "", "");
    let rows = rows();
    for row in &rows {
        for (at, frequency) in [Frequency::Once, Frequency::Always].into_iter().enumerate() {
            let place = format!("{:<29} {:<7}", row.name, frequency.name());
            let mut outcomes = Vec::new();
            let mut applied = 0;
            for (kind, expected) in Kind::ALL.into_iter().zip(row.outcomes) {
                let cell = suffer(&sandbox, kind, row, frequency).await;
                if cell.outcome != expected[at] {
                    let (found, expected) = (&cell.outcome, expected[at]);
                    wrong.push(format!("{place} {kind:?}: {found:?}, not {expected:?}"));
                }
                let word = cell.outcome.split([' ', ',']).next().unwrap().to_owned();
                *counts.entry(word).or_default() += 1;
                outcomes.push(cell.outcome);
                applied += cell.applied;
            }
            if applied != row.applied[at] {
                wrong.push(format!("{place} applied {applied} times"));
            }
            assert!(applied <= 1, "{place} a request was applied twice");
            documents::report!("faults: {place} {}{applied}", columns(outcomes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let injected: u64 = sandbox.faults().injected().values().sum();
    documents::report!(
        "faults: {} rows, {} calls ({counts:?}), {injected} faults injected, {} requests, none that is \
         not idempotent applied twice",
        rows.len(),
        counts.values().sum::<usize>(),
        sandbox.requests().len()
    );
}

/// The matrix would notice: with the caller's leave, a call goes again after it was applied.
#[tokio::test]
async fn what_is_applied_twice_is_seen() {
    let sandbox = Sandbox::start().await.unwrap();
    let clock = TestClock::new(&sandbox.faults());
    let fault = Fault::reset().after_applied();
    sandbox
        .faults()
        .on(Kind::NotIdempotent.operation(), fault)
        .times(1);
    make_link(&sandbox, clock.clock(), true).await.unwrap();
    assert_eq!(applied(&sandbox), 2);
}
