//! What providers, gateways, token endpoints and vaults answer.

use std::error::Error as _;
use std::fmt::Debug;

use backhaul_atlas::{BoxFuture, Credentials, ProvideCredentials, ProvideError, Provided, Token};
use serde_json::json;

use crate::shown::escaped::check::{
    GROUP, ID, atlas, check, check_causes, check_error, get_export, hostile, with,
};
use crate::support::answering::{Answering, Asked, answer, json as json_answer};

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

    // The store that a link leads to.
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
