//! A secret never shows: not in `Debug`, not in `Display`, not in any log line.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::io;
use std::sync::{Arc, Mutex};

use backhaul_runtime::Error;
use backhaul_sandbox::Sandbox;
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::{answers, documents};

/// Everything that is logged, at every level, by every crate.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// What users could print of one call's outcome.
fn shown<T: Debug>(outcome: &Result<T, Error>) -> String {
    let mut text = format!("{outcome:?} {outcome:#?}");
    if let Err(error) = outcome {
        let _ = write!(text, " {error} {error:#}");
        let mut cause = error.source();
        while let Some(source) = cause {
            let _ = write!(text, " {source} {source:?}");
            cause = source.source();
        }
    }
    text
}

#[tokio::test]
async fn no_secret_in_anything_that_is_shown_or_logged() {
    let log = Log::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .init();
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (group, project) = (fixtures.group_id, fixtures.dcs_project_id);
    let mut text = String::new();
    let mut paths = 0;
    let mut show = |shown: String| {
        text.push_str(&shown);
        paths += 1;
    };

    // Right and wrong secrets; each of these must stay hidden.
    let secrets = [
        fixtures.private_key,
        fixtures.sls_access_key_secret,
        fixtures.sls_sts_token,
        fixtures.sls_sts_access_key_secret,
        fixtures.dcs_token,
        fixtures.dcs_expired_token,
        fixtures.dcs_secret_key,
        "marker-wrong-secret",
    ];

    for private_key in [fixtures.private_key, "marker-wrong-secret"] {
        let key = backhaul_atlas::Credentials::api_key(fixtures.public_key, private_key);
        let builder = backhaul_atlas::Client::builder()
            .credentials(key.clone())
            .base_url(sandbox.url());
        let client = builder.clone().build().unwrap();
        show(format!("{key:?} {builder:?} {client:?}"));
        let call = client
            .get_backup_restore_job()
            .group_id(group)
            .cluster_name(fixtures.cluster_name);
        show(format!("{call:?}"));
        for id in [
            fixtures.finished_restore_job_id,
            "ffffffffffffffffffffffff",
            "not an id",
        ] {
            show(shown(&call.clone().restore_job_id(id).send().await));
        }
        let key = backhaul_cloud_manager::Credentials::api_key(fixtures.public_key, private_key);
        let builder = backhaul_cloud_manager::Client::builder().credentials(key.clone());
        let client = builder.clone().base_url(sandbox.url()).build().unwrap();
        show(format!("{key:?} {builder:?} {client:?}"));
        let call = client.retry_log_collection_job().group_id(group);
        show(shown(&call.job_id(fixtures.failed_log_job_id).send().await));
    }
    for version in [
        backhaul_sls::SignatureVersion::V1,
        backhaul_sls::SignatureVersion::V4,
    ] {
        let lasting =
            |secret| backhaul_sls::Credentials::access_key(fixtures.sls_access_key_id, secret);
        let temporary = backhaul_sls::Credentials::access_key(
            fixtures.sls_sts_access_key_id,
            fixtures.sls_sts_access_key_secret,
        );
        for credentials in [
            lasting(fixtures.sls_access_key_secret),
            lasting("marker-wrong-secret"),
            lasting(fixtures.sls_access_key_secret).security_token("marker-wrong-secret"),
            temporary.security_token(fixtures.sls_sts_token),
        ] {
            let credentials = credentials.signature(version);
            let builder = backhaul_sls::Client::builder().credentials(credentials.clone());
            let builder = builder.endpoint(sandbox.url()).region("cn-hangzhou");
            let builder = builder.project(fixtures.sls_project);
            let client = builder.clone().build().unwrap();
            show(format!("{credentials:?} {builder:?} {client:?}"));
            let call = client.retry_shipper_task().logstore(fixtures.sls_logstore);
            let call = call.shipper_name(fixtures.sls_shipper);
            show(shown(
                &call.body([fixtures.sls_failed_task_ids[0]]).send().await,
            ));
        }
    }
    let key = |secret| backhaul_dcs::Credentials::access_key(fixtures.dcs_access_key, secret);
    for credentials in [
        backhaul_dcs::Credentials::token(fixtures.dcs_token),
        backhaul_dcs::Credentials::token(fixtures.dcs_expired_token),
        backhaul_dcs::Credentials::token("marker-wrong-secret"),
        backhaul_dcs::Credentials::token("marker-wrong-secret\n"),
        key(fixtures.dcs_secret_key).project_id(project),
        key("marker-wrong-secret"),
        key(fixtures.dcs_secret_key).security_token("marker-wrong-secret"),
    ] {
        let builder = backhaul_dcs::Client::builder().credentials(credentials.clone());
        let client = builder.clone().base_url(sandbox.url()).build().unwrap();
        show(format!("{credentials:?} {builder:?} {client:?}"));
        let call = client.create_redislog_download_link().project_id(project);
        let call = call
            .instance_id(fixtures.dcs_instance_id)
            .id(fixtures.dcs_redislog_id);
        show(shown(&call.send().await));
    }
    // A password in the address is refused, and does not show either.
    let address = "http://user:marker-wrong-secret@127.0.0.1:9";
    let key = backhaul_atlas::Credentials::api_key("FAKEPUBK", fixtures.private_key);
    show(shown(
        &backhaul_atlas::Client::builder()
            .credentials(key)
            .base_url(address)
            .build(),
    ));
    show(format!("{sandbox:?} {:?}", sandbox.requests()));
    sandbox.stop().await;

    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(
        logged.contains("attempt answered"),
        "the log must have something in it"
    );
    assert!(logged.contains("TRACE"), "at trace level too");
    assert!(
        text.contains(fixtures.public_key),
        "the public part is shown"
    );
    for secret in secrets {
        assert!(
            !text.contains(secret),
            "a secret is shown in: {}",
            around(&text, secret)
        );
        assert!(
            !logged.contains(secret),
            "a secret is logged in: {}",
            around(&logged, secret)
        );
    }
    println!(
        "redaction: {} secrets in none of {paths} outcomes and {} log lines",
        secrets.len(),
        logged.lines().count()
    );
}

