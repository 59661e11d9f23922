//! What the default world contains: its credentials and its ids.

/// The credentials and ids that exist in the default world.
///
/// All of them are made up and public. They open nothing outside the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fixtures {
    /// MongoDB API key, public part: the digest user name at Atlas and Cloud Manager.
    pub public_key: &'static str,
    /// MongoDB API key, private part: the digest password at Atlas and Cloud Manager.
    pub private_key: &'static str,
    /// MongoDB service account, client id: opens `/api/oauth/token` and `/api/oauth/revoke`.
    pub service_account_id: &'static str,
    /// MongoDB service account, client secret. Has characters that URL-escaping changes.
    pub service_account_secret: &'static str,
    /// Group (project) id at Atlas and Cloud Manager.
    pub group_id: &'static str,
    /// Name of that group.
    pub group_name: &'static str,
    /// A second group at Cloud Manager, which has neither clusters nor jobs.
    pub other_group_id: &'static str,
    /// Cluster of the group, at Atlas and, as a sharded cluster, at Cloud Manager.
    pub cluster_name: &'static str,
    /// Snapshot of the cluster, which is sharded, in the status `completed`. All jobs that exist
    /// from the beginning are about it.
    pub snapshot_id: &'static str,
    /// Export bucket of the group, which the exports write to.
    pub export_bucket_id: &'static str,
    /// Log integration of the group, to Datadog.
    pub log_integration_id: &'static str,
    /// Invoice at Atlas that has reports. The organization is not looked up.
    pub invoice_id: &'static str,
    /// Report of the invoice that is done.
    pub invoice_report_id: &'static str,
    /// Restore job that is running: no link, no `finishedAt`.
    pub running_restore_job_id: &'static str,
    /// Restore job that is finished: has download links.
    pub finished_restore_job_id: &'static str,
    /// Restore job that failed.
    pub failed_restore_job_id: &'static str,
    /// Restore job that was cancelled.
    pub cancelled_restore_job_id: &'static str,
    /// Restore job whose download has expired: no links any more.
    pub expired_restore_job_id: &'static str,
    /// Restore job that is finished and restored into a cluster: has no links.
    pub automated_restore_job_id: &'static str,
    /// Restore job that has download links and no `finishedAt`.
    pub ready_restore_job_id: &'static str,
    /// Export job in the state `InProgress`.
    pub running_export_id: &'static str,
    /// Export job in the state `Queued`. If jobs advance, it runs for three reads, with 0, 14 and
    /// 28 of 42 collections, and then it is `Successful`.
    pub queued_export_id: &'static str,
    /// Export job in the state `Cancelled`.
    pub cancelled_export_id: &'static str,
    /// Export job in the state `Successful`.
    pub successful_export_id: &'static str,
    /// Export job in the state `Failed`, with a `stateReason`.
    pub failed_export_id: &'static str,
    /// Id of the sharded cluster at Cloud Manager. Its shards and its config servers are clusters of
    /// their own there.
    pub sharded_cluster_id: &'static str,
    /// Name of a replica set at Cloud Manager.
    pub replica_set_name: &'static str,
    /// Id of that replica set.
    pub replica_set_id: &'static str,
    /// Name of two replica sets at Cloud Manager: no name leads to one of them.
    pub twin_name: &'static str,
    /// Their ids.
    pub twin_ids: [&'static str; 2],
    /// Log collection job in the status `FAILURE`: the one that can be retried. Of its two child
    /// jobs, one failed.
    pub failed_log_job_id: &'static str,
    /// Log collection job in the status `IN_PROGRESS`.
    pub running_log_job_id: &'static str,
    /// Log collection job in the status `SUCCESS`.
    pub successful_log_job_id: &'static str,
    /// Log collection job in the status `EXPIRED`: there is nothing left to download.
    pub expired_log_job_id: &'static str,
    /// Log collection job in the status `MARKED_FOR_EXPIRY`.
    pub marked_log_job_id: &'static str,

    /// SLS access key id of a permanent key.
    pub sls_access_key_id: &'static str,
    /// SLS access key secret of the permanent key.
    pub sls_access_key_secret: &'static str,
    /// SLS access key id of a temporary key, valid only together with [`Self::sls_sts_token`].
    pub sls_sts_access_key_id: &'static str,
    /// SLS access key secret of the temporary key.
    pub sls_sts_access_key_secret: &'static str,
    /// STS token of the temporary key.
    pub sls_sts_token: &'static str,
    /// STS token of the temporary key that has expired.
    pub sls_expired_sts_token: &'static str,
    /// Region that v4 signatures must name.
    pub sls_region: &'static str,
    /// SLS project: the first label of the host.
    pub sls_project: &'static str,
    /// Logstore of the project.
    pub sls_logstore: &'static str,
    /// Shipper of the logstore.
    pub sls_shipper: &'static str,
    /// Shipping tasks in the status `fail`: more than one call can retry.
    pub sls_failed_task_ids: [&'static str; 12],
    /// Shipping task in the status `success`.
    pub sls_successful_task_id: &'static str,
    /// Shipping task in the status `running`.
    pub sls_running_task_id: &'static str,
    /// Download job of [`Self::sls_project`] that is over: it has a link to its file.
    pub sls_download_job: &'static str,

    /// DCS: a valid IAM token for [`Self::dcs_project_id`].
    pub dcs_token: &'static str,
    /// DCS: an IAM token that has expired.
    pub dcs_expired_token: &'static str,
    /// DCS: access key (AK).
    pub dcs_access_key: &'static str,
    /// DCS: secret key (SK).
    pub dcs_secret_key: &'static str,
    /// DCS: access key (AK) of a temporary pair, valid only together with
    /// [`Self::dcs_security_token`].
    pub dcs_temporary_access_key: &'static str,
    /// DCS: secret key (SK) of the temporary pair.
    pub dcs_temporary_secret_key: &'static str,
    /// DCS: security token of the temporary pair.
    pub dcs_security_token: &'static str,
    /// IAM: name of the user who may ask for tokens.
    pub iam_user_name: &'static str,
    /// IAM: id of the user.
    pub iam_user_id: &'static str,
    /// IAM: password of the user.
    pub iam_password: &'static str,
    /// IAM: name of the user's domain, to which the projects belong too.
    pub iam_domain_name: &'static str,
    /// IAM: id of the domain.
    pub iam_domain_id: &'static str,
    /// IAM: name of the project [`Self::dcs_project_id`].
    pub iam_project_name: &'static str,
    /// IAM: name of a second project, which has no instances.
    pub iam_other_project_name: &'static str,
    /// IAM: id of the second project.
    pub iam_other_project_id: &'static str,
    /// DCS project id.
    pub dcs_project_id: &'static str,
    /// DCS instance of the project.
    pub dcs_instance_id: &'static str,
    /// Run log of the instance, in the status `succeed`.
    pub dcs_redislog_id: &'static str,
    /// Run log of the instance, in the status `failed`.
    pub dcs_failed_redislog_id: &'static str,
    /// Backup of the instance, in the status `succeed`: has two files.
    pub dcs_backup_id: &'static str,
    /// Backup of the instance, in the status `failed`, with an error code.
    pub dcs_failed_backup_id: &'static str,
    /// Backup of the instance, in the status `expired`: its files are gone.
    pub dcs_expired_backup_id: &'static str,
    /// A second DCS instance of the project, a cluster of two shards, which has neither run logs nor backups.
    pub dcs_other_instance_id: &'static str,
    /// An online migration of the project, which waits to be configured.
    pub dcs_migration_id: &'static str,
}

impl Fixtures {
    /// Those of the default world, which are the same in every sandbox, running or not.
    #[must_use]
    pub const fn of_default_world() -> &'static Self {
        &DEFAULT
    }
}

