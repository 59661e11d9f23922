//! What people are told at a terminal.

use backhaul_sandbox::{Fault, Sandbox};

use crate::support::accounts;
use crate::support::person::Person;
use crate::support::program::Program;

const GROUP: &str = "--group-id=5f0000000000000000000001";

async fn person() -> (Sandbox, Person) {
    let sandbox = Sandbox::start().await.unwrap();
    let person = Person::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    (sandbox, person)
}

/// The summary is what a search is read for: it is there at any width.
#[tokio::test]
async fn a_search_shows_summaries_at_any_width() {
    let mut person = Person::new([]);
    for words in ["log", "snapshot", "export"] {
        person.width = None;
        let whole = person.run(&["find", words]).await.out;
        assert!(whole.lines().count() > 5, "{whole}");
        for width in [40, 60, 80, 200] {
            person.width = Some(width);
            let saw = person.run(&["find", words]).await;
            let told = |text: &str| -> Vec<String> {
                text.split_whitespace().map(str::to_owned).collect()
            };
            assert_eq!(told(&saw.out), told(&whole), "{width}");
            let longest = saw.out.lines().map(|line| line.chars().count()).max();
            // A command is one to copy, and never broken.
            assert!(
                longest.unwrap() <= usize::from(width).max(55),
                "{}",
                saw.out
            );
        }
    }
}

/// Other texts for people fit, too, and none turns into JSON in a pipe.
#[tokio::test]
async fn texts_for_people_fit_and_go_to_a_pipe() {
    let mut person = Person::new([]);
    for topic in ["flags", "exit-codes", "environment"] {
        person.width = Some(50);
        let saw = person.run(&["help", topic]).await;
        assert_eq!(saw.status, 0, "{saw:?}");
        let longest = saw.out.lines().map(|line| line.chars().count()).max();
        assert!(longest.unwrap() <= 50, "{}", saw.out);
    }
    person.width = None;
    let saw = person.run(&["whoami", "sls"]).await;
    assert!(saw.out.starts_with("provider "), "{saw:?}");
    let saw = person.run(&["whoami", "sls", "-o", "json"]).await;
    assert!(saw.out.starts_with('{'), "{saw:?}");
}

/// Whatever has no room, an id, a name and a state are there.
#[tokio::test]
async fn an_id_a_name_and_a_state_are_there_at_any_width() {
    let (sandbox, mut person) = person().await;
    let ids = sandbox.fixtures();
    let cluster = format!("--cluster-name={}", ids.cluster_name);
    let project = format!("--project={}", ids.dcs_project_id);
    for (words, important) in [
        (
            &["atlas", "list-backup-exports", GROUP, &cluster][..],
            &["id", "STATE"][..],
        ),
        (
            &["cloud-manager", "list-log-collection-jobs", GROUP],
            &["id", "STATE", "resourceName"],
        ),
        (
            &["dcs", "list-instances", &project],
            &["instance_id", "name", "status"],
        ),
        (&["sls", "list-project"], &["projectName", "status"]),
    ] {
        for width in [10, 30, 50, 70, 80, 100, 200] {
            person.width = Some(width);
            let saw = person.run(words).await;
            assert_eq!(saw.status, 0, "{saw:?}");
            for name in important {
                let is_there = saw.out.split_whitespace().any(|word| word == *name);
                assert!(is_there, "{width}: {name}: {}", saw.out);
                assert!(!saw.err.contains(&format!(" {name}")), "{saw:?}");
            }
        }
    }
}

/// What has no room is told, and only where a person reads it.
#[tokio::test]
async fn columns_without_room_are_told() {
    let (sandbox, mut person) = person().await;
    let list = ["cloud-manager", "list-log-collection-jobs", GROUP];
    person.width = Some(60);
    let saw = person.run(&list).await;
    assert_eq!(saw.status, 0, "{saw:?}");
    let titles = saw.out.lines().next().unwrap();
    let told = saw
        .err
        .strip_prefix("Not shown: ")
        .unwrap_or_else(|| panic!("{saw:?}"));
    assert!(told.ends_with(". -o wide shows all.\n"), "{saw:?}");
    for name in told.split(". ").next().unwrap().split(", ") {
        assert!(!titles.contains(name), "{name}: {saw:?}");
    }
    // What only `-o wide` has is told, however much room there is.
    person.width = Some(300);
    let saw = person.run(&list).await;
    let titles = saw.out.lines().next().unwrap();
    assert!(titles.ends_with("expirationDate"), "{saw:?}");
    assert!(saw.err.starts_with("Not shown: downloadUrl, "), "{saw:?}");
    person.width = Some(60);
    let wide = person.run(&[&list[..], &["-o", "wide"]].concat()).await;
    assert_eq!(wide.err, "", "{wide:?}");
    for name in told.split(". ").next().unwrap().split(", ").take(3) {
        assert!(wide.out.contains(name), "{name}: {wide:?}");
    }
    // One result has properties that are tables themselves.
    let ids = sandbox.fixtures();
    let job = format!("--job-id={}", ids.failed_log_job_id);
    let get = ["cloud-manager", "get-log-collection-job", GROUP, &job];
    let saw = person.run(&get).await;
    assert_eq!(saw.status, 0, "{saw:?}");
}

