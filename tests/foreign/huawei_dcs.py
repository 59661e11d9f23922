"""Huawei Cloud's own client for DCS, huaweicloudsdkdcs: run logs, backups and the rest of what both know."""

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkdcs.v2 import (
    BackupInstanceBody,
    CopyInstanceRequest,
    CreateRedislogDownloadLinkRequest,
    CreateRedislogRequest,
    DcsClient,
    DeleteBackgroundTaskRequest,
    DeleteBackupFileRequest,
    DeleteCenterTaskRequest,
    DownloadBackupFilesReq,
    ListBackgroundTaskRequest,
    ListBackupFileLinksRequest,
    ListBackupRecordsRequest,
    ListInstancesRequest,
    ListRedislogRequest,
    ListRestoreRecordsRequest,
    ListSlowlogRequest,
    RestoreInstanceBody,
    RestoreInstanceRequest,
    ShowInstanceRequest,
    ShowJobInfoRequest,
)

from cases import Cases, fixture, url

KEYS = (fixture("dcs_access_key"), fixture("dcs_secret_key"))
TEMPORARY_KEYS = (fixture("dcs_temporary_access_key"), fixture("dcs_temporary_secret_key"))
SECURITY_TOKEN = fixture("dcs_security_token")
LOG = fixture("dcs_redislog_id")
INSTANCE = fixture("dcs_instance_id")


def client_with(keys, token=None):
    # With a project id the client asks no IAM server.
    credentials = BasicCredentials(*keys, fixture("dcs_project_id")).with_security_token(token)
    return DcsClient.new_builder().with_credentials(credentials).with_endpoint(url()).build()


def collect_and_list(instance):
    """Gives the statuses of a list, a collection, and a list after it, with how many it has."""
    client = client_with(KEYS)
    listing = ListRedislogRequest(instance_id=instance, log_type="run", offset=0, limit=10)
    before = client.list_redislog(listing)
    collection = CreateRedislogRequest(instance_id=instance, log_type="run", query_time=3)
    collected = client.create_redislog(collection)
    after = client.list_redislog(listing)
    statuses = (before.status_code, collected.status_code, after.status_code)
    return " ".join(map(str, (*statuses, after.total_num, len(after.file_list))))


def create_link(keys, token=None, instance=INSTANCE):
    """Gives the status and, if it is an error, the code."""
    client = client_with(keys, token)
    request = CreateRedislogDownloadLinkRequest(instance_id=instance, id=LOG)
    try:
        answer = client.create_redislog_download_link(request)
    except ServiceResponseException as error:
        return f"{error.status_code} {error.error_code}"
    if answer.id != LOG or not answer.link.startswith(url()):
        return f"{answer.status_code} with another log or no link"
    return f"{answer.status_code}"


def statuses(*calls):
    """Makes calls one after the other, and gives their statuses."""
    client = client_with(KEYS)
    return " ".join(str(getattr(client, name)(request).status_code) for name, request in calls)


def restore_and_back_up():
    """Two orders, the second of which comes too early, and what the lists say then."""
    body = RestoreInstanceBody(backup_id=fixture("dcs_backup_id"), remark="fake")
    done = statuses(("restore_instance", RestoreInstanceRequest(instance_id=INSTANCE, body=body)))
    client = client_with(KEYS)
    body = BackupInstanceBody(backup_format="rdb", remark="fake")
    try:
        client.copy_instance(CopyInstanceRequest(instance_id=INSTANCE, body=body))
    except ServiceResponseException as error:
        done += f" {error.status_code} {error.error_code}"
    restores = client.list_restore_records(ListRestoreRecordsRequest(instance_id=INSTANCE, limit=10))
    backups = client.list_backup_records(ListBackupRecordsRequest(instance_id=INSTANCE, limit=10))
    seen = [restores.restore_record_response[0].status]
    seen += [backup.status for backup in backups.backup_record_response]
    return " ".join([done, *seen])


def link_and_delete():
    """Links to the files of a backup, which are then deleted."""
    backup = {"instance_id": INSTANCE, "backup_id": fixture("dcs_backup_id")}
    body = DownloadBackupFilesReq(expiration=1800)
    request = ListBackupFileLinksRequest(**backup, body=body)
    links = client_with(KEYS).list_backup_file_links(request).links
    ours = sum(item.link.startswith(url()) for item in links)
    return f"{ours} " + statuses(("delete_backup_file", DeleteBackupFileRequest(**backup)))


def back_up_and_read_the_rest():
    """One backup, and every operation that has no case of its own."""
    other = fixture("dcs_other_instance_id")
    body = BackupInstanceBody(backup_format="aof")
    task = "8abf6e1e72c12e7c0172c15b508500aa"
    period = {"start_time": "1598803200000", "end_time": "1599494399000"}
    return statuses(
        ("copy_instance", CopyInstanceRequest(instance_id=other, body=body)),
        ("list_slowlog", ListSlowlogRequest(instance_id=INSTANCE, limit=10, **period)),
        ("list_background_task", ListBackgroundTaskRequest(instance_id=INSTANCE, limit=10)),
        ("delete_background_task", DeleteBackgroundTaskRequest(instance_id=INSTANCE, task_id=task)),
        ("show_job_info", ShowJobInfoRequest(job_id=task)),
        ("delete_center_task", DeleteCenterTaskRequest(task_id=task)),
        ("show_instance", ShowInstanceRequest(instance_id=INSTANCE)),
        ("list_instances", ListInstancesRequest(name_equal="false", include_delete="true", limit=10)),
    )


def main():
    cases = Cases("huawei")
    refused = "401 APIGW.0301"

    def expect(name, expected, *args, **kwargs):
        cases.expect(name, expected, lambda: create_link(*args, **kwargs))

    other = fixture("dcs_other_instance_id")
    cases.expect("collect and list", "204 204 200 3 3", lambda: collect_and_list(other))
    expect("create link", "200", KEYS)
    seen = "200 400 DCS.4097 waiting expired failed succeed"
    cases.expect("restore and back up", seen, restore_and_back_up)
    cases.expect("link and delete", "2 204", link_and_delete)
    cases.expect("the rest", " ".join(["200"] * 8), back_up_and_read_the_rest)
    expect("wrong secret", refused, (KEYS[0], "wrong"))
    expect("unknown key", refused, ("UNKNOWN", KEYS[1]))

    expect("temporary create link", "200", TEMPORARY_KEYS, SECURITY_TOKEN)
    expect("temporary wrong secret", refused, (TEMPORARY_KEYS[0], "wrong"), SECURITY_TOKEN)
    expect("temporary wrong token", refused, TEMPORARY_KEYS, "wrong")
    expect("temporary without token", refused, TEMPORARY_KEYS)

    nowhere = "00000000-0000-0000-0000-000000000000"
    expect("unknown instance", "404 DCS.3022", KEYS, instance=nowhere)
    cases.finish()


main()
