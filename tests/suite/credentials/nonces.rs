//! Digest with nonces that a server accepts once, under many callers at once.

use std::sync::Arc;

use backhaul_atlas::{Client, Credentials};
use backhaul_runtime::Retry;
use backhaul_sandbox::{DigestOptions, Sandbox};

const TASKS: usize = 500;
const CALLS: usize = 3;

/// The nonce of a challenge belongs to the caller that was challenged: if another caller used it up, its answer would be
/// refused, and the key with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn right_credentials_are_never_refused_with_one_use_nonces() {
    let one_use = DigestOptions {
        nonce_uses: Some(1),
        ..DigestOptions::default()
    };
    let sandbox = Arc::new(Sandbox::builder().digest(one_use).start().await.unwrap());
    let fixtures = sandbox.fixtures();
    let key = Credentials::api_key(fixtures.public_key, fixtures.private_key);
    let client = Client::builder().credentials(key).base_url(sandbox.url());
    let client = client.retry(Retry::off()).build().unwrap();
    let tasks = (0..TASKS).map(|_| {
        let client = client.clone();
        tokio::spawn(async move {
            let mut refused = 0;
            for _ in 0..CALLS {
                let call = client.get_backup_export().group_id(fixtures.group_id);
                let call = call.cluster_name(fixtures.cluster_name);
                let outcome = call.export_id(fixtures.running_export_id).send().await;
                if let Err(error) = outcome {
                    assert!(error.is_unauthorized(), "{error}");
                    refused += 1;
                }
            }
            refused
        })
    });
    let mut refused = 0;
    for task in tasks.collect::<Vec<_>>() {
        refused += task.await.unwrap();
    }
    let requests = sandbox.requests().len();
    documents::report!(
        "digest with one-use nonces: {refused} of {} calls refused, {requests} requests",
        TASKS * CALLS
    );
    assert_eq!(refused, 0);
    assert!(requests <= 2 * TASKS * CALLS, "one challenge for each call");
}