/// What stands around the first place of `secret`, without the secret.
fn around(text: &str, secret: &str) -> String {
    let place = text.find(secret).unwrap_or(0);
    let start = text[..place]
        .char_indices()
        .rev()
        .nth(80)
        .map_or(0, |(index, _)| index);
    format!("{}[SECRET]", &text[start..place])
}

/// What the documents mark as sensitive is hidden in every type that has it.
#[test]
fn sensitive_properties_are_not_shown() {
    let marker = "https://bucket.example/marker-link?Signature=fake";
    let mut counted = 0;
    for answer in answers::ALL {
        let document = documents::Document::read(answer.provider);
        let schema = document.schema(answer.schema);
        for (name, property) in schema["properties"].as_object().unwrap() {
            let in_array = property["items"]["x-sensitive"] == json!(true);
            if !in_array && property["x-sensitive"] != json!(true) {
                continue;
            }
            let required = schema["required"].as_array().into_iter().flatten();
            let mut value: serde_json::Value = required
                .map(|name| (name.as_str().unwrap().to_owned(), json!("text")))
                .collect();
            if value.is_array() {
                value = json!({});
            }
            value[name] = if in_array {
                json!([marker])
            } else {
                json!(marker)
            };
            let shown = (answer.debug)(&value);
            assert!(
                shown.contains("[sensitive]") && !shown.contains("marker"),
                "{name}: {shown}"
            );
            assert_eq!(
                (answer.round_trip)(&value),
                Ok(value),
                "{name} is written in full"
            );
            counted += 1;
        }
    }
    assert_eq!(counted, 4, "deliveryUrl twice, downloadUrl, link");
}
