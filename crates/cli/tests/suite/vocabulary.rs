//! The same flag for the same thing in all flows; what is missing is named at once.

use backhaul_cli::args::Named;
use backhaul_cli::{program, providers};
use clap::Command;

use crate::flows_collect::{operations, run, stage};

const GROUP: &str = "--group-id=5f0000000000000000000001";

/// All flows: verb, provider and command.
fn flows() -> Vec<(String, String, Command)> {
    let mut tree = program::tree(&Named::Everything);
    tree.build();
    let mut flows = Vec::new();
    for verb in ["collect", "retry", "export", "restore", "report"] {
        for command in tree.find_subcommand(verb).unwrap().get_subcommands() {
            let provider = command.get_name().to_owned();
            flows.push((verb.to_owned(), provider, command.clone()));
        }
    }
    flows
}

fn has(command: &Command, flag: &str) -> bool {
    command
        .get_arguments()
        .any(|arg| arg.get_long() == Some(flag))
}

#[test]
fn what_names_an_id_has_one_flag_everywhere() {
    let flows = flows();
    assert_eq!(flows.len(), 12);
    for (verb, provider, command) in &flows {
        // A project that is named by its id can be named by its name.
        assert_eq!(
            has(command, "group-id"),
            has(command, "group"),
            "{verb} {provider}"
        );
        assert_eq!(
            has(command, "to"),
            has(command, "overwrite"),
            "{verb} {provider}"
        );
        assert_eq!(
            has(command, "from-time"),
            has(command, "last"),
            "{verb} {provider}"
        );
        // What ends in an id is a flag of some operation of the provider.
        let table = providers::find(provider).unwrap().table;
        for flag in command.get_arguments().filter_map(|arg| arg.get_long()) {
            let is_name = flag.ends_with("-id") || flag.ends_with("-name");
            let mut operations = table.operations.iter();
            let is_known = operations.any(|operation| {
                let mut members = operation.body_flags();
                let mut flags = operation.flags.iter();
                flags.any(|known| known.name == flag) || members.any(|known| known.flag == flag)
            });
            // These are deeper in a body.
            let is_deep = ["bucket-name", "file-name", "task-id"].contains(&flag);
            assert!(
                !is_name || is_known || is_deep,
                "{verb} {provider}: --{flag}"
            );
        }
    }
}

#[test]
fn old_spellings_still_work() {
    let mut tree = program::tree(&Named::Everything);
    tree.build();
    for line in [
        "export atlas --group-id a --cluster c --snapshot-id s --bucket-id b --timeout 1h",
        "restore atlas --group-id a --cluster-name c --snapshot-id s --target-cluster t --timeout 1h",
        "collect atlas --group-id a --cluster c --to d",
        "collect cloud-manager --cluster c --log-types FTDC --to d --size 1 --delete --timeout 1h",
        "collect sls --job j --to d --timeout 1h",
        "collect dcs --instance-id i --days 1 --to d --timeout 1h",
        "export dcs --instance-id i --format rdb --to d --timeout 1h",
        "restore dcs --instance-id i --bucket b --file f --name n --timeout 1h",
    ] {
        let words = ["backhaul"].into_iter().chain(line.split(' '));
        let read = tree.clone().try_get_matches_from(words);
        assert!(read.is_ok(), "{line}: {}", read.unwrap_err());
    }
    for (verb, provider, mut command) in flows() {
        let help = command.render_long_help().to_string();
        for old in [
            "--bucket-id",
            "--size ",
            "--delete\n",
            "--days",
            "--format ",
            "--job ",
        ] {
            // Of SLS that is deeper in the body.
            let is_own = provider == "sls" && old == "--format ";
            assert!(is_own || !help.contains(old), "{verb} {provider}: {old}");
        }
    }
}