/// The fixtures of the default world.
pub(crate) const DEFAULT: Fixtures = Fixtures {
    public_key: "FAKEPUBK",
    private_key: "fake0000-0000-not0-real-private00key",
    service_account_id: "mdb_sa_id_5f00000000000000000000f1fake",
    service_account_secret: "mdb_sa_sk_FAKE+not/real=100%&more",
    group_id: "5f0000000000000000000001",
    group_name: "Demo Project",
    other_group_id: "5f0000000000000000000002",
    cluster_name: "demo-cluster",
    snapshot_id: "5f00000000000000000000d1",
    export_bucket_id: "5f00000000000000000000e2",
    log_integration_id: "5f00000000000000000000e5",
    invoice_id: "666acb8787ba43606905dcae",
    invoice_report_id: "5f00000000000000000000e6",
    running_restore_job_id: "5f00000000000000000000a1",
    finished_restore_job_id: "5f00000000000000000000a2",
    failed_restore_job_id: "5f00000000000000000000a3",
    cancelled_restore_job_id: "5f00000000000000000000a4",
    expired_restore_job_id: "5f00000000000000000000a5",
    automated_restore_job_id: "5f00000000000000000000a6",
    ready_restore_job_id: "5f00000000000000000000a7",
    running_export_id: "5f00000000000000000000b1",
    queued_export_id: "5f00000000000000000000b4",
    cancelled_export_id: "5f00000000000000000000b5",
    successful_export_id: "5f00000000000000000000b2",
    failed_export_id: "5f00000000000000000000b3",
    sharded_cluster_id: "5f00000000000000000000d5",
    replica_set_name: "myReplicaSet",
    replica_set_id: "6b8cd61180eef547110159d9",
    twin_name: "twin",
    twin_ids: ["5f00000000000000000000d9", "5f00000000000000000000da"],
    failed_log_job_id: "5f00000000000000000000c1",
    running_log_job_id: "5f00000000000000000000c2",
    successful_log_job_id: "5f00000000000000000000c3",
    expired_log_job_id: "5f00000000000000000000c4",
    marked_log_job_id: "5f00000000000000000000c5",

    sls_access_key_id: "FAKEAKID0000example",
    sls_access_key_secret: "FakeSecret+NotReal/0123456789==",
    sls_sts_access_key_id: "STS.FAKEAKIDexample",
    sls_sts_access_key_secret: "FakeStsSecret-NotReal-42",
    sls_sts_token: "FAKE+sts/token==not~real",
    sls_expired_sts_token: "FAKE+expired/sts/token==not~real",
    sls_region: "cn-hangzhou",
    sls_project: "ali-test-project",
    sls_logstore: "ali-test-logstore",
    sls_shipper: "test-shipper",
    sls_failed_task_ids: [
        "fa11ed00000000000000000000000001",
        "fa11ed00000000000000000000000002",
        "fa11ed00000000000000000000000003",
        "fa11ed00000000000000000000000004",
        "fa11ed00000000000000000000000005",
        "fa11ed00000000000000000000000006",
        "fa11ed00000000000000000000000007",
        "fa11ed00000000000000000000000008",
        "fa11ed00000000000000000000000009",
        "fa11ed00000000000000000000000010",
        "fa11ed00000000000000000000000011",
        "fa11ed00000000000000000000000012",
    ],
    sls_successful_task_id: "d0ed0000000000000000000000000001",
    sls_running_task_id: "4a110000000000000000000000000001",
    sls_download_job: "download-123",

    dcs_token: "FAKE-iam-token-not-real",
    dcs_expired_token: "FAKE-expired-iam-token-not-real",
    dcs_access_key: "FAKEAK0000000000TEST",
    dcs_secret_key: "FakeSk-NotReal-0123456789-abcdefghijklmn",
    dcs_temporary_access_key: "FAKETEMPAK0000000TEST",
    dcs_temporary_secret_key: "FakeTemporarySk-NotReal-0123456789-abcde",
    dcs_security_token: "FAKE-security-token+not/real==",
    iam_user_name: "fake-user",
    iam_user_id: "5f0000000000000000000000000000a1",
    iam_password: "Fake Password \"not\" real \u{e4}\u{f6}",
    iam_domain_name: "OTC00000000001000000fake",
    iam_domain_id: "5f0000000000000000000000000000d1",
    iam_project_name: "eu-de",
    iam_other_project_name: "eu-de_other",
    iam_other_project_id: "5f0000000000000000000000000000e1",
    dcs_project_id: "0524e839a54847039e9b2b46e8aa788a",
    dcs_instance_id: "5c597ce5-9823-48aa-bf4d-2defb9385b4a",
    dcs_redislog_id: "3ea6ce21-048e-447a-83c3-3fb004b88439",
    dcs_failed_redislog_id: "3ea6ce21-048e-447a-83c3-3fb004b8843a",
    dcs_backup_id: "548ceeff-2cbb-47ab-9a1c-7b085a8c08d7",
    dcs_failed_backup_id: "548ceeff-2cbb-47ab-9a1c-7b085a8c08d8",
    dcs_expired_backup_id: "548ceeff-2cbb-47ab-9a1c-7b085a8c08d9",
    dcs_other_instance_id: "5c597ce5-9823-48aa-bf4d-2defb9385b4b",
    dcs_migration_id: "8aa6999e71cb638b0171f485f5266ef0",
};
