//! For each scheme a client with a place of the user's own that credentials come from, right or wrong.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use backhaul_atlas::ApiKey;
use backhaul_dcs::{AccessKey, Dialect, Token};
use backhaul_runtime::auth::{BoxFuture, ProvideCredentials, ProvideError, Provided};
use backhaul_runtime::{Error, Retry};
use backhaul_sandbox::Sandbox;
use backhaul_sls::SignatureVersion;

use crate::support::server::{Server, answer, header};
use crate::support::time::Time;

/// In every value that is wrong.
pub(crate) const SECRET: &str = "fake-marker";

/// What a place gives.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Value {
    Right,
    /// The provider refuses it.
    Wrong,
    /// No header can carry it.
    Broken,
}
use Value::{Broken, Right, Wrong};

/// Gives its values one after the other, and the last one for ever.
struct Vault<C> {
    asked: Arc<AtomicUsize>,
    values: Vec<C>,
}

impl<C> fmt::Debug for Vault<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

impl<C: Clone + Send + Sync> ProvideCredentials<C> for Vault<C> {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<C>, ProvideError>> {
        Box::pin(async {
            let asked = self.asked.fetch_add(1, Ordering::SeqCst);
            let value = self.values.get(asked).or(self.values.last()).unwrap();
            Ok(Provided::new(value.clone()))
        })
    }
}

pub(crate) type Calling = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), Error>>>>>;

/// A client with a vault, whose calls fail unless its credentials are right.
pub(crate) struct Case {
    pub(crate) scheme: &'static str,
    asked: Arc<AtomicUsize>,
    pub(crate) call: Calling,
    /// How many requests the provider has got.
    pub(crate) requests: Box<dyn Fn() -> usize>,
    /// Whether a key that was refused is not sent at all while the vault is not to be asked.
    pub(crate) locks: bool,
}

