//! Backups of DCS.

use std::fs;

use backhaul_flows::dcs::{BackUp, Import, Instance, Restore};

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
        error.starts_with("list_backup_records: backup ")
            && error.contains(": the wait timed out after 3600 s and "),
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

/// A backup that was downloaded can be put into another instance.
#[tokio::test]
async fn a_backup_is_imported_into_another_instance() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let (client, instance) = (stage.dcs(), stage.instance());
    let say = |event| stage.say(event);
    let flow = BackUp::new(instance);
    let backup = flow.run(&client, folder.path(), say).await.unwrap();

    let other = Instance::new(ids.dcs_project_id, ids.dcs_other_instance_id);
    let mut import = Import::new(other, "fake-bucket").password("FAKE-password");
    for file in &backup.files {
        import = import.file(file.path.file_name().unwrap().to_str().unwrap());
    }
    let before = stage.requests().len();
    let id = import.run(&client, say).await.unwrap();
    let expected = [
        "CreateMigrationTask 200",
        "ListMigrationTask 200",
        "ListMigrationTask 204",
        "ListMigrationTask 200",
        "ListMigrationTask 204",
    ];
    assert_eq!(stage.requests()[before..], expected);
    let said = stage.said().split_off(4);
    let states = ["import: running", "import: succeeded"];
    assert_eq!(said[0], format!("import {id} was requested"));
    assert_eq!(said[1..], states);

    let task = client.show_migration_task().project_id(ids.dcs_project_id);
    let task = task.task_id(&id).send().await.unwrap();
    let files = task.backup_files.as_ref().unwrap().files.iter();
    assert_eq!(files.count(), backup.files.len());
    // The service gives the password back.
    let target = task.target_instance.as_ref().unwrap();
    let password = target.password.as_ref().unwrap();
    assert_eq!(password.expose(), "FAKE-password");
    assert!(!format!("{task:?}").contains("FAKE-password"));
}

#[tokio::test]
async fn an_import_that_fails_says_why_and_one_without_files_is_not_sent() {
    let stage = Stage::moving().await;
    stage.sandbox.fail_next_import();
    let (client, instance) = (stage.dcs(), stage.instance());
    let import = Import::new(instance, "fake-bucket");
    let none = import.clone().run(&client, |event| stage.say(event)).await;
    let none = none.unwrap_err().to_string();
    assert_eq!(none, "there is no file to import");
    assert!(stage.requests().is_empty());

    let import = import.file("broken.rdb");
    let error = import.run(&client, |event| stage.say(event)).await;
    let error = error.unwrap_err().to_string();
    assert!(error.starts_with("list_migration_task: "), "{error}");
    assert!(error.contains("the backup file cannot be read"), "{error}");
}

/// Made, configured, following its source without an end, stopped.
#[tokio::test]
async fn an_online_migration_goes_through_its_states() {
    use backhaul_dcs::requests::MigrationEndBody;
    use backhaul_dcs::{Job, JobState};

    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let (client, project) = (stage.dcs(), ids.dcs_project_id);
    let create = client.create_online_migration_task().project_id(project);
    let create = create.name("move").vpc_id("v").subnet_id("s");
    let made = create.security_group_id("g").send().await.unwrap();
    let id = made.instance_id.clone().unwrap();
    let show = || {
        client
            .show_migration_task()
            .project_id(project)
            .task_id(&id)
    };
    assert_eq!(show().send().await.unwrap().state(), JobState::Queued);

    let set = client.set_online_migration_task().project_id(project);
    let set = set
        .task_id(&id)
        .migration_method("incremental_migration")
        .resume_mode("auto")
        .source_instance(MigrationEndBody::new().addrs("192.0.2.9:6379"))
        .target_instance(MigrationEndBody::new().id(ids.dcs_instance_id));
    let set = set.send().await.unwrap();
    assert_eq!(set.state(), JobState::Running);
    let again = client.stop_migration_task().project_id(project);
    let stopping = again.task_id(&id).send().await.unwrap();
    assert_eq!(stopping.status.as_deref(), Some("TERMINATING"));
    assert_eq!(stopping.state(), JobState::Running);
    let again = client.batch_stop_migration_tasks().project_id(project);
    let again = again.migration_tasks([id.as_str()]).send().await.unwrap();
    let result = again.migration_tasks[0].result.as_ref().unwrap();
    assert_eq!(result.as_str(), "failed", "it is being stopped already");

    // The record of a migration that has not ended stays.
    let delete = client.delete_migration_task().project_id(project);
    let deleted = delete.task_id_list([id.as_str()]).send().await.unwrap();
    assert!(deleted.task_id_list.is_empty());
}
