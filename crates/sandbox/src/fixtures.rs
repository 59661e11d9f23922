//! What the default world contains: its credentials and its ids.

/// The credentials and ids that exist in the default world.
///
/// All of it is made up and public. Nothing here opens anything outside the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fixtures {
    /// MongoDB API key, public part: the digest user name at Atlas and Cloud Manager.
    pub public_key: &'static str,
    /// MongoDB API key, private part: the digest password at Atlas and Cloud Manager.
    pub private_key: &'static str,
    /// Group (project) id at Atlas and Cloud Manager.
    pub group_id: &'static str,
    /// Cluster of the group at Atlas.
    pub cluster_name: &'static str,
    /// Restore job that still runs: no link, no `finishedAt`.
    pub running_restore_job_id: &'static str,
    /// Restore job that is finished: has download links.
    pub finished_restore_job_id: &'static str,
    /// Export job in the state `InProgress`.
    pub running_export_id: &'static str,
    /// Export job in the state `Successful`.
    pub successful_export_id: &'static str,
    /// Export job in the state `Failed`, with a `stateReason`.
    pub failed_export_id: &'static str,
    /// Log collection job in the status `FAILURE`: the one that can be retried.
    pub failed_log_job_id: &'static str,
    /// Log collection job in the status `IN_PROGRESS`.
    pub running_log_job_id: &'static str,
    /// Log collection job in the status `SUCCESS`.
    pub successful_log_job_id: &'static str,

    /// SLS access key id of a lasting key.
    pub sls_access_key_id: &'static str,
    /// SLS access key secret of the lasting key.
    pub sls_access_key_secret: &'static str,
    /// SLS access key id of a temporary key, valid only together with [`Self::sls_sts_token`].
    pub sls_sts_access_key_id: &'static str,
    /// SLS access key secret of the temporary key.
    pub sls_sts_access_key_secret: &'static str,
    /// STS token of the temporary key.
    pub sls_sts_token: &'static str,
    /// Region that v4 signatures must name.
    pub sls_region: &'static str,
    /// SLS project: the first label of the host.
    pub sls_project: &'static str,
    /// Logstore of the project.
    pub sls_logstore: &'static str,
    /// Shipper of the logstore.
    pub sls_shipper: &'static str,
    /// Shipping tasks in the status `fail`: more than one call may carry.
    pub sls_failed_task_ids: [&'static str; 12],
    /// Shipping task in the status `success`.
    pub sls_successful_task_id: &'static str,

    /// DCS: a valid IAM token for [`Self::dcs_project_id`].
    pub dcs_token: &'static str,
    /// DCS: an IAM token that has expired.
    pub dcs_expired_token: &'static str,
    /// DCS: access key (AK).
    pub dcs_access_key: &'static str,
    /// DCS: secret key (SK).
    pub dcs_secret_key: &'static str,
    /// DCS project id.
    pub dcs_project_id: &'static str,
    /// DCS instance of the project.
    pub dcs_instance_id: &'static str,
    /// Run log of the instance.
    pub dcs_redislog_id: &'static str,
}

/// The fixtures of the default world.
pub(crate) const DEFAULT: Fixtures = Fixtures {
    public_key: "FAKEPUBK",
    private_key: "fake0000-0000-not0-real-private00key",
    group_id: "5f0000000000000000000001",
    cluster_name: "demo-cluster",
    running_restore_job_id: "5f00000000000000000000a1",
    finished_restore_job_id: "5f00000000000000000000a2",
    running_export_id: "5f00000000000000000000b1",
    successful_export_id: "5f00000000000000000000b2",
    failed_export_id: "5f00000000000000000000b3",
    failed_log_job_id: "5f00000000000000000000c1",
    running_log_job_id: "5f00000000000000000000c2",
    successful_log_job_id: "5f00000000000000000000c3",

    sls_access_key_id: "FAKEAKID0000example",
    sls_access_key_secret: "FakeSecret+NotReal/0123456789==",
    sls_sts_access_key_id: "STS.FAKEAKIDexample",
    sls_sts_access_key_secret: "FakeStsSecret-NotReal-42",
    sls_sts_token: "FAKE+sts/token==not~real",
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

    dcs_token: "FAKE-iam-token-not-real",
    dcs_expired_token: "FAKE-expired-iam-token-not-real",
    dcs_access_key: "FAKEAK0000000000TEST",
    dcs_secret_key: "FakeSk-NotReal-0123456789-abcdefghijklmn",
    dcs_project_id: "0524e839a54847039e9b2b46e8aa788a",
    dcs_instance_id: "5c597ce5-9823-48aa-bf4d-2defb9385b4a",
    dcs_redislog_id: "3ea6ce21-048e-447a-83c3-3fb004b88439",
};
