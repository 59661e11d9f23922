//! Questions before something is deleted, overwritten or irreversible.

use std::process::Stdio;

use backhaul_cli::providers;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::flows_collect::stage;
use crate::support::listener::Listener;
use crate::support::program::{Program, has_program};

const GROUP: &str = "--group-id=5f0000000000000000000001";
const DELETE: [&str; 4] = [
    "atlas",
    "delete-export-bucket",
    GROUP,
    "--export-bucket-id=5f00000000000000000000e1",
];
const POLICY: [&str; 5] = [
    "atlas",
    "update-compliance-policy",
    GROUP,
    "--body=policy.json",
    "--error-format=text",
];
const POLICY_BODY: &str = r#"{"authorizedEmail":"a@example.com","authorizedUserFirstName":"A","authorizedUserLastName":"B"}"#;

async fn asked_at(listener: &Listener) -> Program {
    let program = Program::new([
        ("MONGODB_ATLAS_BASE_URL", listener.url.clone()),
        ("MONGODB_ATLAS_ACCESS_TOKEN", "fake-marker".to_owned()),
    ]);
    std::fs::write(program.home().join("policy.json"), POLICY_BODY).unwrap();
    program
}

#[tokio::test]
async fn without_a_terminal_only_yes_goes_on() {
    let listener = Listener::start().await;
    let program = asked_at(&listener).await;
    let custom = [
        "api",
        "atlas",
        "DELETE",
        "/api/atlas/v2/groups/5f0000000000000000000001",
    ];
    for words in [&DELETE[..], &POLICY[..], &custom[..]] {
        // An answer in a pipe is none.
        let ran = program.run_with(words, b"yes\n").await;
        assert_eq!(ran.status, Some(9), "{words:?}: {}", ran.err);
        assert!(ran.err.starts_with("error: "), "{}", ran.err);
        assert!(
            ran.err
                .contains("there is no terminal to ask on. It asks about "),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("Nothing was sent"), "{}", ran.err);
        assert!(
            ran.err.contains("To answer yes, give --yes."),
            "{}",
            ran.err
        );
        // The same as on a terminal: what it is done to.
        assert!(ran.err.contains("5f0000000000000000000001"), "{}", ran.err);
        assert!(!ran.err.contains("Continue?"), "{}", ran.err);
        assert_eq!(listener.taken().len(), 0, "{words:?}");

        let ran = program.run(&[words, &["--yes"]].concat()).await;
        assert_eq!(ran.status, Some(0), "{words:?}: {}", ran.err);
        assert_eq!(ran.err, "", "{words:?}");
        assert_eq!(listener.taken().len(), 1, "{words:?}");

        let ran = program.run(&[words, &["--dry-run"]].concat()).await;
        assert_eq!(ran.status, Some(0), "{words:?}: {}", ran.err);
        assert_eq!(listener.taken().len(), 0, "{words:?}");
    }
}

/// Arguments are checked before anybody is asked.
#[tokio::test]
async fn nobody_is_asked_about_a_wrong_call() {
    let listener = Listener::start().await;
    let ran = asked_at(&listener).await.run(&DELETE[..3]).await;
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.err.contains("--export-bucket-id is required"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("terminal"), "{}", ran.err);
}

/// What a person sees who types `answer`, and the exit status.
async fn typed(program: &Program, words: &[&str], answer: &str) -> (Option<i32>, String) {
    // `script` gives the program a terminal, and passes its status on.
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let line = format!("'{}' {}", env!("CARGO_BIN_EXE_backhaul"), quoted.join(" "));
    let command = program.command(&[]);
    let envs: Vec<_> = command
        .as_std()
        .get_envs()
        .map(|(name, value)| (name.to_owned(), value.unwrap().to_owned()))
        .collect();
    let mut child = tokio::process::Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .env_clear()
        .envs(envs)
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("TERM", "dumb")
        .current_dir(program.home())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = child.stdout.take().unwrap();
    let mut said = Vec::new();
    let talk = async {
        let mut answer = Some(answer);
        let mut piece = [0; 4096];
        // What is typed before the question would go to the shell.
        while let Ok(length @ 1..) = output.read(&mut piece).await {
            said.extend_from_slice(&piece[..length]);
            let asks = said.ends_with(b"[y/N] ") || said.ends_with(b"to go on: ");
            if asks && let Some(answer) = answer.take() {
                input.write_all(answer.as_bytes()).await.unwrap();
            }
        }
        child.wait().await.unwrap()
    };
    let limit = std::time::Duration::from_secs(60);
    let status = tokio::time::timeout(limit, talk).await.unwrap();
    (status.code(), String::from_utf8(said).unwrap())
}