#[tokio::test]
async fn a_list_with_nothing_says_so() {
    let (_sandbox, mut person) = person().await;
    for width in [Some(80), None] {
        person.width = width;
        let only = "--only=cancelled";
        let list = ["cloud-manager", "list-log-collection-jobs", GROUP, only];
        let saw = person.run(&list).await;
        assert_eq!(
            (saw.status, saw.err.as_str()),
            (0, "Nothing found.\n"),
            "{saw:?}"
        );
        assert_eq!(saw.out, if width.is_some() { "" } else { "[]\n" });
    }
}

/// An empty terminal leaves people in doubt whether anything was looked at.
#[tokio::test]
async fn a_retry_of_nothing_says_of_which_time() {
    let (sandbox, mut person) = person().await;
    let span = ["--from-time=2001-01-01", "--to-time=2001-01-02T00:00Z"];
    let jobs = [&["retry", "cloud-manager", GROUP, "--failed"][..], &span].concat();
    let names = sandbox.fixtures();
    let logstore = format!("--logstore={}", names.sls_logstore);
    let shipper = format!("--shipper-name={}", names.sls_shipper);
    let tasks = ["retry", "sls", &logstore, &shipper, "--failed", "--last=1s"];
    for (words, said) in [
        (
            &jobs[..],
            "that was created from 2001-01-01T00:00:00Z to 2001-01-02T00:00:00Z has failed.\n",
        ),
        (
            &tasks[..],
            "No task of this shipper that was created from 2",
        ),
    ] {
        for width in [Some(80), None] {
            person.width = width;
            let saw = person.run(words).await;
            assert_eq!(saw.status, 0, "{saw:?}");
            assert!(saw.err.contains(said), "{said}: {saw:?}");
            assert_eq!(saw.out, if width.is_some() { "" } else { "[]\n" });
        }
    }
}

/// The words that people try, and what they look for.
#[tokio::test]
async fn whole_jobs_are_found_by_the_words_of_people() {
    let program = Program::new([]);
    for (word, wanted) in [
        (
            "logs",
            &[
                "collect atlas",
                "collect cloud-manager",
                "collect sls",
                "collect dcs",
                "download",
            ][..],
        ),
        (
            "backup",
            &["export dcs", "export atlas", "restore atlas", "restore dcs"],
        ),
        ("shipping", &["retry sls"]),
        ("failed", &["retry cloud-manager", "retry sls", "wait"]),
        (
            "snapshot",
            &["export atlas", "restore atlas", "restore cloud-manager"],
        ),
        ("invoice", &["report atlas"]),
        ("wait", &["wait"]),
        ("watch", &["wait"]),
        ("download", &["download", "collect atlas"]),
    ] {
        let ran = program
            .run(&["find", word, "-o", "jsonl", "--get=/command"])
            .await;
        let found: Vec<&str> = ran.text().lines().collect();
        for command in wanted {
            assert!(found.contains(command), "{word}: {command}: {found:?}");
        }
        assert!(wanted.contains(&found[0]), "{word}: {found:?}");
    }
}

/// Who guesses a command is told where to look.
#[tokio::test]
async fn an_unknown_command_points_to_the_search() {
    let program = Program::new([]);
    for word in ["logs", "list", "invoice"] {
        let ran = program.run(&[word]).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(
            ran.err.contains(&format!("backhaul find {word}")),
            "{ran:?}"
        );
    }
}

/// Where the files are is what matters most about them.
#[tokio::test]
async fn a_table_of_files_shows_their_paths_on_a_narrow_terminal() {
    let (_sandbox, mut person) = person().await;
    let folder = tempfile::TempDir::new().unwrap();
    let to = folder.path().join("the-logs-of-the-last-hour");
    let to = to.to_str().unwrap();
    for width in [60, 110] {
        person.width = Some(width);
        let words = ["collect", "atlas", GROUP, "--last=1h", "--overwrite"];
        let saw = person.run(&[&words[..], &["--to", to]].concat()).await;
        assert_eq!(saw.status, 0, "{saw:?}");
        assert!(saw.out.starts_with("file"), "{saw:?}");
        let words = saw.out.split_whitespace();
        let paths: Vec<&str> = words.filter(|word| word.starts_with(to)).collect();
        assert_eq!(paths.len(), 15, "{saw:?}");
        assert_eq!(saw.out.matches("saved").count(), 15, "{saw:?}");
        assert!(!saw.err.contains("Not shown"), "{saw:?}");
        for path in paths {
            assert!(std::path::Path::new(path).is_file(), "{path}");
        }
    }
}

/// A log that failed has no file, and is named by its host.
#[tokio::test]
async fn what_failed_is_told_apart_on_a_narrow_terminal() {
    let (sandbox, mut person) = person().await;
    let folder = tempfile::TempDir::new().unwrap();
    let to = folder.path().to_str().unwrap();
    let faults = sandbox.faults();
    faults.on("downloadClusterLog", Fault::status(404)).times(2);
    person.width = Some(80);
    let words = ["collect", "atlas", GROUP, "--last=1h", "--to", to];
    let saw = person.run(&words).await;
    assert_eq!(saw.status, 11, "{saw:?}");
    let rows: Vec<&str> = saw.out.split("\n\n").collect();
    let failed = rows.iter().filter(|row| row.contains("failed"));
    let mut named: Vec<&&str> = failed.collect();
    assert_eq!(named.len(), 2, "{saw:?}");
    assert!(
        named
            .iter()
            .all(|row| row.contains("host ") && row.contains("log "))
    );
    named.dedup();
    assert_eq!(named.len(), 2, "{saw:?}");
}
