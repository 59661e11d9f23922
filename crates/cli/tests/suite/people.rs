//! What people are told at a terminal.

use backhaul_sandbox::Sandbox;

use crate::support::accounts;
use crate::support::person::Person;
use crate::support::program::Program;

const GROUP: &str = "--group-id=5f0000000000000000000001";

async fn person() -> (Sandbox, Person) {
    let sandbox = Sandbox::start().await.unwrap();
    let person = Person::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    (sandbox, person)
}

/// The summary is what a search is read for.
#[tokio::test]
async fn a_search_shows_summaries_on_a_terminal_of_80_columns() {
    let person = Person::new([]);
    for words in ["log", "snapshot", "export"] {
        let saw = person.run(&["find", words]).await;
        assert_eq!(saw.status, 0, "{saw:?}");
        let title = saw.out.lines().next().unwrap();
        let columns: Vec<&str> = title.split_whitespace().collect();
        assert_eq!(columns[..2], ["command", "summary"], "{saw:?}");
        for line in saw.out.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
    let saw = person.run(&["find", "retry", "one"]).await;
    let words: Vec<&str> = saw.out.split_whitespace().collect();
    let summary = "retry-log-collection-job Retry one failed log collection job";
    assert!(words.join(" ").contains(summary), "{saw:?}");
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
    person.width = Some(300);
    assert_eq!(person.run(&list).await.err, "");
    person.width = Some(60);
    let wide = person.run(&[&list[..], &["-o", "wide"]].concat()).await;
    assert_eq!(wide.err, "", "{wide:?}");
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
        let (title, rows) = saw.out.split_once('\n').unwrap();
        assert!(title.starts_with("file"), "{saw:?}");
        assert_eq!(rows.lines().count(), 15, "{saw:?}");
        for row in rows.lines() {
            let path = row.split(' ').next().unwrap();
            assert!(std::path::Path::new(path).is_file(), "{row}");
        }
    }
}
