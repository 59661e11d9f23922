//! What the sandbox's Cloud Manager wants to know before it restores.

use backhaul_cloud_manager::requests::HttpRestoreDelivery;
use backhaul_sandbox::Sandbox;

use crate::support::clients::{assert_refused, cloud_manager};

#[tokio::test]
async fn a_restore_needs_one_source_and_takes_no_second_one() {
    let sandbox = Sandbox::start().await.unwrap();
    let ids = sandbox.fixtures();
    let client = cloud_manager(&sandbox, ids.private_key);
    let restore = || {
        let call = client.create_restore_job().group_id(ids.group_id);
        let call = call.cluster_id("6b8cd61180eef547110159d9");
        call.delivery(HttpRestoreDelivery::new())
    };
    let of_snapshot = || restore().snapshot_id("5a4279d4fcc178500596745a");
    of_snapshot().send().await.unwrap();
    let of_oplog = || restore().oplog_ts("1709247598");
    of_oplog().oplog_inc(1).send().await.unwrap();

    let refused = restore().send().await.unwrap_err();
    assert_refused(&refused, 400, None, "must have exactly one");
    let two = of_snapshot().point_in_time_utc_millis(1_709_247_598_000_i64);
    let refused = two.send().await.unwrap_err();
    assert_refused(&refused, 400, None, "must have exactly one");
    let refused = of_oplog().send().await.unwrap_err();
    assert_refused(&refused, 400, None, "oplogTs and oplogInc");
}
