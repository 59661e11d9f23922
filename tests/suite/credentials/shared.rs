//! Tokens that processes share. The processes are real ones: this program again.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backhaul_atlas::FileTokenStore;
use backhaul_dcs::{IdOrName, PasswordLogin};
use backhaul_runtime::Clock;
use backhaul_sandbox::{Fixtures, Sandbox};
use serde_json::json as value;
use tokio::sync::mpsc;

use crate::credentials::clients::get_export;
use crate::support::answering::{Answering, answer, json};
use crate::support::clients::statuses;
use crate::support::soon::soon;

/// As many as the jobs of a crontab that all start at full hours. MongoDB allows ten tokens a minute.
const PROCESSES: usize = 13;

/// What a process is told.
const URL: &str = "BACKHAUL_TEST_SHARED_URL";
const FOLDER: &str = "BACKHAUL_TEST_SHARED_FOLDER";
const CALL: &str = "BACKHAUL_TEST_SHARED_CALL";
const IDS: &str = "BACKHAUL_TEST_SHARED_IDS";

/// What it says.
const READY: &str = "ready to call";
const CALLING: &str = "calling now";

/// A process that makes one call when it is told to.
struct Process {
    child: Child,
    lines: BufReader<ChildStdout>,
    said: String,
}

impl Process {
    fn start(call: &str, url: &str, folder: Option<&Path>, sandbox: &Sandbox) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "credentials::shared::one_process", "--nocapture"]);
        child.env(URL, url).env(CALL, call);
        child.env(IDS, ids(sandbox.fixtures()).join("\n"));
        if let Some(folder) = folder {
            child.env(FOLDER, folder);
        }
        child.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = child.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let said = String::new();
        Self { child, lines, said }
    }

    /// Waits until it has said `word`.
    fn until(&mut self, word: &str) {
        while !self.said.contains(word) {
            let length = self.lines.read_line(&mut self.said).unwrap();
            assert_ne!(length, 0, "it never said {word}: {}", self.said);
        }
    }

    fn go(&mut self) {
        writeln!(self.child.stdin.as_mut().unwrap(), "go").unwrap();
    }

    fn end(mut self) {
        self.lines.read_to_string(&mut self.said).unwrap();
        let went_well = self.child.wait().unwrap().success();
        assert!(went_well && self.said.contains("1 passed"), "{}", self.said);
    }
}

