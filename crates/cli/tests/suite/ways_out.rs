//! What a wrong command line is answered with: the text to write in its place, and nothing that is far from it.

use backhaul_cli::json::Json;

use crate::plain_words::program;
use crate::support::program::Program;

const JOB: &str = "5f00000000000000000000c1";

/// Other commands take an id as a word that stands alone.
#[tokio::test]
async fn a_bare_id_is_told_its_flag() {
    let program = Program::new([]);
    for (words, tip) in [
        (
            &["cloud-manager", "get-log-collection-job", JOB][..],
            "write --job-id 5f00000000000000000000c1",
        ),
        (
            &["wait", "cloud-manager", "get-log-collection-job", JOB],
            "write --job-id 5f00000000000000000000c1",
        ),
        (
            &["atlas", "get-backup-export", JOB, "--cluster-name=x"],
            "write --export-id 5f00000000000000000000c1",
        ),
        (
            &["atlas", "get-backup-export", JOB],
            "write --cluster-name 5f00000000000000000000c1 or --export-id 5f00000000000000000000c1",
        ),
        (
            &["atlas", "list-export-buckets", JOB],
            "write --group-id 5f00000000000000000000c1",
        ),
    ] {
        let ran = program.run(words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.err.contains(&format!("{tip}\n")), "{ran:?}");
    }
}

/// A program reads what a person reads.
#[tokio::test]
async fn json_has_the_tips_of_the_text() {
    let program = Program::new([]);
    for words in [
        &["cloud-manager", "get-log-collection-job", JOB][..],
        &["cloud-manager", "get-log-collection-job", "--job", "x"],
        &["atlas", "get-log-things"],
        &["atlas", "list-export-buckets", "--limt", "1"],
        &["colect", "atlas"],
        &["help", "flagz"],
        &["completion", "bsh"],
    ] {
        let text = program.run(words).await;
        let tips = text.err.lines();
        let tips = tips.filter_map(|line| line.trim().strip_prefix("tip: "));
        let tips = tips.collect::<Vec<_>>().join("\n");
        assert!(!tips.is_empty(), "{text:?}");
        let words = [words, &["--error-format", "json"]].concat();
        let ran = program.run(&words).await;
        let json = Json::read(&ran.err).unwrap();
        let hint = json.member("hint").and_then(Json::as_text);
        assert_eq!(hint, Some(tips.as_str()), "{ran:?}");
    }
    // With other mistakes beside it, too.
    let words = ["cloud-manager", "get-log-collection-job", JOB, "--limit=x"];
    let ran = program.run(&words).await;
    assert!(ran.err.contains("write --job-id "), "{ran:?}");
}

/// A tip that is far from what was written leads astray.
#[tokio::test]
async fn only_what_is_near_is_suggested() {
    let program = Program::new([]);
    for (words, there, not_there) in [
        (
            &["colect", "atlas"][..],
            &["'collect'"][..],
            &["backhaul api", "backhaul find"][..],
        ),
        (
            &["cloudmanager", "list-alerts"],
            &["'cloud-manager'"],
            &["'man'"],
        ),
        (
            &["api", "atlas", "FETCH", "/x"],
            &["FETCH"],
            &["'PATCH'", "tip:"],
        ),
        (&["completion", "tcsh"], &["tcsh"], &["'zsh'", "tip:"]),
        (&["completion", "zhs"], &["'zsh'"], &[]),
        (
            &["help", "flagz"],
            &["backhaul help flags\n", "flags, exit-codes, environment"],
            &["backhaul find"],
        ),
        (
            &["help", "wonders"],
            &["backhaul help flags|exit-codes|environment"],
            &["backhaul find", "did you mean"],
        ),
        (
            &["help", "colect"],
            &["did you mean: backhaul help collect\n"],
            &[],
        ),
    ] {
        let ran = program.run(words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        for text in there {
            assert!(ran.err.contains(text), "{text}: {ran:?}");
        }
        let (said, _) = ran.err.split_once("Usage:").unwrap_or((&ran.err, ""));
        for text in not_there {
            assert!(!said.contains(text), "{text}: {ran:?}");
        }
    }
}

/// A message names the text to write.
#[tokio::test]
async fn a_mistake_has_the_text_to_write() {
    let (_sandbox, program) = program().await;
    let alerts = ["atlas", "list-export-buckets"];
    for (more, said) in [
        (
            "--endpoint=h.example",
            "--endpoint: it is not an absolute address such as https://host: write https://h.example\n",
        ),
        (
            "--endpoint=localhost:8080/",
            "--endpoint: it must begin with https:// or http://: write https://localhost:8080\n",
        ),
        (
            "--endpoint=ftp://h.example",
            "--endpoint: it must begin with https:// or http://: write https://h.example\n",
        ),
        ("--get=.results[0].id", "write /results/0/id\n"),
    ] {
        let words = [&alerts[..], &["--group-id=5f0000000000000000000001", more]].concat();
        let ran = program.run(&words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.err.contains(said), "{said}: {ran:?}");
    }
    let ran = program
        .run(&["atlas", "list-export-buckets", "--limit", "-1"])
        .await;
    let said = "--limit: \"-1\" is not allowed: it must be ";
    assert!(ran.err.contains(said), "{ran:?}");
}
