//! `--dry-run`: a shell reads the command that is shown, and sends the request that the program would send.

use std::process::Stdio;

use backhaul_cli::call::Operation;
use backhaul_cli::json::Json;
use backhaul_cli::providers;
use backhaul_sandbox::{Fixtures, Sandbox};
use documents::Document;
use wire::calls::{self, Row, Success};
use wire::{Sent, sent};

use crate::every_operation::words;
use crate::support::accounts;
use crate::support::listener::Listener;
use crate::support::program::{Program, Ran, has_program};
use crate::support::rows;

/// Variables for all four providers at `url`, with credentials that curl can send at once.
fn variables(url: &str) -> Vec<(&'static str, String)> {
    let text = |text: &str| text.to_owned();
    vec![
        ("MONGODB_ATLAS_BASE_URL", text(url)),
        ("MONGODB_ATLAS_ACCESS_TOKEN", text("fake-marker-token")),
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", text("FAKEAKID0000example")),
        (
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            text("fake-marker-secret"),
        ),
        ("ALIYUN_LOG_CLI_ENDPOINT", text(url)),
        ("ALIYUN_LOG_CLI_REGION_ID", text("cn-hangzhou")),
        ("BACKHAUL_SLS_PROJECT", text("ali-test-project")),
        ("OS_TOKEN", text("fake-marker-token")),
        ("BACKHAUL_DCS_ENDPOINT", text(url)),
    ]
}

