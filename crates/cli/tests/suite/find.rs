//! `find`: commands by words, the best first.

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
            text("command")
        })
        .collect()
}

#[tokio::test]
async fn the_best_comes_first() {
    for (words, best) in [
        // What does a whole job comes first.
        (&["retry", "log"][..], "retry cloud-manager"),
        (
            &["retry", "one", "log"],
            "cloud-manager retry-log-collection-job",
        ),
        (&["RetryShipperTask"], "sls retry-shipper-task"),
        (&["getbackupexport"], "atlas get-backup-export"),
        (&["restore", "dcs"], "restore dcs"),
        (&["restore", "instance"], "dcs restore-instance"),
        (&["slow log", "dcs"], "dcs list-slowlog"),
        (&["slow log"], "atlas list-slow-query-logs"),
        (&["delete bucket"], "atlas delete-export-bucket"),
        // Flows are found too.
        (&["collect", "logs", "dcs"], "collect dcs"),
        (&["wait", "export"], "atlas get-backup-export"),
        // Other words for the same count beside others, too.
        (&["watch", "export"], "atlas get-backup-export"),
        (&["watch"], "wait"),
    ] {
        assert_eq!(found(words).await[0], best, "{words:?}");
    }
    let all = found(&["watch", "restore"]).await;
    assert!(
        all.contains(&"atlas get-backup-restore-job".to_owned()),
        "{all:?}"
    );
    let all = found(&["retry", "sls"]).await;
    assert!(all.contains(&"retry sls".to_owned()), "{all:?}");
    // What is said of every command is found where it is explained.
    for (word, topic) in [
        ("profile", "help flags"),
        ("dry-run", "help flags"),
        ("throttled", "help exit-codes"),
        ("MCLI_PROFILE", "help environment"),
    ] {
        let all = found(&[word]).await;
        assert!(all.iter().any(|name| name == topic), "{word}: {all:?}");
        assert!(!all.contains(&"completion".to_owned()), "{word}: {all:?}");
    }
    let all = found(&["delete"]).await;
    assert!(all.iter().any(|name| name.starts_with("dcs ")), "{all:?}");
    assert!(all.len() > 10, "{all:?}");
}

/// A pager is a pipe, and a person reads it.
#[tokio::test]
async fn people_see_provider_operation_and_summary() {
    let program = Program::new([]);
    let ran = program.run(&["find", "retry"]).await;
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("find_retry", ran.text());
    });
    let table = program.run(&["find", "retry", "-o", "table"]).await;
    assert_eq!(table.text(), ran.text());
    let wide = program.run(&["find", "retry", "-o", "wide"]).await;
    assert!(wide.text().contains("PUT"), "{}", wide.text());
    let ran = program.run(&["find", "fly", "to", "the", "moon"]).await;
    assert_eq!((ran.status, ran.text()), (Some(4), ""));
    assert!(
        ran.err
            .contains("no command has fly and to and the and moon"),
        "{}",
        ran.err
    );
}

/// What does more with an operation is said.
#[tokio::test]
async fn verbs_of_an_operation_are_told() {
    let program = Program::new([]);
    let ran = program.run(&["find", "log", "collection"]).await;
    let line = "Get one log collection job (also with `wait`)";
    assert!(ran.text().contains(line), "{}", ran.text());
    let words = ["find", "log", "collection", "-o", "json"];
    let ran = program.run(&words).await;
    let Json::Array(all) = Json::read(ran.text()).unwrap() else {
        panic!("{}", ran.text())
    };
    let text =
        |item: &Json, name: &str| item.member(name).and_then(Json::as_text).map(str::to_owned);
    for (operation, also) in [
        ("get-log-collection-job", Some("wait")),
        ("list-log-collection-jobs", Some("wait")),
        ("download-log-collection-job", Some("download")),
        ("delete-log-collection-job", None),
    ] {
        let mut items = all.iter();
        let item = items.find(|item| text(item, "operation").as_deref() == Some(operation));
        assert_eq!(text(item.unwrap(), "also").as_deref(), also, "{operation}");
    }
}

/// Whoever guesses the name of an operation is told how to find it.
#[tokio::test]
async fn an_unknown_operation_points_to_the_search() {
    for words in [
        &["atlas", "get-log-things"][..],
        &["wait", "dcs", "get-bckup"],
        &["download", "sls", "x"],
    ] {
        let ran = Program::new([]).run(words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.err.contains("backhaul find WORDS"), "{ran:?}");
        let api = format!("backhaul api {} METHOD PATH", words[words.len() - 2]);
        assert!(ran.err.contains(&api), "{ran:?}");
    }
    let ran = Program::new([]).run(&["atlsa"]).await;
    assert!(!ran.err.contains("backhaul find"), "{ran:?}");
}
