//! `collect dcs`: run logs from a shell.

use std::fs;

use crate::flows_collect::{result, run, stage};

#[tokio::test]
async fn run_logs_are_collected() {
    let (sandbox, program) = stage(true).await;
    let ids = sandbox.fixtures();
    let (project, instance) = (ids.dcs_project_id, ids.dcs_instance_id);
    let words = [
        "collect",
        "dcs",
        "--project-id",
        project,
        "--instance-id",
        instance,
        "--days=3",
        "--to=logs",
        "--every=10ms",
    ];
    let ran = run(&program, &words, &["--timeout=1m"]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let logs = result(&ran);
    let logs = logs.as_array().unwrap();
    assert_eq!(logs.len(), 3);
    for log in logs {
        let file = program.home().join(log["file"].as_str().unwrap());
        assert_eq!(fs::metadata(file).unwrap().len(), 200_000);
        assert_eq!(log["bytes"], 200_000);
    }
    let mut cluster = words;
    (cluster[5], cluster[6]) = (ids.dcs_other_instance_id, "--days=1");
    let more = ["--all-nodes", "--timeout=1m"];
    let dry = run(&program, &cluster, &[&more[..], &["--dry-run"]].concat()).await;
    assert!(dry.err.contains("Then: the same for each node"), "{dry:?}");
    let ran = run(&program, &cluster, &more).await;
    let logs = result(&ran);
    let nodes = logs.as_array().unwrap().iter().map(|log| &log["node"]);
    let all = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"];
    assert!(nodes.eq(all), "{ran:?}");
    let wrong = run(&program, &words, &["--timeout=1m", "--days=4"]).await;
    assert_eq!(wrong.status, Some(2), "{wrong:?}");

    let (_sandbox, program) = stage(false).await;
    let late = run(&program, &words, &["--timeout=50ms"]).await;
    assert_eq!(late.status, Some(124), "{late:?}");
    assert!(
        late.err
            .contains("the collection of run logs goes on at the provider"),
        "{late:?}"
    );
    assert!(
        late.err.contains("Go on: backhaul dcs list-redislog "),
        "{late:?}"
    );
}