/// Runs a command that was shown, with `variables`.
async fn shell(command: &str, variables: &[(&'static str, String)]) -> Vec<u8> {
    let shell = tokio::process::Command::new("sh")
        .args([
            "-c",
            &format!("{command} --silent --show-error --max-time 30"),
        ])
        .envs(variables.iter().cloned())
        .env("NO_PROXY", "127.0.0.1")
        .stdin(Stdio::null())
        .output();
    let output = shell.await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}\n{said}");
    output.stdout
}

/// What was shown, without the newline that would end the command.
fn shown(ran: &Ran) -> &str {
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    ran.text().trim_end()
}

async fn sends_the_same(provider: &str, operation: &'static Operation, meant: &Sent) -> bool {
    let listener = Listener::start().await;
    let variables = variables(&listener.url);
    let program = Program::new(variables.clone());
    let mut words = words(provider, operation, meant);
    words.push("--dry-run".to_owned());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ran = program.run_with(&words, meant.body.as_bytes()).await;
    let command = shown(&ran);
    assert_eq!(ran.err, "", "{words:?}");
    assert!(!command.contains("fake-marker"), "{command}");
    assert!(listener.taken().is_empty(), "{words:?} sent something");

    shell(command, &variables).await;
    let request = listener.taken().pop().unwrap();
    let has_token = request.contains("Bearer fake-marker-token\r\n")
        || request.contains("X-Auth-Token: fake-marker-token\r\n");
    assert_eq!(has_token, provider != "sls", "{request}");
    assert_eq!(
        provider == "sls",
        command.starts_with("# An access key signs"),
        "{command}"
    );
    let came = Sent::of(&request);
    let name = operation.name;
    assert_eq!(came.method, meant.method, "{name}");
    assert_eq!(came.segments, meant.segments, "{name}");
    assert_eq!(came.query, meant.query, "{name}");
    assert_eq!(came.accept, meant.accept, "{name}");
    assert_eq!(came.content_type, meant.content_type, "{name}");
    let is_hidden = came.body.contains("[sensitive]");
    assert_eq!(
        is_hidden,
        command.contains("# Values that are secret"),
        "{command}"
    );
    if is_hidden {
        return false;
    }
    if meant.body.is_empty() {
        assert_eq!(came.body, "", "{name}");
    } else {
        assert_eq!(
            Json::read(&came.body).unwrap(),
            Json::read(&meant.body).unwrap(),
            "{name}"
        );
    }
    true
}

/// Shows the rows of a provider. Gives how many send all that was meant, and how many hide something.
async fn all_send_the_same<Client, Ids>(
    provider: &'static str,
    challenge: Option<&str>,
    recorded: fn(&str) -> Client,
    rows: &[Row<Client, Ids>],
    ids: fn(&Fixtures) -> Ids,
) -> [usize; 2] {
    let document = Document::read(provider);
    let entry = providers::find(provider).unwrap();
    let sandbox = Sandbox::start().await.unwrap();
    let mut counts = [0; 2];
    for row in rows {
        let id = calls::operation(provider, row.0).id;
        let success = Success::of(&document, id);
        let ids = ids(sandbox.fixtures());
        let meant = sent(&success, challenge, recorded, row, &ids).await;
        let (_, operation) = entry.table.operation(id).unwrap();
        let is_whole = sends_the_same(provider, operation, &meant).await;
        counts[usize::from(!is_whole)] += 1;
    }
    counts
}

#[tokio::test]
async fn a_shell_sends_what_is_shown() {
    if !has_program("curl") {
        return;
    }
    let mut counts = [0; 2];
    macro_rules! call {
        ($($name:literal, $krate:ident, $module:ident;)+) => {$(
            let [whole, hidden] = all_send_the_same(
                $name,
                calls::$module::CHALLENGE,
                calls::$module::client,
                calls::$module::ROWS,
                rows::$module,
            ).await;
            counts[0] += whole;
            counts[1] += hidden;
        )+};
    }
    wire::every_provider!(call);
    let [whole, hidden] = counts;
    assert!(
        whole > 80 && hidden < 5,
        "{whole} whole, {hidden} with something hidden"
    );
    documents::report!(
        "command: {whole} requests are sent by a shell as they are shown, {hidden} without a secret"
    );
}

/// With digest the shell gets what the program gets.
#[tokio::test]
async fn a_shell_answers_a_challenge() {
    if !has_program("curl") {
        return;
    }
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let variables = accounts::variables(sandbox.url(), fixtures);
    let program = Program::new(variables.clone());
    let group = format!("--group-id={}", fixtures.group_id);
    let words = ["atlas", "list-export-buckets", &group, "--page-num=1"];
    let ran = program.run(&[&words[..], &["--dry-run"]].concat()).await;
    let answer = shell(shown(&ran), &variables).await;
    let expected = program.run(&words).await;
    assert_eq!(expected.status, Some(0), "{}", expected.err);
    let read = |bytes: &[u8]| Json::read(std::str::from_utf8(bytes).unwrap()).unwrap();
    assert_eq!(read(&answer), read(&expected.out));
}

const LIST: [&str; 4] = [
    "atlas",
    "list-export-buckets",
    "--group-id=5f0000000000000000000001",
    "--dry-run",
];

#[tokio::test]
async fn no_credentials_are_needed_and_addresses_are_found_all_the_same() {
    let ran = Program::new([]).run(&LIST).await;
    let command = shown(&ran);
    assert!(
        command.contains("https://cloud.mongodb.com/api/atlas/v2/groups/"),
        "{command}"
    );
    assert!(
        command.contains("\"Authorization: Bearer $MONGODB_ATLAS_ACCESS_TOKEN\""),
        "{command}"
    );
    assert_eq!(ran.err, "");

    let set = [("MONGODB_ATLAS_BASE_URL", "http://127.0.0.1:9".to_owned())];
    let ran = Program::new(set).run(&LIST).await;
    assert!(
        shown(&ran).contains("http://127.0.0.1:9/api/atlas"),
        "{}",
        ran.text()
    );

    let manager = [
        "cloud-manager",
        "list-log-collection-jobs",
        LIST[2],
        "--dry-run",
    ];
    let ran = Program::new([]).run(&manager).await;
    let user = "--digest --user \"$MONGODB_ATLAS_PUBLIC_API_KEY:$MONGODB_ATLAS_PRIVATE_API_KEY\"";
    assert!(shown(&ran).contains(user), "{}", ran.text());

    let instances = [
        "dcs",
        "list-instances",
        "--dry-run",
        "--project=0524e839a54847039e9b2b46e8aa788a",
    ];
    let ran = Program::new([]).run(&instances).await;
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.err
            .contains("the region is missing: give --region eu-de"),
        "{}",
        ran.err
    );
    let set = [("OS_REGION_NAME", "eu-nl".to_owned())];
    let ran = Program::new(set).run(&instances).await;
    let command = shown(&ran);
    assert!(
        command.contains("https://dcs.eu-nl.otc.t-systems.com/v2/"),
        "{command}"
    );
    assert!(command.contains("\"X-Auth-Token: $OS_TOKEN\""), "{command}");
}

/// Credentials that are there, but broken, are told: without `--dry-run` the command would fail.
#[tokio::test]
async fn broken_credentials_are_a_warning() {
    let half = [("MONGODB_ATLAS_PUBLIC_API_KEY", "fakepubl".to_owned())];
    let ran = Program::new(half).run(&LIST).await;
    assert!(shown(&ran).contains("curl"), "{}", ran.text());
    assert!(
        ran.err
            .contains("warning: half of the credentials is missing"),
        "{}",
        ran.err
    );

    let program = Program::new([]);
    let folder = program.home().join(".config/atlascli");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "fake-marker is not TOML").unwrap();
    let ran = program.run(&LIST).await;
    assert!(shown(&ran).contains("curl"), "{}", ran.text());
    assert!(
        ran.err.contains("warning: ") && ran.err.contains("config.toml, line 1"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("fake-marker"), "{}", ran.err);
}

