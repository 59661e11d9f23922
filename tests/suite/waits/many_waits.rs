//! Ten thousand jobs waited for at once by one client, while every tenth request goes wrong.
//!
//! The client has its usual settings. Its budget for retries, which all calls share, lasts for as long
//! as fewer than one request in six fails.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_atlas::{Clock, JobState, Outcome, Wait};
use backhaul_runtime::auth::BoxFuture;
use backhaul_sandbox::{Fault, PlannedEnd, Sandbox};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::support::soon::soon;

const JOBS: usize = 10_000;

/// One request in so many goes wrong.
const ONE_IN: u64 = 10;

/// The name of the operation in the sandbox.
const OPERATION: &str = "getBackupRestoreJob";

/// No wait pauses for less between two polls, and no retry waits as long.
const SHORTEST_PAUSE: Duration = Duration::from_secs(30);

/// What the process may grow by for each wait, in bytes. The server and its record of all requests,
/// about 5 per wait, are in it.
const MOST_MEMORY: u64 = 16 * 1024;

/// Memory is counted for a whole process, so this runs alone in one.
#[test]
fn ten_thousand_waits_all_reach_their_true_end() {
    let itself = std::env::current_exe().unwrap();
    let mut alone = Command::new(itself);
    alone.args(["--ignored", "--exact", "--nocapture"]);
    let output = alone
        .arg("waits::many_waits::in_a_process_of_its_own")
        .output();
    let output = output.unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    for line in text.lines().filter(|line| line.starts_with("many waits: ")) {
        documents::report!("{line}");
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{errors}");
    assert!(text.contains("1 passed"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the test above runs it"]
async fn in_a_process_of_its_own() {
    let sandbox = Sandbox::builder().restore_jobs(JOBS).start().await.unwrap();
    let jobs = sandbox.planned_restore_jobs();
    order_faults(&sandbox);
    let rounds = Rounds::new(JOBS);
    let fixtures = sandbox.fixtures();
    let (id, secret) = (fixtures.service_account_id, fixtures.service_account_secret);
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::service_account(id, secret))
        .base_url(sandbox.url())
        .clock(rounds.clock())
        .build()
        .unwrap();
    let wait = Wait::up_to(Duration::from_secs(24 * 3600))
        .first_delay(2 * SHORTEST_PAUSE)
        .longest_delay(2 * SHORTEST_PAUSE);
    let before = Memory::now();

    let mut waits = JoinSet::new();
    for job in &jobs {
        let (client, wait, id) = (client.clone(), wait.clone(), job.id.clone());
        waits.spawn(async move {
            let call = client.get_backup_restore_job().group_id(fixtures.group_id);
            let call = call.cluster_name(fixtures.cluster_name);
            let outcome = call.restore_job_id(id.as_str()).wait(wait).await.unwrap();
            (id, end(&outcome), outcome.polls())
        });
    }
    let mut ends = BTreeMap::new();
    let mut polls = 0;
    while let Some(ended) = soon("the end of a wait", waits.join_next()).await {
        let (id, end, polls_of_one) = ended.unwrap();
        ends.insert(id, end);
        polls += u64::from(polls_of_one);
        rounds.one_ended();
    }

    let after = Memory::now();
    assert_eq!(ends.len(), JOBS, "none is lost");
    for job in &jobs {
        assert_eq!(ends[&job.id], job.end, "{}", job.id);
    }
    let looks: u64 = jobs
        .iter()
        .map(|job| u64::from(job.running_looks) + 1)
        .sum();
    let requests = sandbox.requests();
    let requests = requests
        .iter()
        .filter(|one| one.operation.as_deref() == Some(OPERATION));
    let requests = requests.count() as u64;
    let injected = sandbox.faults().injected();
    let faults: u64 = injected.values().sum();
    assert!(
        requests >= looks && polls <= requests,
        "{polls} polls, {requests} requests"
    );
    assert!(
        faults + ONE_IN > requests / ONE_IN,
        "{faults} of {requests} requests"
    );
    // All but those whose poll had no attempt left: the budget for retries never runs dry.
    let tried_again = requests - polls;
    assert!(
        tried_again <= faults && faults - tried_again < 50,
        "{tried_again} of {faults} disturbed requests were tried again"
    );
    assert_eq!(sandbox.token_fetches().mongodb, 1, "one token serves all");
    // A few are over by then: the answer that showed them running did not come through.
    let at_once = rounds.first_round();
    assert!(at_once > JOBS / 100 * 98, "{at_once} at once");

    let mut counts = BTreeMap::<_, u32>::new();
    for end in ends.values() {
        *counts.entry(end).or_default() += 1;
    }
    documents::report!("many waits: {JOBS} at once, all with their true end: {counts:?}");
    documents::report!(
        "many waits: {at_once} pause at once, {polls} polls, {requests} requests, {faults} of them disturbed: {injected:?}, {tried_again} tried again at once"
    );
    let (Some(before), Some(after), Some(paused)) = (before, after, rounds.memory()) else {
        documents::report!("many waits: memory cannot be read on this system");
        return;
    };
    let each = |bytes: u64| bytes / JOBS as u64;
    let peak = each(after.peak.saturating_sub(before.peak));
    documents::report!(
        "many waits: {} KiB of memory for each at the peak, {} while all pause for the first time; \
         the server is in it",
        KiB(peak),
        KiB(each(paused.now.saturating_sub(before.now)))
    );
    assert!(peak < MOST_MEMORY, "{peak} bytes for each wait");
}

/// How a wait ended, in the words of the sandbox.
fn end<J: std::fmt::Debug>(outcome: &Outcome<J>) -> PlannedEnd {
    match outcome {
        Outcome::Succeeded(_) => PlannedEnd::Succeeded,
        Outcome::Ended(ended) => match ended.state {
            JobState::Failed => PlannedEnd::Failed,
            JobState::Cancelled => PlannedEnd::Cancelled,
            JobState::Expired => PlannedEnd::Expired,
            _ => panic!("{outcome:?}"),
        },
        Outcome::TimedOut(_) => panic!("{outcome:?}"),
    }
}

/// Lets every tenth request go wrong, each kind of fault in its turn.
fn order_faults(sandbox: &Sandbox) {
    let kinds = [
        Fault::status(503),
        Fault::status(429).header("retry-after", "5"),
        Fault::reset(),
        Fault::reset().after_applied(),
        Fault::html_page(502),
        Fault::truncate(40),
    ];
    let turn = ONE_IN * kinds.len() as u64;
    for (at, kind) in (0..).zip(kinds) {
        // Of each turn, an order does not see what those before it have taken.
        let order = sandbox.faults().on(OPERATION, kind);
        order.skip(ONE_IN * at).every(turn - at);
    }
}

/// A clock by which the pauses of all waits end together, as soon as every wait that is left
/// pauses: as in a long night, all of them sleep at once. Waits between attempts are over at once.
#[derive(Clone)]
struct Rounds(Arc<Mutex<State>>);

struct State {
    /// Waits that have not ended.
    left: usize,
    pausing: Vec<oneshot::Sender<()>>,
    /// How many paused when the first round was over, and the memory then.
    first_round: Option<(usize, Option<Memory>)>,
}

impl Rounds {
    fn new(waits: usize) -> Self {
        Self(Arc::new(Mutex::new(State {
            left: waits,
            pausing: Vec::new(),
            first_round: None,
        })))
    }

    fn clock(&self) -> Clock {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198);
        let rounds = self.clone();
        Clock::new(move || now)
            .with_sleep(move |time| rounds.sleep(time))
            .with_limit(|_| Box::pin(std::future::pending()))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        if time < SHORTEST_PAUSE {
            return Box::pin(async {});
        }
        // The pause after the last poll of a wait is never awaited, and does not count.
        let rounds = self.clone();
        Box::pin(async move { rounds.pause().await.unwrap() })
    }

    fn pause(&self) -> oneshot::Receiver<()> {
        let (wake, woken) = oneshot::channel();
        let mut state = self.0.lock().unwrap();
        state.pausing.push(wake);
        state.end_round();
        woken
    }

    fn one_ended(&self) {
        let mut state = self.0.lock().unwrap();
        state.left -= 1;
        state.end_round();
    }

    /// How many waits paused at once in the first round.
    fn first_round(&self) -> usize {
        self.0.lock().unwrap().first_round.unwrap().0
    }

    /// The memory at that time.
    fn memory(&self) -> Option<Memory> {
        self.0.lock().unwrap().first_round.unwrap().1
    }
}

impl State {
    fn end_round(&mut self) {
        if self.pausing.len() < self.left {
            return;
        }
        let pausing = self.pausing.len();
        self.first_round
            .get_or_insert_with(|| (pausing, Memory::now()));
        for wake in self.pausing.drain(..) {
            // A wait cannot disappear while it pauses: nobody drops it.
            wake.send(()).unwrap();
        }
    }
}

/// What this process has in memory, in bytes.
#[derive(Clone, Copy)]
struct Memory {
    now: u64,
    peak: u64,
}

impl Memory {
    /// `None` where the system does not tell it in the way of Linux.
    fn now() -> Option<Self> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let bytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
            Some(kibibytes * 1024)
        };
        Some(Self {
            now: bytes("VmRSS:")?,
            peak: bytes("VmHWM:")?,
        })
    }
}

/// Bytes, shown in KiB.
struct KiB(u64);

impl std::fmt::Display for KiB {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1}", self.0 as f64 / 1024.0)
    }
}