/// Has `count` processes make a call at once, and does `then` when all are about to make it.
async fn run_many(
    (call, count): (&'static str, usize),
    url: &str,
    folder: Option<&Path>,
    sandbox: &Sandbox,
    then: impl FnOnce() + Send + 'static,
) {
    let start = || Process::start(call, url, folder, sandbox);
    let mut processes: Vec<Process> = (0..count).map(|_| start()).collect();
    let work = move || {
        processes.iter_mut().for_each(|it| it.until(READY));
        processes.iter_mut().for_each(Process::go);
        processes.iter_mut().for_each(|it| it.until(CALLING));
        then();
        processes.into_iter().for_each(Process::end);
    };
    tokio::task::spawn_blocking(work).await.unwrap();
}

/// What a process needs of the fixtures: to start a sandbox for them would take each a second.
fn ids(fixtures: &Fixtures) -> [&'static str; 11] {
    [
        fixtures.service_account_id,
        fixtures.service_account_secret,
        fixtures.group_id,
        fixtures.cluster_name,
        fixtures.running_export_id,
        fixtures.iam_user_name,
        fixtures.iam_domain_name,
        fixtures.iam_password,
        fixtures.dcs_project_id,
        fixtures.dcs_instance_id,
        fixtures.dcs_redislog_id,
    ]
}

fn atlas(url: &str, id: &str, secret: &str) -> backhaul_atlas::ClientBuilder {
    let account = backhaul_atlas::Credentials::service_account(id, secret);
    backhaul_atlas::Client::builder()
        .base_url(url)
        .credentials(account)
}

async fn call_atlas(url: &str, store: Option<FileTokenStore>, ids: &[&str]) {
    let builder = atlas(url, ids[0], ids[1]);
    let builder = match store {
        Some(store) => builder.token_store(store),
        None => builder,
    };
    let client = builder.build().unwrap();
    let call = client.get_backup_export().group_id(ids[2]);
    let call = call.cluster_name(ids[3]).export_id(ids[4]);
    call.send().await.unwrap();
}

async fn call_dcs(url: &str, store: Option<FileTokenStore>, ids: &[&str]) {
    let login = PasswordLogin {
        user: IdOrName::Name(ids[5].into()),
        user_domain: Some(IdOrName::Name(ids[6].into())),
        password: ids[7].into(),
        project: IdOrName::Id(ids[8].into()),
        project_domain: None,
    };
    let builder = backhaul_dcs::Client::builder().base_url(url).iam_url(url);
    let builder = builder.credentials(backhaul_dcs::Credentials::password(login));
    let builder = match store {
        Some(store) => builder.token_store(store),
        None => builder,
    };
    let client = builder.build().unwrap();
    let call = client.create_redislog_download_link().project_id(ids[8]);
    let call = call.instance_id(ids[9]).id(ids[10]);
    call.send().await.unwrap();
}

/// One call; the tests of this file have other processes run it.
#[tokio::test]
async fn one_process() {
    let Ok(url) = std::env::var(URL) else {
        return;
    };
    let store = std::env::var(FOLDER).ok().map(FileTokenStore::in_folder);
    let ids = std::env::var(IDS).unwrap();
    let ids: Vec<&str> = ids.lines().collect();
    say(READY);
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    say(CALLING);
    match std::env::var(CALL).unwrap().as_str() {
        "atlas" => call_atlas(&url, store, &ids).await,
        "dcs" => call_dcs(&url, store, &ids).await,
        other => panic!("no call is named {other}"),
    }
}

fn say(word: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{word}").unwrap();
    out.flush().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_start_at_once_fetch_one_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let shared = Some(folder.path());
    run_many(("atlas", PROCESSES), sandbox.url(), shared, &sandbox, || ()).await;
    assert_eq!(sandbox.token_fetches().mongodb, 1);
    assert_eq!(statuses(&sandbox), vec![200; PROCESSES + 1]);
    // Those that start later find it too.
    run_many(("atlas", 1), sandbox.url(), shared, &sandbox, || ()).await;
    assert_eq!(sandbox.token_fetches().mongodb, 1);

    run_many(("dcs", 4), sandbox.url(), shared, &sandbox, || ()).await;
    assert_eq!(sandbox.token_fetches().iam, 1);

    // Without a store, each fetches its own.
    run_many(("atlas", 3), sandbox.url(), None, &sandbox, || ()).await;
    assert_eq!(sandbox.token_fetches().mongodb, 4);
}

/// The first one holds the lock until all others are there too.
#[tokio::test(flavor = "multi_thread")]
async fn while_one_process_fetches_the_others_wait_for_its_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (all_call, first_may) = std::sync::mpsc::channel::<()>();
    let first_may = Mutex::new(first_may);
    let server = Answering::start(move |asked| {
        if !asked.head.starts_with("POST /v3/auth/tokens") {
            return json("200 OK", &value!({"id": "fake", "links": []}));
        }
        // Ends with the channel, for whoever asks after the first.
        let _ = first_may.lock().unwrap().recv();
        let body = value!({"token": {
            "issued_at": "2024-03-01T00:00:00Z", "expires_at": "2024-03-02T00:00:00Z",
        }});
        let token = [("X-Subject-Token", "fake-token")];
        answer("201 Created", &token, body.to_string())
    })
    .await;
    let then = move || drop(all_call);
    run_many(
        ("dcs", PROCESSES),
        &server.url,
        Some(folder.path()),
        &sandbox,
        then,
    )
    .await;
    let asked = server.asked();
    let tokens = asked
        .iter()
        .filter(|it| it.head.contains("/v3/auth/tokens"));
    assert_eq!(tokens.count(), 1);
    assert_eq!(asked.len(), PROCESSES + 1);
}

