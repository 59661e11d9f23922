//! Sizes of pages that no provider takes.

use backhaul_runtime::{Error, ErrorKind};
use backhaul_sandbox::Sandbox;

use super::lists::BEGAN;
use crate::support::clients::{atlas, cloud_manager, dcs, sls, sls_key};

/// DCS documents a largest size of a page for instances only.
#[tokio::test]
async fn a_page_that_is_too_large_is_refused_before_it_is_asked_for() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let (group, cluster) = (fixtures.group_id, fixtures.cluster_name);
    let list = client.list_backup_restore_jobs().group_id(group);
    let list = list.cluster_name(cluster).items_per_page(501);
    refused(list.items().try_next().await.map(drop), "items_per_page");
    let list = client.list_backup_exports().group_id(group);
    let list = list.cluster_name(cluster).items_per_page(501);
    refused(list.items().try_next().await.map(drop), "items_per_page");

    let client = cloud_manager(&sandbox, fixtures.private_key);
    let list = client.list_log_collection_jobs().group_id(group);
    let list = list.items_per_page(501);
    refused(list.items().try_next().await.map(drop), "items_per_page");

    let client = sls(&sandbox, sls_key(&sandbox)).build().unwrap();
    let list = client
        .get_shipper_status()
        .logstore(fixtures.sls_logstore)
        .shipper_name(fixtures.sls_shipper)
        .from(BEGAN - 60)
        .to(BEGAN);
    refused(list.size(501).items().try_next().await.map(drop), "size");

    let token = backhaul_dcs::Credentials::token(fixtures.dcs_token);
    let client = dcs(&sandbox, token);
    let list = client.list_instances().project_id(fixtures.dcs_project_id);
    let error = list.limit(1001).items().try_next().await.unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("limit: 1001 is not allowed: it must be at most 1000"),
        "{error}"
    );
    assert!(sandbox.requests().is_empty(), "nothing was sent");
}

/// A page without items ends a list, so that one of size 0 would make every list look empty.
#[tokio::test]
async fn a_page_size_below_one_is_refused_even_where_no_minimum_is_documented() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let token = backhaul_dcs::Credentials::token(fixtures.dcs_token);
    let client = dcs(&sandbox, token);
    let list = client
        .list_redislog()
        .project_id(fixtures.dcs_project_id)
        .instance_id(fixtures.dcs_instance_id);
    for size in [0, -1] {
        let error = list.clone().limit(size).items().try_next().await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
        let words = format!("limit: {size} is not allowed: it must be at least 1");
        assert!(error.to_string().contains(&words), "{error}");
    }
    assert!(sandbox.requests().is_empty(), "nothing was sent");
}

#[track_caller]
fn refused(outcome: Result<(), Error>, culprit: &str) {
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
    assert!(error.never_sent(), "{error}");
    let words = format!("{culprit}: 501 is not allowed: it must be at most 500");
    assert!(error.to_string().contains(&words), "{error}");
}
