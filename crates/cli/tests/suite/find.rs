//! `find`: operations by words, the best first.

use backhaul_cli::json::Json;

use crate::support::program::Program;

async fn found(words: &[&str]) -> Vec<String> {
    let all = [&["find", "--output=jsonl"], words].concat();
    let ran = Program::new([]).run(&all).await;
    assert_eq!(ran.status, Some(0), "{words:?}: {}", ran.err);
    let lines = ran.text().lines().map(|line| Json::read(line).unwrap());
    lines
        .map(|line| {
            let text = |name: &str| {
                line.member(name)
                    .and_then(Json::as_text)
                    .unwrap()
                    .to_owned()
            };
            format!("{} {}", text("provider"), text("operation"))
        })
        .collect()
}

#[tokio::test]
async fn the_best_comes_first() {
    for (words, best) in [
        (
            &["retry", "log"][..],
            "cloud-manager retry-log-collection-job",
        ),
        (&["RetryShipperTask"], "sls retry-shipper-task"),
        (&["getbackupexport"], "atlas get-backup-export"),
        (&["restore", "dcs"], "dcs restore-instance"),
        (&["slow log"], "dcs list-slowlog"),
        (&["delete bucket"], "atlas delete-export-bucket"),
    ] {
        assert_eq!(found(words).await[0], best, "{words:?}");
    }
    let all = found(&["delete"]).await;
    assert!(all.iter().any(|name| name.starts_with("dcs ")), "{all:?}");
    assert!(all.len() > 10, "{all:?}");
}

#[tokio::test]
async fn people_see_provider_operation_and_summary() {
    let ran = Program::new([]).run(&["find", "retry"]).await;
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("find_retry", ran.text());
    });
    let ran = Program::new([])
        .run(&["find", "fly", "to", "the", "moon"])
        .await;
    assert_eq!(ran.status, Some(4));
    assert!(
        ran.err
            .contains("no operation has fly and to and the and moon"),
        "{}",
        ran.err
    );
}
