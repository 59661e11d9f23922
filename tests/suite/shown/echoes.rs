//! What servers repeat of a request never shows: tokens, passwords, keys, signatures, pre-signed links.
//!
//! Gateways and token endpoints that are not well do repeat requests, and whoever owns a gateway may do so
//! on purpose.

use std::error::Error as _;
use std::fmt::Write as _;

use backhaul_atlas::{ApiKey, BoxFuture, ProvideCredentials, ProvideError, Provided};
use backhaul_dcs::{Dialect, IdOrName, PasswordLogin};
use backhaul_runtime::{Error, Retry};
use backhaul_sls::SignatureVersion;
use serde_json::{Value, json};

use crate::support::answering::{Answering, Asked, answer, json as json_answer};

const GROUP: &str = "5f0000000000000000000001";
const ID: &str = "5f0000000000000000000002";

/// Characters that JSON, HTML and addresses write in another way each.
const SECRET: &str = "fake-marker/1+2=3&<4>\"\\";

/// What a header can carry too.
const TOKEN: &str = "fake-marker/1+2=3.4~5_6";

const LINK: &str = "https://bucket.example/k?X-Amz-Signature=fake-marker";

/// How a text is written in an answer.
type Encode = fn(&str) -> String;

const ENCODINGS: [(&str, Encode); 5] = [
    ("as it is", str::to_owned),
    ("JSON", |text| serde_json::to_string(text).unwrap()),
    ("JSON in JSON", |text| {
        json!(json!(text).to_string()).to_string()
    }),
    ("percent", |text| percent(text, "%")),
    ("HTML", |text| {
        let text = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        text.replace('"', "&quot;")
    }),
];

fn percent(text: &str, sign: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
        byte => format!("{sign}{byte:02x}"),
    };
    text.bytes().map(byte).collect()
}

/// Where the echo stands, as an answer of the provider whose error looks like `shape`.
fn answers(shape: fn(&str) -> Value, echo: &str) -> Vec<Vec<u8>> {
    let one_line = echo.replace(['\r', '\n'], " ");
    let words: String = one_line
        .chars()
        .filter(char::is_ascii)
        .take(4_000)
        .collect();
    let html = [("Content-Type", "text/html")];
    let ids = [
        ("x-request-id", words.as_str()),
        ("x-log-requestid", words.as_str()),
        ("Content-Type", "application/json"),
    ];
    vec![
        answer("502 Bad Gateway", &html, format!("<p>You sent: {echo}")),
        // The end of what is quoted may fall into the secret.
        answer(
            "502 Bad Gateway",
            &html,
            format!("{} {echo}", "x".repeat(150)),
        ),
        answer("200 OK", &html, format!("<p>You sent: {echo}")),
        answer(
            "200 OK",
            &[("Content-Type", "application/json")],
            format!("{{{}: ]}}", json!(echo)),
        ),
        json_answer("400 Bad Request", &shape(echo)),
        json_answer("403 Forbidden", &shape(echo)),
        answer("400 Bad Request", &ids, "{}"),
    ]
}

/// All that a program may show of an error.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let accessors = [
        error.code(),
        error.request_id(),
        error.decode_path(),
        Some(error.message()),
    ];
    for accessor in accessors.into_iter().flatten() {
        let _ = write!(text, " {accessor}");
    }
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = write!(text, " {error} {error:?}");
        cause = error.source();
    }
    text
}

/// What of `asked` nothing may show, in each way that it may be written.
fn proofs(asked: &[Asked]) -> Vec<String> {
    let mut proofs = Vec::new();
    for request in asked {
        for name in [
            "authorization",
            "x-auth-token",
            "x-security-token",
            "x-acs-security-token",
        ] {
            let Some(value) = request.header(name) else {
                continue;
            };
            let proof = match value.split_once("response=\"") {
                Some((_, rest)) => rest.split('"').next().unwrap(),
                None => value
                    .rsplit([' ', '='])
                    .find(|part| part.len() > 8)
                    .unwrap_or(value),
            };
            let proof = proof.rsplit(':').next().unwrap();
            proofs.push(proof.trim_end_matches('=').to_owned());
        }
    }
    for secret in [SECRET, TOKEN, "fake-marker"] {
        proofs.extend([secret.to_owned(), percent(secret, "%")]);
    }
    proofs
}

