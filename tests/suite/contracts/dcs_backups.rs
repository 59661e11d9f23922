//! Backups and restorations of DCS against the sandbox: what is refused, what a list shows of a
//! period, and what is left of a backup that is deleted.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_dcs::types::BackupRecordResponse;
use backhaul_dcs::{Client, Credentials};
use backhaul_runtime::{ErrorKind, Job, JobState};
use backhaul_sandbox::Sandbox;

use crate::support::clients::{assert_refused, dcs};

fn client(sandbox: &Sandbox) -> Client {
    dcs(sandbox, Credentials::token(sandbox.fixtures().dcs_token))
}

/// The backups of the fixtures' instance.
async fn backups(sandbox: &Sandbox) -> Vec<BackupRecordResponse> {
    let (client, ids) = (client(sandbox), sandbox.fixtures());
    let list = client.list_backup_records().project_id(ids.dcs_project_id);
    let list = list.instance_id(ids.dcs_instance_id);
    list.items().collect().await.unwrap()
}

#[tokio::test]
async fn the_files_of_a_backup_are_fetched_until_their_links_end() {
    let time = Arc::new(Mutex::new(
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198),
    ));
    let now = Arc::clone(&time);
    let sandbox = Sandbox::builder().clock(move || *now.lock().unwrap());
    let sandbox = sandbox.start().await.unwrap();
    let (client, ids) = (client(&sandbox), sandbox.fixtures());
    let links = client
        .list_backup_file_links()
        .project_id(ids.dcs_project_id);
    let links = links.instance_id(ids.dcs_instance_id);

    let good = links.clone().backup_id(ids.dcs_backup_id).expiration(300);
    let good = good.send().await.unwrap();
    assert_eq!(good.links.len(), 2);
    let link = good.links[1].link.clone().unwrap();
    let name = good.links[1].file_name.as_deref().unwrap();
    assert!(name.ends_with(".rdb"), "{name}");
    let mut file = Vec::new();
    let done = client.download_link(&link).to_writer(&mut file).await;
    assert_eq!(done.unwrap().bytes, 200_000);

    *time.lock().unwrap() += Duration::from_secs(301);
    let late = client.download_link(&link).to_writer(&mut file).await;
    assert_refused(&late.unwrap_err(), 403, Some("AccessDenied"), "");

    for (backup, code) in [
        (ids.dcs_failed_backup_id, "DCS.4026"),
        (ids.dcs_expired_backup_id, "DCS.4026"),
        ("no-such", "DCS.4800"),
    ] {
        let call = links.clone().backup_id(backup).expiration(86_400);
        assert_refused(&call.send().await.unwrap_err(), 400, Some(code), "");
    }
    let before = sandbox.requests().len();
    for seconds in [299, 86_401] {
        let call = links.clone().backup_id(ids.dcs_backup_id);
        let error = call.expiration(seconds).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
        assert!(error.to_string().contains("expiration"), "{error}");
    }
    assert_eq!(sandbox.requests().len(), before, "nothing was sent");
}