#[tokio::test]
async fn a_person_at_a_terminal_is_asked() {
    if !has_program("script") {
        return;
    }
    let listener = Listener::start().await;
    let program = asked_at(&listener).await;
    for (words, answer, goes_on) in [
        (&DELETE[..], "y\n", true),
        (&DELETE[..], "n\n", false),
        (&DELETE[..], "\n", false),
        (&POLICY[..], "yes\n", false),
        (&POLICY[..], "5f0000000000000000000001\n", true),
    ] {
        let (status, said) = typed(&program, words, answer).await;
        let sent = listener.taken().len();
        assert_eq!(sent, usize::from(goes_on), "{words:?} {answer:?}: {said}");
        assert_eq!(status, Some(if goes_on { 0 } else { 9 }), "{said}");
        assert!(
            said.contains("group-id: 5f0000000000000000000001"),
            "{said}"
        );
        assert_eq!(said.contains("Nothing was sent."), !goes_on, "{said}");
        // Who says no has made no mistake.
        assert!(!said.contains("error"), "{said}");
        // The provider says nothing, so the command does.
        let is_done = said.contains("Deleted: export bucket 5f00000000000000000000e1");
        assert_eq!(is_done, goes_on && words == DELETE, "{said}");
        if words == DELETE {
            assert!(
                said.contains("Remove this export bucket from the project?"),
                "{said}"
            );
            assert!(said.contains("[y/N]"), "{said}");
        } else {
            assert!(
                said.contains("Type the value of --group-id to go on"),
                "{said}"
            );
        }
    }
}

/// A name that is known says more than an id.
#[tokio::test]
async fn what_was_found_by_its_name_is_named() {
    if !has_program("script") {
        return;
    }
    let (sandbox, program) = stage(true).await;
    let ids = sandbox.fixtures();
    let snapshot = format!("--snapshot-id={}", ids.snapshot_id);
    let restore = [
        "restore",
        "atlas",
        "--group=Demo Project",
        "--cluster-name=demo-cluster",
        "--target-cluster-name=other",
        "--timeout=1m",
        &snapshot,
    ];
    let (status, said) = typed(&program, &restore, "n\n").await;
    assert_eq!(status, Some(9), "{said}");
    let project = format!("project: Demo Project ({})", ids.group_id);
    assert!(said.contains(&project), "{said}");
}

/// Who is asked can still go away.
#[tokio::test]
async fn a_question_can_be_interrupted() {
    if !has_program("script") {
        return;
    }
    let listener = Listener::start().await;
    let program = asked_at(&listener).await;
    let (status, said) = typed(&program, &DELETE, "\u{3}").await;
    assert_eq!(status, Some(130), "{said}");
    assert_eq!(listener.taken().len(), 0, "{said}");
}

/// The help says so.
#[tokio::test]
async fn the_help_tells_the_question() {
    let mut asking = 0;
    let program = Program::new([]);
    for entry in providers::all() {
        for operation in entry.table.operations {
            assert!(
                operation.method != "DELETE" || operation.confirm.is_some(),
                "{}",
                operation.name
            );
            if let Some(question) = operation.confirm {
                let ran = program
                    .run(&[entry.table.name, operation.name, "--help"])
                    .await;
                let words: Vec<&str> = ran.text().split_whitespace().collect();
                let all = words.join(" ");
                assert!(
                    all.contains(&format!(
                        "Asks before it sends the call, unless --yes is given: {question}"
                    )),
                    "{all}"
                );
                asking += 1;
            }
        }
    }
    assert!(asking >= 24, "{asking}");
}