/// Calls under each echo, and looks at what shows. `is_for` tells the requests that are echoed; others get
/// `other`.
async fn drive(
    kind: &str,
    shape: fn(&str) -> Value,
    is_for: fn(&Asked) -> bool,
    other: fn(&Asked) -> Vec<u8>,
    call: impl AsyncFn(String) -> Error,
) -> usize {
    let mut paths = 0;
    for (encoding, encode) in ENCODINGS {
        for number in 0..answers(shape, "").len() {
            let server = Answering::start(move |asked| {
                if !is_for(asked) {
                    return other(asked);
                }
                let auth = asked.head.lines().skip(1).filter(|line| {
                    let line = line.to_ascii_lowercase();
                    line.contains("token") || line.starts_with("authorization")
                });
                let auth: Vec<&str> = auth.collect();
                let echo = format!("{}\n{}", auth.join("\n"), asked.body);
                answers(shape, &encode(&echo)).swap_remove(number)
            })
            .await;
            let error = call(server.url.clone()).await;
            let text = shown(&error);
            let asked = server.asked();
            assert!(
                asked.iter().any(is_for),
                "{kind}: nothing was echoed: {error}"
            );
            for proof in proofs(&asked) {
                assert!(
                    !text.contains(&proof),
                    "{kind}, {encoding}, answer {number}: {proof} in {text}"
                );
            }
            paths += 1;
        }
    }
    paths
}

fn atlas_shape(echo: &str) -> Value {
    json!({"errorCode": echo, "detail": format!("refused: {echo}"), "error": 400})
}

fn sls_shape(echo: &str) -> Value {
    json!({"errorCode": echo, "errorMessage": format!("refused: {echo}")})
}

fn dcs_shape(echo: &str) -> Value {
    json!({"error_code": echo, "error_msg": format!("refused: {echo}")})
}

fn never(_: &Asked) -> Vec<u8> {
    unreachable!("every request is echoed")
}

fn is_call(asked: &Asked) -> bool {
    !asked.head.contains("/oauth/") && !asked.head.contains("/v3/auth/")
}

fn is_signed_call(asked: &Asked) -> bool {
    asked.header("authorization").is_some()
}

fn challenge(_: &Asked) -> Vec<u8> {
    let challenge = "Digest realm=\"MMS\", nonce=\"abc\", qop=\"auth\", algorithm=MD5";
    answer("401 Unauthorized", &[("WWW-Authenticate", challenge)], "{}")
}

fn token(asked: &Asked) -> Vec<u8> {
    if asked.head.contains("/v3/auth/") {
        let headers = [
            ("X-Subject-Token", TOKEN),
            ("Content-Type", "application/json"),
        ];
        return answer("201 Created", &headers, "{}");
    }
    json_answer(
        "200 OK",
        &json!({"access_token": TOKEN, "expires_in": 3600}),
    )
}

async fn atlas(url: String, credentials: backhaul_atlas::Credentials) -> Error {
    let builder = backhaul_atlas::Client::builder().credentials(credentials);
    let client = builder.base_url(url).retry(Retry::off()).build().unwrap();
    let call = client
        .get_backup_export()
        .group_id(GROUP)
        .cluster_name("fake");
    call.export_id(ID).send().await.unwrap_err()
}

async fn sls(url: String, credentials: backhaul_sls::Credentials) -> Error {
    let builder = backhaul_sls::Client::builder().credentials(credentials);
    let builder = builder
        .endpoint(url)
        .region("cn-hangzhou")
        .project("fake-project");
    let client = builder.retry(Retry::off()).build().unwrap();
    let call = client.list_shipper().logstore("fake-logstore");
    call.send().await.unwrap_err()
}

async fn dcs(url: String, credentials: backhaul_dcs::Credentials) -> Error {
    let builder = backhaul_dcs::Client::builder().credentials(credentials);
    let client = builder
        .base_url(&url)
        .iam_url(&url)
        .retry(Retry::off())
        .build()
        .unwrap();
    let call = client
        .list_redislog()
        .project_id("fake")
        .instance_id("fake");
    call.log_type("run").send().await.unwrap_err()
}