#[tokio::test]
async fn one_task_at_a_time_and_only_for_backups_with_files() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, ids) = (client(&sandbox), sandbox.fixtures());
    let back_up = client.copy_instance().project_id(ids.dcs_project_id);
    let back_up = back_up.instance_id(ids.dcs_instance_id);
    let restore = client.restore_instance().project_id(ids.dcs_project_id);
    let restore = restore.instance_id(ids.dcs_instance_id);

    let made = back_up.clone().send().await.unwrap();
    let made = made.backup_id.as_deref().unwrap();
    let again = back_up.clone().send().await.unwrap_err();
    assert_refused(&again, 400, Some("DCS.4096"), "backuping");
    let early = restore.clone().backup_id(made).send().await.unwrap_err();
    assert_refused(&early, 400, Some("DCS.4096"), "backuping");

    sandbox.advance_backups();
    sandbox.advance_backups();
    let last = backups(&sandbox).await.pop().unwrap();
    assert_eq!(last.backup_id.as_deref(), Some(made));
    assert_eq!(last.state(), JobState::Succeeded);
    assert_eq!(last.size, Some(400_000));
    for backup in [ids.dcs_failed_backup_id, ids.dcs_expired_backup_id, "no"] {
        let error = restore.clone().backup_id(backup).send().await.unwrap_err();
        assert_refused(&error, 400, Some("DCS.4087"), "");
    }
    let noted = restore.clone().backup_id(made).remark("after the release");
    noted.send().await.unwrap();
    let busy = back_up.clone().send().await.unwrap_err();
    assert_refused(&busy, 400, Some("DCS.4097"), "restoring");

    let list = client.list_restore_records().project_id(ids.dcs_project_id);
    let page = list.clone().instance_id(ids.dcs_instance_id).send().await;
    let record = &page.unwrap().restore_record_response[0];
    assert_eq!(record.state(), JobState::Queued);
    assert_eq!(record.restore_remark.as_deref(), Some("after the release"));
    assert_eq!(record.reason(), None);
    let none = list.instance_id(ids.dcs_other_instance_id).send().await;
    let none = none.unwrap();
    assert_eq!(none.status(), 204);
    assert!(none.restore_record_response.is_empty());

    let long = back_up.clone().remark("x".repeat(129)).send().await;
    let long = long.unwrap_err();
    assert!(long.never_sent() && long.to_string().contains("remark"));
    let other = back_up.instance_id("no-such").send().await.unwrap_err();
    assert_refused(&other, 404, Some("DCS.3022"), "does not exist");
}

#[tokio::test]
async fn a_list_of_backups_shows_a_period() {
    let began = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198);
    let sandbox = Sandbox::builder().clock(move || began);
    let sandbox = sandbox.start().await.unwrap();
    let (client, ids) = (client(&sandbox), sandbox.fixtures());
    let list = client.list_backup_records().project_id(ids.dcs_project_id);
    let list = list.instance_id(ids.dcs_instance_id);
    let ids_of = |backups: Vec<BackupRecordResponse>| -> Vec<String> {
        let ids = backups.into_iter().filter_map(|backup| backup.backup_id);
        ids.collect()
    };

    let all = list.clone().items().collect().await.unwrap();
    assert_eq!(
        ids_of(all),
        [
            ids.dcs_expired_backup_id,
            ids.dcs_failed_backup_id,
            ids.dcs_backup_id
        ]
    );
    // The sandbox began on 29 February 2024, at the last second but one.
    let some = list.clone().begin_time("20240227000000");
    let some = some.end_time("20240228000000").items().collect().await;
    assert_eq!(ids_of(some.unwrap()), [ids.dcs_failed_backup_id]);
    let none = list.clone().end_time("20240101000000").send().await;
    assert_eq!(none.unwrap().status(), 204);
    let error = list.begin_time("2024-02-27").send().await.unwrap_err();
    assert!(error.never_sent() && error.to_string().contains("begin_time"));
}

#[tokio::test]
async fn a_deleted_backup_has_a_record_and_no_files() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, ids) = (client(&sandbox), sandbox.fixtures());
    let links = client
        .list_backup_file_links()
        .project_id(ids.dcs_project_id);
    let links = links
        .instance_id(ids.dcs_instance_id)
        .backup_id(ids.dcs_backup_id);
    let links = links.expiration(1800).send().await.unwrap();
    let link = links.links[0].link.clone().unwrap();

    let delete = client.delete_backup_file().project_id(ids.dcs_project_id);
    let delete = delete
        .instance_id(ids.dcs_instance_id)
        .backup_id(ids.dcs_backup_id);
    assert_eq!(delete.clone().send().await.unwrap().status(), 204);
    let record = backups(&sandbox).await.pop().unwrap();
    assert_eq!(record.backup_id.as_deref(), Some(ids.dcs_backup_id));
    assert_eq!(record.state(), JobState::Expired);
    let gone = client.download_link(&link).to_writer(&mut Vec::new()).await;
    assert_eq!(gone.unwrap_err().status(), Some(404));

    // What a second deletion gets is not documented; the sandbox's answer is a guess.
    let again = delete.send().await.unwrap_err();
    assert_refused(&again, 400, Some("DCS.4800"), "backup_id");
}
