//! The sandbox's export buckets, and what an export needs of them.

use backhaul_atlas::requests::{
    DiskBackupSnapshotAwsExportBucketRequest as Aws,
    DiskBackupSnapshotAzureExportBucketRequest as Azure,
};
use backhaul_atlas::types::DiskBackupSnapshotExportBucketResponse as Bucket;
use backhaul_sandbox::Sandbox;

use crate::support::clients::{NO_SUCH_ID, assert_refused, atlas};

const ROLE: &str = "5e2f8b71c04d9a0013aa57c1";
const ADDRESS: &str = "https://example.blob.core.windows.net/exports";

#[tokio::test]
async fn an_export_bucket_is_made_exported_to_and_deleted() {
    let sandbox = Sandbox::start().await.unwrap();
    let ids = sandbox.fixtures();
    let client = atlas(&sandbox, ids.private_key);
    let create = client.create_export_bucket().group_id(ids.group_id);
    let create = create.body(Azure::new().role_id(ROLE).service_url(ADDRESS));
    let Bucket::Azure(made) = create.send().await.unwrap().into_inner() else {
        panic!("asked for one of Azure");
    };
    assert_eq!(made.bucket_name, "exports");
    assert_eq!(made.service_url, ADDRESS);

    let list = || client.list_export_buckets().group_id(ids.group_id);
    let listed: Vec<Bucket> = list().items().collect().await.unwrap();
    assert_eq!(listed.len(), 4);
    let bucket = || {
        let call = client.get_export_bucket().group_id(ids.group_id);
        call.export_bucket_id(made.id.as_str()).send()
    };
    assert!(matches!(bucket().await.unwrap().into_inner(), Bucket::Azure(found) if found == made));

    let export = || {
        let call = client.create_backup_export().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        call.export_bucket_id(made.id.as_str()).send()
    };
    assert_eq!(export().await.unwrap().export_bucket_id, made.id);

    let delete = client.delete_export_bucket().group_id(ids.group_id);
    let delete = delete.export_bucket_id(made.id.as_str());
    delete.send().await.unwrap();
    let code = Some("RESOURCE_NOT_FOUND");
    assert_refused(&bucket().await.unwrap_err(), 404, code, &made.id);
    assert_refused(&export().await.unwrap_err(), 404, code, &made.id);
}

#[tokio::test]
async fn the_private_networking_of_a_bucket_of_aws_is_turned_on() {
    let sandbox = Sandbox::start().await.unwrap();
    let ids = sandbox.fixtures();
    let client = atlas(&sandbox, ids.private_key);
    let create = client.create_export_bucket().group_id(ids.group_id);
    let create = create.body(Aws::new().bucket_name("exports-2").iam_role_id(ROLE));
    let Bucket::Aws(made) = create.send().await.unwrap().into_inner() else {
        panic!("asked for one of AWS");
    };
    assert_eq!(made.require_private_networking, Some(false));
    let update = |id: &str| {
        let call = client.update_backup_export_bucket().group_id(ids.group_id);
        let call = call.export_bucket_id(id).require_private_networking(true);
        call.send()
    };
    let updated = update(&made.id).await.unwrap();
    assert_eq!(updated.require_private_networking, Some(true));
    assert_eq!(updated.bucket_name, "exports-2");
    let unknown = update(NO_SUCH_ID).await.unwrap_err();
    assert_refused(&unknown, 404, Some("RESOURCE_NOT_FOUND"), NO_SUCH_ID);
}