#[tokio::test]
async fn all_that_is_missing_is_named_at_once() {
    let (sandbox, program) = stage(true).await;
    for (words, missing, hints) in [
        (
            &["export", "atlas"][..],
            &[
                "--group-id or --group",
                "--cluster-name",
                "--snapshot-id",
                "--export-bucket-id",
                "--timeout",
            ][..],
            &[
                "list-groups`",
                "list-clusters --group-id GROUP_ID`",
                "list-backup-snapshots --group-id GROUP_ID --cluster-name CLUSTER_NAME`",
                "list-export-buckets --group-id GROUP_ID`",
            ][..],
        ),
        (
            &["restore", "atlas", GROUP, "--cluster-name=c"],
            &[
                "--snapshot-id or --point-in-time",
                "--to or --target-cluster-name",
                "--timeout",
            ],
            &[
                "list-backup-snapshots",
                "list-backup-sharded-clusters",
                "list-clusters",
            ],
        ),
        (
            &["collect", "cloud-manager", GROUP],
            &[
                "--resource-type or --cluster",
                "--log-types",
                "--to",
                "--timeout",
            ],
            &["backhaul cloud-manager list-clusters --group-id 5f0000000000000000000001`"],
        ),
        (
            &["collect", "cloud-manager"],
            &["--group-id or --group"],
            &["list-groups`", "list-clusters --group-id GROUP_ID`"],
        ),
        (
            &["retry", "sls"],
            &["--logstore", "--shipper-name", "--failed or --task-id"],
            &[
                "list-log-stores`",
                "list-shipper --logstore LOGSTORE`",
                "get-shipper-status",
            ],
        ),
        (
            &["report", "atlas"],
            &["--org-id", "--invoice-id", "--to", "--timeout"],
            &["list-orgs", "list-invoices"],
        ),
        (
            &["restore", "dcs"],
            &[
                "--project-id",
                "--instance-id",
                "--backup-id or --bucket-name",
                "--timeout",
            ],
            &["list-instances"],
        ),
        (
            &["wait", "atlas", "get-backup-export", GROUP],
            &["--cluster-name", "--export-id", "--timeout"],
            &["list-backup-exports --group-id "],
        ),
        (
            &[
                "download",
                "cloud-manager",
                "download-log-collection-job",
                GROUP,
            ],
            &["--job-id", "--to"],
            &["list-log-collection-jobs"],
        ),
    ] {
        let ran = program.run(words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        for flag in missing {
            let said = format!("error: {flag} is required");
            assert!(ran.err.contains(&said), "{said}: {ran:?}");
        }
        for hint in hints {
            assert!(ran.err.contains(hint), "{hint}: {ran:?}");
        }
    }
    assert!(sandbox.requests().is_empty());
}

/// Every flow of Atlas and Cloud Manager takes the name of a project.
#[tokio::test]
async fn a_project_is_found_by_its_name_in_every_flow() {
    let (sandbox, program) = stage(true).await;
    let cluster = format!("--cluster-name={}", sandbox.fixtures().cluster_name);
    let bucket = format!("--export-bucket-id={}", sandbox.fixtures().export_bucket_id);
    let words = ["export", "atlas", "--group=Demo Project", &cluster, &bucket];
    let more = ["--snapshot-id=latest", "--every=10ms", "--timeout=1m"];
    let ran = run(&program, &words, &more).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(operations(&sandbox)[0], "listGroups");
    let retry = ["retry", "cloud-manager", "--group=Demo Project", "--failed"];
    let ran = run(&program, &retry, &[]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let restore = ["restore", "atlas", "--group=Demo Project", &cluster];
    let more = [
        "--snapshot-id=latest",
        "--to=files",
        "--timeout=1m",
        "--dry-run",
    ];
    let ran = run(&program, &restore, &more).await;
    assert!(
        ran.text().contains("/groups?")
            && ran.text().contains("/groups/GROUP_ID/clusters/")
            && ran.text().contains("SNAPSHOT_ID"),
        "{ran:?}"
    );
}

/// The error names what the user wrote, and says where ids are.
#[tokio::test]
async fn a_name_where_an_id_is_meant_is_told_by_its_flag() {
    let (_sandbox, program) = stage(true).await;
    let name = "--project=Demo Project";
    for words in [
        &["atlas", "list-export-buckets", name][..],
        &["collect", "atlas", "--to=logs", name],
        &["retry", "cloud-manager", "--failed", name],
    ] {
        let ran = program.run(words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        let said = r#"error: --project: "Demo Project" is not allowed: it must be 24"#;
        assert!(ran.err.starts_with(said), "{ran:?}");
        assert!(!ran.err.contains("error: --group-id"), "{ran:?}");
        assert!(
            ran.err
                .contains("list-groups` lists what --group-id can be"),
            "{ran:?}"
        );
        let is_flow = words[0] != "atlas";
        assert_eq!(
            ran.err.contains("--group NAME takes the project"),
            is_flow,
            "{ran:?}"
        );
    }
}

/// Small and capital letters are alike where a value is one of a few.
#[tokio::test]
async fn values_are_taken_in_any_case() {
    let (sandbox, program) = stage(true).await;
    let list = ["cloud-manager", "list-log-collection-jobs", GROUP];
    let ran = run(
        &program,
        &list,
        &["--only=FAILED", "-o", "JSONL", "--get=/id"],
    )
    .await;
    assert_eq!(
        ran.text().trim(),
        sandbox.fixtures().failed_log_job_id,
        "{ran:?}"
    );
    let create = [
        "cloud-manager",
        "create-log-collection-job",
        GROUP,
        "--resource-type=ReplicaSet",
        "--resource-name=myReplicaSet",
        "--log-types=ftdc",
        "--size-requested-per-file-bytes=1000",
        "--redacted",
        "--dry-run",
    ];
    let ran = run(&program, &create, &[]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(
        ran.text().contains("REPLICASET") && ran.text().contains("FTDC"),
        "{ran:?}"
    );
}

/// Who finds the operation that begins a job is told of the command that does all of it.
#[test]
fn operations_point_to_the_whole_job() {
    let mut tree = program::tree(&Named::Everything);
    tree.build();
    let mut told = Vec::new();
    for entry in providers::all() {
        let provider = tree.find_subcommand(entry.table.name).unwrap();
        for operation in provider.get_subcommands() {
            let help = operation.get_after_help().map(ToString::to_string);
            let help = help.unwrap_or_default();
            if let Some((_, job)) = help.split_once("The whole job: `backhaul ") {
                told.push(format!(
                    "{}: {}",
                    operation.get_name(),
                    job.split('`').next().unwrap()
                ));
            }
        }
    }
    assert_eq!(told.len(), 13, "{told:#?}");
    for line in [
        "create-org-invoice-report: report atlas",
        "create-log-collection-job: collect cloud-manager",
        "retry-shipper-task: retry sls",
        "create-migration-task: restore dcs",
    ] {
        assert!(told.contains(&line.to_owned()), "{line}: {told:#?}");
    }
}
