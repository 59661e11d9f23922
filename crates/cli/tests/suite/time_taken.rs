//! Which time a flow takes is said, and what to write in place of one that is none.

use crate::flows_collect::{run, stage};

const GROUP: &str = "--group-id=5f0000000000000000000001";

#[tokio::test]
async fn a_flow_says_which_time_it_takes() {
    let (sandbox, program) = stage(true).await;
    let atlas = ["collect", "atlas", GROUP, "--to=logs"];
    let manager = [
        "collect",
        "cloud-manager",
        GROUP,
        "--resource-type=REPLICASET",
        "--resource-name=r",
        "--log-types=FTDC",
        "--to=logs",
        "--timeout=1m",
    ];
    let range = ["--from-time=2026-05-04T22:00+02:00", "--to-time=2026-05-06"];
    let told = "Time: from 2026-05-04T20:00:00Z to 2026-05-06T00:00:00Z (28h, in UTC)\n";
    let retry = ["retry", "cloud-manager", GROUP, "--failed"];
    let dcs = [
        "collect",
        "dcs",
        "--project-id=0123456789abcdef0123456789abcdef",
        "--instance-id",
        sandbox.fixtures().dcs_instance_id,
        "--to=logs",
        "--timeout=1m",
    ];
    for (words, more, said) in [
        (
            &atlas[..],
            &[][..],
            "Time: the last 24 hours until now, the default of Atlas: choose",
        ),
        (&atlas, &range, told),
        (&manager, &[], "Time: what Cloud Manager chooses"),
        (&manager, &range, told),
        (
            &dcs,
            &[],
            "Time: today and the day before, the default: choose with --query-time\n",
        ),
        (&dcs, &["--query-time=0"], "Time: today\n"),
        (&retry, &[], "Time: failed jobs of any age: choose"),
        (&retry, &range, told),
    ] {
        let ran = run(&program, words, &[more, &["--dry-run"]].concat()).await;
        assert_eq!(ran.status, Some(0), "{ran:?}");
        assert!(ran.err.contains(said), "{said}: {ran:?}");
    }
    let last = run(&program, &atlas, &["--last=90m", "--dry-run"]).await;
    assert!(last.err.contains("Z (1h30m, in UTC)\n"), "{last:?}");
}

/// All flags that take a time, of flows and of operations.
#[tokio::test]
async fn what_is_no_time_is_told_with_one_to_write() {
    let (sandbox, program) = stage(true).await;
    let log = [
        "atlas",
        "download-cluster-log",
        GROUP,
        "--host-name=h",
        "--log-name=mongodb",
    ];
    for words in [
        &["collect", "atlas", GROUP, "--to=logs", "--from-time"][..],
        &["retry", "cloud-manager", GROUP, "--failed", "--from-time"],
        &[
            "restore",
            "atlas",
            GROUP,
            "--cluster-name=c",
            "--target-cluster-name=d",
            "--timeout=1h",
            "--point-in-time",
        ],
        &[&log[..], &["--start-date"]].concat(),
    ] {
        for (wrong, right) in [
            (
                "2026-05-04T22:00:00",
                "write 2026-05-04T22:00:00Z if it is UTC, or 2026-05-04T22:00:00+02:00",
            ),
            ("2026-05-04 22:00", "write 2026-05-04T22:00Z if it is UTC"),
            (
                "yesterday",
                "a day begins at another time in each zone: write 20",
            ),
            ("24h", "it takes a time, not a span: write 20"),
        ] {
            let ran = run(&program, words, &[wrong]).await;
            assert_eq!(ran.status, Some(2), "{ran:?}");
            let flag = words.last().unwrap();
            let said = format!("error: {flag}: \"{wrong}\" is not allowed: ");
            assert!(
                ran.err.contains(&said) && ran.err.contains(right),
                "{right}: {ran:?}"
            );
        }
    }
    assert!(sandbox.requests().is_empty());
}