fn login() -> backhaul_dcs::Credentials {
    backhaul_dcs::Credentials::password(PasswordLogin {
        user: IdOrName::Name("fake-user".into()),
        user_domain: Some(IdOrName::Name("OTC-FAKE".into())),
        password: SECRET.into(),
        project: IdOrName::Name("eu-de".into()),
        project_domain: None,
    })
}

/// A vault that gives what is not static.
#[derive(Debug)]
struct Vault;

impl ProvideCredentials<ApiKey> for Vault {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<ApiKey>, ProvideError>> {
        Box::pin(async { Ok(Provided::new(ApiKey::new("fakepubl", SECRET))) })
    }
}

#[tokio::test]
async fn nothing_that_proves_the_caller_shows_when_a_server_repeats_it() {
    let paths = calls().await;
    assert_eq!(paths, 14 * ENCODINGS.len() * 7);
}

/// Each kind of credentials under each echo of a call. Gives how many paths that were.
pub(crate) async fn calls() -> usize {
    use backhaul_atlas::Credentials as Atlas;
    use backhaul_dcs::Credentials as Dcs;
    use backhaul_sls::Credentials as Sls;
    let mut paths = 0;
    paths += drive("access token", atlas_shape, is_call, never, async |url| {
        atlas(url, Atlas::access_token(TOKEN)).await
    })
    .await;
    paths += drive(
        "API key",
        atlas_shape,
        is_signed_call,
        challenge,
        async |url| atlas(url, Atlas::api_key("fakepubl", SECRET)).await,
    )
    .await;
    paths += drive(
        "API key of a vault",
        atlas_shape,
        is_signed_call,
        challenge,
        async |url| atlas(url, Atlas::api_key_from(Vault)).await,
    )
    .await;
    paths += drive(
        "token of an account",
        atlas_shape,
        is_call,
        token,
        async |url| atlas(url, Atlas::service_account("fake_id", SECRET)).await,
    )
    .await;
    for version in [SignatureVersion::V1, SignatureVersion::V4] {
        let key = Sls::access_key("FAKEID", SECRET).signature(version);
        let temporary = key.clone().security_token(TOKEN);
        for credentials in [key, temporary] {
            paths += drive("SLS key", sls_shape, is_call, never, async |url| {
                sls(url, credentials.clone()).await
            })
            .await;
        }
    }
    for dialect in [Dialect::Access, Dialect::Scoped] {
        let key = Dcs::access_key("FAKEID", SECRET)
            .project_id("fake")
            .dialect(dialect);
        let temporary = key.clone().security_token(TOKEN);
        for credentials in [key, temporary] {
            paths += drive("DCS key", dcs_shape, is_call, never, async |url| {
                dcs(url, credentials.clone()).await
            })
            .await;
        }
    }
    paths += drive("DCS token", dcs_shape, is_call, never, async |url| {
        dcs(url, Dcs::token(TOKEN)).await
    })
    .await;
    paths += drive("token of IAM", dcs_shape, is_call, token, async |url| {
        dcs(url, login()).await
    })
    .await;
    paths
}

/// An endpoint that answers with an error in each of the shapes that are read.
fn endpoint_shape(echo: &str) -> Value {
    json!({
        "error": {"code": 400, "message": echo, "title": echo},
        "error_description": echo, "errorCode": echo,
    })
}

#[tokio::test]
async fn no_secret_shows_when_a_token_endpoint_repeats_it() {
    assert_eq!(token_endpoints().await, 2 * ENCODINGS.len() * 7);
}

/// Each kind of login under each echo of a token endpoint. Gives how many paths that were.
pub(crate) async fn token_endpoints() -> usize {
    let is_token = |asked: &Asked| !is_call(asked);
    let mut paths = drive(
        "client secret",
        endpoint_shape,
        is_token,
        never,
        async |url| {
            let credentials = backhaul_atlas::Credentials::service_account("fake_id", SECRET);
            atlas(url, credentials).await
        },
    )
    .await;
    paths += drive("password", endpoint_shape, is_token, never, async |url| {
        dcs(url, login()).await
    })
    .await;
    paths
}

