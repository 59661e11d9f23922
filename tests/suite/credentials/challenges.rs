//! Digest: each form of a challenge, and a nonce that ends.

use backhaul_sandbox::{DigestAlgorithm, DigestOptions, DigestQop, Sandbox};

use crate::support::clients::{atlas, statuses};

#[tokio::test]
async fn digest_copes_with_every_form_of_challenge() {
    for algorithm in [DigestAlgorithm::Md5, DigestAlgorithm::Sha256] {
        for qop in [DigestQop::Auth, DigestQop::None, DigestQop::AsDocumented] {
            let options = DigestOptions {
                algorithm,
                qop,
                ..DigestOptions::default()
            };
            let sandbox = Sandbox::builder().digest(options).start().await.unwrap();
            let fixtures = sandbox.fixtures();
            let client = atlas(&sandbox, fixtures.private_key);
            for _ in 0..3 {
                let call = client.get_backup_export().group_id(fixtures.group_id);
                let call = call.cluster_name(fixtures.cluster_name);
                call.export_id(fixtures.running_export_id)
                    .send()
                    .await
                    .unwrap();
            }
        }
    }
}

#[tokio::test]
async fn a_nonce_that_ends_costs_one_request() {
    let options = DigestOptions {
        nonce_uses: Some(2),
        ..DigestOptions::default()
    };
    let sandbox = Sandbox::builder().digest(options).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    for _ in 0..4 {
        let call = client.get_backup_export().group_id(fixtures.group_id);
        let call = call.cluster_name(fixtures.cluster_name);
        call.export_id(fixtures.running_export_id)
            .send()
            .await
            .unwrap();
    }
    assert_eq!(statuses(&sandbox), [401, 200, 200, 401, 200, 200]);
}