impl Case {
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// A vault with `values`, each as `of` makes it, and how often it was asked.
fn vault<C>(values: &[Value], of: impl Fn(Value) -> C) -> (Vault<C>, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let vault = Vault {
        asked: Arc::clone(&asked),
        values: values.iter().copied().map(of).collect(),
    };
    (vault, asked)
}

fn access_key(value: Value, id: &str, secret: &str, token: Option<&str>) -> AccessKey {
    let broken = format!("{SECRET}\n");
    let key = match (value, token) {
        (Right, _) => AccessKey::new(id, secret),
        (Wrong, _) => AccessKey::new(id, SECRET),
        (Broken, Some(_)) => return AccessKey::new(id, secret).security_token(broken),
        (Broken, None) => AccessKey::new(broken, secret),
    };
    match token {
        Some(token) => key.security_token(token),
        None => key,
    }
}

fn token(value: Value) -> Token {
    Token::new(match value {
        Right => "fake-right".to_owned(),
        Wrong => SECRET.to_owned(),
        Broken => format!("{SECRET}\r\n"),
    })
}

/// A server that lets `fake-right` in.
pub(crate) async fn token_server() -> Server {
    Server::start(|request| {
        let lets_in = [
            ("authorization", "Bearer fake-right"),
            ("x-auth-token", "fake-right"),
        ]
        .iter()
        .any(|(name, value)| header(request, name) == Some(value));
        if lets_in {
            answer("200 OK", "", r#"{"results":[],"totalCount":0}"#)
        } else {
            answer(
                "401 Unauthorized",
                "",
                r#"{"errorCode":"UNAUTHORIZED","error_code":"DCS.1001"}"#,
            )
        }
    })
    .await
}

fn atlas_list(client: &backhaul_atlas::Client, sandbox: &Sandbox) -> Calling {
    let (client, fixtures) = (client.clone(), sandbox.fixtures());
    Box::new(move || {
        let client = client.clone();
        Box::pin(async move {
            let call = client.list_backup_exports().group_id(fixtures.group_id);
            call.cluster_name(fixtures.cluster_name)
                .send()
                .await
                .map(|_| ())
        })
    })
}

fn dcs_list(client: &backhaul_dcs::Client, sandbox: &Sandbox) -> Calling {
    let (client, fixtures) = (client.clone(), sandbox.fixtures());
    Box::new(move || {
        let client = client.clone();
        Box::pin(async move {
            let call = client.list_instances().project_id(fixtures.dcs_project_id);
            call.send().await.map(|_| ())
        })
    })
}

/// One case for each scheme and kind of credentials that a user's own place can give.
pub(crate) async fn cases(sandbox: &Arc<Sandbox>, time: &Time, values: &[Value]) -> Vec<Case> {
    let fixtures = sandbox.fixtures();
    let mut cases = Vec::new();
    let count = {
        let sandbox = Arc::clone(sandbox);
        move || -> Box<dyn Fn() -> usize> {
            let sandbox = Arc::clone(&sandbox);
            let before = sandbox.requests().len();
            Box::new(move || sandbox.requests().len() - before)
        }
    };

    let (keys, asked) = vault(values, |value| match value {
        Right => ApiKey::new(fixtures.public_key, fixtures.private_key),
        Wrong => ApiKey::new(fixtures.public_key, SECRET),
        Broken => ApiKey::new(format!("{SECRET}\n"), fixtures.private_key),
    });
    let atlas = |credentials, url: &str| {
        let client = backhaul_atlas::Client::builder().credentials(credentials);
        client
            .base_url(url)
            .clock(time.clock())
            .retry(Retry::off())
            .build()
            .unwrap()
    };
    let client = atlas(
        backhaul_atlas::Credentials::api_key_from(keys),
        sandbox.url(),
    );
    cases.push(Case {
        scheme: "Digest",
        asked,
        call: atlas_list(&client, sandbox),
        requests: count(),
        locks: false,
    });

    let server = token_server().await;
    let count_at = |server: &Server| -> Box<dyn Fn() -> usize> {
        let server = server.clone();
        Box::new(move || server.requests().len())
    };
    let (tokens, asked) = vault(values, token);
    let client = atlas(
        backhaul_atlas::Credentials::access_token_from(tokens),
        server.url(),
    );
    cases.push(Case {
        scheme: "Bearer",
        asked,
        call: atlas_list(&client, sandbox),
        requests: count_at(&server),
        locks: false,
    });

    let dcs = |credentials, url: &str| {
        let client = backhaul_dcs::Client::builder().credentials(credentials);
        client
            .base_url(url)
            .clock(time.clock())
            .retry(Retry::off())
            .build()
            .unwrap()
    };
    let server = token_server().await;
    let (tokens, asked) = vault(values, token);
    let client = dcs(backhaul_dcs::Credentials::token_from(tokens), server.url());
    cases.push(Case {
        scheme: "X-Auth-Token",
        asked,
        call: dcs_list(&client, sandbox),
        requests: count_at(&server),
        locks: false,
    });
    for (dialect, temporary) in [(Dialect::Access, false), (Dialect::Scoped, true)] {
        let (keys, asked) = vault(values, |value| match temporary {
            false => access_key(
                value,
                fixtures.dcs_access_key,
                fixtures.dcs_secret_key,
                None,
            ),
            true => access_key(
                value,
                fixtures.dcs_temporary_access_key,
                fixtures.dcs_temporary_secret_key,
                Some(fixtures.dcs_security_token),
            ),
        });
        let key = backhaul_dcs::Credentials::access_key_from(keys).dialect(dialect);
        cases.push(Case {
            scheme: "SDK-HMAC-SHA256",
            asked,
            call: dcs_list(&dcs(key, sandbox.url()), sandbox),
            requests: count(),
            locks: true,
        });
    }

    for (version, temporary) in [
        (SignatureVersion::V1, false),
        (SignatureVersion::V4, false),
        (SignatureVersion::V4, true),
    ] {
        let (keys, asked) = vault(values, |value| match temporary {
            false => {
                let (id, secret) = (fixtures.sls_access_key_id, fixtures.sls_access_key_secret);
                access_key(value, id, secret, None)
            }
            true => {
                let token = match value {
                    Wrong => fixtures.sls_expired_sts_token,
                    _ => fixtures.sls_sts_token,
                };
                let value = if value == Wrong { Right } else { value };
                let id = fixtures.sls_sts_access_key_id;
                access_key(value, id, fixtures.sls_sts_access_key_secret, Some(token))
            }
        });
        let client = backhaul_sls::Client::builder()
            .credentials(backhaul_sls::Credentials::access_key_from(keys).signature(version))
            .endpoint(sandbox.url())
            .region(fixtures.sls_region)
            .project(fixtures.sls_project)
            .clock(time.clock())
            .retry(Retry::off())
            .build()
            .unwrap();
        cases.push(Case {
            scheme: if version == SignatureVersion::V1 {
                "LOG"
            } else {
                "SLS4-HMAC-SHA256"
            },
            asked,
            call: Box::new(move || {
                let client = client.clone();
                Box::pin(async move {
                    let call = client.list_shipper().logstore(fixtures.sls_logstore);
                    call.send().await.map(|_| ())
                })
            }),
            requests: count(),
            locks: false,
        });
    }
    cases
}
