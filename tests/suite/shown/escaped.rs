//! Whatever comes from outside is shown on one line, escaped and bounded: nobody forges a line of a log,
//! or turns a terminal round, with a code or a message.

use std::error::Error as _;
use std::fmt::{Debug, Display, Write as _};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backhaul_atlas::{
    BoxFuture, Credentials, Environment, Outcome, ProvideCredentials, ProvideError, Provided,
    Token, Wait,
};
use backhaul_runtime::{Clock, Error, InvalidValue, Retry};
use serde_json::{Value, json};
use tracing_subscriber::fmt::format::FmtSpan;

use crate::support::answering::{Answering, Asked, answer, json as json_answer};

const GROUP: &str = "5f0000000000000000000001";
const ID: &str = "5f0000000000000000000002";

/// What cannot be seen, or does harm where it is shown.
const HIDDEN: &str = "\0\u{1}\u{7}\u{8}\t\n\u{b}\u{c}\r\u{1b}\u{7f}\u{80}\u{85}\u{9b}\u{9f}\u{ad}\u{61c}\
    \u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
    \u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}\u{fff9}\u{e0041}\u{e000}";

/// More than this has no line.
const LONGEST: usize = 5_000;

/// A text with all of that in it, and a forged line; 60 kB long.
fn hostile() -> String {
    let text = format!("x{HIDDEN}\n2026-01-01 ERROR forged \u{1b}[31m\u{202e}");
    let times = 60_000 / text.len();
    text.repeat(times)
}

#[track_caller]
fn check(what: &str, shown: &str) {
    let hidden: Vec<char> = shown
        .chars()
        .filter(|character| character.is_control() || HIDDEN.contains(*character))
        .collect();
    let beginning: String = shown.chars().take(300).collect();
    assert!(hidden.is_empty(), "{what}: {hidden:?} in {beginning}");
    let length = shown.chars().count();
    assert!(
        length <= LONGEST,
        "{what}: {length} characters: {beginning}"
    );
}

/// Everything that a program may print of `error`, with its causes.
#[track_caller]
fn check_error(what: &str, error: &(impl Display + Debug)) -> String {
    let display = error.to_string();
    check(what, &display);
    check(what, &format!("{error:?}"));
    check(what, &format!("{error:#?}"));
    display
}

#[track_caller]
fn check_causes(what: &str, error: &Error) {
    check_error(what, error);
    let mut cause = error.source();
    while let Some(error) = cause {
        check_error(what, &error);
        cause = error.source();
    }
}

fn atlas(url: &str) -> backhaul_atlas::Client {
    with(url, Credentials::access_token("fake-token"))
}

fn with(url: &str, credentials: Credentials) -> backhaul_atlas::Client {
    let builder = backhaul_atlas::Client::builder().credentials(credentials);
    builder.base_url(url).retry(Retry::off()).build().unwrap()
}

async fn get_export(client: &backhaul_atlas::Client) -> Error {
    let call = client
        .get_backup_export()
        .group_id(GROUP)
        .cluster_name("fake");
    call.export_id(ID).send().await.unwrap_err()
}

#[tokio::test]
async fn what_a_provider_or_a_gateway_answers() {
    let text = hostile();
    let bytes = [
        &[0x1f, 0x8b, 8, 0, 0xff, 0xfe, 0x1b, b'['][..],
        text.as_bytes(),
    ]
    .concat();
    let long = "z".repeat(60_000);
    let key = "k".repeat(1_000_000);
    let plain = [("Content-Type", "text/plain")];
    let json = [("Content-Type", "application/json")];
    let long_type = format!("text/{long}");
    let header = [
        ("x-request-id", long.as_str()),
        ("Content-Type", long_type.as_str()),
    ];
    let answers = [
        json_answer(
            "400 Bad Request",
            &json!({"errorCode": text, "detail": text}),
        ),
        json_answer(
            "400 Bad Request",
            &json!({"errorCode": long, "detail": long}),
        ),
        json_answer("500 Internal Server Error", &json!({"reason": text})),
        answer("502 Bad Gateway", &plain, &text),
        answer("502 Bad Gateway", &plain, &bytes),
        answer("400 Bad Request", &header, "no"),
        answer("200 OK", &header, "no"),
        answer("200 OK", &plain, &text),
        answer("200 OK", &plain, &bytes),
        answer("200 OK", &json, format!("{{\"{key}\": ]}}")),
        answer("200 OK", &json, format!("{{{}: ]}}", json!(text))),
        answer(
            "200 OK",
            &json,
            format!("{{\"components\": [{{{}: {{{}: ]", json!(text), json!(text)),
        ),
        answer(
            "200 OK",
            &json,
            format!("{{\"components\": {}}}", json!(text)),
        ),
        answer("200 OK", &[("Content-Encoding", long.as_str())], &text),
    ];
    for (number, answer) in answers.into_iter().enumerate() {
        let server = Answering::start(move |_| answer.clone()).await;
        let error = get_export(&atlas(&server.url)).await;
        check_causes(&format!("answer {number}"), &error);
    }
}

