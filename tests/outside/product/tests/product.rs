//! The product's own tests, at three levels: values, a script in place of the provider, the sandbox.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use backhaul_atlas::operations::{CREATE_BACKUP_EXPORT, GET_BACKUP_EXPORT, LIST_BACKUP_EXPORTS};
use backhaul_atlas::testing::{FakeError, FakeOutcome, Reply, Script};
use backhaul_atlas::types::DiskBackupExportJob;
use backhaul_atlas::{Client, Credentials, ErrorKind, JobState, from_json};
use backhaul_sandbox::Sandbox;
use outside_product::{
    Cluster, Export, Failure, Metrics, alerts, exports, look_up, new_field, summary,
};
use serde_json::{Value, json};

const CLUSTER: Cluster = Cluster {
    group: "5f0000000000000000000001",
    name: "prod",
};

fn job(state: &str) -> Value {
    let (id, bucket) = ("5f00000000000000000000b1", "5f00000000000000000000c1");
    json!({ "id": id, "exportBucketId": bucket, "state": state, "newField": { "a": 1 } })
}

fn scripted(script: &Script, metrics: &Metrics) -> Client {
    let credentials = Credentials::api_key("fakepubl", "fake-private-key");
    let builder = Client::builder().credentials(credentials).script(script);
    metrics.watch(builder).build().unwrap()
}

#[test]
fn what_a_person_on_call_reads() {
    let text = job("Successful").to_string();
    let job: DiskBackupExportJob = from_json(text.as_bytes()).unwrap();
    let done = FakeOutcome::succeeded(job.clone()).build();
    assert_eq!(summary(&Ok(done)), "exported to 5f00000000000000000000c1");
    let failed = FakeOutcome::ended(job, JobState::Failed).build();
    assert_eq!(summary(&Ok(failed)), "failed");
    let missing = FakeError::api(404, "RESOURCE_NOT_FOUND").build();
    assert_eq!(summary(&Err(missing)), "there is no such export");
    let broken = FakeError::of(ErrorKind::Transport).build();
    assert_eq!(summary(&Err(broken)), "error, try again: true");
}

#[tokio::test]
async fn an_export_that_a_file_describes() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("export.json");
    std::fs::write(
        &file,
        r#"{ "snapshotId": "5f00000000000000000000d1", "exportBucketId": "5f00000000000000000000c1" }"#,
    )?;
    let (script, metrics) = (Script::new(), Metrics::default());
    script
        .on(&CREATE_BACKUP_EXPORT, Reply::json(&job("Queued")))
        .on(&GET_BACKUP_EXPORT, Reply::json(&job("InProgress")))
        .on(
            &GET_BACKUP_EXPORT,
            Reply::error(503, "UNAVAILABLE", "Try later."),
        )
        .on(&GET_BACKUP_EXPORT, Reply::json(&job("Successful")));
    let client = scripted(&script, &metrics);
    let export = Export::begin(&client, CLUSTER, &file).await?;
    // The export goes on without the client that began it.
    drop(client);
    assert!(export.finish().await?.is_success());

    let requests = script.finish()?;
    assert_eq!(requests.len(), 4);
    assert_eq!(requests[0].json()["snapshotId"], "5f00000000000000000000d1");
    assert_eq!(requests[3].header("x-caller").as_deref(), Some("product"));
    assert!(script.elapsed() > Duration::from_secs(1));
    let counts = metrics.counts();
    assert_eq!(counts["get_backup_export 200"], 2);
    assert_eq!(counts["get_backup_export 503"], 1);

    std::fs::write(&file, r#"{ "snapshotID": "5f00000000000000000000d1" }"#)?;
    let client = scripted(&Script::new(), &metrics);
    let error = Export::begin(&client, CLUSTER, &file).await.err().unwrap();
    for part in ["snapshotID", "snapshotId", "exportBucketId"] {
        assert!(error.to_string().contains(part), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn a_spawned_call_a_stream_a_new_field_and_an_operation_without_a_document()
-> Result<(), Failure> {
    let script = Script::new();
    let page = json!({ "results": [job("Queued"), job("Failed")], "totalCount": 2 });
    let none = json!({ "results": [], "totalCount": 2 });
    script
        .on(&GET_BACKUP_EXPORT, Reply::json(&job("Queued")))
        .on(&GET_BACKUP_EXPORT, Reply::json(&job("Queued")))
        .on(&LIST_BACKUP_EXPORTS, Reply::json(&page))
        .on(&LIST_BACKUP_EXPORTS, Reply::json(&none))
        .on_call(Reply::json(&json!({ "results": ["an alert"] })));
    let client = scripted(&script, &Metrics::default());
    let id = "5f00000000000000000000b1";
    let bucket = look_up(&client, CLUSTER, id).await??;
    assert_eq!(bucket, "5f00000000000000000000c1");
    assert_eq!(new_field(&client, CLUSTER, id).await?, json!({ "a": 1 }));
    assert_eq!(alerts(&client, CLUSTER).await?["results"][0], "an alert");

    let mut stream = exports(&client, CLUSTER);
    drop(client);
    let mut states = Vec::new();
    while let Some(job) =
        poll_fn(|context| futures_core::Stream::poll_next(Pin::new(&mut stream), context)).await
    {
        states.push(job?.state.map(|state| state.to_string()));
    }
    assert_eq!(states.len(), 2);
    script.finish()?;
    Ok(())
}

#[tokio::test]
async fn the_sandbox_checks_what_is_sent() -> Result<(), Failure> {
    let sandbox = Sandbox::start().await?;
    let fixtures = sandbox.fixtures();
    let credentials = Credentials::api_key(fixtures.public_key, fixtures.private_key);
    let builder = Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url());
    let metrics = Metrics::default();
    let client = metrics.watch(builder).build()?;
    let cluster = Cluster {
        group: fixtures.group_id,
        name: fixtures.cluster_name,
    };
    let bucket = look_up(&client, cluster, fixtures.running_export_id).await??;
    assert!(!bucket.is_empty());
    // The digest is challenged first.
    let counts = metrics.counts();
    assert_eq!(counts["get_backup_export 401"], 1);
    assert_eq!(counts["get_backup_export 200"], 1);
    sandbox.stop().await;
    Ok(())
}
