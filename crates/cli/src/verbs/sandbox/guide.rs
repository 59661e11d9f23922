//! What to export, and what to try.

use backhaul_sandbox::Fixtures;

/// A proxy cannot reach this machine.
const NO_PROXY: &str = "\
export NO_PROXY=\"127.0.0.1${NO_PROXY:+,$NO_PROXY}\" no_proxy=\"127.0.0.1${no_proxy:+,$no_proxy}\"\n";

/// Lines for a shell of the POSIX kind.
pub(super) fn exports(url: &str) -> String {
    let ids = Fixtures::of_default_world();
    let lines = [
        ("MONGODB_ATLAS_BASE_URL", url),
        ("MONGODB_ATLAS_PUBLIC_KEY", ids.public_key),
        ("MONGODB_ATLAS_PRIVATE_KEY", ids.private_key),
        ("MONGODB_ATLAS_PROJECT_ID", ids.group_id),
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", ids.sls_access_key_id),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ids.sls_access_key_secret),
        ("ALIYUN_LOG_CLI_ENDPOINT", url),
        ("ALIYUN_LOG_CLI_REGION_ID", ids.sls_region),
        ("BACKHAUL_SLS_PROJECT", ids.sls_project),
        ("OS_TOKEN", ids.dcs_token),
        ("OS_PROJECT_ID", ids.dcs_project_id),
        ("BACKHAUL_DCS_ENDPOINT", url),
    ];
    let lines = lines.map(|(name, value)| format!("export {name}={}\n", quoted(value)));
    format!("{}{NO_PROXY}", lines.concat())
}

/// The whole text. All of it can be pasted into a shell: what is no command is a comment.
pub(super) fn all(url: &str, advance: bool) -> String {
    let ids = Fixtures::of_default_world();
    let moves = if advance {
        "Jobs move one step each time they are read."
    } else {
        "Jobs do not move: start it without --advance=false for that."
    };
    let examples = [
        format!(
            "atlas list-backup-exports --cluster-name {}",
            ids.cluster_name
        ),
        format!(
            "wait atlas get-backup-export --cluster-name {} --export-id {} --timeout 5m",
            ids.cluster_name, ids.queued_export_id
        ),
        format!(
            "download cloud-manager download-log-collection-job --job-id {} --to logs.tar.gz",
            ids.successful_log_job_id
        ),
        format!(
            "sls get-shipper-status --logstore {} --shipper-name {} --last 24h",
            ids.sls_logstore, ids.sls_shipper
        ),
        format!(
            "dcs list-redislog --instance-id {} --log-type run",
            ids.dcs_instance_id
        ),
        format!(
            "api atlas GET /api/atlas/v2/groups/{}/backup/exportBuckets",
            ids.group_id
        ),
    ];
    let examples = examples.map(|words| format!("#   backhaul {words}\n"));
    format!(
        "# The sandbox listens on {url}. Ctrl-C ends it. Its credentials are made up.\n\
         # {moves}\n\
         # In another terminal:\n\
         {}\
         # Then try:\n\
         {}",
        exports(url),
        examples.concat(),
    )
}

/// As one word for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