#[tokio::test]
async fn no_token_shows_when_an_endpoint_that_ends_it_repeats_it() {
    let server = Answering::start(|asked| {
        if asked.head.contains("/oauth/revoke") {
            return json_answer("400 Bad Request", &json!({"error_description": asked.body}));
        }
        if asked.head.contains("/oauth/") {
            return token(asked);
        }
        json_answer("404 Not Found", &json!({}))
    })
    .await;
    let credentials = backhaul_atlas::Credentials::service_account("fake_id", SECRET);
    let builder = backhaul_atlas::Client::builder().credentials(credentials);
    let client = builder
        .base_url(&server.url)
        .retry(Retry::off())
        .build()
        .unwrap();
    let call = client
        .get_backup_export()
        .group_id(GROUP)
        .cluster_name("fake");
    call.export_id(ID).send().await.unwrap_err();
    let text = shown(&client.revoke_token().await.unwrap_err());
    assert!(
        text.contains("token=[secret]") && !text.contains("fake-marker"),
        "{text}"
    );
}

/// What an operation that answers links says of an answer that is none.
async fn restore_job(body: &'static str, headers: &'static [(&str, &str)]) -> String {
    let server = Answering::start(move |_| answer("200 OK", headers, body)).await;
    let credentials = backhaul_atlas::Credentials::access_token(TOKEN);
    let builder = backhaul_atlas::Client::builder().credentials(credentials);
    let client = builder
        .base_url(&server.url)
        .retry(Retry::off())
        .build()
        .unwrap();
    let call = client
        .get_backup_restore_job()
        .group_id(GROUP)
        .cluster_name("fake");
    shown(&call.restore_job_id(ID).send().await.unwrap_err())
}

#[tokio::test]
async fn a_success_that_may_hold_a_link_is_not_quoted() {
    for body in [
        "see https://bucket.example/fake-marker",
        "https://bucket.example/k?X-Amz-Signature=fake-marker",
        "plain fake-marker",
    ] {
        let shown = restore_job(body, &[("Content-Type", "text/plain")]).await;
        assert!(
            shown.contains("the body is text/plain where JSON was expected"),
            "{shown}"
        );
        assert!(
            !shown.contains("fake-marker") && !shown.contains("bucket"),
            "{shown}"
        );
    }
    for body in [
        r#"{"deliveryUrl": {"https://bucket.example/k?X-Amz-Signature=fake-marker": 1}}"#,
        r#"{"https://bucket.example/k?X-Amz-Signature=fake-marker": ]}"#,
        r#"{"deliveryUrl": [{"fake marker": 1}], "components": 7}"#,
    ] {
        let shown = restore_job(body, &[("Content-Type", "application/json")]).await;
        let display = shown.split("get_backup_restore_job: ").nth(1).unwrap();
        assert!(display.contains("does not decode"), "{shown}");
        assert!(
            !display.contains("marker") && !display.contains("bucket"),
            "{display}"
        );
    }
}

#[tokio::test]
async fn a_pre_signed_link_in_a_message_loses_its_query() {
    let server = Answering::start(|_| {
        json_answer(
            "409 Conflict",
            &json!({"errorCode": LINK, "detail": format!("The file is at {LINK}, or at {LINK}.")}),
        )
    })
    .await;
    let error = atlas(
        server.url.clone(),
        backhaul_atlas::Credentials::access_token(TOKEN),
    )
    .await;
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("The file is at https://bucket.example/k?… or at"),
        "{text}"
    );
    assert!(!text.contains("fake-marker"), "{text}");
    // The accessors give what came, and say so.
    assert_eq!(error.code(), Some(LINK));

    let page = [("Content-Type", "text/html")];
    let server =
        Answering::start(move |_| answer("502 Bad Gateway", &page, format!("<a href=\"{LINK}\">")))
            .await;
    let error = atlas(
        server.url.clone(),
        backhaul_atlas::Credentials::access_token(TOKEN),
    )
    .await;
    assert!(!shown(&error).contains("fake-marker"), "{error}");
}
