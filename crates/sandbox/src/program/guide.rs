//! What to try, with this sandbox's address, ids and made-up credentials.

use backhaul_sandbox::{Fixtures, Sandbox};
use serde_json::json;

/// Some clients, curl among them, use a proxy even for requests to this machine.
const NO_PROXY: &str = "\
# If you use a proxy: do not send requests for this machine to it
export NO_PROXY=\"127.0.0.1${NO_PROXY:+,$NO_PROXY}\" no_proxy=\"127.0.0.1${no_proxy:+,$no_proxy}\"
";

/// Prints the status below the body, since the body alone does not tell a success from a refusal.
const STATUS: &str = r"--write-out '\n(status %{http_code})\n'";

/// What the guide says about operations that it does not show.
const OTHERS: &str = "\
# These can also be created, read, changed, and cancelled or deleted, as at the provider: snapshots,
# exports, export buckets and restore jobs of Atlas, log collection jobs, shippers, and backups and
# restorations of DCS. All other operations return the example of their document and change nothing.
";

/// The text that the program prints once it listens. Its `export` and `curl` lines can be pasted into
/// a shell.
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
    // A proxy cannot reach this machine, and would see the credentials.
    let user = r#"--noproxy '*' --user "$MONGODB_ATLAS_PUBLIC_KEY:$MONGODB_ATLAS_PRIVATE_KEY""#;
    let accept = "--header 'Accept: application/vnd.atlas.2023-01-01+json'";
    let account = format!(
        "{}:{}",
        fixtures.service_account_id, fixtures.service_account_secret
    );
    let account = quoted(&account);
    let backup = format!("{url}/api/atlas/v2/groups/{group}/clusters/{cluster}/backup");
    format!(
        r#"# MongoDB Atlas and Cloud Manager: an API key, by HTTP digest
# The group (Atlas also says project) is {group}, and its cluster is {cluster}.
export MONGODB_ATLAS_BASE_URL={url}
export MONGODB_ATLAS_PUBLIC_KEY={public}
export MONGODB_ATLAS_PRIVATE_KEY={private}
# or a service account instead of the key (at {url}/api/oauth/token):
#   export MONGODB_ATLAS_CLIENT_ID={id}
#   export MONGODB_ATLAS_CLIENT_SECRET={secret}
# Atlas: a running restore job, a finished one, an export, and a page of all restore jobs.
# The links in the answers lead to files of the sandbox. Fetch them with plain curl, without credentials.
curl -sS --digest {user} {accept} {backup}/restoreJobs/{running} {STATUS}
curl -sS --digest {user} {accept} {backup}/restoreJobs/{finished} {STATUS}
curl -sS --digest {user} {accept} {backup}/exports/{export} {STATUS}
curl -sS --digest {user} {accept} '{backup}/restoreJobs?itemsPerPage=3&pageNum=1' {STATUS}
# Cloud Manager: list the log collection jobs, list the files of an archive, and retry a failed job
# (works once, then 409)
curl -sS --digest {user} '{log_jobs}?verbose=true' {STATUS}
curl -sS --fail --digest {user} {log_jobs}/{archived}/download | tar --list --gzip
curl -sS --digest {user} --request PUT {log_jobs}/{log_job}/retry {STATUS}
# A token for the service account
curl -sS {token} {STATUS}
# A request that fetches such a token and uses it
curl -sS --noproxy '*' --header "Authorization: Bearer $(curl -sS {token} | {value})" {accept} {backup}/exports/{export} {STATUS}
"#,
        token = format_args!(
            "--noproxy '*' --user {account} --data grant_type=client_credentials {url}/api/oauth/token"
        ),
        value = r#"sed 's/.*"access_token":"\([^"]*\)".*/\1/'"#,
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
        r#"# Alibaba Cloud SLS: every request needs a signature over its body, so use a client instead of curl:
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
# or an access key instead of the token:
#   export OS_ACCESS_KEY={access} OS_SECRET_KEY={secret} OS_PROJECT_ID={project}
# or a user with a password, who logs in at IAM:
#   export OS_USERNAME={user} OS_PASSWORD={password} OS_USER_DOMAIN_NAME={domain}
#   export OS_PROJECT_NAME={project_name} OS_AUTH_URL={url}/v3
# Collect the run logs of three days, list them, and create a link to one. Fetch the link without the token.
curl -sS --request POST --noproxy '*' --header "X-Auth-Token: $OS_TOKEN" '{logs}?log_type=run&query_time=3' {STATUS}
curl -sS --noproxy '*' --header "X-Auth-Token: $OS_TOKEN" '{logs}?log_type=run' {STATUS}
curl -sS --request POST --noproxy '*' --header "X-Auth-Token: $OS_TOKEN" {logs}/{log}/links {STATUS}
# Log in at IAM. The token is in the header X-Subject-Token.
curl -sS --include --noproxy '*' --header 'Content-Type: application/json' --data {login} {url}/v3/auth/tokens
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
        login = quoted(&login(fixtures)),
    )
}

/// The body of a request for a token of IAM.
fn login(fixtures: &Fixtures) -> String {
    let user = json!({
        "name": fixtures.iam_user_name,
        "password": fixtures.iam_password,
        "domain": { "name": fixtures.iam_domain_name },
    });
    let identity = json!({ "methods": ["password"], "password": { "user": user } });
    let scope = json!({ "project": { "name": fixtures.iam_project_name } });
    json!({ "auth": { "identity": identity, "scope": scope } }).to_string()
}

fn state(advance: bool) -> &'static str {
    if advance {
        "# Jobs move one step each time they are read; most have ended the second time. Restart the \
         sandbox to reset them.\n"
    } else {
        "# Jobs do not move unless the sandbox is started with --advance. Restart it to reset them.\n"
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