/// The names are those of the variables that were found; of a file, those of its kind.
#[tokio::test]
async fn placeholders_are_what_was_found() {
    let set = [
        ("MCLI_PUBLIC_API_KEY", "fakepubl".to_owned()),
        ("MCLI_PRIVATE_API_KEY", "fake-marker".to_owned()),
    ];
    let ran = Program::new(set).run(&LIST).await;
    assert!(
        shown(&ran).contains("\"$MCLI_PUBLIC_API_KEY:$MCLI_PRIVATE_API_KEY\""),
        "{}",
        ran.text()
    );

    let program = Program::new([]);
    let folder = program.home().join(".config/atlascli");
    std::fs::create_dir_all(&folder).unwrap();
    let profile = "[default]\nclient_id = \"mdb_sa_id_fake\"\nclient_secret = \"fake-marker\"\n";
    std::fs::write(folder.join("config.toml"), profile).unwrap();
    let ran = program.run(&LIST).await;
    let command = shown(&ran);
    assert!(
        command
            .starts_with("# MONGODB_ATLAS_ACCESS_TOKEN is a token that the service account gets"),
        "{command}"
    );
    assert!(
        command.contains("Bearer $MONGODB_ATLAS_ACCESS_TOKEN"),
        "{command}"
    );
    assert!(!command.contains("fake-marker"), "{command}");
}

/// What is wrong with the arguments is told as without `--dry-run`.
#[tokio::test]
async fn arguments_are_checked() {
    let ran = Program::new([])
        .run(&["atlas", "list-export-buckets", "--group-id=x", "--dry-run"])
        .await;
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("--group-id"), "{}", ran.err);
    assert_eq!(ran.text(), "");
}

/// The other verbs send nothing either.
#[tokio::test]
async fn every_verb_shows_its_request() {
    let listener = Listener::start().await;
    let program = Program::new(variables(&listener.url));
    let group = "--group-id=5f0000000000000000000001";
    for (words, shown_part) in [
        (
            &[
                "wait",
                "cloud-manager",
                "get-log-collection-job",
                group,
                "--job-id=5f00000000000000000000c1",
                "--timeout=1h",
            ][..],
            "/logCollectionJobs/5f00000000000000000000c1",
        ),
        (
            &[
                "download",
                "cloud-manager",
                "download-log-collection-job",
                group,
                "--job-id=5f00000000000000000000c1",
                "--to=x",
            ],
            "/logCollectionJobs/5f00000000000000000000c1/download",
        ),
        (
            &[
                "api",
                "atlas",
                "DELETE",
                "/api/atlas/v2/groups/{id}",
                "--path=id=5f0000000000000000000001",
                "--query=a=it's",
            ],
            "'http://127.0.0.1",
        ),
        (
            &[
                "api",
                "atlas",
                "GET",
                "/api/atlas/v2/x",
                "--header=x-mine: two words",
            ],
            "--header 'x-mine: two words'",
        ),
    ] {
        let ran = program.run(&[words, &["--dry-run"]].concat()).await;
        let command = shown(&ran);
        assert!(command.starts_with("curl --request "), "{command}");
        assert!(command.contains(shown_part), "{command}");
        assert!(
            command.contains("Bearer $MONGODB_ATLAS_ACCESS_TOKEN"),
            "{command}"
        );
        assert_eq!(listener.taken().len(), 0, "{words:?}");
    }
    assert!(!program.home().join("x").exists());
    let link = format!("{}/fake", listener.url);
    let words = ["download", "--link", "-", "--to=x", "--dry-run"];
    let ran = program.run_with(&words, link.as_bytes()).await;
    assert_eq!(
        (ran.status, listener.taken().len()),
        (Some(2), 0),
        "{}",
        ran.err
    );
    let header = [
        "api",
        "atlas",
        "GET",
        "/api/atlas/v2/x",
        "--header=x-mine: é",
        "--dry-run",
    ];
    let ran = program.run(&header).await;
    let command = shown(&ran);
    assert!(
        command.starts_with("# A header that is not ASCII is left out.")
            && !command.contains("x-mine"),
        "{command}"
    );
    // Without credentials too.
    let words = ["api", "atlas", "GET", "/api/atlas/v2/x", "--dry-run"];
    assert!(
        shown(&Program::new([]).run(&words).await)
            .contains("https://cloud.mongodb.com/api/atlas/v2/x")
    );
}