#[tokio::test]
async fn a_refused_or_revoked_token_is_fetched_once_more_for_all() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let clients: Vec<_> = (0..4)
        .map(|_| {
            let store = FileTokenStore::in_folder(folder.path());
            let builder = atlas(
                sandbox.url(),
                ids(sandbox.fixtures())[0],
                ids(sandbox.fixtures())[1],
            );
            builder.token_store(store).build().unwrap()
        })
        .collect();
    for fetches in [1, 2] {
        for client in &clients {
            get_export(client, &sandbox).await.unwrap();
        }
        assert_eq!(sandbox.token_fetches().mongodb, fetches);
        sandbox.revoke_tokens();
    }
    // One refusal each, since each had the token.
    let refused = statuses(&sandbox)
        .iter()
        .filter(|status| **status == 401)
        .count();
    assert_eq!(refused, clients.len());

    for client in &clients {
        get_export(client, &sandbox).await.unwrap();
    }
    assert_eq!(sandbox.token_fetches().mongodb, 3);
    clients[0].revoke_token().await.unwrap();
    // A new process finds no dead token.
    let fresh = atlas(
        sandbox.url(),
        ids(sandbox.fixtures())[0],
        ids(sandbox.fixtures())[1],
    )
    .token_store(FileTokenStore::in_folder(folder.path()))
    .build()
    .unwrap();
    let before = statuses(&sandbox).len();
    get_export(&fresh, &sandbox).await.unwrap();
    assert_eq!(statuses(&sandbox)[before..], [200, 200]);
    assert_eq!(sandbox.token_fetches().mongodb, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_while_it_fetches_leaves_no_lock_behind() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let child = Arc::<Mutex<Option<Child>>>::default();
    let (killed, mut was_killed) = mpsc::unbounded_channel();
    let victim = Arc::clone(&child);
    // The child holds the lock while it waits for this answer.
    let server = Answering::start(move |asked| {
        if let Some(mut child) = victim.lock().unwrap().take() {
            child.kill().unwrap();
            child.wait().unwrap();
            killed.send(()).unwrap();
        }
        match asked.head.starts_with("POST /api/oauth/token ") {
            true => json(
                "200 OK",
                &value!({"access_token": "fake-token", "expires_in": 3600}),
            ),
            false => json("404 Not Found", &value!({})),
        }
    })
    .await;
    let mut started = Process::start("atlas", &server.url, Some(folder.path()), &sandbox);
    started.until(READY);
    let mut stdin = started.child.stdin.take().unwrap();
    *child.lock().unwrap() = Some(started.child);
    writeln!(stdin, "go").unwrap();
    soon("the end of the child", was_killed.recv())
        .await
        .unwrap();

    // Whoever comes next need not wait.
    let pauses = Arc::<AtomicUsize>::default();
    let counted = Arc::clone(&pauses);
    let clock = Clock::default().with_sleep(move |time| {
        counted.fetch_add(1, Ordering::SeqCst);
        Box::pin(tokio::time::sleep(time.min(Duration::from_millis(1))))
    });
    let builder = atlas(
        &server.url,
        ids(sandbox.fixtures())[0],
        ids(sandbox.fixtures())[1],
    )
    .clock(clock);
    let builder = builder.token_store(FileTokenStore::in_folder(folder.path()));
    let client = builder.build().unwrap();
    let error = get_export(&client, &sandbox).await.unwrap_err();
    assert_eq!(error.status(), Some(404), "it came through: {error}");
    assert_eq!(pauses.load(Ordering::SeqCst), 0);
    assert_eq!(server.asked().len(), 3, "a token twice, and the call");
}
