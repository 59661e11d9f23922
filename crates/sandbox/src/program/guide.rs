//! What to try, with this sandbox's address, ids and made-up credentials.

use backhaul_sandbox::Sandbox;

/// Not every client leaves a proxy out for this computer on its own account, and curl does not.
const NO_PROXY: &str = "\
# Where a proxy is set: requests to this computer are not for it
export NO_PROXY=\"127.0.0.1${NO_PROXY:+,$NO_PROXY}\" no_proxy=\"127.0.0.1${no_proxy:+,$no_proxy}\"
";

/// What the guide says of operations that it does not show.
const OTHERS: &str = "\
# Besides these, what is made is found again, and can be changed, cancelled or deleted as at the
# provider: snapshots, exports, export buckets and restore jobs of Atlas, log collection jobs,
# shippers, and backups and restorations of DCS. All other operations answer their document's example and change nothing.
";

/// The text that the program prints once it listens. Its `export` and `curl` lines can be copied
/// as they are.
pub(crate) fn guide(sandbox: &Sandbox, advance: bool) -> String {
    [
        NO_PROXY.to_owned(),
        mongodb(sandbox),
        sls(sandbox),
        dcs(sandbox),
        state(advance).to_owned(),
        OTHERS.to_owned(),
    ]
    .join("\n")
}

fn mongodb(sandbox: &Sandbox) -> String {
    let (url, fixtures) = (sandbox.url(), sandbox.fixtures());
    let (group, cluster) = (fixtures.group_id, fixtures.cluster_name);
    // A proxy of the environment cannot reach this machine, and would see the credentials.
    let user = r#"--noproxy '*' --user "$MONGODB_ATLAS_PUBLIC_KEY:$MONGODB_ATLAS_PRIVATE_KEY""#;
    let accept = "--header 'Accept: application/vnd.atlas.2023-01-01+json'";
    let backup = format!("{url}/api/atlas/v2/groups/{group}/clusters/{cluster}/backup");
    format!(
        r#"# MongoDB Atlas and Cloud Manager: an API key, by HTTP digest
export MONGODB_ATLAS_BASE_URL={url}
export MONGODB_ATLAS_PUBLIC_KEY={public}
export MONGODB_ATLAS_PRIVATE_KEY={private}
# or, in place of the key, a service account (at {url}/api/oauth/token):
#   export MONGODB_ATLAS_CLIENT_ID={id}
#   export MONGODB_ATLAS_CLIENT_SECRET={secret}
# Atlas: a restore job that runs, one that is finished, an export, and a page of all restore jobs.
# The links in them lead to files of the sandbox: fetch them with curl and nothing else.
curl --digest {user} {accept} {backup}/restoreJobs/{running}
curl --digest {user} {accept} {backup}/restoreJobs/{finished}
curl --digest {user} {accept} {backup}/exports/{export}
curl --digest {user} {accept} '{backup}/restoreJobs?itemsPerPage=3&pageNum=1'
# Cloud Manager: list the log collection jobs, see what is in an archive, and retry a failed job
# (works once, then 409)
curl --digest {user} '{log_jobs}?verbose=true'
curl --digest {user} {log_jobs}/{archived}/download | tar --list --gzip
curl --digest {user} --request PUT {log_jobs}/{log_job}/retry
"#,
        public = quoted(fixtures.public_key),
        private = quoted(fixtures.private_key),
        id = quoted(fixtures.service_account_id),
        secret = quoted(fixtures.service_account_secret),
        running = fixtures.running_restore_job_id,
        finished = fixtures.finished_restore_job_id,
        export = fixtures.running_export_id,
        log_jobs = format_args!("{url}/api/public/v1.0/groups/{group}/logCollectionJobs"),
        archived = fixtures.successful_log_job_id,
        log_job = fixtures.failed_log_job_id,
    )
}

fn sls(sandbox: &Sandbox) -> String {
    let (url, fixtures) = (sandbox.url(), sandbox.fixtures());
    format!(
        r#"# Alibaba Cloud SLS: every request needs a signature over its body, so take a client and not curl:
#   .endpoint("{url}").region("{region}").project("{project}")
# List the tasks, or retry the task {task}, of the Logstore {logstore}, shipper {shipper}.
export ALIBABA_CLOUD_ACCESS_KEY_ID={id}
export ALIBABA_CLOUD_ACCESS_KEY_SECRET={secret}
export ALIYUN_LOG_CLI_ENDPOINT={url} ALIYUN_LOG_CLI_REGION_ID={region}
"#,
        region = fixtures.sls_region,
        project = fixtures.sls_project,
        task = fixtures.sls_failed_task_ids[0],
        logstore = fixtures.sls_logstore,
        shipper = fixtures.sls_shipper,
        id = quoted(fixtures.sls_access_key_id),
        secret = quoted(fixtures.sls_access_key_secret),
    )
}

fn dcs(sandbox: &Sandbox) -> String {
    let (url, fixtures) = (sandbox.url(), sandbox.fixtures());
    format!(
        r#"# Open Telekom Cloud DCS: a token of IAM; for a client, .base_url("{url}")
export OS_TOKEN={token}
# or, in place of the token, an access key:
#   export OS_ACCESS_KEY={access} OS_SECRET_KEY={secret} OS_PROJECT_ID={project}
# or a user with a password, who logs in at IAM:
#   export OS_USERNAME={user} OS_PASSWORD={password} OS_USER_DOMAIN_NAME={domain}
#   export OS_PROJECT_NAME={project_name} OS_AUTH_URL={url}/v3
# Collect the run logs of three days, list them, and make a link to one. The link goes without the token.
curl --request POST --noproxy '*' --header "X-Auth-Token: $OS_TOKEN" '{logs}?log_type=run&query_time=3'
curl --noproxy '*' --header "X-Auth-Token: $OS_TOKEN" '{logs}?log_type=run'
curl --request POST --noproxy '*' --header "X-Auth-Token: $OS_TOKEN" {logs}/{log}/links
"#,
        token = quoted(fixtures.dcs_token),
        access = quoted(fixtures.dcs_access_key),
        secret = quoted(fixtures.dcs_secret_key),
        user = quoted(fixtures.iam_user_name),
        password = quoted(fixtures.iam_password),
        domain = quoted(fixtures.iam_domain_name),
        project_name = quoted(fixtures.iam_project_name),
        project = fixtures.dcs_project_id,
        logs = format_args!(
            "{url}/v2/{}/instances/{}/redislog",
            fixtures.dcs_project_id, fixtures.dcs_instance_id
        ),
        log = fixtures.dcs_redislog_id,
    )
}

fn state(advance: bool) -> &'static str {
    if advance {
        "# Jobs move one step with each look at them; most have ended at the second one. Restart to \
         reset.\n"
    } else {
        "# Jobs stand still here (but with --advance); restart to reset.\n"
    }
}

/// As one word for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_quote_does_not_end_the_word() {
        assert_eq!(quoted("a$b"), "'a$b'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