/// Each provider has its own places for code and message.
#[tokio::test]
async fn what_each_provider_answers() {
    let text = hostile();
    let everywhere = json!({
        "errorCode": text, "detail": text, "reason": text, "errorMessage": text,
        "error_code": text, "error_msg": text, "error": {"code": text, "message": text},
    });
    let body = everywhere.clone();
    let server = Answering::start(move |_| json_answer("400 Bad Request", &body)).await;
    check_causes("atlas", &get_export(&atlas(&server.url)).await);

    let credentials = backhaul_cloud_manager::Credentials::access_token("fake-token");
    let client = backhaul_cloud_manager::Client::builder().credentials(credentials);
    let client = client.base_url(&server.url).build().unwrap();
    let call = client.get_log_collection_job().group_id(GROUP).job_id(ID);
    check_causes("cloud manager", &call.send().await.unwrap_err());
    let call = client
        .download_log_collection_job()
        .group_id(GROUP)
        .job_id(ID);
    check_causes("cloud manager", &call.send().await.unwrap_err());

    let credentials = backhaul_sls::Credentials::access_key("FAKEID", "fake-secret");
    let client = backhaul_sls::Client::builder().credentials(credentials);
    let client = client
        .endpoint(&server.url)
        .region("cn-hangzhou")
        .project("fake-project");
    let call = client.build().unwrap();
    let call = call.list_shipper().logstore("fake-logstore");
    check_causes("sls", &call.send().await.unwrap_err());

    let client = backhaul_dcs::Client::builder();
    let client = client.credentials(backhaul_dcs::Credentials::token("fake-token"));
    let client = client.base_url(&server.url).build().unwrap();
    let call = client
        .list_redislog()
        .project_id("fake")
        .instance_id("fake");
    check_causes("dcs", &call.log_type("run").send().await.unwrap_err());

    // A store behind a link.
    let link = backhaul_runtime::SensitiveString::from(format!("{}/k?sig=fake", server.url));
    let client = atlas(&server.url);
    let outcome = client.download_link(&link).to_writer(&mut Vec::new()).await;
    check_causes("link", &outcome.unwrap_err());
}

/// A place that gives no credentials, for reasons that it does not control.
#[derive(Debug)]
struct Vault;

impl ProvideCredentials<Token> for Vault {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
        let cause = std::io::Error::other(hostile());
        Box::pin(async { Err(ProvideError::caused_by(hostile(), cause)) })
    }
}

#[tokio::test]
async fn what_token_endpoints_and_vaults_answer() {
    let text = hostile();
    for body in [
        json!({"error": text, "error_description": text}),
        json!({"errorCode": text, "detail": text}),
        json!({"error": {"message": text, "title": text}}),
        json!({"error_msg": text, "error_code": text}),
    ] {
        let server = Answering::start(move |_| json_answer("400 Bad Request", &body)).await;
        let client = with(
            &server.url,
            Credentials::service_account("fake_id", "fake-secret"),
        );
        check_causes("endpoint", &get_export(&client).await);
    }
    let server = Answering::start(|_: &Asked| json_answer("200 OK", &json!({}))).await;
    let client = with(&server.url, Credentials::access_token_from(Vault));
    let error = get_export(&client).await;
    check_error("vault", &error);
    let provide = error.source().unwrap();
    check(
        "vault",
        &format!("{provide} {provide:?} {provide:#?}").replace('\n', " "),
    );
}

#[tokio::test]
async fn what_a_caller_sends_wrongly() {
    let text = hostile();
    let client = atlas("http://127.0.0.1:9");
    let call = client.get_backup_export().group_id(text.as_str());
    let error = call.cluster_name(text.as_str()).export_id(text.as_str());
    check_causes("arguments", &error.send().await.unwrap_err());
    let invalid = backhaul_atlas::parameters::GroupId::try_from(text.as_str()).unwrap_err();
    check_error("invalid value", &invalid);
    check_error("invalid value", &InvalidValue::new("Id", &text, &text));
    check_error("invalid value", &InvalidValue::none_of(&text, &["a", "b"]));
    for address in [text.as_str(), "https://u\n:p@h", "\u{202e}"] {
        let builder = backhaul_atlas::Client::builder();
        let builder = builder.credentials(Credentials::access_token("fake-token"));
        check_error("address", &builder.base_url(address).build().unwrap_err());
        let key = backhaul_sls::Credentials::access_key("FAKEID", "fake-secret");
        let builder = backhaul_sls::Client::builder().credentials(key);
        let builder = builder.endpoint(address).project(address);
        check_error("endpoint", &builder.clone().build().unwrap_err());
        check_error(
            "project",
            &builder.project("fake-project").build().unwrap_err(),
        );
        let builder = backhaul_dcs::Client::builder();
        let builder = builder.credentials(backhaul_dcs::Credentials::token("fake-token"));
        check_error("region", &builder.region(address).build().unwrap_err());
    }
}

