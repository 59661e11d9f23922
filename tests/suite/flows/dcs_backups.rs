//! Backups of DCS.

use std::fs;

use backhaul_flows::dcs::{BackUp, Restore};

use crate::flows::stage::{Stage, files};

#[tokio::test]
async fn an_instance_is_backed_up_downloaded_and_restored() {
    let stage = Stage::moving().await;
    let (client, instance) = (stage.dcs(), stage.instance());
    let folder = tempfile::tempdir().unwrap();
    let say = |event| stage.say(event);
    let flow = BackUp::new(instance.clone()).remark("before the release");
    let backup = flow.run(&client, folder.path(), say).await.unwrap();
    let id = &backup.id;
    let said = [
        &format!("backup {id} was requested"),
        "backup: queued, 0.00 %",
        "backup: running, 50.00 %",
        "backup: succeeded, 100.00 %",
    ];
    assert_eq!(stage.said(), said);
    let expected = [
        "CopyInstance 200",
        "ListBackupRecords 200", // a page, and one more that ends the list, three times
        "ListBackupRecords 204",
        "ListBackupRecords 200",
        "ListBackupRecords 204",
        "ListBackupRecords 200",
        "ListBackupRecords 204",
        "ListBackupFileLinks 200",
        "object 200",
        "object 200",
    ];
    assert_eq!(stage.requests(), expected);

    assert_eq!(backup.files.len(), 2, "one file per shard");
    let requests = stage.sandbox.requests();
    for (saved, request) in backup.files.iter().zip(&requests[expected.len() - 2..]) {
        // The sandbox refuses a link with 400 if credentials come along, as object storage does.
        assert!(!request.authenticated);
        let link = format!("{}{}", stage.sandbox.url(), request.target);
        let served: Vec<u8> = stage.sandbox.object_content(&link).flatten().collect();
        assert_eq!(saved.bytes, 200_000);
        assert!(fs::read(&saved.path).unwrap() == served, "{saved:?}");
    }
    assert_eq!(files(folder.path()).len(), 2, "nothing is left beside them");

    let restored = Restore::new(instance, id).run(&client, say).await.unwrap();
    let said = stage.said();
    assert!(said[4].starts_with("restoration ") && said[4].ends_with(" was requested"));
    assert!(said[4].contains(&restored), "{restored}");
    let states = ["queued", "running", "succeeded"].map(|state| format!("restoration: {state}"));
    assert_eq!(said[5..], states);
    assert_eq!(stage.count("RestoreInstance 200"), 1);
    let applied = stage.sandbox.applied();
    assert!(applied.iter().all(|one| one.times == 1), "{applied:?}");
}

#[tokio::test]
async fn a_backup_that_fails_is_not_linked_to_and_says_why() {
    let stage = Stage::moving().await;
    stage.sandbox.fail_next_backup();
    let folder = tempfile::tempdir().unwrap();
    let (client, instance) = (stage.dcs(), stage.instance());
    let flow = BackUp::new(instance);
    let flow = flow.run(&client, folder.path(), |event| stage.say(event));
    let error = flow.await.unwrap_err().to_string();
    assert!(error.starts_with("list_backup_records: "), "{error}");
    assert!(error.contains("failed"), "{error}");
    assert!(error.contains("dcs.08.0002"), "{error}");
    assert_eq!(stage.count("ListBackupFileLinks 200"), 0);
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn what_is_not_over_in_time_is_said_to_be_waiting() {
    let stage = Stage::still().await;
    let folder = tempfile::tempdir().unwrap();
    let (client, instance) = (stage.dcs(), stage.instance());
    let say = |event| stage.say(event);
    let flow = BackUp::new(instance.clone());
    let flow = flow.run(&client, folder.path(), say);
    let error = flow.await.unwrap_err().to_string();
    assert!(
        error.starts_with("list_backup_records: the wait timed out after 3600 s and "),
        "{error}"
    );
    assert!(error.contains("last seen as queued"), "{error}");

    // It is still under way, so that nothing else begins: one work at a time.
    let backup = stage.sandbox.fixtures().dcs_backup_id;
    let flow = Restore::new(instance, backup);
    let error = flow.run(&client, say).await.unwrap_err();
    assert!(error.to_string().contains("DCS.4096"), "{error}");
    assert_eq!(stage.count("RestoreInstance 400"), 1);
}
