//! A secret never shows: not in `Debug`, not in `Display`, not in any log line.
//!
//! | file | subject |
//! |---|---|
//! | `everything` | everything that users could print |
//! | `providers` | calls of each provider with right and wrong secrets |
//! | `settings` | settings that have a secret in the wrong place |

mod everything;
mod providers;
mod settings;

use backhaul_sandbox::Sandbox;
use serde_json::json;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::answers::{self, leniency};
use crate::shown::echoes::proofs;
use crate::shown::redaction::everything::{Shown, WRONG};
use crate::shown::redaction::providers::{drive_dcs, drive_mongodb, drive_sls};
use crate::shown::redaction::settings::drive_settings;
use crate::support::log::Log;

#[tokio::test]
async fn no_secret_in_anything_that_is_shown_or_logged() {
    let log = Log::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(log.clone())
        .with_ansi(false)
        .init();
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let mut shown = Shown::default();
    drive_mongodb(&mut shown, &sandbox).await;
    drive_sls(&mut shown, &sandbox).await;
    drive_dcs(&mut shown, &sandbox).await;
    drive_settings(&mut shown);
    // What these show is looked at there, and what they log here.
    shown.paths += proofs::calls().await + proofs::token_endpoints().await;
    shown.value(&(&sandbox, sandbox.requests()));
    sandbox.stop().await;

    let logged = log.text();
    assert!(
        logged.contains("http.response.status_code=200"),
        "the log must have the fields of spans in it"
    );
    assert!(logged.contains("TRACE"), "at trace level too");
    assert!(
        shown.text.contains(fixtures.public_key),
        "the public part is shown"
    );
    // Right and wrong secrets, and how the tokens begin that the sandbox gives out.
    let secrets = [
        WRONG,
        fixtures.private_key,
        fixtures.service_account_secret,
        fixtures.sls_access_key_secret,
        fixtures.sls_sts_token,
        fixtures.sls_sts_access_key_secret,
        fixtures.dcs_token,
        fixtures.dcs_expired_token,
        fixtures.dcs_secret_key,
        fixtures.dcs_temporary_secret_key,
        fixtures.dcs_security_token,
        fixtures.iam_password,
        "FAKE-mdb-token-",
        "MIIFAKE",
        // What every link of the sandbox has in it.
        "FAKE-SIGNATURE",
        // Those that servers repeat.
        "fake-marker/",
    ];
    for secret in secrets {
        let (text, paths) = (&shown.text, shown.paths);
        assert!(
            !text.contains(secret),
            "shown on one of {paths} paths: {}",
            around(text, secret)
        );
        assert!(
            !logged.contains(secret),
            "a secret is logged: {}",
            around(&logged, secret)
        );
    }
    documents::report!(
        "redaction: {} secrets on none of {} paths and in none of {} log lines",
        secrets.len(),
        shown.paths,
        logged.lines().count()
    );
    assert!(shown.paths > 1_200, "{}", shown.paths);
}

/// The text around the first occurrence of `secret`, without the secret.
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
    for answer in answers::all() {
        let document = documents::Document::as_read(answer.provider);
        let schema = document.schema(answer.schema);
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let in_array = property["items"]["x-sensitive"] == json!(true);
            if !in_array && property["x-sensitive"] != json!(true) {
                continue;
            }
            let mut value = leniency::full(&document, schema);
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
    // Five links of Atlas, two masked secrets, and what tells of people: 3 in a login, a line of a log, and 15 in
    // events. One link of Cloud Manager and a key, three of DCS and two passwords.
    assert_eq!(counted, 33, "a sensitive property came or went");
}