#[test]
fn what_the_environment_holds() {
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("odd\n\u{1b}[31m\u{202e}folder");
    let config = odd.join(".config/atlascli");
    std::fs::create_dir_all(&config).unwrap();
    let odd_profile = format!(
        "version = 2\n[\"{}\"]\nproject_id = 1\n",
        r"p\n\u001b\u202e"
    );
    for file in [
        odd_profile.as_str(),
        "not = [toml \u{1b}",
        "version = 2\n[a]\n[b]\n",
    ] {
        std::fs::write(config.join("config.toml"), file).unwrap();
        for profile in [None, Some(hostile()), Some("p\n\u{1b}\u{202e}".to_owned())] {
            let environment = Environment::of_variables(move |name| match name {
                "MONGODB_ATLAS_PROFILE" => profile.clone(),
                _ => None,
            });
            let environment = environment.home(&odd);
            let error = backhaul_atlas::ClientBuilder::from_environment(&environment).unwrap_err();
            check_error("profile", &error);
            assert!(
                error.to_string().contains(r"odd\n\u{1b}[31m\u{202e}folder"),
                "{error}"
            );
        }
    }
    std::fs::write(
        odd.join("clouds.yaml"),
        "clouds: {otc: {auth: {username: x}}}",
    )
    .unwrap();
    for cloud in [hostile(), "otc".to_owned(), "o\n".to_owned()] {
        let environment = Environment::of_variables(move |name| match name {
            "OS_CLOUD" => Some(cloud.clone()),
            _ => None,
        });
        let environment = environment.current_dir(&odd);
        let error = backhaul_dcs::ClientBuilder::from_environment(&environment).unwrap_err();
        check_error("cloud", &error);
    }
    let environment = Environment::of_variables(|_| Some(hostile()));
    if let Err(error) = backhaul_sls::ClientBuilder::from_environment(&environment) {
        check_error("signature version", &error);
    }
}

/// How a wait for an export ends whose answers are `job`.
async fn wait_for(job: Value) -> Outcome<backhaul_atlas::types::DiskBackupExportJob> {
    let server = Answering::start(move |_| json_answer("200 OK", &job)).await;
    let credentials = Credentials::access_token("fake-token");
    let clock = Clock::default().with_sleep(|_| Box::pin(async {}));
    let builder = backhaul_atlas::Client::builder().credentials(credentials);
    let client = builder.base_url(&server.url).clock(clock).build().unwrap();
    let call = client
        .get_backup_export()
        .group_id(GROUP)
        .cluster_name("fake");
    let wait = Wait::up_to(Duration::from_secs(1)).first_delay(Duration::from_secs(1));
    call.export_id(ID).wait(wait).await.unwrap()
}

#[tokio::test]
async fn how_jobs_end() {
    let text = hostile();
    for state in ["Failed", text.as_str()] {
        let outcome = wait_for(json!({
            "id": ID, "snapshotId": ID, "exportBucketId": ID, "state": state,
            "stateReason": {"message": text, "errorCode": text},
        }))
        .await;
        if let Some(job) = outcome.job() {
            let state = job.state.as_ref().unwrap();
            check("state", &format!("{state} {state:?}"));
        }
        let error = outcome.succeeded().unwrap_err();
        check_error(state.get(..6).unwrap_or(state), &error);
        let state = error.state().unwrap();
        check("job state", &format!("{state} {state:?} {state:>9}"));
        match error.into_outcome() {
            Outcome::Ended(ended) => check("ended", &without_job(&format!("{ended:?}"))),
            Outcome::TimedOut(late) => check("late", &without_job(&format!("{late:?}"))),
            Outcome::Succeeded(_) => panic!("it did not succeed"),
        }
    }
}

/// A job's own texts are the caller's data, and as long as they are.
fn without_job(outcome: &str) -> String {
    let (before, rest) = outcome.split_once("job: ").unwrap();
    let place = rest
        .find(", state: Failed")
        .or_else(|| rest.rfind(", state: Some(Unknown"));
    format!("{before}{}", &rest[place.unwrap()..])
}

/// What would be a log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn what_spans_record() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::INFO)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let id = "i".repeat(60_000);
    let body = json!({"id": ID, "snapshotId": ID, "exportBucketId": ID});
    for (status, secret) in [
        ("200 OK", ""),
        ("400 Bad Request", ""),
        ("200 OK", "fake-token "),
    ] {
        let id = format!("{secret}{id}");
        let body = body.to_string();
        let server =
            Answering::start(move |_| answer(status, &[("x-request-id", &id)], &body)).await;
        let client = atlas(&server.url);
        let call = client
            .get_backup_export()
            .group_id(GROUP)
            .cluster_name("fake");
        let _ = call.export_id(ID).send().await;
    }
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let mut lines = String::new();
    for line in text.lines() {
        check("span", line);
        let _ = write!(lines, "{line} ");
    }
    assert!(lines.contains("backhaul.request_id"), "{lines}");
    assert!(!lines.contains("fake-token"), "{lines}");
}
